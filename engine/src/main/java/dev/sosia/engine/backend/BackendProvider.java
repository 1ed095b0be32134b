package dev.sosia.engine.backend;

import dev.sosia.engine.error.EnvironmentException;

/// Offers one kind of backend. Implementations are listed for `java.util.ServiceLoader`; asking
/// whether one is available must be cheap and must never throw.
public interface BackendProvider {

  /// The name `--device` knows it by: `reference`, `cpu`, `cuda`.
  String name();

  /// Larger is faster: `auto` takes the fastest that is available.
  int rank();

  /// Whether it works on this machine, and if not, why and what to do.
  Availability availability();

  /// A backend on device number `index` (0 where there is only one) with this many threads (0: all
  /// cores).
  ///
  /// @throws EnvironmentException with reason and remedy if it is not available
  Backend open(int index, int threads);

  /// Whether a backend can be used here; `reason` and `remedy` are one sentence each, empty if it
  /// can.
  record Availability(boolean available, String reason, String remedy) {
    public static final Availability YES = new Availability(true, "", "");

    public static Availability no(String reason, String remedy) {
      return new Availability(false, reason, remedy);
    }
  }
}
