package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;
import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Resampling;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Resampling].
final class ResamplingCases {
  private final List<OpCase> cases = new ArrayList<>();

  private ResamplingCases() {}

  static List<OpCase> all() {
    var c = new ResamplingCases();
    c.sizes();
    c.borders();
    return c.cases;
  }

  private void sizes() {
    for (int[] to : new int[][] {{1, 1}, {7, 9}, {14, 18}, {5, 31}, {3, 2}}) {
      String name = " 7x9 to " + to[0] + "x" + to[1];
      cases.add(
          OpCase.of("nearest" + name, x -> Resampling.nearest(x.getFirst(), to[0], to[1]))
              .input(Values.normal(), 2, 3, 7, 9)
              .within(sums(9)));
      for (boolean corners : new boolean[] {false, true}) {
        cases.add(
            OpCase.of(
                    "bilinear" + name + (corners ? " by corners" : ""),
                    x -> Resampling.bilinear(x.getFirst(), to[0], to[1], corners))
                .input(Values.normal(), 2, 3, 7, 9)
                .within(sums(16)));
      }
    }
    cases.add(
        OpCase.of("nearest by 2", x -> Resampling.nearest(x.getFirst(), 2.0, 2.0))
            .input(Values.normal(), 1, 2, 5, 31)
            .within(sums(4)));
    cases.add(
        OpCase.of("bilinear by 2 and a half", x -> Resampling.bilinear(x.getFirst(), 2, 0.5, false))
            .input(Values.normal(), 1, 2, 5, 31)
            .within(sums(16)));
    cases.add(
        OpCase.of("bilinear of an empty batch", x -> Resampling.bilinear(x.getFirst(), 4, 4, false))
            .input(Values.normal(), 0, 2, 5, 3)
            .within(sums(16)));
    cases.add(
        OpCase.of("bilinear of one pixel", x -> Resampling.bilinear(x.getFirst(), 3, 5, true))
            .input(Values.normal(), 1, 1, 1, 1)
            .within(sums(16)));
  }

  private void borders() {
    int[][] pads = {{1, 1, 1, 1}, {3, 0, 2, 1}, {0, 2}, {0, 0, 0, 0}};
    for (int[] p : pads) {
      String by = " by " + java.util.Arrays.toString(p);
      cases.add(
          OpCase.of("pad with 0.5" + by, x -> Resampling.padConstant(x.getFirst(), 0.5, p))
              .input(Values.normal(), 2, 3, 5, 7)
              .within(EXACT));
      cases.add(
          OpCase.of("reflect" + by, x -> Resampling.padReflect(x.getFirst(), p))
              .input(Values.normal(), 2, 3, 5, 7)
              .within(sums(4)));
      cases.add(
          OpCase.of("replicate" + by, x -> Resampling.padReplicate(x.getFirst(), p))
              .input(Values.normal(), 2, 3, 5, 7)
              .within(sums(16)));
    }
    cases.add(
        OpCase.of("crop by padding", x -> Resampling.padConstant(x.getFirst(), 0, -1, 2, 1, -2))
            .input(Values.normal(), 2, 5, 7)
            .within(EXACT));
    cases.add(
        OpCase.of("pad a vector", x -> Resampling.padConstant(x.getFirst(), 1, 2, 3))
            .input(Values.normal(), 5)
            .within(EXACT));
    cases.add(
        OpCase.of("pad nothing", x -> Resampling.padConstant(x.getFirst(), 1, 2, 3))
            .input(Values.normal(), 4, 0)
            .within(EXACT));
  }
}
