package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How often each class became each other one: pictures of class i first and j then, for all i and
/// j. What comes first may be labels before anonymization, or the truth.
///
/// Source of the word: Stehman, "Selecting and interpreting measures of thematic classification
/// accuracy", 1997.
public final class Confusion {
  private final long[][] counts;

  private Confusion(long[][] counts) {
    this.counts = counts;
  }

  /// Counts pairs of labels.
  ///
  /// @param classes how many there are
  /// @param first, then labels of the same pictures in the same order, 0 to `classes` - 1
  /// @throws InputException if there are not as many of both, or one is no class
  public static Confusion of(int classes, int[] first, int[] then) {
    if (classes < 1) {
      throw new InputException("labels need at least one class, not " + classes);
    }
    if (first.length != then.length) {
      throw new InputException(
          "labels come in pairs, but there are %d and %d".formatted(first.length, then.length));
    }
    long[][] counts = new long[classes][classes];
    for (int k = 0; k < first.length; k++) {
      counts[check(first[k], classes, k)][check(then[k], classes, k)]++;
    }
    return new Confusion(counts);
  }

  private static int check(int label, int classes, int k) {
    if (label < 0 || label >= classes) {
      throw new InputException(
          "label %d (the first is 0) is %d; the classes are 0 to %d"
              .formatted(k, label, classes - 1));
    }
    return label;
  }

  public int classes() {
    return counts.length;
  }

  /// Pictures of class `i` first and `j` then.
  public long count(int i, int j) {
    return counts[i][j];
  }

  /// All counts, a copy.
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /// All pictures.
  public long total() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /// Pictures of class `i` first.
  public long before(int i) {
    return Arrays.stream(counts[i]).sum();
  }

  /// Pictures of class `j` then.
  public long after(int j) {
    return Arrays.stream(counts).mapToLong(row -> row[j]).sum();
  }

  /// The classes that occur first or then.
  public int[] used() {
    return IntStream.range(0, classes()).filter(i -> before(i) + after(i) > 0).toArray();
  }

  /// How many have the same class first and then.
  public Proportion kept() {
    return new Proportion(
        IntStream.range(0, classes()).mapToLong(i -> counts[i][i]).sum(), total());
  }

  /// How many of class `i` first have it then too; with the truth first, its recall.
  public Proportion kept(int i) {
    return new Proportion(counts[i][i], before(i));
  }

  /// The mean of [#kept(int)] over the classes that occur first, each counting the same; with the
  /// truth first, balanced accuracy.
  public Statistic<Double> balanced() {
    double[] rates =
        IntStream.range(0, classes())
            .filter(i -> before(i) > 0)
            .mapToDouble(i -> (double) counts[i][i] / before(i))
            .toArray();
    return rates.length == 0
        ? Statistic.undefined("there are no pictures")
        : Statistic.of(Arrays.stream(rates).sum() / rates.length);
  }

  /// Whether as many went from each class to each other as came back.
  public boolean isSymmetric() {
    for (int i = 0; i < classes(); i++) {
      for (int j = 0; j < i; j++) {
        if (counts[i][j] != counts[j][i]) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether every used class can be reached from every other by pictures that changed, in either
  /// direction, on as many steps as it takes.
  public boolean isConnected() {
    int[] used = used();
    if (used.length == 0) {
      return true;
    }
    boolean[] seen = new boolean[classes()];
    visit(used[0], seen);
    return Arrays.stream(used).allMatch(i -> seen[i]);
  }

  private void visit(int i, boolean[] seen) {
    seen[i] = true;
    for (int j = 0; j < classes(); j++) {
      if (!seen[j] && counts[i][j] + counts[j][i] > 0) {
        visit(j, seen);
      }
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Confusion c && Arrays.deepEquals(counts, c.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(counts);
  }
}
