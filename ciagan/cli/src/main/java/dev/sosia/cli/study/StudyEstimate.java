package dev.sosia.cli.study;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How long experiments will take and how much they will write, told before they begin: by running
/// every cell on a few photos.
final class StudyEstimate {
  private static final int FEW = 4;

  /// A label and its place in a cell's file.
  private static final int BYTES_A_LABEL = 8;

  private static final double SECONDS_A_MINUTE = 60;
  private static final double BYTES_A_MEGABYTE = 1e6;

  private StudyEstimate() {}

  /// A sentence for each experiment that can be measured, and one for all.
  ///
  /// @param cells where results are kept
  static List<String> of(List<StudyPart> parts, StudyBench bench, Path cells) {
    List<String> sentences = new ArrayList<>();
    double seconds = 0;
    double bytes = 0;
    for (StudyPart part : parts) {
      Optional<Experiment> whole = part.experiment(bench);
      Optional<Experiment> few = whole.flatMap(e -> e.sample(FEW));
      if (whole.isPresent() && few.isPresent() && few.get().pictures() > 0) {
        double sample = seconds(few.get());
        double all = sample * whole.get().pictures() / few.get().pictures();
        int count = whole.get().cells().size();
        seconds += all;
        bytes += (double) BYTES_A_LABEL * count * whole.get().pictures();
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s: %d cells of %d photos, about %s (%d photos a cell took %.1f s)",
                part.name(),
                count,
                whole.get().pictures(),
                words(all),
                few.get().pictures(),
                sample));
      }
    }
    if (!sentences.isEmpty()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "together about %s if nothing is done yet, and about %.1f MB in %s",
              words(seconds),
              bytes / BYTES_A_MEGABYTE,
              cells));
    }
    return sentences;
  }

  private static double seconds(Experiment experiment) {
    long start = System.nanoTime();
    for (Cell cell : experiment.cells()) {
      var _ = experiment.run(cell, () -> {});
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static String words(double seconds) {
    return seconds < 2 * SECONDS_A_MINUTE
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / SECONDS_A_MINUTE);
  }
}
