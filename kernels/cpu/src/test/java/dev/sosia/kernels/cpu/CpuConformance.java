package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.conformance.ConformanceSuite;

/// The conformance suite on the C kernels, at one level of instructions.
abstract class CpuConformance extends ConformanceSuite {
  private final String level;

  CpuConformance(String level) {
    this.level = level;
  }

  @Override
  protected Backend open(int threads) {
    return Levels.open(level, threads);
  }
}
