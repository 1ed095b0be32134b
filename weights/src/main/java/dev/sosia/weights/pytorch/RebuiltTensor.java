package dev.sosia.weights.pytorch;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.pickle.Pickled;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Shapes;
import dev.sosia.weights.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tensor as the pickle describes it. What is wrong with it is told when it is made, since only
/// then it is known by what name.
final class RebuiltTensor implements Pickled.Foreign {
  /// A stride of 0 repeats elements, and a few bytes could ask for more than any memory.
  private static final long MOST_REPEATED_ELEMENTS = 1L << 31;

  private final Storage.Piece piece;
  private final long offset;
  private final List<Long> size;
  private final List<Long> stride;
  private final boolean parameter;
  private final boolean requiresGrad;
  private Value.@Nullable TensorValue made;

  RebuiltTensor(
      Storage.Piece piece,
      long offset,
      List<Long> size,
      List<Long> stride,
      boolean parameter,
      boolean requiresGrad) {
    this.piece = piece;
    this.offset = offset;
    this.size = size;
    this.stride = stride;
    this.parameter = parameter;
    this.requiresGrad = requiresGrad;
  }

  RebuiltTensor asParameter(boolean wantsGradient) {
    return new RebuiltTensor(piece, offset, size, stride, true, wantsGradient);
  }

  boolean isParameter() {
    return parameter;
  }

  /// The tensor, always the same one.
  ///
  /// @throws MalformedException if it is no view of its storage or larger than this project takes
  Value.TensorValue make() {
    if (made == null) {
      try {
        Shape shape = Shapes.of(size);
        if (shape.numel() > MOST_REPEATED_ELEMENTS && shape.numel() > piece.numel()) {
          throw new ShapeException(
              "repeats %d elements to %d; at most %d are taken"
                  .formatted(piece.numel(), shape.numel(), MOST_REPEATED_ELEMENTS));
        }
        long[] strides = new long[stride.size()];
        for (int i = 0; i < strides.length; i++) {
          strides[i] = stride.get(i);
        }
        HostTensor tensor =
            new HostTensor(piece.storage().dtype(), shape, strides, offset, piece.bytes());
        made = new Value.TensorValue(tensor, parameter, requiresGrad);
      } catch (ShapeException e) {
        throw new MalformedException("no valid tensor: " + e.getMessage());
      }
    }
    return made;
  }

  @Override
  public String describe() {
    return "a tensor";
  }
}
