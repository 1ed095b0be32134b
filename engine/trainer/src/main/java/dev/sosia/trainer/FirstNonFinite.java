package dev.sosia.trainer;

import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.LayerPath;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at every result of every kernel until one has a value that is NaN or infinite. Slow: it
/// waits for each.
final class FirstNonFinite implements Device.Listener {
  private final Device device;
  private @Nullable String place;

  FirstNonFinite(Device device) {
    this.device = device;
  }

  /// Where the first such value came from, as the end of a sentence; null if there was none.
  @Nullable String place() {
    return place;
  }

  @Override
  public void onKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {}

  @Override
  public void afterKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {
    if (place != null) {
      return;
    }
    Device.Listener self = device.listener(null); // reading may run kernels
    try {
      for (Tensor t : outputs) {
        if (t.dtype().isFloating() && !isFinite(t)) {
          place = place(kernel);
          return;
        }
      }
    } finally {
      device.listener(self);
    }
  }

  private static boolean isFinite(Tensor t) {
    for (double x : t.toDoubles()) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  private static String place(Kernel kernel) {
    String path = LayerPath.current();
    int dot = path.indexOf('.');
    if (path.isEmpty()) {
      return kernel.name() + ", outside of any network: in a loss, or in a step of an optimiser";
    }
    return dot < 0
        ? "%s in network %s, outside of its layers".formatted(kernel.name(), path)
        : "%s in network %s, layer %s"
            .formatted(kernel.name(), path.substring(0, dot), path.substring(dot + 1));
  }
}
