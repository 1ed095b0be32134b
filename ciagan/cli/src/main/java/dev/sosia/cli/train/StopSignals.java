package dev.sosia.cli.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/// While open, the first Ctrl-C (or `SIGTERM`) asks for an end instead of ending the process. The
/// second one ends it as usual.
final class StopSignals implements AutoCloseable {
  private final Map<String, Object> before = new LinkedHashMap<>();

  /// @param stop what to do, on another thread
  StopSignals(Runnable stop) {
    for (String name : new String[] {"INT", "TERM"}) {
      Object handler =
          Signals.register(
              name,
              () -> {
                close();
                stop.run();
              });
      if (handler != null) {
        before.put(name, handler);
      }
    }
  }

  /// Has signals do what they did before.
  @Override
  public synchronized void close() {
    before.forEach(Signals::unregister);
    before.clear();
  }
}
