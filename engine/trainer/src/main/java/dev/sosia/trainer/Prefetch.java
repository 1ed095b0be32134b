package dev.sosia.trainer;

import dev.sosia.engine.error.SosiaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Loads the batches of coming steps in other threads and hands them out in order. At most one
/// batch more than there are threads, and at least a whole step, is loaded or being loaded ahead.
final class Prefetch<B> implements AutoCloseable {
  private final BatchSource<B> source;
  private final int batchesPerStep;
  private final long lastStep;
  private final int ahead;
  private final ExecutorService threads;
  private final Deque<Future<B>> queue = new ArrayDeque<>();
  private long step;
  private int index;

  /// Begins with step `first` and ends with step `last`.
  Prefetch(BatchSource<B> source, int batchesPerStep, long first, long last, int loaders) {
    this.source = source;
    this.batchesPerStep = batchesPerStep;
    this.lastStep = last;
    this.ahead = Math.max(loaders + 1, batchesPerStep);
    this.step = first;
    this.threads =
        Executors.newFixedThreadPool(
            loaders, Thread.ofPlatform().daemon().name("loader-", 0).factory());
    fill();
  }

  private void fill() {
    while (queue.size() < ahead && step <= lastStep && batchesPerStep > 0) {
      long ofStep = step;
      int ofIndex = index;
      queue.add(threads.submit(() -> source.load(ofStep, ofIndex)));
      index++;
      if (index == batchesPerStep) {
        index = 0;
        step++;
      }
    }
  }

  /// The batches of the next step, after waiting for them.
  ///
  /// @throws RuntimeException what loading them threw
  List<B> take() {
    List<B> batches = new ArrayList<>(batchesPerStep);
    for (int i = 0; i < batchesPerStep; i++) {
      batches.add(result(queue.remove()));
      fill();
    }
    return batches;
  }

  private B result(Future<B> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SosiaException told -> throw told;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  /// Stops loading and waits for what is being loaded.
  @Override
  public void close() {
    queue.forEach(future -> future.cancel(false));
    threads.shutdownNow();
    threads.close();
  }
}
