package dev.sosia.engine.op;

import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;

/// Linear maps along the rows and columns of pictures `[N, C, H, W]`, with their gradient: the same
/// map transposed.
final class Planes {
  private Planes() {}

  static Tensor map(String name, Tensor x, AxisMap2d map) {
    Tensor y = x.device().run(map, x);
    return Autograd.record(
        name,
        y,
        List.of(x),
        List.of(),
        c -> c.grads(() -> map(name + "_grad", c.dy(), map.transpose())));
  }
}
