package dev.sosia.cli.train;

import dev.sosia.trainer.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What an epoch came to, where a training measures itself on faces it does not learn from: means
/// over the epoch's steps, the validation, and the best one so far.
final class EpochSummary {
  private static final String ACCURACY = "validation_accuracy";

  private final Map<String, Double> sums = new LinkedHashMap<>();
  private int steps;
  private double best;

  /// Adds a step; a line to show where it was measured.
  Optional<String> add(TrainingListener.Step step) {
    steps++;
    for (String name : new String[] {"cross_entropy", "affinity", "partition", "accuracy"}) {
      sums.merge(name, step.metrics().getOrDefault(name, 0.0), Double::sum);
    }
    Double accuracy = step.metrics().get(ACCURACY);
    if (accuracy == null) {
      return Optional.empty();
    }
    best = Math.max(best, accuracy);
    double loss = mean("cross_entropy") + mean("affinity") + mean("partition");
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d: training accuracy %.4f, loss %.3f, rate %.3g; validation accuracy %.4f,"
                + " balanced %.4f, loss %.3f; best accuracy %.4f",
            step.epoch(),
            mean("accuracy"),
            loss,
            step.metrics().getOrDefault("learning_rate", 0.0),
            accuracy,
            step.metrics().getOrDefault("balanced_accuracy", 0.0),
            step.metrics().getOrDefault("validation_loss", 0.0),
            best);
    sums.clear();
    steps = 0;
    return Optional.of(line);
  }

  private double mean(String name) {
    return sums.getOrDefault(name, 0.0) / steps;
  }
}
