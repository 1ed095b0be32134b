package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cases of [Normalizations].
final class NormalizationCases {
  private static final double EPS = 1e-5f;

  private final List<OpCase> cases = new ArrayList<>();

  private NormalizationCases() {}

  static List<OpCase> all() {
    var c = new NormalizationCases();
    c.instance();
    c.batch();
    c.others();
    return c.cases;
  }

  private void instance() {
    for (int[] x :
        new int[][] {{2, 1, 1, 7}, {2, 3, 5, 7}, {3, 33, 4, 5}, {1, 2, 31, 33}, {2, 3, 9}}) {
      String name = Arrays.toString(x);
      Tolerance t = sums(64);
      cases.add(
          OpCase.of(
                  "instance_norm " + name,
                  i -> Normalizations.instanceNorm(i.get(0), null, null, EPS))
              .input(Values.normal(), x)
              .within(t));
      cases.add(
          OpCase.of(
                  "instance_norm affine " + name,
                  i -> Normalizations.instanceNorm(i.get(0), i.get(1), i.get(2), EPS))
              .input(Values.normal(), x)
              .input(Values.between(0.5, 1.5), x[1])
              .input(Values.normal(), x[1])
              .within(t));
    }
    cases.add(
        OpCase.of(
                "instance_norm of bright skin",
                i -> Normalizations.instanceNorm(i.get(0), null, null, EPS))
            .constant(Values.between(0.9375, 1), 1, 2, 16, 16)
            .forwardOnly()
            .within(sums(4096)));
    cases.add(
        OpCase.of(
                "instance_norm of a flat picture",
                i -> Normalizations.instanceNorm(i.get(0), null, null, EPS))
            .constant(Values.of(0.5), 1, 3, 5, 5)
            .forwardOnly()
            .within(sums(1)));
    cases.add(
        OpCase.of(
                "instance_norm of an empty batch",
                i -> Normalizations.instanceNorm(i.get(0), null, null, EPS))
            .input(Values.normal(), 0, 3, 5, 5)
            .within(sums(1)));
    cases.add(
        OpCase.of(
                "instance_norm of 3x16x31x33",
                i -> Normalizations.instanceNorm(i.get(0), null, null, EPS))
            .input(Values.normal(), 3, 16, 31, 33)
            .large()
            .within(sums(64)));
  }

  private void batch() {
    for (int[] x : new int[][] {{7, 5}, {31, 1}, {3, 5, 7}, {2, 33, 4, 5}, {5, 3, 9, 7}}) {
      String name = Arrays.toString(x);
      cases.add(
          OpCase.of("batch_norm training " + name, NormalizationCases::training)
              .input(Values.normal(), x)
              .input(Values.between(0.5, 1.5), x[1])
              .input(Values.normal(), x[1])
              .without(Layout.EXPANDED) // a batch of one sample repeated has no variance
              .within(sums(128)));
      cases.add(
          OpCase.of(
                  "batch_norm " + name,
                  i ->
                      Normalizations.batchNorm(
                          i.get(0), i.get(1), i.get(2), i.get(3), i.get(4), false, 0.1, EPS))
              .input(Values.normal(), x)
              .input(Values.normal(), x[1])
              .input(Values.between(0.5, 2), x[1])
              .input(Values.between(0.5, 1.5), x[1])
              .input(Values.normal(), x[1])
              .within(sums(128)));
    }
    cases.add(
        OpCase.all(
                "batch_norm moves the running statistics",
                i -> {
                  var mean = Shapes.copy(i.get(1));
                  var variance = Shapes.copy(i.get(2));
                  var y =
                      Normalizations.batchNorm(
                          i.get(0), mean, variance, null, null, true, 0.3, EPS);
                  return List.of(y, mean, variance);
                })
            .constant(Values.normal(), 4, 5, 3, 3)
            .constant(Values.normal(), 5)
            .constant(Values.between(0.5, 2), 5)
            .without(Layout.EXPANDED)
            .forwardOnly()
            .within(sums(36)));
  }

  private static Tensor training(List<Tensor> i) {
    return Normalizations.batchNorm(i.get(0), null, null, i.get(1), i.get(2), true, 0.1, EPS);
  }

  private void others() {
    for (int dim : new int[] {0, 1}) {
      cases.add(
          OpCase.all(
                  "spectral_norm along " + dim,
                  i -> {
                    var s =
                        Normalizations.spectralNorm(i.get(0), i.get(1), i.get(2), dim, 1, 1e-12);
                    return List.of(s.weight());
                  })
              .input(Values.normal(), 5, 5, 3, 3)
              .constant(Values.between(0.1, 1), 5)
              .constant(Values.between(0.1, 1), 45)
              .bend()
              .within(sums(64)));
    }
    cases.add(
        OpCase.of("dropout", i -> Normalizations.dropout(i.get(0), i.get(1), 0.25))
            .input(Values.normal(), 3, 31)
            .mask(3, 31)
            .within(Tolerance.steps(2)));
  }
}
