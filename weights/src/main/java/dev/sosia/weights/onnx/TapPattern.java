package dev.sosia.weights.onnx;

import dev.sosia.engine.kernel.Taps;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Regular patterns in the taps of one axis, which ONNX has operators for.
sealed interface TapPattern {

  /// Result i is source i.
  static boolean isIdentity(Taps taps) {
    return taps.in() == taps.out() && reads(taps, i -> i);
  }

  /// Every source is repeated `factor` times.
  record Repeat(int factor) implements TapPattern {
    static @Nullable Repeat of(Taps taps) {
      if (taps.in() == 0 || taps.out() % taps.in() != 0) {
        return null;
      }
      int factor = taps.out() / taps.in();
      return factor > 0 && reads(taps, i -> i / factor) ? new Repeat(factor) : null;
    }
  }

  /// `before` and `after` more elements at the ends, mirrored at the outermost one, which is not
  /// repeated.
  record Reflect(int before, int after) implements TapPattern {
    static @Nullable Reflect of(Taps taps) {
      int n = taps.in();
      int more = taps.out() - n;
      for (int before = 0; before <= more && before < n; before++) {
        int shift = before;
        if (more - before < n && reads(taps, i -> mirrored(i - shift, n))) {
          return new Reflect(before, more - before);
        }
      }
      return null;
    }

    private static int mirrored(int i, int n) {
      return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
    }
  }

  /// Windows of `size` elements, `stride` apart, the first beginning `before` elements before the
  /// first source; what lies outside of the sources is in no window.
  record Window(int size, int stride, int before, int after) implements TapPattern {

    /// The means of windows that lie inside.
    static @Nullable Window ofMeans(Taps taps) {
      Window window = of(taps, 0);
      if (window == null || window.after > 0) {
        return null;
      }
      for (int t = 0; t < taps.start(taps.out()); t++) {
        if (Math.abs(taps.weight(t) * window.size - 1) > 1e-12) {
          return null;
        }
      }
      return window;
    }

    /// Windows whatever the weights, padded by less than their size.
    static @Nullable Window of(Taps taps) {
      for (int before = 0; before < taps.in(); before++) {
        Window window = of(taps, before);
        if (window != null) {
          return window;
        }
      }
      return null;
    }

    private static @Nullable Window of(Taps taps, int before) {
      if (taps.out() == 0 || taps.start(1) == 0) {
        return null;
      }
      int size = taps.start(1) + before;
      int stride = 1;
      if (taps.out() > 1) {
        int end = taps.source(taps.start(2) - 1) + 1;
        stride = taps.start(2) == taps.start(1) ? 0 : end + before - size;
      }
      if (stride < 1 || before >= size) {
        return null;
      }
      for (int i = 0; i < taps.out(); i++) {
        int from = Math.max(0, i * stride - before);
        int to = Math.min(taps.in(), i * stride - before + size);
        if (taps.start(i + 1) - taps.start(i) != to - from || !consecutive(taps, i, from)) {
          return null;
        }
      }
      int after = (taps.out() - 1) * stride + size - before - taps.in();
      return after < size ? new Window(size, stride, before, Math.max(0, after)) : null;
    }

    private static boolean consecutive(Taps taps, int i, int from) {
      for (int t = taps.start(i); t < taps.start(i + 1); t++) {
        if (taps.source(t) != from + t - taps.start(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /// Whether each result is one source, and result i source `source(i)`.
  private static boolean reads(Taps taps, IntUnaryOperator source) {
    for (int i = 0; i < taps.out(); i++) {
      int t = taps.start(i);
      if (taps.start(i + 1) != t + 1
          || taps.weight(t) != 1
          || taps.source(t) != source.applyAsInt(i)) {
        return false;
      }
    }
    return true;
  }
}
