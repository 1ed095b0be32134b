package dev.sosia.engine.conformance;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.reference.ReferenceBackend;

/// The reference backend in F32 against itself in F64.
final class ReferenceConformanceTest extends ConformanceSuite {
  @Override
  protected Backend open(int threads) {
    return new ReferenceBackend(threads);
  }
}
