package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.error.EnvironmentException;

/// The backend `cpu`: C kernels, where the build had a C compiler.
public final class NativeBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Availability availability() {
    if (NativeLibrary.isPresent()) {
      return Availability.YES;
    }
    return Availability.no(
        "this build has no native kernels for this machine", NativeLibrary.remedy());
  }

  @Override
  public Backend open(int index, int threads) {
    Availability a = availability();
    if (!a.available()) {
      throw new EnvironmentException(a.reason() + "; " + a.remedy());
    }
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    return new NativeBackend(-1, count);
  }
}
