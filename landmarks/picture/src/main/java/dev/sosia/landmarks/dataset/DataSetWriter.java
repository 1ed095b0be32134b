package dev.sosia.landmarks.dataset;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Writes what a [DataSetPlan] says. A piece that is there already is kept, so that an interrupted
/// run goes on where it was; a piece that cannot be made is told, and the others go on.
///
/// @param threads how many pieces are made at the same time; 0 stands for as many as there are
///   cores
/// @param overwrite whether pieces that are there are made again
public record DataSetWriter(Path root, int threads, boolean overwrite) {

  /// Settles the number of threads.
  public DataSetWriter {
    threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  /// What became of the pieces.
  ///
  /// @param failures a sentence for each piece that could not be made
  public record Outcome(int written, int kept, List<String> failures) {}

  /// Writes everything; `each` is called after every piece, from the caller's thread.
  ///
  /// @throws EnvironmentException if the disk is full or a permission is missing; what is written
  ///   is whole
  public Outcome write(DataSetPlan plan, Runnable each) {
    List<String> failures = new ArrayList<>();
    int written = 0;
    int kept = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      ExecutorCompletionService<Made> made = new ExecutorCompletionService<>(workers);
      try {
        int next = 0;
        for (int done = 0; done < plan.pieces(); done++) {
          for (; next < plan.pieces() && next < done + 4 * threads; next++) {
            int piece = next;
            var _ = made.submit(() -> make(plan, piece));
          }
          switch (made.take().get()) {
            case Made.Written _ -> written++;
            case Made.Kept _ -> kept++;
            case Made.Failed failed -> failures.add(failed.reason());
          }
          each.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EnvironmentException("interrupted; the same command goes on from here", e);
      } catch (ExecutionException e) {
        throw rethrown(e);
      } finally {
        workers.shutdownNow();
      }
    }
    plan.lists().forEach(this::put);
    failures.sort(null);
    return new Outcome(written, kept, List.copyOf(failures));
  }

  private sealed interface Made {
    record Written() implements Made {}

    record Kept() implements Made {}

    record Failed(String reason) implements Made {}
  }

  private Made make(DataSetPlan plan, int piece) {
    if (!overwrite && Files.exists(root.resolve(plan.names(piece).getLast()))) {
      return new Made.Kept();
    }
    SequencedMap<String, byte[]> files;
    try {
      files = plan.files(piece);
    } catch (InputException e) {
      return new Made.Failed(String.valueOf(e.getMessage()));
    }
    files.forEach(this::put);
    return new Made.Written();
  }

  private void put(String name, byte[] content) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot make the folder of " + file + ": " + e.getMessage(), e);
    }
    AtomicFile.writeBytes(file, content);
  }

  private static RuntimeException rethrown(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
