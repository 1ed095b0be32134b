package dev.sosia.kernels.cpu;

/// The kernels built for `avx2`.
final class Avx2ConformanceTest extends CpuConformance {
  Avx2ConformanceTest() {
    super("avx2");
  }
}
