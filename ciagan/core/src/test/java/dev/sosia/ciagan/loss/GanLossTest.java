package dev.sosia.ciagan.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import org.junit.jupiter.api.Test;

class GanLossTest {

  @Test
  void costsWhatThePapersSay() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Tensor x = device.tensor(Shape.of(2, 1), 3.0, -1.0);
      double log = Math.log1p(Math.exp(-3)) + 1 + Math.log1p(Math.exp(-1));
      check(GanLoss.LSGAN, x, true, (4 + 4) / 2.0);
      check(GanLoss.LSGAN, x, false, (9 + 1) / 2.0);
      check(GanLoss.VANILLA, x, true, log / 2);
      check(GanLoss.VANILLA, x, false, (log + 3 - 1) / 2);
      check(GanLoss.WGANGP, x, true, -1);
      check(GanLoss.WGANGP, x, false, 1);
    }
  }

  private static void check(GanLoss loss, Tensor x, boolean real, double expected) {
    assertThat(loss.of(x, real).item())
        .as("%s, real %s", loss, real)
        .isCloseTo(expected, within(1e-12));
  }
}
