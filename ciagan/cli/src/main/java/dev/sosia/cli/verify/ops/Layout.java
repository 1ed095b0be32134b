package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How an input lies in memory: `order` lists its dimensions from the outermost to the innermost,
/// `gap` multiplies their strides, those of `expand` have stride 0, `offset` is the place of the
/// first element. What lies in between is NaN (0 for integers), so that reading it shows.
record Layout(int[] order, int[] gap, int offset, int[] expand) {

  /// Reads a layout for inputs of `rank` dimensions.
  static Layout read(Fields f, int rank) {
    int[] order = f.has("order") ? f.sizes("order") : IntStream.range(0, rank).toArray();
    int[] gap = f.has("gap") ? f.sizes("gap") : IntStream.range(0, rank).map(_ -> 1).toArray();
    int offset = f.has("offset") ? f.size("offset") : 0;
    int[] expand = f.has("expand") ? f.sizes("expand") : new int[0];
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, rank).toArray())) {
      throw f.error("order", "every dimension once");
    }
    if (gap.length != rank || Arrays.stream(gap).anyMatch(g -> g < 1)) {
      throw f.error("gap", "a number from 1 for each dimension");
    }
    if (offset < 0) {
      throw f.error("offset", "no negative number");
    }
    if (Arrays.stream(expand).anyMatch(d -> d < 0 || d >= rank)) {
      throw f.error("expand", "dimensions from 0");
    }
    f.done();
    return new Layout(order, gap, offset, expand);
  }

  /// A tensor of `values` that lies like this.
  Tensor place(Values values, Device device) {
    Shape shape = values.shape();
    long[] strides = new long[shape.rank()];
    long step = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      int d = order[i];
      if (Arrays.stream(expand).noneMatch(e -> e == d)) {
        strides[d] = step * gap[d];
        step = strides[d] * shape.dim(d);
      }
    }
    long last = offset;
    for (int d = 0; d < strides.length; d++) {
      last += strides[d] * Math.max(shape.dim(d) - 1, 0);
    }
    Values memory = Values.zeros(values.dtype(), Shape.of(Math.toIntExact(last + 1)));
    if (values.dtype().isFloating()) {
      for (int i = 0; i <= last; i++) {
        memory.set(i, Double.NaN);
      }
    }
    for (int i = 0; i < values.numel(); i++) {
      long at = offset;
      int rest = i;
      for (int d = strides.length - 1; d >= 0; d--) {
        at += rest % shape.dim(d) * strides[d];
        rest /= shape.dim(d);
      }
      if (values.dtype().isFloating()) {
        memory.set(at, values.get(i));
      } else {
        memory.setLong(at, values.getLong(i));
      }
    }
    return memory.on(device).view(shape, strides, offset);
  }
}
