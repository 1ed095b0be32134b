package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;
import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Pooling.Window;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Pooling].
final class PoolingCases {
  private final List<OpCase> cases = new ArrayList<>();

  private PoolingCases() {}

  static List<OpCase> all() {
    var c = new PoolingCases();
    c.windows();
    c.adaptive();
    return c.cases;
  }

  private static Window padded(int kernel, int stride, int pad, boolean ceil) {
    return new Window(kernel, kernel, stride, stride, pad, pad, 1, 1, ceil);
  }

  private static List<Tensor> both(Pooling.Maxima found) {
    return List.of(found.values(), found.indices());
  }

  private void windows() {
    int[][] shapes = {{1, 1, 2, 2}, {2, 3, 7, 9}, {1, 5, 31, 33}, {0, 3, 6, 6}};
    for (int[] x : shapes) {
      String of = " of " + x[2] + "x" + x[3];
      max("2x2" + of, Window.of(2, 2), x);
      max("3x3 stride 2 padded" + of, padded(3, 2, 1, false), x);
      max("3x3 stride 2 padded, ceil" + of, padded(3, 2, 1, true), x);
      average("2x2" + of, Window.of(2, 2), true, x);
      average("3x3 stride 2 padded" + of, padded(3, 2, 1, false), true, x);
      average("3x3 stride 2 padded, without padding" + of, padded(3, 2, 1, true), false, x);
    }
    max("2x3 dilated", new Window(2, 3, 1, 2, 1, 1, 2, 3, false), 1, 2, 9, 11);
    max("3x3 overlapping", padded(3, 1, 1, false), 2, 3, 7, 8);
    average("1x3", new Window(1, 3, 2, 1, 0, 1, 1, 1, false), true, 1, 2, 5, 7);
    cases.add(
        OpCase.all(
                "max_pool2d of equals", x -> both(Pooling.maxPool2d(x.getFirst(), Window.of(2, 1))))
            .input(Values.ties(), 2, 2, 7, 9)
            .bend()
            .within(sums(4)));
    cases.add(
        OpCase.all(
                "max_pool2d with NaN", x -> both(Pooling.maxPool2d(x.getFirst(), Window.of(3, 2))))
            .input(Values.special(), 2, 2, 7, 9)
            .forwardOnly()
            .within(EXACT));
  }

  private void max(String name, Window w, int... x) {
    cases.add(
        OpCase.all("max_pool2d " + name, t -> both(Pooling.maxPool2d(t.getFirst(), w)))
            .input(Values.distinct(), x)
            .within(EXACT));
  }

  private void average(String name, Window w, boolean includePad, int... x) {
    cases.add(
        OpCase.of("avg_pool2d " + name, t -> Pooling.avgPool2d(t.getFirst(), w, includePad))
            .input(Values.normal(), x)
            .within(sums(9)));
  }

  private void adaptive() {
    for (int[] to : new int[][] {{1, 1}, {2, 3}, {7, 7}, {9, 12}}) {
      String name = to[0] + "x" + to[1];
      cases.add(
          OpCase.of(
                  "adaptive_avg_pool2d to " + name,
                  x -> Pooling.adaptiveAvgPool2d(x.getFirst(), to[0], to[1]))
              .input(Values.normal(), 2, 3, 7, 9)
              .within(sums(63)));
      cases.add(
          OpCase.all(
                  "adaptive_max_pool2d to " + name,
                  x -> both(Pooling.adaptiveMaxPool2d(x.getFirst(), to[0], to[1])))
              .input(Values.distinct(), 2, 3, 7, 9)
              .within(sums(4)));
    }
  }
}
