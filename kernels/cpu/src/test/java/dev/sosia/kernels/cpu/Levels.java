package dev.sosia.kernels.cpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/// The instruction set levels, for parameterised tests.
final class Levels {
  private Levels() {}

  static final List<String> NAMES = List.of("base", "avx2", "avx512");

  /// A backend at exactly this level; the test is skipped, by name, where the CPU has no such level
  /// or the build no C compiler.
  static NativeBackend open(String level, int threads) {
    assumeLibrary();
    NativeBackend backend = new NativeBackend(NAMES.indexOf(level), threads);
    boolean there = backend.level().equals(level);
    if (!there) {
      backend.close();
    }
    assumeTrue(there, "untested: this CPU has no " + level);
    return backend;
  }

  static void assumeLibrary() {
    assumeTrue(NativeLibrary.isPresent(), "untested: built without a C compiler");
  }
}
