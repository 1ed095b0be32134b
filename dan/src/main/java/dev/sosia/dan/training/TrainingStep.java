package dev.sosia.dan.training;

import dev.sosia.dan.loss.AffinityLoss;
import dev.sosia.dan.loss.PartitionLoss;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// One step of DAN's training, as the original's `rafdb.py` and `affectnet.py` take it: cross
/// entropy, features near their class's center, heads that look at different places, all with
/// weight 1.
public final class TrainingStep {
  private static final int NOTHING_IGNORED = -100;

  private final Dan dan;
  private final Centers centers;
  private final Optimizer<?> optimizer;

  /// @param optimizer of [#parameters]
  public TrainingStep(Dan dan, Centers centers, Optimizer<?> optimizer) {
    this.dan = dan;
    this.centers = centers;
    this.optimizer = optimizer;
  }

  /// What the optimiser moves: the network's parameters and, last, the centers.
  public static Map<String, Tensor> parameters(Dan dan, Centers centers) {
    Map<String, Tensor> all = new LinkedHashMap<>(dan.parameters());
    all.putAll(centers.parameters());
    return all;
  }

  /// Takes a step.
  ///
  /// @param x `[B, 3, H, W]`, normalised
  /// @param labels `[B]`, I64
  /// @return `cross_entropy`, `affinity`, `partition`, and `accuracy`, the share of the batch whose
  ///   label had the highest score
  public SequencedMap<String, Double> run(Tensor x, Tensor labels) {
    dan.train(true);
    try (Scope _ = Scope.open()) {
      Dan.Result r = dan.of(x);
      Tensor crossEntropy =
          Losses.crossEntropy(r.out(), labels, null, NOTHING_IGNORED, 0, Losses.Reduction.MEAN);
      Tensor affinity = AffinityLoss.of(r.features(), labels, centers.values());
      Tensor partition = PartitionLoss.of(r.heads());
      optimizer.clearGrads();
      Autograd.backward(Elementwise.add(Elementwise.add(crossEntropy, affinity), partition));
      optimizer.step();
      optimizer.clearGrads();

      double[] losses = Shapes.stack(List.of(crossEntropy, affinity, partition), 0).toDoubles();
      SequencedMap<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("cross_entropy", losses[0]);
      metrics.put("affinity", losses[1]);
      metrics.put("partition", losses[2]);
      metrics.put("accuracy", accuracy(r.out(), labels));
      return metrics;
    }
  }

  private static double accuracy(Tensor scores, Tensor labels) {
    long[] said = Reductions.argmax(scores, 1, false).toLongs();
    long[] right = labels.toLongs();
    int hits = 0;
    for (int i = 0; i < said.length; i++) {
      hits += said[i] == right[i] ? 1 : 0;
    }
    return (double) hits / said.length;
  }
}
