package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// Kernels along dimensions: the dimensions in question are moved to the end, so that each result
/// belongs to one run of the dense array.
final class Reductions {
  private final Parallel parallel;

  Reductions(Parallel parallel) {
    this.parallel = parallel;
  }

  void reduce(Reduce kernel, Operand x, Operand y) {
    double[] v = Elements.load(movedToEnd(x, kernel.dims()));
    double[] result = new double[Math.toIntExact(y.shape().numel())];
    int length = result.length == 0 ? 0 : v.length / result.length;
    parallel.over(
        result.length,
        length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            result[i] = reduceRun(kernel.kind(), v, i * length, length);
          }
        });
    Elements.store(result, y);
  }

  private static double reduceRun(Reduce.Kind kind, double[] v, int at, int length) {
    double r = kind == Reduce.Kind.SUM ? 0 : v[at];
    for (int k = 0; k < length; k++) {
      double x = v[at + k];
      r =
          switch (kind) {
            case SUM -> r + x;
            case MAX -> Math.max(r, x);
            case MIN -> Math.min(r, x);
          };
    }
    return r;
  }

  void argReduce(ArgReduce kernel, Operand x, Operand y) {
    double[] v = Elements.load(movedToEnd(x, List.of(kernel.dim())));
    int length = x.shape().dim(kernel.dim());
    long[] result = new long[Math.toIntExact(y.shape().numel())];
    for (int i = 0; i < result.length; i++) {
      int best = 0;
      for (int k = 1; k < length && !Double.isNaN(v[i * length + best]); k++) {
        double candidate = v[i * length + k];
        double leader = v[i * length + best];
        if (Double.isNaN(candidate)
            || (kernel.largest() ? candidate > leader : candidate < leader)) {
          best = k;
        }
      }
      result[i] = best;
    }
    Elements.storeLongs(result, y);
  }

  void cumSum(CumSum kernel, Operand x, Operand y) {
    double[] v = Elements.load(movedToEnd(x, List.of(kernel.dim())));
    int length = x.shape().dim(kernel.dim());
    for (int at = 0; at < v.length; at += length) {
      if (kernel.reverse()) {
        for (int k = length - 2; k >= 0; k--) {
          v[at + k] += v[at + k + 1];
        }
      } else {
        for (int k = 1; k < length; k++) {
          v[at + k] += v[at + k - 1];
        }
      }
    }
    Elements.store(v, movedToEnd(y, List.of(kernel.dim())));
  }

  void softmax(Softmax kernel, Operand x, Operand y) {
    double[] v = Elements.load(movedToEnd(x, List.of(kernel.dim())));
    int length = x.shape().dim(kernel.dim());
    for (int at = 0; at < v.length; at += length) {
      double max = reduceRun(Reduce.Kind.MAX, v, at, length);
      double sum = 0;
      for (int k = 0; k < length; k++) {
        sum += Math.exp(v[at + k] - max);
      }
      for (int k = 0; k < length; k++) {
        double shifted = v[at + k] - max;
        v[at + k] = kernel.log() ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
      }
    }
    Elements.store(v, movedToEnd(y, List.of(kernel.dim())));
  }

  /// The same elements with these dimensions last, in their order.
  private static Operand movedToEnd(Operand x, List<Integer> dims) {
    int rank = x.shape().rank();
    int[] sizes = new int[rank];
    long[] strides = new long[rank];
    int kept = 0;
    int moved = rank - dims.size();
    for (int d = 0; d < rank; d++) {
      int to = dims.contains(d) ? moved++ : kept++;
      sizes[to] = x.shape().dim(d);
      strides[to] = x.strides()[d];
    }
    return new Operand(x.buffer(), Shape.of(sizes), strides, x.offset());
  }
}
