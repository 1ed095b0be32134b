package dev.sosia.engine.backend.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/// Runs independent pieces of one kernel on all threads, and waits for them.
final class Parallel implements AutoCloseable {
  /// Below this many operations a second thread costs more than it saves.
  private static final long SERIAL = 20_000;

  private final int threads;
  private final ForkJoinPool pool;

  /// Works on the indices from `from` to `to`, the end excluded.
  @FunctionalInterface
  interface Range {
    void run(int from, int to);
  }

  Parallel(int threads) {
    this.threads = threads;
    this.pool = new ForkJoinPool(threads);
  }

  int threads() {
    return threads;
  }

  /// Calls `body` for pieces that together cover 0 to `n`, each index costing about `cost`
  /// operations.
  void over(int n, long cost, Range body) {
    if (threads == 1 || n <= 1 || n * Math.max(cost, 1) < SERIAL) {
      body.run(0, n);
      return;
    }
    int pieces = Math.min(n, 4 * threads);
    List<ForkJoinTask<?>> tasks = new ArrayList<>(pieces);
    for (int p = 0; p < pieces; p++) {
      int from = (int) ((long) n * p / pieces);
      int to = (int) ((long) n * (p + 1) / pieces);
      tasks.add(pool.submit(() -> body.run(from, to)));
    }
    tasks.forEach(ForkJoinTask::join);
  }

  @Override
  public void close() {
    pool.close();
  }
}
