package dev.sosia.ciagan.training;

import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Collects the losses of one step on the device, so that they are read once, at its end.
final class Tally {
  private final Scope step;
  private final SequencedMap<String, Double> sums = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Tensor> losses = new ArrayList<>();

  /// @param step where losses are kept until they are read
  /// @param metrics all names, in order; what is never added to stays 0
  Tally(Scope step, List<String> metrics) {
    this.step = step;
    metrics.forEach(m -> sums.put(m, 0.0));
  }

  /// Adds a number to a metric.
  void add(String metric, Tensor loss) {
    names.add(metric);
    losses.add(step.own(loss.detach()));
  }

  /// The sums over the step's iterations, after waiting for them.
  SequencedMap<String, Double> sums() {
    double[] values = losses.isEmpty() ? new double[0] : Shapes.stack(losses, 0).toDoubles();
    for (int i = 0; i < values.length; i++) {
      sums.merge(names.get(i), values[i], Double::sum);
    }
    return sums;
  }
}
