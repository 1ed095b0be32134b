package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;
import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Cases of [Reductions].
final class ReductionCases {
  /// Shape, then the dimensions that are reduced.
  private record Along(String name, int[] shape, int... dims) {}

  private static final List<Along> SHAPES =
      List.of(
          new Along("all of 1", new int[] {1}),
          new Along("all of 7", new int[] {7}),
          new Along("all of 3x31", new int[] {3, 31}),
          new Along("rows", new int[] {5, 127}, -1),
          new Along("columns", new int[] {33, 31}, 0),
          new Along("the middle", new int[] {3, 17, 5}, 1),
          new Along("pictures", new int[] {2, 3, 7, 9}, 2, 3),
          new Along("batch and pictures", new int[] {2, 3, 7, 9}, 0, 2, 3),
          new Along("nothing left", new int[] {2, 1, 3}, 1));

  private final List<OpCase> cases = new ArrayList<>();

  private ReductionCases() {}

  static List<OpCase> all() {
    var c = new ReductionCases();
    c.totals();
    c.extremes();
    c.spread();
    c.lines();
    return c.cases;
  }

  /// A reduction by dimensions, as `f(x, keepdim, dims)`.
  @FunctionalInterface
  private interface Reduction {
    Tensor of(Tensor x, boolean keepdim, int... dims);
  }

  private void reduce(String name, Values values, Reduction f) {
    for (Along a : SHAPES) {
      boolean keepdim = a.dims.length == 1;
      cases.add(
          OpCase.of(name + " of " + a.name, x -> f.of(x.getFirst(), keepdim, a.dims))
              .input(values, a.shape)
              .within(sums(127)));
    }
  }

  private void one(String name, Tolerance t, Values values, UnaryOperator<Tensor> f, int... dims) {
    cases.add(OpCase.of(name, x -> f.apply(x.getFirst())).input(values, dims).within(t));
  }

  private void totals() {
    reduce("sum", Values.normal(), Reductions::sum);
    reduce("mean", Values.normal(), Reductions::mean);
    one("sum of nothing", EXACT, Values.normal(), x -> Reductions.sum(x, false, 1), 3, 0, 2);
    cases.add(
        OpCase.of("sum with NaN", x -> Reductions.sum(x.getFirst(), false, 1))
            .input(Values.of(1, Double.NaN, 2, 4), 3, 3)
            .bend() // NaN has no slope
            .within(EXACT));
    one("mean of an empty batch", EXACT, Values.normal(), x -> Reductions.mean(x, false, 1), 0, 5);
    cases.add(
        OpCase.of("sum of 100003", x -> Reductions.sum(x.getFirst()))
            .input(Values.between(0, 1), 100_003)
            .once()
            .large()
            .within(sums(4)));
    cases.add(
        OpCase.of("mean of 3 rows of 20011", x -> Reductions.mean(x.getFirst(), false, 1))
            .input(Values.normal(), 3, 20_011)
            .once()
            .large()
            .within(sums(4)));
    cases.add(
        OpCase.of("count", x -> Reductions.count(x.getFirst(), DType.F32))
            .mask(3, 31)
            .forwardOnly()
            .within(EXACT));
  }

  private void extremes() {
    reduce("amax", Values.distinct(), Reductions::amax);
    reduce("amin", Values.distinct(), Reductions::amin);
    for (Along a : List.of(SHAPES.get(2), SHAPES.get(3), SHAPES.get(6))) {
      cases.add(
          OpCase.of("amax of equals in " + a.name, x -> Reductions.amax(x.getFirst(), true, a.dims))
              .input(Values.ties(), a.shape)
              .bend()
              .within(sums(8)));
    }
    for (int dim : new int[] {0, 1, -1}) {
      cases.add(
          OpCase.all(
                  "max and index along " + dim, x -> both(Reductions.max(x.getFirst(), dim, true)))
              .input(Values.distinct(), 5, 7, 9)
              .within(EXACT));
      cases.add(
          OpCase.all(
                  "min and index along " + dim, x -> both(Reductions.min(x.getFirst(), dim, false)))
              .input(Values.ties(), 5, 7, 9)
              .bend()
              .within(EXACT));
      cases.add(
          OpCase.of("argmax along " + dim, x -> Reductions.argmax(x.getFirst(), dim, false))
              .input(Values.of(1, 3, Double.NaN, 3, 0, Double.NaN, 1), 4, 31, 3)
              .forwardOnly()
              .within(EXACT));
    }
    cases.add(
        OpCase.of("argmax of all", x -> Reductions.argmax(x.getFirst(), true))
            .input(Values.ties(), 7, 33)
            .forwardOnly()
            .within(EXACT));
    cases.add(
        OpCase.of("amax with NaN", x -> Reductions.amax(x.getFirst(), false, 1))
            .input(Values.special(), 3, 20)
            .forwardOnly()
            .within(EXACT));
    cases.add(
        OpCase.of("amin with NaN", x -> Reductions.amin(x.getFirst(), false, 0))
            .input(Values.special(), 3, 7)
            .forwardOnly()
            .within(EXACT));
  }

  private static List<Tensor> both(Reductions.ValuesAndIndices found) {
    return List.of(found.values(), found.indices());
  }

  private void spread() {
    Values any = Values.normal();
    for (Along a : List.of(SHAPES.get(3), SHAPES.get(4), SHAPES.get(6), SHAPES.get(7))) {
      for (boolean unbiased : new boolean[] {false, true}) {
        String kind = (unbiased ? "unbiased " : "biased ") + a.name;
        cases.add(
            OpCase.of("var " + kind, x -> Reductions.var(x.getFirst(), unbiased, false, a.dims))
                .input(any, a.shape)
                .within(sums(127)));
        // equal values: the deviation is 0 but for rounding, and its gradient divides by it
        cases.add(
            OpCase.of("std " + kind, x -> Reductions.std(x.getFirst(), unbiased, true, a.dims))
                .input(any, a.shape)
                .without(Layout.EXPANDED)
                .within(sums(127)));
      }
    }
    for (double p : new double[] {0, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
      one("norm " + p, sums(127), Values.awayFrom(0), x -> Reductions.norm(x, p, false, 1), 3, 31);
      one(
          "norm " + p + " of all",
          sums(127),
          Values.awayFrom(0),
          x -> Reductions.norm(x, p, true),
          127);
    }
    cases.add(
        OpCase.of("norm of zeros", x -> Reductions.norm(x.getFirst(), 2, false, 1))
            .input(Values.of(0), 3, 4)
            .bend()
            .once()
            .within(EXACT));
  }

  private void lines() {
    Values any = Values.between(-4, 4);
    reduce("logsumexp", any, Reductions::logsumexp);
    cases.add(
        OpCase.of("logsumexp of infinities", x -> Reductions.logsumexp(x.getFirst(), false, 1))
            .input(Values.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1000), 4, 2)
            .forwardOnly()
            .within(sums(4)));
    for (int dim = 0; dim < 3; dim++) {
      int axis = dim;
      one("softmax along " + dim, sums(31), any, x -> Reductions.softmax(x, axis), 5, 31, 3);
      one("log_softmax along " + dim, sums(31), any, x -> Reductions.logSoftmax(x, axis), 5, 31, 3);
      one("cumsum along " + dim, sums(127), any, x -> Reductions.cumsum(x, axis), 5, 31, 3);
    }
    one("softmax of 1", sums(1), any, x -> Reductions.softmax(x, 1), 3, 1);
    one("softmax of a number", sums(1), any, x -> Reductions.softmax(x, 0));
    one("softmax of an empty batch", sums(1), any, x -> Reductions.softmax(x, 1), 0, 4);
    one(
        "softmax of far values",
        sums(4),
        Values.of(0, 300, -300, 299),
        x -> Reductions.softmax(x, 1),
        3,
        7);
    one(
        "log_softmax of far values",
        sums(4),
        Values.of(0, 300, -300),
        x -> Reductions.logSoftmax(x, 1),
        3,
        7);
    cases.add(
        OpCase.of("softmax with infinities", x -> Reductions.softmax(x.getFirst(), 1))
            .input(Values.of(Double.NEGATIVE_INFINITY, 1, 2, Double.NaN, 0, 1), 4, 3)
            .forwardOnly()
            .within(sums(4)));
    cases.add(
        OpCase.of("softmax of 257 x 131", x -> Reductions.softmax(x.getFirst(), 1))
            .input(any, 257, 131)
            .large()
            .within(sums(131)));
    cases.add(
        OpCase.of(
                "sigmoid of sums", x -> Elementwise.sigmoid(Reductions.sum(x.getFirst(), true, 0)))
            .input(any, 7, 5)
            .within(sums(16)));
  }
}
