package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Composites;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Losses.Reduction;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Reductions;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Losses] and [Composites].
final class LossCases {
  private final List<OpCase> cases = new ArrayList<>();

  private LossCases() {}

  static List<OpCase> all() {
    var c = new LossCases();
    for (Reduction r : Reduction.values()) {
      c.distances(r);
      c.classes(r);
    }
    c.others();
    return c.cases;
  }

  private void distances(Reduction r) {
    Values input = Values.distinct();
    Values target = Values.of(0, 0.25, -0.5);
    int[] x = {5, 7};
    cases.add(
        OpCase.of("mse " + r, t -> Losses.mse(t.get(0), t.get(1), r))
            .input(input, x)
            .input(target, x)
            .within(sums(64)));
    cases.add(
        OpCase.of("l1 " + r, t -> Losses.l1(t.get(0), t.get(1), r))
            .input(input, x)
            .input(target, x)
            .within(sums(64)));
    for (double beta : new double[] {0, 0.51, 1.01}) {
      cases.add(
          OpCase.of(
                  "smooth_l1 " + beta + " " + r, t -> Losses.smoothL1(t.get(0), t.get(1), beta, r))
              .input(input, x)
              .input(target, x)
              .within(sums(64)));
    }
    cases.add(
        OpCase.of(
                "bce_with_logits " + r,
                t -> Losses.bceWithLogits(t.get(0), t.get(1), t.get(2), t.get(3), r))
            .input(Values.awayFrom(0), x)
            .input(Values.between(0, 1), x)
            .input(Values.between(0.5, 2), 5, 1)
            .input(Values.between(0.5, 2), 7)
            .within(sums(64)));
    cases.add(
        OpCase.of(
                "bce_with_logits of far values " + r,
                t -> Losses.bceWithLogits(t.get(0), t.get(1), null, null, r))
            .input(Values.of(0, 200, -200, 30, -30), 5)
            .constant(Values.of(0, 1, 1), 5)
            .bend()
            .within(sums(16)));
  }

  private void classes(Reduction r) {
    for (int[] x : new int[][] {{7, 5}, {2, 5, 3, 4}}) {
      int[] target = x.length == 2 ? new int[] {x[0]} : new int[] {x[0], x[2], x[3]};
      String name = (x.length == 2 ? " of rows " : " of pictures ") + r;
      cases.add(
          OpCase.of("nll" + name, t -> Losses.nll(t.get(0), t.get(1), t.get(2), 3, r))
              .input(Values.normal(), x)
              .index(Values.below(5), target)
              .constant(Values.between(0.5, 2), 5)
              .without(Layout.EXPANDED) // all targets may be the ignored one
              .within(sums(64)));
      for (double smoothing : new double[] {0, 0.1}) {
        cases.add(
            OpCase.of(
                    "cross_entropy smoothed by " + smoothing + name,
                    t -> Losses.crossEntropy(t.get(0), t.get(1), null, -100, smoothing, r))
                .input(Values.normal(), x)
                .index(Values.below(5), target)
                .within(sums(64)));
        cases.add(
            OpCase.of(
                    "weighted cross_entropy smoothed by " + smoothing + name,
                    t -> Losses.crossEntropy(t.get(0), t.get(1), t.get(2), 1, smoothing, r))
                .input(Values.normal(), x)
                .index(Values.of(0, 1, 2, 4, 3), target)
                .constant(Values.between(0.5, 2), 5)
                .within(sums(64)));
      }
    }
  }

  private void others() {
    cases.add(
        OpCase.of("contrastive", t -> Losses.contrastive(t.get(0), t.get(1), t.get(2), 3))
            .input(Values.normal(), 7, 5)
            .input(Values.normal(), 7, 5)
            .constant(Values.below(2), 7)
            .within(sums(64)));
    cases.add(
        OpCase.of("between", t -> Composites.between(t.get(0), t.get(1), t.get(2)))
            .input(Values.normal(), 3, 2, 4, 4)
            .input(Values.normal(), 3, 2, 4, 4)
            .input(Values.between(0, 1), 3, 1, 1, 1)
            .within(sums(64)));
    for (double center : new double[] {0, 1}) {
      cases.add(
          OpCase.of(
                  "gradient_penalty around " + center,
                  t ->
                      Composites.gradientPenalty(
                          t.get(0),
                          x -> {
                            var hidden = Elementwise.tanh(Products.linear(x, t.get(1), null));
                            return Reductions.sum(Elementwise.mul(hidden, t.get(2)), false, 1);
                          },
                          center))
              .input(Values.normal(), 3, 7)
              .input(Values.normal(), 5, 7)
              .input(Values.normal(), 5)
              .within(sums(128)));
    }
  }
}
