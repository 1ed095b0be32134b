package dev.sosia.kernels.cpu;

/// The kernels built for `avx512`.
final class Avx512ConformanceTest extends CpuConformance {
  Avx512ConformanceTest() {
    super("avx512");
  }
}
