package dev.sosia.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the fixtures do not show: going on from a saved state, groups, refusals, memory.
class OptimizerTest {
  private static final Adam.Options ADAM = new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0, false, true);

  private final Device device = Device.open("reference", 1);
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    assertThat(device.liveBytes()).isZero();
    device.close();
  }

  private Tensor parameter(double... values) {
    return device.tensor(Shape.of(values.length), values).requiresGrad(true);
  }

  /// A step along the gradient of the sum of squares.
  private static void step(Optimizer<?> optimizer, Tensor p) {
    optimizer.clearGrads();
    try (Scope _ = Scope.open()) {
      Autograd.backward(Reductions.sum(Elementwise.square(p)));
    }
    optimizer.step();
  }

  @Test
  void goesOnFromASavedStateBitForBit() {
    Tensor p = parameter(1, -2, 3);
    Tensor q = parameter(0, 0, 0);
    try (Adam first = new Adam(Map.of("p", p), ADAM);
        Adam second = new Adam(Map.of("p", q), ADAM)) {
      step(first, p);
      step(first, p);
      q.assign(p);
      second.restore(first.state());
      step(first, p);
      step(second, q);
      assertThat(q.toDoubles()).containsExactly(p.toDoubles());
      assertThat(second.state()).extractingByKey("p").returns(3L, Optimizer.State::step);
    }
  }

  @Test
  void aStateOfOtherParametersIsRefused() {
    Tensor p = parameter(1, 2);
    Tensor longer = parameter(1, 2, 3);
    try (Adam ours = new Adam(Map.of("p", p), ADAM);
        Adam other = new Adam(Map.of("q", p), ADAM);
        Adam larger = new Adam(Map.of("p", longer), ADAM);
        Sgd sgd = new Sgd(Map.of("p", p), new Sgd.Options(0.1, 0.9, 0, 0, false))) {
      step(larger, longer);
      step(sgd, p);
      assertThatThrownBy(() -> ours.restore(other.state()))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll("[q]", "[p]");
      assertThatThrownBy(() -> ours.restore(larger.state()))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll("p", "[3]", "[2]");
      assertThatThrownBy(() -> ours.restore(sgd.state()))
          .isInstanceOf(InputException.class)
          .hasMessageContainingAll("momentum_buffer", "exp_avg");
    }
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    var group = new Optimizer.Group<>(Map.of("p", parameter(1)), ADAM);
    assertThatThrownBy(() -> new Adam(List.of(group, group)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("p");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Sgd.Options(0.1, 0, 0, 0, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("momentum");
    assertThatThrownBy(() -> Adam.Options.adam(0.1, 1, 0.9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("betas");
    assertThatThrownBy(() -> ADAM.withLr(Double.NaN)).isInstanceOf(InputException.class);
  }

  @Test
  void clippingWithoutGradientsIsNothing() {
    Tensor p = parameter(1, 2);
    assertThat(Gradients.clipNorm(List.of(p), 1, 2).item()).isZero();
    assertThat(p.grad()).isNull();
  }
}
