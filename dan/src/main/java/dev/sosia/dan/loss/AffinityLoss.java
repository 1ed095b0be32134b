package dev.sosia.dan.loss;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.clamp;
import static dev.sosia.engine.op.Elementwise.div;
import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.square;
import static dev.sosia.engine.op.Elementwise.sub;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.op.Indexing;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;

/// Draws the features of a class to the class's center and centers apart (the paper's section on
/// the feature clustering network), as the published code computes it: squared distances to all
/// centers, those to other classes' masked to 0, divided by the centers' total variance, **every**
/// entry clamped to 1e-12..1e12, summed, divided by the batch.
public final class AffinityLoss {
  private static final double SMALLEST = 1e-12;
  private static final double LARGEST = 1e12;

  private AffinityLoss() {}

  /// The loss, a number.
  ///
  /// @param features `[B, D, h, w]`
  /// @param labels `[B]`, I64
  /// @param centers `[K, D]`, K at least the number of classes
  public static Tensor of(Tensor features, Tensor labels, Tensor centers) {
    Tensor f = Reductions.mean(features, false, 2, 3); // [B, D]
    if (centers.rank() != 2 || centers.dim(1) != f.dim(1)) {
      throw new ShapeException(
          "affinity: centers " + centers.shape() + " for features " + features.shape());
    }
    Tensor ff = Reductions.sum(square(f), true, 1); // [B, 1]
    Tensor cc = Shapes.transpose(Reductions.sum(square(centers), true, 1), 0, 1); // [1, K]
    Tensor fc = Products.matmul(f, Shapes.transpose(centers, 0, 1)); // [B, K]
    Tensor distances = sub(add(ff, cc), scale(fc, 2));
    Tensor own = Shapes.to(Indexing.oneHot(labels, centers.dim(0)), f.dtype());
    Tensor spread = Reductions.sum(Reductions.var(centers, true, false, 0));
    Tensor shares = clamp(div(mul(distances, own), spread), SMALLEST, LARGEST);
    return scale(Reductions.sum(shares), 1.0 / f.dim(0));
  }
}
