package dev.sosia.weights.onnx;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kernels on planes `[N, C, H, W]` as operators.
final class PlaneNodes {
  private final ModelGraph graph;
  private final String path;

  /// Adds nodes to `graph` for layer `path`.
  PlaneNodes(ModelGraph graph, String path) {
    this.graph = graph;
    this.path = path;
  }

  String conv(Conv2d kernel, List<String> inputs, Shape weight) {
    Window2d w = kernel.window();
    return graph.node(
        "Conv",
        path,
        inputs,
        Attribute.integers("kernel_shape", weight.dim(2), weight.dim(3)),
        Attribute.integers("strides", w.strideH(), w.strideW()),
        Attribute.integers("pads", w.padH(), w.padW(), w.padH(), w.padW()),
        Attribute.integers("dilations", w.dilationH(), w.dilationW()),
        Attribute.integer("group", w.groups()));
  }

  String convTranspose(Conv2dInputGrad kernel, List<String> inputs, Shape dy, Shape weight) {
    Window2d w = kernel.window();
    int h = (dy.dim(2) - 1) * w.strideH() - 2 * w.padH() + w.dilationH() * (weight.dim(2) - 1) + 1;
    int v = (dy.dim(3) - 1) * w.strideW() - 2 * w.padW() + w.dilationW() * (weight.dim(3) - 1) + 1;
    return graph.node(
        "ConvTranspose",
        path,
        inputs,
        Attribute.integers("kernel_shape", weight.dim(2), weight.dim(3)),
        Attribute.integers("strides", w.strideH(), w.strideW()),
        Attribute.integers("pads", w.padH(), w.padW(), w.padH(), w.padW()),
        Attribute.integers("dilations", w.dilationH(), w.dilationW()),
        Attribute.integers("output_padding", kernel.inputH() - h, kernel.inputW() - v),
        Attribute.integer("group", w.groups()));
  }

  String maxPool(MaxPool2d kernel, String x) {
    TapPattern.Window rows = TapPattern.Window.of(kernel.rows());
    TapPattern.Window columns = TapPattern.Window.of(kernel.columns());
    if (rows == null || columns == null) {
      throw new InputException(
          "this network cannot be written as ONNX: "
              + path
              + " takes the maximum of irregular windows, which ONNX's MaxPool does not");
    }
    return pool("MaxPool", x, rows, columns);
  }

  /// Average pooling, padding and resampling by their operators, any other map as the product with
  /// a matrix on either side.
  String map(AxisMap2d kernel, String x, DType dtype) {
    String known = pooled(kernel, x);
    if (known == null) {
      known = padded(kernel, x);
    }
    if (known == null) {
      known = repeated(kernel, x);
    }
    return known == null ? multiplied(kernel, x, dtype) : known;
  }

  private @Nullable String pooled(AxisMap2d kernel, String x) {
    TapPattern.Window rows = TapPattern.Window.ofMeans(kernel.rows());
    TapPattern.Window columns = TapPattern.Window.ofMeans(kernel.columns());
    return rows == null || columns == null ? null : pool("AveragePool", x, rows, columns);
  }

  private String pool(
      String operator, String x, TapPattern.Window rows, TapPattern.Window columns) {
    return graph.node(
        operator,
        path,
        List.of(x),
        Attribute.integers("kernel_shape", rows.size(), columns.size()),
        Attribute.integers("strides", rows.stride(), columns.stride()),
        Attribute.integers("pads", rows.before(), columns.before(), rows.after(), columns.after()));
  }

  private @Nullable String padded(AxisMap2d kernel, String x) {
    TapPattern.Reflect rows = TapPattern.Reflect.of(kernel.rows());
    TapPattern.Reflect columns = TapPattern.Reflect.of(kernel.columns());
    if (rows == null || columns == null) {
      return null;
    }
    String pads =
        graph.longs(0, 0, rows.before(), columns.before(), 0, 0, rows.after(), columns.after());
    return graph.node("Pad", path, List.of(x, pads), Attribute.text("mode", "reflect"));
  }

  private @Nullable String repeated(AxisMap2d kernel, String x) {
    TapPattern.Repeat rows = TapPattern.Repeat.of(kernel.rows());
    TapPattern.Repeat columns = TapPattern.Repeat.of(kernel.columns());
    if (rows == null || columns == null) {
      return null;
    }
    String scales =
        graph.constant(
            "scales",
            new TensorType(DType.F32, Shape.of(4)),
            Numbers.of(DType.F32, 1, 1, rows.factor(), columns.factor()));
    return graph.node(
        "Resize",
        path,
        List.of(x, "", scales),
        Attribute.text("mode", "nearest"),
        Attribute.text("coordinate_transformation_mode", "asymmetric"),
        Attribute.text("nearest_mode", "floor"));
  }

  private String multiplied(AxisMap2d kernel, String x, DType dtype) {
    String y = x;
    if (!TapPattern.isIdentity(kernel.columns())) {
      y = graph.node("MatMul", path, List.of(y, matrix(kernel.columns().transpose(), dtype)));
    }
    if (!TapPattern.isIdentity(kernel.rows())) {
      y = graph.node("MatMul", path, List.of(matrix(kernel.rows(), dtype), y));
    }
    return y;
  }

  private String matrix(Taps taps, DType dtype) {
    double[] dense = new double[taps.out() * taps.in()];
    for (int i = 0; i < taps.out(); i++) {
      for (int t = taps.start(i); t < taps.start(i + 1); t++) {
        dense[i * taps.in() + taps.source(t)] += taps.weight(t);
      }
    }
    TensorType type = new TensorType(dtype, Shape.of(taps.out(), taps.in()));
    return graph.constant("taps", type, Numbers.of(dtype, dense));
  }
}
