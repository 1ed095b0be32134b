package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far predictions are from what they should be. All are written in differentiable operations
/// and follow PyTorch where a derivative has a choice.
public final class Losses {
  private Losses() {}

  /// What becomes of the losses of the single elements.
  public enum Reduction {
    NONE,
    SUM,
    MEAN
  }

  /// `(input - target)^2`.
  public static Tensor mse(Tensor input, Tensor target, Reduction reduction) {
    return reduce(Elementwise.square(Elementwise.sub(input, target)), reduction);
  }

  /// `|input - target|`, with gradient 0 where they are equal.
  public static Tensor l1(Tensor input, Tensor target, Reduction reduction) {
    return reduce(Elementwise.abs(Elementwise.sub(input, target)), reduction);
  }

  /// With `d = |input - target|`: `d^2 / (2 beta)` below `beta`, `d - beta / 2` from there on
  /// (Girshick, "Fast R-CNN", 2015). `beta` 0 is [#l1].
  public static Tensor smoothL1(Tensor input, Tensor target, double beta, Reduction reduction) {
    if (!(beta >= 0)) {
      throw new ShapeException("smooth_l1_loss: beta must not be negative, it is " + beta);
    }
    if (beta == 0) {
      return l1(input, target, reduction);
    }
    Tensor d = Elementwise.sub(input, target);
    Tensor distance = Elementwise.abs(d);
    Tensor far = Elementwise.ge(distance, d.device().scalar(d.dtype(), beta));
    // squares of what is far may overflow, and their gradient would be 0 times infinity
    Tensor small = Elementwise.maskedFill(d, far, 0);
    Tensor square = Elementwise.scale(Elementwise.square(small), 0.5 / beta);
    Tensor line = Elementwise.shift(distance, -0.5 * beta);
    return reduce(Elementwise.where(far, line, square), reduction);
  }

  /// Cross entropy of `sigmoid(input)` and a target in 0..1, computed without overflow: `weight ((1
  /// - target) x + (1 + (posWeight - 1) target) log(1 + exp(-x)))`. Both weights broadcast; null
  ///   stands for 1.
  public static Tensor bceWithLogits(
      Tensor input,
      Tensor target,
      @Nullable Tensor weight,
      @Nullable Tensor posWeight,
      Reduction reduction) {
    Tensor negative = Elementwise.mul(Elementwise.shift(Elementwise.neg(target), 1), input);
    Tensor positive = log1pExp(Elementwise.neg(input));
    if (posWeight != null) {
      Tensor more = Elementwise.mul(Elementwise.shift(posWeight, -1), target);
      positive = Elementwise.mul(Elementwise.shift(more, 1), positive);
    }
    Tensor loss = Elementwise.add(negative, positive);
    return reduce(weight == null ? loss : Elementwise.mul(loss, weight), reduction);
  }

  /// `log(1 + exp(x))` for any x: `max(x, 0) + log(1 + exp(-|x|))`. Its gradient is the sigmoid,
  /// also at 0, where those of the two terms jump.
  private static Tensor log1pExp(Tensor x) {
    Tensor y;
    try (Autograd.Mode _ = Autograd.noGrad()) {
      Tensor tail = Elementwise.softplus(Elementwise.neg(Elementwise.abs(x)), 1, 1);
      y = Elementwise.add(Elementwise.relu(x), tail);
    }
    return Autograd.record(
        "log1p_exp",
        y,
        List.of(x),
        List.of(x),
        c -> c.grads(() -> Elementwise.mul(c.dy(), Elementwise.sigmoid(c.saved(0)))));
  }

  /// `-weight[target] * logProbabilities[target]` over classes, dimension 1 of `[N, C, ..]`;
  /// `target` is I64 `[N, ..]`. Where the target is `ignoreIndex` the loss is 0. The mean is the
  /// sum divided by the weights of the targets that count: NaN if none does. `weight` `[C]` gets no
  /// gradient.
  public static Tensor nll(
      Tensor logProbabilities,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      Reduction reduction) {
    return new ClassLoss("nll_loss", logProbabilities, target, weight, ignoreIndex)
        .reduce(0, reduction);
  }

  /// [#nll] of `log_softmax(input)`. With `labelSmoothing` e the target is `1 - e` of the class and
  /// `e / C` of each class (Szegedy et al. 2016).
  public static Tensor crossEntropy(
      Tensor input,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      double labelSmoothing,
      Reduction reduction) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new ShapeException("cross_entropy: label smoothing " + labelSmoothing + " of 0 to 1");
    }
    if (input.rank() < 2) {
      throw new ShapeException("cross_entropy: takes [N, C, ..], not " + input.shape());
    }
    Tensor logs = Reductions.logSoftmax(input, 1);
    return new ClassLoss("cross_entropy", logs, target, weight, ignoreIndex)
        .reduce(labelSmoothing, reduction);
  }

  /// For pairs of rows of `[N, D]` and `same` `[N]` (1: they belong together), with d their
  /// distance: the mean of `(same d^2 + (1 - same) max(0, margin - d)^2) / 2` (Hadsell, Chopra and
  /// LeCun 2006). The root is taken of `d^2 + 1e-9`.
  public static Tensor contrastive(Tensor input1, Tensor input2, Tensor same, double margin) {
    Tensor d2 = Reductions.sum(Elementwise.square(Elementwise.sub(input2, input1)), false, 1);
    Tensor distance = Elementwise.sqrt(Elementwise.shift(d2, 1e-9));
    Tensor missing = Elementwise.relu(Elementwise.shift(Elementwise.neg(distance), margin));
    Tensor apart = Elementwise.shift(Elementwise.neg(same), 1);
    Tensor pull = Elementwise.mul(same, d2);
    Tensor push = Elementwise.mul(apart, Elementwise.square(missing));
    return Reductions.mean(Elementwise.scale(Elementwise.add(pull, push), 0.5));
  }

  private static Tensor reduce(Tensor loss, Reduction reduction) {
    return switch (reduction) {
      case NONE -> loss;
      case SUM -> Reductions.sum(loss);
      case MEAN -> Reductions.mean(loss);
    };
  }

  /// The negative log likelihood of I64 targets and what its variants share.
  private static final class ClassLoss {
    private final Tensor logs;
    private final Tensor ignored;
    private final Tensor index;
    private final @Nullable Tensor weight;

    ClassLoss(String op, Tensor logs, Tensor target, @Nullable Tensor weight, long ignoreIndex) {
      if (logs.rank() < 2 || target.rank() != logs.rank() - 1 || target.dtype() != DType.I64) {
        throw new ShapeException(
            op + ": takes [N, C, ..] and I64 targets [N, ..], not " + logs + " and " + target);
      }
      int classes = logs.dim(1);
      if (weight != null && !weight.shape().equals(Shape.of(classes))) {
        throw new ShapeException(
            op + ": " + classes + " classes have weights of shape " + weight.shape());
      }
      this.logs = logs;
      this.weight = weight == null ? null : weight.detach();
      Tensor places = Shapes.unsqueeze(target, 1);
      Tensor ignore = target.device().tensor(Shape.SCALAR, ignoreIndex);
      this.ignored = Elementwise.eq(places, ignore);
      this.index = withoutIgnored(places);
    }

    /// Targets with 0 for those to be ignored, which may be no class at all. They go through the
    /// arithmetic type, which is exact for any number of classes up to 2^24.
    private Tensor withoutIgnored(Tensor places) {
      DType dtype = logs.dtype();
      Tensor numbers = places.device().run(new Copy(dtype), places);
      return places.device().run(new Copy(DType.I64), Elementwise.maskedFill(numbers, ignored, 0));
    }

    Tensor reduce(double smoothing, Reduction reduction) {
      Tensor weights = targetWeights();
      Tensor likelihood = Indexing.gather(logs, 1, index);
      Tensor loss = hide(Elementwise.neg(Elementwise.mul(likelihood, weights)));
      if (smoothing > 0) {
        Tensor smooth = Elementwise.scale(everyClass(), smoothing / logs.dim(1));
        loss = Elementwise.add(Elementwise.scale(loss, 1 - smoothing), smooth);
      }
      return switch (reduction) {
        case NONE -> Shapes.squeeze(loss, 1);
        case SUM -> Reductions.sum(loss);
        case MEAN -> Elementwise.div(Reductions.sum(loss), Reductions.sum(hide(weights)));
      };
    }

    private Tensor everyClass() {
      Tensor each = Elementwise.neg(logs);
      if (weight != null) {
        int[] channels = new int[logs.rank()];
        java.util.Arrays.fill(channels, 1);
        channels[1] = logs.dim(1);
        each = Elementwise.mul(each, Shapes.reshape(weight, channels));
      }
      return hide(Reductions.sum(each, true, 1));
    }

    private Tensor targetWeights() {
      if (weight == null) {
        return logs.device().fill(logs.dtype(), index.shape(), 1);
      }
      Tensor flat = Shapes.reshape(index, -1);
      return Shapes.reshape(Indexing.gather(weight, 0, flat), index.shape().dims());
    }

    private Tensor hide(Tensor values) {
      return Elementwise.maskedFill(values, ignored, 0);
    }
  }
}
