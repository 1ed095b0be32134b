package dev.sosia.engine.kernel;

import java.util.Arrays;

/// A sparse matrix along one axis: for each of [#out] results, which of the [#in] sources it reads
/// and with what weight. Result i owns the taps from `start(i)` to `start(i + 1)`. Immutable.
public final class Taps {
  private final String what;
  private final int in;
  private final int[] start;
  private final int[] source;
  private final double[] weight;

  private Taps(String what, int in, int[] start, int[] source, double[] weight) {
    this.what = what;
    this.in = in;
    this.start = start;
    this.source = source;
    this.weight = weight;
  }

  /// Fills in one result's taps.
  @FunctionalInterface
  public interface Rule {
    /// Calls `tap` for each source that result `i` reads.
    void taps(int i, Tap tap);
  }

  /// Receives one source and its weight.
  @FunctionalInterface
  public interface Tap {
    void add(int source, double weight);
  }

  /// The matrix in which result i (of `out`) reads what `rule` says; `what` names it in traces.
  public static Taps of(String what, int in, int out, Rule rule) {
    int[] start = new int[out + 1];
    int[][] source = {new int[Math.max(out, 16)]};
    double[][] weight = {new double[source[0].length]};
    int[] n = {0};
    for (int i = 0; i < out; i++) {
      rule.taps(
          i,
          (s, w) -> {
            if (n[0] == source[0].length) {
              source[0] = Arrays.copyOf(source[0], 2 * n[0]);
              weight[0] = Arrays.copyOf(weight[0], 2 * n[0]);
            }
            source[0][n[0]] = s;
            weight[0][n[0]++] = w;
          });
      start[i + 1] = n[0];
    }
    return new Taps(
        what, in, start, Arrays.copyOf(source[0], n[0]), Arrays.copyOf(weight[0], n[0]));
  }

  /// Result i is source i.
  public static Taps identity(int n) {
    return of("identity", n, n, (i, tap) -> tap.add(i, 1));
  }

  /// The transposed matrix: results and sources trade places.
  public Taps transpose() {
    int[] count = new int[in + 1];
    for (int s : source) {
      count[s + 1]++;
    }
    for (int i = 0; i < in; i++) {
      count[i + 1] += count[i];
    }
    int[] to = new int[source.length];
    double[] w = new double[source.length];
    int[] at = count.clone();
    for (int i = 0; i < out(); i++) {
      for (int k = start[i]; k < start[i + 1]; k++) {
        int place = at[source[k]]++;
        to[place] = i;
        w[place] = weight[k];
      }
    }
    return new Taps(what + "^T", out(), count, to, w);
  }

  public int in() {
    return in;
  }

  public int out() {
    return start.length - 1;
  }

  /// Where result i's taps begin; `start(out())` is the number of all taps.
  public int start(int i) {
    return start[i];
  }

  public int source(int tap) {
    return source[tap];
  }

  public double weight(int tap) {
    return weight[tap];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Taps t
        && in == t.in
        && Arrays.equals(start, t.start)
        && Arrays.equals(source, t.source)
        && Arrays.equals(weight, t.weight);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(start) + Arrays.hashCode(source)) + Arrays.hashCode(weight);
  }

  @Override
  public String toString() {
    return what + " " + in + " to " + out();
  }
}
