package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.products;

import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Convolutions].
final class ConvolutionCases {
  private final List<OpCase> cases = new ArrayList<>();

  private ConvolutionCases() {}

  static List<OpCase> all() {
    var c = new ConvolutionCases();
    c.plain();
    c.windows();
    c.transposed();
    return c.cases;
  }

  private static OpCase.Builder conv(String name, int[] x, int[] weight, boolean bias, Window2d w) {
    var c =
        OpCase.of(
                "conv2d " + name,
                t -> Convolutions.conv2d(t.get(0), t.get(1), bias ? t.get(2) : null, w))
            .input(Values.normal(), x)
            .input(Values.normal(), weight);
    return bias ? c.input(Values.normal(), weight[0]) : c;
  }

  /// Size of the sum behind a value, of the result or of a gradient, whichever is longer.
  private static Tolerance terms(int[] x, int[] weight) {
    int forward = weight[1] * weight[2] * weight[3];
    return products(Math.max(forward, Math.max(x[0], 1) * x[2] * x[3]));
  }

  private void add(String name, int[] x, int[] weight, boolean bias, Window2d w) {
    cases.add(conv(name, x, weight, bias, w).within(terms(x, weight)));
  }

  private static int[] dims(int... d) {
    return d;
  }

  private void plain() {
    Window2d same = Window2d.of(1, 1);
    Window2d none = Window2d.of(1, 0);
    add("one pixel", dims(1, 1, 1, 1), dims(1, 1, 1, 1), true, none);
    add("1x1", dims(2, 7, 5, 9), dims(5, 7, 1, 1), true, none);
    add("1x1 stride 2", dims(1, 3, 7, 8), dims(4, 3, 1, 1), false, Window2d.of(2, 0));
    // places that no window reaches, with more channels than a kernel adds up in one piece
    add("1x1 stride 2 to 131", dims(1, 3, 7, 8), dims(131, 3, 1, 1), false, Window2d.of(2, 0));
    add("3x3", dims(2, 3, 7, 9), dims(5, 3, 3, 3), true, same);
    add("3x3 of 31x33", dims(1, 2, 31, 33), dims(3, 2, 3, 3), true, same);
    add("3x3 without padding", dims(1, 3, 5, 5), dims(17, 3, 3, 3), false, none);
    add("33 to 31 channels", dims(1, 33, 4, 5), dims(31, 33, 3, 3), true, same);
    add("4x4 stride 2", dims(1, 3, 8, 10), dims(4, 3, 4, 4), true, Window2d.of(2, 1));
    add("5x5", dims(1, 2, 9, 7), dims(3, 2, 5, 5), true, Window2d.of(1, 2));
    add("7x7 stride 2", dims(1, 3, 17, 15), dims(4, 3, 7, 7), false, Window2d.of(2, 3));
    add("of the whole picture", dims(2, 3, 4, 4), dims(5, 3, 4, 4), true, none);
    add("more padding than picture", dims(1, 1, 2, 2), dims(1, 1, 3, 3), true, Window2d.of(1, 3));
    add("of an empty batch", dims(0, 3, 5, 5), dims(2, 3, 3, 3), true, same);
    add("a wide row", dims(1, 1, 1, 127), dims(2, 1, 1, 3), true, none);
    cases.add(
        conv("16 to 33 of 31x33", dims(3, 16, 31, 33), dims(33, 16, 3, 3), true, same)
            .large()
            .within(terms(dims(3, 16, 31, 33), dims(33, 16, 3, 3))));
    cases.add(
        OpCase.of("conv2d with NaN", t -> Convolutions.conv2d(t.get(0), t.get(1), null, same))
            .input(Values.of(1, 2, 0, 1, 1, Double.NaN, 3, 1, 0, 1, 2, 2, 1, 1), 1, 1, 5, 7)
            .input(Values.of(1, 0, 2), 1, 1, 3, 3)
            .forwardOnly()
            .within(products(9)));
  }

  private void windows() {
    add("stride 2x1", dims(1, 2, 9, 7), dims(3, 2, 3, 3), true, new Window2d(2, 1, 1, 0, 1, 1, 1));
    add("stride 3", dims(2, 2, 11, 10), dims(3, 2, 2, 3), true, new Window2d(3, 3, 0, 1, 1, 1, 1));
    add("dilated", dims(1, 2, 9, 11), dims(3, 2, 3, 3), true, new Window2d(1, 1, 2, 2, 2, 2, 1));
    add(
        "dilated 1x3",
        dims(1, 2, 5, 13),
        dims(2, 2, 2, 3),
        false,
        new Window2d(1, 2, 0, 3, 1, 3, 1));
    add("2 groups", dims(2, 6, 5, 7), dims(8, 3, 3, 3), true, new Window2d(1, 1, 1, 1, 1, 1, 2));
    add(
        "3 groups, stride 2",
        dims(1, 9, 7, 7),
        dims(6, 3, 3, 3),
        true,
        new Window2d(2, 2, 1, 1, 1, 1, 3));
    add("depthwise", dims(2, 7, 9, 9), dims(7, 1, 3, 3), true, new Window2d(1, 1, 1, 1, 1, 1, 7));
    add(
        "depthwise stride 2",
        dims(1, 33, 7, 6),
        dims(33, 1, 3, 3),
        false,
        new Window2d(2, 2, 1, 1, 1, 1, 33));
    add(
        "depthwise times 2",
        dims(1, 5, 6, 6),
        dims(10, 1, 3, 3),
        true,
        new Window2d(1, 1, 1, 1, 1, 1, 5));
    add(
        "1x1 in groups",
        dims(1, 8, 5, 5),
        dims(4, 4, 1, 1),
        true,
        new Window2d(1, 1, 0, 0, 1, 1, 2));
    add("rows and columns left over", dims(1, 1, 8, 9), dims(1, 1, 3, 3), true, Window2d.of(4, 0));
  }

  private void transposed(String name, int[] x, int[] weight, boolean bias, Window2d w, int extra) {
    var c =
        OpCase.of(
                "conv_transpose2d " + name,
                t ->
                    Convolutions.convTranspose2d(
                        t.get(0), t.get(1), bias ? t.get(2) : null, w, extra, extra))
            .input(Values.normal(), x)
            .input(Values.normal(), weight);
    if (bias) {
      c.input(Values.normal(), weight[1] * w.groups());
    }
    int area = (x[2] * w.strideH() + weight[2]) * (x[3] * w.strideW() + weight[3]);
    cases.add(
        c.within(products(Math.max(1, x[0]) * Math.max(weight[0] * weight[2] * weight[3], area))));
  }

  private void transposed() {
    transposed("2x2 stride 2", dims(2, 3, 5, 7), dims(3, 4, 2, 2), true, Window2d.of(2, 0), 0);
    transposed("3x3", dims(1, 3, 5, 4), dims(3, 2, 3, 3), true, Window2d.of(1, 1), 0);
    transposed("4x4 stride 2", dims(1, 2, 4, 5), dims(2, 3, 4, 4), false, Window2d.of(2, 1), 0);
    transposed("output padding", dims(1, 2, 4, 4), dims(2, 3, 3, 3), true, Window2d.of(2, 1), 1);
    transposed(
        "groups, dilated",
        dims(1, 4, 3, 5),
        dims(4, 3, 3, 2),
        true,
        new Window2d(2, 1, 1, 0, 2, 1, 2),
        0);
    transposed("of an empty batch", dims(0, 2, 3, 3), dims(2, 3, 2, 2), true, Window2d.of(2, 0), 0);
  }
}
