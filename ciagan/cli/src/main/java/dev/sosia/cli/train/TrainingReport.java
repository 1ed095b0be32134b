package dev.sosia.cli.train;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.Progress;
import dev.sosia.trainer.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Shows how a training goes, on standard error.
final class TrainingReport implements TrainingListener, AutoCloseable {
  /// Numbers of a step's line that the progress shows in its own way, or not at all.
  private static final Set<String> NOT_SHOWN = Set.of("seconds", "images_per_second");

  private final Console console;
  private final boolean quiet;
  private final Function<Long, Progress> progress;
  private Progress shown;
  private final EpochSummary epochs = new EpochSummary();
  private SequencedMap<String, Double> last = new LinkedHashMap<>();

  /// @param progress opens the display for a number of steps
  TrainingReport(Console console, boolean quiet, Function<Long, Progress> progress) {
    this.console = console;
    this.quiet = quiet;
    this.progress = progress;
    this.shown = progress.apply(0L);
  }

  @Override
  public void started(long step, long steps) {
    shown.close();
    shown = progress.apply(Math.max(0, steps - step + 1));
    if (step > 1) {
      remark("going on after step " + (step - 1));
    }
  }

  @Override
  public void stepped(Step step) {
    last = step.metrics();
    StringBuilder note = new StringBuilder("step " + step.step());
    for (Map.Entry<String, Double> m : last.entrySet()) {
      if (!NOT_SHOWN.contains(m.getKey()) && !m.getKey().startsWith("gradient_norm")) {
        note.append(String.format(Locale.ROOT, ", %s %.4g", m.getKey(), m.getValue()));
      }
    }
    shown.note(note.toString());
    shown.step();
    epochs.add(step).ifPresent(this::remark);
  }

  @Override
  public void warning(String sentence) {
    remark("warning: " + sentence);
  }

  @Override
  public void remark(String sentence) {
    if (!quiet) {
      console.err().println(sentence);
    }
  }

  /// Ends the display.
  ///
  /// @return the numbers of the last step that was taken here; empty if none was
  SequencedMap<String, Double> finished() {
    shown.close();
    return last;
  }

  @Override
  public void close() {
    shown.close();
  }
}
