package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.engine.type.Shape;

/// Reads views into dense arrays and stores dense arrays into views: the only place that knows
/// strides, element types and rounding.
final class Elements {
  private Elements() {}

  /// Called for each run of elements along the last dimension.
  @FunctionalInterface
  private interface Run {
    /// `place` is the first element's index in the buffer, `dense` its row-major index.
    void at(long place, int dense);
  }

  /// All elements in row-major order. I64 beyond 2^53 lose their last bits: see [#loadLongs].
  static double[] load(Operand x) {
    int n = Math.toIntExact(x.shape().numel());
    double[] y = new double[n];
    int length = runLength(x);
    long step = runStep(x);
    Object array = ((ArrayBuffer) x.buffer()).array;
    switch (x.dtype()) {
      case F64 -> {
        double[] a = (double[]) array;
        runs(x, (p, d) -> copy(length, k -> y[d + k] = a[(int) (p + k * step)]));
      }
      case F32 -> {
        float[] a = (float[]) array;
        runs(x, (p, d) -> widen(a, (int) p, (int) step, y, d, length));
      }
      case F16 -> {
        short[] a = (short[]) array;
        runs(x, (p, d) -> copy(length, k -> y[d + k] = HalfFloat.fromF16(a[(int) (p + k * step)])));
      }
      case BF16 -> {
        short[] a = (short[]) array;
        runs(
            x, (p, d) -> copy(length, k -> y[d + k] = HalfFloat.fromBF16(a[(int) (p + k * step)])));
      }
      default -> {
        long[] a = loadLongs(x);
        for (int i = 0; i < n; i++) {
          y[i] = a[i];
        }
      }
    }
    return y;
  }

  /// All elements of an integer or BOOL view in row-major order; U8 and BOOL are unsigned.
  static long[] loadLongs(Operand x) {
    long[] y = new long[Math.toIntExact(x.shape().numel())];
    int length = runLength(x);
    long step = runStep(x);
    switch (((ArrayBuffer) x.buffer()).array) {
      case long[] a -> runs(x, (p, d) -> copy(length, k -> y[d + k] = a[(int) (p + k * step)]));
      case int[] a -> runs(x, (p, d) -> copy(length, k -> y[d + k] = a[(int) (p + k * step)]));
      case short[] a -> runs(x, (p, d) -> copy(length, k -> y[d + k] = a[(int) (p + k * step)]));
      case byte[] a -> {
        int mask = x.dtype() == DType.I8 ? -1 : 0xFF;
        runs(x, (p, d) -> copy(length, k -> y[d + k] = a[(int) (p + k * step)] & mask));
      }
      default -> throw new IllegalArgumentException("not integers: " + x);
    }
    return y;
  }

  /// Stores `y`, row-major, rounding once to the type of the view; integers are truncated.
  static void store(double[] y, Operand to) {
    int length = runLength(to);
    long step = runStep(to);
    Object array = ((ArrayBuffer) to.buffer()).array;
    switch (to.dtype()) {
      case F64 -> {
        double[] a = (double[]) array;
        runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = y[d + k]));
      }
      case F32 -> {
        float[] a = (float[]) array;
        runs(to, (p, d) -> narrow(y, d, a, (int) p, (int) step, length));
      }
      case F16 -> {
        short[] a = (short[]) array;
        runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = HalfFloat.toF16(y[d + k])));
      }
      case BF16 -> {
        short[] a = (short[]) array;
        runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = HalfFloat.toBF16(y[d + k])));
      }
      case BOOL -> {
        byte[] a = (byte[]) array;
        runs(
            to,
            (p, d) -> copy(length, k -> a[(int) (p + k * step)] = (byte) (y[d + k] != 0 ? 1 : 0)));
      }
      default -> {
        long[] whole = new long[y.length];
        for (int i = 0; i < y.length; i++) {
          whole[i] = (long) y[i];
        }
        storeLongs(whole, to);
      }
    }
  }

  /// Stores integers, row-major, keeping the low bits where the type is narrower; BOOL is `!= 0`.
  static void storeLongs(long[] y, Operand to) {
    int length = runLength(to);
    long step = runStep(to);
    boolean truth = to.dtype() == DType.BOOL;
    switch (((ArrayBuffer) to.buffer()).array) {
      case long[] a -> runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = y[d + k]));
      case int[] a ->
          runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = (int) y[d + k]));
      case short[] a ->
          runs(to, (p, d) -> copy(length, k -> a[(int) (p + k * step)] = (short) y[d + k]));
      case byte[] a ->
          runs(
              to,
              (p, d) ->
                  copy(
                      length,
                      k ->
                          a[(int) (p + k * step)] =
                              truth ? (byte) (y[d + k] != 0 ? 1 : 0) : (byte) y[d + k]));
      default -> throw new IllegalArgumentException("not integers: " + to);
    }
  }

  private interface Each {
    void at(int k);
  }

  private static void copy(int length, Each each) {
    for (int k = 0; k < length; k++) {
      each.at(k);
    }
  }

  // The two hot conversions are loops of their own: C2 vectorises them, a lambda per element it
  // does not.
  private static void widen(float[] from, int at, int step, double[] to, int dense, int length) {
    if (step == 1) {
      for (int k = 0; k < length; k++) {
        to[dense + k] = from[at + k];
      }
    } else {
      for (int k = 0; k < length; k++) {
        to[dense + k] = from[at + k * step];
      }
    }
  }

  private static void narrow(double[] from, int dense, float[] to, int at, int step, int length) {
    if (step == 1) {
      for (int k = 0; k < length; k++) {
        to[at + k] = (float) from[dense + k];
      }
    } else {
      for (int k = 0; k < length; k++) {
        to[at + k * step] = (float) from[dense + k];
      }
    }
  }

  /// How many of the first dimensions do not lie in one evenly spaced run with those behind them.
  private static int outerDims(Operand x) {
    Shape s = x.shape();
    int outer = s.rank();
    long length = 1;
    long step = 1;
    while (outer > 0) {
      int size = s.dim(outer - 1);
      long stride = x.strides()[outer - 1];
      if (size != 1) {
        if (length == 1) {
          step = stride;
        } else if (stride != step * length) {
          break;
        }
        length *= size;
      }
      outer--;
    }
    return outer;
  }

  private static int runLength(Operand x) {
    int length = 1;
    for (int d = outerDims(x); d < x.shape().rank(); d++) {
      length *= x.shape().dim(d);
    }
    return length;
  }

  private static long runStep(Operand x) {
    for (int d = x.shape().rank() - 1; d >= outerDims(x); d--) {
      if (x.shape().dim(d) != 1) {
        return x.strides()[d];
      }
    }
    return 1;
  }

  /// Walks in row-major order over all dimensions but those that form one run.
  private static void runs(Operand x, Run run) {
    Shape s = x.shape();
    if (s.numel() == 0) {
      return;
    }
    int outer = outerDims(x);
    int length = runLength(x);
    int[] index = new int[outer];
    long place = x.offset();
    int n = Math.toIntExact(s.numel());
    for (int dense = 0; dense < n; dense += length) {
      run.at(place, dense);
      for (int d = outer - 1; d >= 0; d--) {
        place += x.strides()[d];
        if (++index[d] < s.dim(d)) {
          break;
        }
        place -= x.strides()[d] * s.dim(d);
        index[d] = 0;
      }
    }
  }
}
