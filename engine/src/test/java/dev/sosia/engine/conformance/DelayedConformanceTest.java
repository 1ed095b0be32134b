package dev.sosia.engine.conformance;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.reference.ReferenceBackend;

/// A backend that does nothing before it must.
final class DelayedConformanceTest extends ConformanceSuite {
  @Override
  protected Backend open(int threads) {
    return new DelayedBackend(new ReferenceBackend(threads));
  }

  /// The watch is kept behind the delay: it reads, which would end every delay at once.
  @Override
  protected Backend openGuarded(int threads, boolean strided) {
    return new DelayedBackend(new GuardedBackend(new ReferenceBackend(threads), strided));
  }
}
