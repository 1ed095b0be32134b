package dev.sosia.kernels.cpu;

/// The kernels built for `base`.
final class BaseConformanceTest extends CpuConformance {
  BaseConformanceTest() {
    super("base");
  }
}
