package dev.sosia.cli.command;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far a long piece of work is, on standard error: a bar with rate and time left on a terminal, a
/// plain line every 30 seconds elsewhere, nothing for work that ends within two seconds.
///
///     try (Progress progress = progress("anonymizing", files.size(), "pictures")) {
///       for (Path file : files) {
///         anonymize(file);
///         progress.step();
///       }
///     }
///
/// [#step] may be called from any thread.
public final class Progress implements AutoCloseable {
  private static final Duration SILENT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final Console console;
  private final String task;
  private final long total;
  private final String unit;
  private final long started = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final @Nullable ScheduledExecutorService clock;
  private volatile @Nullable ProgressBar bar;
  private volatile String note = "";

  private Progress(
      Console console,
      String task,
      long total,
      String unit,
      @Nullable ScheduledExecutorService clock) {
    this.console = console;
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.clock = clock;
  }

  static Progress start(Console console, boolean quiet, String task, long total, String unit) {
    if (quiet) {
      return new Progress(console, task, total, unit, null);
    }
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    Progress progress = new Progress(console, task, total, unit, clock);
    if (console.errIsTerminal()) {
      var _ = clock.schedule(progress::openBar, SILENT.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      long every = BETWEEN_LINES.toMillis();
      var _ = clock.scheduleAtFixedRate(progress::writeLine, every, every, TimeUnit.MILLISECONDS);
    }
    return progress;
  }

  /// One more unit is done.
  public void step() {
    step(1);
  }

  /// `units` more are done.
  public void step(long units) {
    long now = done.addAndGet(units);
    ProgressBar shown = bar;
    if (shown != null) {
      shown.stepTo(now);
    }
  }

  /// What else there is to say about how it goes, shown beside it: short.
  public void note(String text) {
    note = text;
    ProgressBar shown = bar;
    if (shown != null) {
      shown.setExtraMessage(" " + text);
    }
  }

  private void openBar() {
    ProgressBar opened =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total > 0 ? total : -1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" " + unit, 1)
            .showSpeed()
            .startsFrom(done.get(), elapsed())
            .build();
    bar = opened;
    opened.stepTo(done.get());
  }

  private void writeLine() {
    String line = line(task, done.get(), total, unit, elapsed());
    console.err().println(note.isEmpty() ? line : line + "; " + note);
  }

  /// `anonymizing: 30 of 150 pictures in 60 s, 0.50 a second, 240 s left`.
  static String line(String task, long done, long total, String unit, Duration elapsed) {
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    double rate = done / seconds;
    String count = total > 0 ? done + " of " + total : Long.toString(done);
    String line =
        String.format(
            Locale.ROOT, "%s: %s %s in %.0f s, %.2f a second", task, count, unit, seconds, rate);
    return done > 0 && total > done
        ? line + String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate)
        : line;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.shutdownNow(); // a bar that is still due would be waited for
      clock.close();
    }
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
    }
  }
}
