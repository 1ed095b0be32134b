package dev.sosia.trainer;

import java.time.Duration;

/// How fast steps are taken: a mean over about the last ten.
final class Pace {
  private static final double SHARE = 0.1;

  private long begun = System.nanoTime();
  private long ticks;
  private double seconds;

  /// A step begins: what was before, such as a save, is not counted.
  void begin() {
    begun = System.nanoTime();
  }

  /// A step is over.
  ///
  /// @return how long it took, the wait for its batches included
  double tick() {
    double took = (System.nanoTime() - begun) / 1e9;
    ticks++;
    seconds += (took - seconds) * Math.max(SHARE, 1.0 / ticks);
    return took;
  }

  double stepsPerSecond() {
    return ticks == 0 ? 0 : 1 / Math.max(seconds, 1e-9);
  }

  /// What this many steps will take.
  Duration left(long steps) {
    return Duration.ofMillis(Math.round(steps * seconds * 1000));
  }
}
