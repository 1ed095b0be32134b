package dev.sosia.ciagan.training;

import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.neg;
import static dev.sosia.engine.op.Elementwise.shift;

import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;

/// A [Batch] as tensors, each made where it is asked for, in the innermost scope.
///
/// @param dtype F32 or F64: what is computed in
record Pairs(Batch batch, Device device, DType dtype) {

  /// The faces to be replaced, x0 `[B, 3, S, S]`.
  Tensor faces() {
    return pictures(batch.first().faces());
  }

  /// Their landmark pictures, l0 `[B, 3, S, S]`.
  Tensor landmarks() {
    return pictures(batch.first().landmarks());
  }

  /// Where they are to be replaced, m0 `[B, 1 or 3, S, S]`.
  Tensor mask() {
    return pictures(batch.first().masks());
  }

  /// Faces of those they are to become, x1 `[B, 3, S, S]`.
  Tensor otherFaces() {
    return pictures(batch.second().faces());
  }

  /// The other faces' masks, m1 `[B, 1 or 3, S, S]`.
  Tensor otherMask() {
    return pictures(batch.second().masks());
  }

  /// 1 where both members of a pair are one person `[B]`.
  Tensor same() {
    return of(Shape.of(batch.pairs()), batch.same());
  }

  /// Who they are to become `[B, identities]`.
  Tensor oneHot(int identities) {
    return of(Shape.of(batch.pairs(), identities), batch.oneHot(identities));
  }

  /// What stays of the faces: x0 (1 - m0).
  Tensor surroundings() {
    return mul(faces(), shift(neg(mask()), 1));
  }

  /// Numbers given from outside, in the arithmetic of the step.
  Tensor of(Shape shape, float[] values) {
    return Shapes.to(device.tensor(shape, values), dtype);
  }

  private Tensor pictures(float[] values) {
    int s = batch.size();
    int channels = values.length / (batch.pairs() * s * s);
    return of(Shape.of(batch.pairs(), channels, s, s), values);
  }
}
