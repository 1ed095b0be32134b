package dev.sosia.engine.optim;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Stochastic gradient descent with momentum; the formula stands at [SgdStep]. With momentum it
/// keeps `momentum_buffer`.
public final class Sgd extends Optimizer<Sgd.Options> {
  private static final String BUFFER = "momentum_buffer";

  /// The settings of a group.
  ///
  /// @param lr learning rate, from 0
  /// @param momentum share of the buffer that stays, from 0; 0 keeps none
  /// @param dampening share of the gradient that does not enter the buffer
  /// @param weightDecay added to the gradient times the parameter, from 0
  /// @param nesterov look ahead along the buffer; needs momentum and no dampening
  public record Options(
      double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
      implements Settings<Options> {
    /// Checks the numbers.
    ///
    /// @throws InputException if one is out of its range
    public Options {
      if (!(lr >= 0) || !(momentum >= 0) || !(weightDecay >= 0)) {
        throw new InputException(
            "SGD: lr %s, momentum %s and weight decay %s must not be negative"
                .formatted(lr, momentum, weightDecay));
      }
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new InputException("SGD: nesterov needs momentum and no dampening");
      }
    }

    @Override
    public Options withLr(double other) {
      return new Options(other, momentum, dampening, weightDecay, nesterov);
    }
  }

  public Sgd(List<Group<Options>> groups) {
    super(groups);
  }

  /// One group of all `parameters`.
  public Sgd(Map<String, Tensor> parameters, Options options) {
    this(List.of(new Group<>(parameters, options)));
  }

  @Override
  void update(Slot slot, Tensor gradient, Options o) {
    Tensor p = slot.parameter();
    boolean first = !slot.has(BUFFER);
    SgdStep kernel = new SgdStep(o.lr, o.momentum, o.dampening, o.weightDecay, o.nesterov, first);
    if (o.momentum == 0) {
      p.device().into(kernel, new Tensor[] {p, gradient}, p);
    } else {
      Tensor buffer = slot.buffer(BUFFER);
      p.device().into(kernel, new Tensor[] {p, gradient, buffer}, p, buffer);
    }
  }

  @Override
  List<String> bufferNames() {
    return List.of(BUFFER);
  }
}
