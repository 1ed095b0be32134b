package dev.sosia.weights.onnx;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps of planes in terms of ONNX: what picks pixels is a Gather along each axis, what averages
/// regular windows is AveragePool, and every other linear map is a matrix from each side.
final class Planes {
  private final OnnxNodes nodes;

  Planes(OnnxNodes nodes) {
    this.nodes = nodes;
  }

  /// Regular windows along one axis: `size` pixels every `stride`, the first one beginning `before`
  /// pixels outside, the last one ending `after` pixels outside.
  private record Windows(int size, int stride, int before, int after) {}

  /// The result of `map` on `x`.
  String map(AxisMap2d map, String x, String path) {
    Windows rows = averages(map.rows());
    Windows columns = averages(map.columns());
    if (rows != null && columns != null && (rows.size > 1 || columns.size > 1)) {
      return nodes.add("AveragePool", path, attributes(rows, columns), x);
    }
    return along(3, map.columns(), along(2, map.rows(), x, path), path);
  }

  /// The values of `pool` on `x`.
  ///
  /// @throws InputException if its windows are not regular
  String max(MaxPool2d pool, String x, String path) {
    Windows rows = windows(pool.rows());
    Windows columns = windows(pool.columns());
    if (rows == null || columns == null) {
      throw new InputException(
          "max pooling over windows of several sizes at " + path + " cannot be said in ONNX");
    }
    return nodes.add("MaxPool", path, attributes(rows, columns), x);
  }

  private static Map<String, OnnxGraph.Attribute> attributes(Windows rows, Windows columns) {
    return Map.of(
        "kernel_shape", ints(rows.size, columns.size),
        "strides", ints(rows.stride, columns.stride),
        "pads", ints(rows.before, columns.before, rows.after, columns.after));
  }

  static OnnxGraph.Attribute.Wholes ints(int... values) {
    List<Long> longs = new ArrayList<>();
    for (int value : values) {
      longs.add((long) value);
    }
    return new OnnxGraph.Attribute.Wholes(longs);
  }

  private String along(int axis, Taps taps, String x, String path) {
    if (taps.equals(Taps.identity(taps.in()))) {
      return x;
    }
    List<Long> picked = picked(taps);
    if (picked != null) {
      Map<String, OnnxGraph.Attribute> on = Map.of("axis", new OnnxGraph.Attribute.Whole(axis));
      return nodes.add("Gather", path, on, x, nodes.numbers(path, picked));
    }
    boolean rows = axis == 2;
    float[] matrix = new float[taps.in() * taps.out()];
    for (int i = 0; i < taps.out(); i++) {
      for (int t = taps.start(i); t < taps.start(i + 1); t++) {
        int at = rows ? i * taps.in() + taps.source(t) : taps.source(t) * taps.out() + i;
        matrix[at] += (float) taps.weight(t);
      }
    }
    Shape shape = rows ? Shape.of(taps.out(), taps.in()) : Shape.of(taps.in(), taps.out());
    String weight = nodes.weight(path, HostTensor.ofFloats(shape, matrix));
    return rows ? nodes.add("MatMul", path, weight, x) : nodes.add("MatMul", path, x, weight);
  }

  /// The one source of each result, or null if a result is not simply one source.
  private static @Nullable List<Long> picked(Taps taps) {
    List<Long> sources = new ArrayList<>();
    for (int i = 0; i < taps.out(); i++) {
      int t = taps.start(i);
      if (taps.start(i + 1) != t + 1 || taps.weight(t) != 1) {
        return null;
      }
      sources.add((long) taps.source(t));
    }
    return sources;
  }

  /// Regular windows that lie inside and whose taps all weigh the same share, else null.
  private static @Nullable Windows averages(Taps taps) {
    Windows windows = windows(taps);
    if (windows == null || windows.before != 0 || windows.after != 0) {
      return null;
    }
    for (int t = 0; t < taps.start(taps.out()); t++) {
      if (taps.weight(t) != 1.0 / windows.size) {
        return null;
      }
    }
    return windows;
  }

  /// The regular windows that the sources of `taps` are, cut off at the edges, else null.
  private static @Nullable Windows windows(Taps taps) {
    int out = taps.out();
    int size = 0;
    for (int i = 0; i < out; i++) {
      size = Math.max(size, taps.start(i + 1) - taps.start(i));
    }
    // two windows that end inside give the stride; a single one has any
    int stride = out < 2 ? 1 : end(taps, 1) - end(taps, 0);
    int before = out == 0 ? 0 : size - end(taps, 0);
    int after = (out - 1) * stride - before + size - taps.in();
    Windows windows = new Windows(size, stride, Math.max(before, 0), Math.max(after, 0));
    for (int i = 0; i < out; i++) {
      int from = Math.max(i * stride - before, 0);
      int to = Math.min(i * stride - before + size, taps.in());
      boolean regular = stride > 0 && before >= 0 && taps.start(i + 1) - taps.start(i) == to - from;
      for (int t = taps.start(i); regular && t < taps.start(i + 1); t++) {
        regular = taps.source(t) == from + t - taps.start(i);
      }
      if (!regular) {
        return null;
      }
    }
    return windows;
  }

  private static int end(Taps taps, int window) {
    return taps.source(taps.start(window + 1) - 1) + 1;
  }
}
