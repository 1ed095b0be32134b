package dev.sosia.cli.verify.harness;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;

/// Where cases are computed, and in which arithmetic: F32 or F64.
public record Target(Device device, DType arithmetic) {
  public boolean isF64() {
    return arithmetic == DType.F64;
  }

  /// How close results must come, for a case whose F32 tolerance is this one.
  public Tolerance tolerance(Tolerance f32) {
    return isF64() ? Tolerance.F64 : f32;
  }
}
