package dev.sosia.study.identity.training;

import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.study.identity.IdentityNet;

/// A direction for each person that is learnt from, which the embeddings of their faces are drawn
/// to; left behind with the training.
///
/// Source: Wang and others, "CosFace: Large Margin Cosine Loss for Deep Face Recognition", 2018.
final class PersonDirections extends Layer {
  private static final int NOTHING_IGNORED = -100;

  private final Tensor weight;
  private final int people;

  PersonDirections(ParameterFactory factory, int people, int outputs) {
    this.people = people;
    weight = parameter("weight", factory.values(Shape.of(people, outputs), Initializer.normal(1)));
  }

  /// The cosines `[B, people]` of the angles between embeddings and directions.
  Tensor cosines(Tensor embeddings) {
    return inside(() -> Products.linear(embeddings, IdentityNet.unitRows(weight), null));
  }

  /// The mean cross entropy of the softmax over `scale (cosine - margin of the right person)`.
  ///
  /// @param right whose faces they are
  Tensor loss(Tensor cosines, long[] right, double scale, double margin) {
    float[] off = new float[right.length * people];
    for (int i = 0; i < right.length; i++) {
      off[i * people + Math.toIntExact(right[i])] = (float) margin;
    }
    Tensor margins = cosines.device().tensor(Shape.of(right.length, people), off);
    Tensor labels = cosines.device().tensor(Shape.of(right.length), right);
    Tensor logits = Elementwise.scale(Elementwise.sub(cosines, margins), scale);
    return Losses.crossEntropy(logits, labels, null, NOTHING_IGNORED, 0, Losses.Reduction.MEAN);
  }
}
