package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.trainer.plot.Curve;
import dev.sosia.trainer.plot.LossPlot;
import dev.sosia.trainer.tensorboard.EventFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// What a run tells about itself while it goes on: lines of metrics, TensorBoard's events, the
/// plot.
final class RunRecord implements AutoCloseable {
  /// The first name in a line that is not the recipe's: what stands before it is plotted.
  static final String SECONDS = "seconds";

  private final RunFolder run;
  private final MetricsLog metrics;
  private final EventFile events;

  private RunRecord(RunFolder run, MetricsLog metrics, EventFile events) {
    this.run = run;
    this.metrics = metrics;
    this.events = events;
  }

  /// Goes on after `step`.
  ///
  /// @throws EnvironmentException if the machine refuses
  static RunRecord open(RunFolder run, long step) {
    MetricsLog metrics = MetricsLog.open(run.metrics(), step);
    boolean ok = false;
    try {
      EventFile events = EventFile.create(run.events(), step + 1);
      ok = true;
      return new RunRecord(run, metrics, events);
    } finally {
      if (!ok) {
        metrics.close();
      }
    }
  }

  /// Adds the numbers of a step, in their order.
  void step(long step, SequencedMap<String, Double> numbers) {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.putAll(numbers);
    metrics.append(line);
    events.scalars(step, numbers);
  }

  /// Shows a sample sheet to TensorBoard.
  void sample(long step, Path png) {
    try {
      events.image(step, "samples", Files.readAllBytes(png));
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + png + ": " + e.getMessage(), e);
    }
  }

  /// Waits until the metrics are on the disk.
  void force() {
    metrics.force();
  }

  /// Draws the recipe's numbers of all steps up to `step` that `plots` lets pass.
  void plot(long step, Predicate<String> plots) {
    SequencedMap<String, Curve.Builder> curves = new LinkedHashMap<>();
    try (BufferedReader in = Files.newBufferedReader(run.metrics())) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        Json.parse(text).ifPresent(line -> addTo(curves, line, step, plots));
      }
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + run.metrics() + ": " + e.getMessage(), e);
    }
    List<Curve> built = curves.values().stream().map(Curve.Builder::build).toList();
    LossPlot.write(run.lossPlot(), built);
  }

  private static void addTo(
      Map<String, Curve.Builder> curves,
      SequencedMap<String, Object> line,
      long last,
      Predicate<String> plots) {
    long step = line.get("step") instanceof Number n ? n.longValue() : 0;
    for (Map.Entry<String, Object> entry : line.entrySet()) {
      String name = entry.getKey();
      if (name.equals(SECONDS)) {
        return;
      }
      if (!name.equals("step") && plots.test(name) && entry.getValue() instanceof Number value) {
        curves
            .computeIfAbsent(name, n -> new Curve.Builder(n, last))
            .add(step, value.doubleValue());
      }
    }
  }

  @Override
  public void close() {
    try (metrics) {
      events.close();
    }
  }
}
