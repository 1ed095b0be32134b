package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.BackendProvider;

/// `--device reference`: there on every machine.
public final class ReferenceProvider implements BackendProvider {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Availability availability() {
    return Availability.YES;
  }

  @Override
  public Backend open(int index, int threads) {
    return new ReferenceBackend(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }
}
