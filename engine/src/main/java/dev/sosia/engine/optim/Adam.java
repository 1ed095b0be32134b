package dev.sosia.engine.optim;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Adam and AdamW; the formula stands at [AdamStep]. Keeps `exp_avg`, `exp_avg_sq` and, with
/// amsgrad, `max_exp_avg_sq`.
public final class Adam extends Optimizer<Adam.Options> {
  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";
  private static final String LARGEST = "max_exp_avg_sq";

  /// The settings of a group.
  ///
  /// @param lr learning rate, from 0
  /// @param beta1, beta2 how slowly the averages of gradients and of their squares move, 0 to below
  ///   1
  /// @param eps added to the root, from 0
  /// @param weightDecay from 0: added to the gradient times the parameter or, `decoupled`, taken
  ///   off the parameter times the rate
  /// @param decoupled whether this is AdamW
  /// @param amsgrad divide by the largest average of squares so far (Reddi et al. 2018)
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean decoupled,
      boolean amsgrad)
      implements Settings<Options> {
    /// Checks the numbers.
    ///
    /// @throws InputException if one is out of its range
    public Options {
      if (!(lr >= 0) || !(eps >= 0) || !(weightDecay >= 0)) {
        throw new InputException(
            "Adam: lr %s, eps %s and weight decay %s must not be negative"
                .formatted(lr, eps, weightDecay));
      }
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
        throw new InputException("Adam: betas are from 0 to below 1, not " + beta1 + ", " + beta2);
      }
    }

    /// Adam without weight decay.
    public static Options adam(double lr, double beta1, double beta2) {
      return new Options(lr, beta1, beta2, 1e-8, 0, false, false);
    }

    /// AdamW.
    public static Options adamW(double lr, double beta1, double beta2, double weightDecay) {
      return new Options(lr, beta1, beta2, 1e-8, weightDecay, true, false);
    }

    @Override
    public Options withLr(double other) {
      return new Options(other, beta1, beta2, eps, weightDecay, decoupled, amsgrad);
    }
  }

  public Adam(List<Group<Options>> groups) {
    super(groups);
  }

  /// One group of all `parameters`.
  public Adam(Map<String, Tensor> parameters, Options options) {
    this(List.of(new Group<>(parameters, options)));
  }

  @Override
  void update(Slot slot, Tensor gradient, Options o) {
    Tensor p = slot.parameter();
    Tensor m = slot.buffer(MEAN);
    Tensor v = slot.buffer(SQUARE);
    AdamStep kernel =
        new AdamStep(
            o.lr, o.beta1, o.beta2, o.eps, o.weightDecay, o.decoupled, o.amsgrad, slot.step());
    if (o.amsgrad) {
      Tensor largest = slot.buffer(LARGEST);
      p.device().into(kernel, new Tensor[] {p, gradient, m, v, largest}, p, m, v, largest);
    } else {
      p.device().into(kernel, new Tensor[] {p, gradient, m, v}, p, m, v);
    }
  }

  @Override
  List<String> bufferNames() {
    return List.of(MEAN, SQUARE, LARGEST);
  }
}
