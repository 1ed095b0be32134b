package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Intervals by drawing again: whole people are drawn with replacement, as many as there are, since
/// pictures of one person are alike; the middle 95 % of the statistic over all draws.
///
/// Source: Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979; by groups: Davison and
/// Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8.
///
/// @param draws how often, at least 40, so that there is something beyond each end
/// @param seed equal seeds give equal intervals
public record Bootstrap(int draws, long seed) {
  /// How often where nothing else is said.
  public static final int DRAWS = 10_000;

  private static final int LEAST = 40;
  private static final double TAIL = 0.025;

  /// @throws InputException if there are too few draws
  public Bootstrap {
    if (draws < LEAST) {
      throw new InputException("a bootstrap needs at least %d draws".formatted(LEAST));
    }
  }

  /// The interval of a rate.
  ///
  /// @param person whose picture it is, any numbers
  /// @param kept for each picture
  public Statistic<Interval> rate(int[] person, boolean[] kept) {
    return meanOf(person, numbers(kept));
  }

  /// The interval of the difference of two rates on the same pictures, first less second.
  ///
  /// @param person whose picture it is, any numbers
  public Statistic<Interval> rateDifference(int[] person, boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new InputException(
          "rates are compared on the same pictures, but there are %d and %d"
              .formatted(first.length, second.length));
    }
    double[] values = numbers(first);
    for (int i = 0; i < values.length; i++) {
      values[i] -= second[i] ? 1 : 0;
    }
    return meanOf(person, values);
  }

  /// The interval of a mean over pictures.
  ///
  /// @param person whose picture it is, any numbers
  public Statistic<Interval> meanOf(int[] person, double[] values) {
    int[] group = groups(person, values.length);
    int groups = Arrays.stream(group).max().orElse(-1) + 1;
    double[] sums = new double[groups];
    long[] counts = new long[groups];
    for (int i = 0; i < values.length; i++) {
      sums[group[i]] += values[i];
      counts[group[i]]++;
    }
    return ofGroups(
        groups,
        times -> {
          double sum = 0;
          long count = 0;
          for (int g = 0; g < times.length; g++) {
            sum += times[g] * sums[g];
            count += times[g] * counts[g];
          }
          return sum / count;
        });
  }

  /// The interval of Cohen's kappa, see [Preservation#kappa]. Undefined where it is for a draw.
  ///
  /// @param person whose picture it is, any numbers
  /// @param classes how many there are
  /// @param before, after labels of the same pictures
  public Statistic<Interval> kappa(int[] person, int classes, int[] before, int[] after) {
    int[] group = groups(person, before.length);
    int groups = Arrays.stream(group).max().orElse(-1) + 1;
    // for each person: equal labels, then how many of each class before, then after
    long[][] counts = new long[groups][1 + 2 * classes];
    for (int i = 0; i < before.length; i++) {
      counts[group[i]][0] += before[i] == after[i] ? 1 : 0;
      counts[group[i]][1 + before[i]]++;
      counts[group[i]][1 + classes + after[i]]++;
    }
    return ofGroups(groups, times -> kappa(counts, classes, times));
  }

  private static double kappa(long[][] counts, int classes, int[] times) {
    long[] sums = new long[1 + 2 * classes];
    for (int g = 0; g < times.length; g++) {
      for (int c = 0; times[g] > 0 && c < sums.length; c++) {
        sums[c] += times[g] * counts[g][c];
      }
    }
    double n = 0;
    double byChance = 0;
    for (int c = 1; c <= classes; c++) {
      n += sums[c];
      byChance += (double) sums[c] * sums[classes + c];
    }
    return (sums[0] * n - byChance) / (n * n - byChance);
  }

  /// The interval of any statistic of people.
  ///
  /// @param groups how many people there are
  /// @param statistic of how often each of them was drawn; must be finite
  public Statistic<Interval> ofGroups(int groups, ToDoubleFunction<int[]> statistic) {
    if (groups < 2) {
      return Statistic.undefined("drawing again needs two people, there are " + groups);
    }
    Philox random = new Philox(seed, 0);
    double[] values = new double[draws];
    int[] times = new int[groups];
    for (int d = 0; d < draws; d++) {
      Arrays.fill(times, 0);
      for (int k = 0; k < groups; k++) {
        times[random.nextInt(groups)]++;
      }
      values[d] = statistic.applyAsDouble(times);
      if (!Double.isFinite(values[d])) {
        return Statistic.undefined("the statistic is not defined for every draw of people");
      }
    }
    Arrays.sort(values);
    return Statistic.of(new Interval(quantile(values, TAIL), quantile(values, 1 - TAIL)));
  }

  /// Linear between order statistics (Hyndman and Fan's type 7).
  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    return sorted[below]
        + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
  }

  /// People numbered from 0, in the order in which they appear.
  private static int[] groups(int[] person, int pictures) {
    if (person.length != pictures) {
      throw new InputException(
          "every picture belongs to somebody, but there are %d and %d people's numbers"
              .formatted(pictures, person.length));
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] group = new int[pictures];
    for (int i = 0; i < pictures; i++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(person[i], next);
      group[i] = known == null ? next : known;
    }
    return group;
  }

  private static double[] numbers(boolean[] flags) {
    double[] numbers = new double[flags.length];
    for (int i = 0; i < flags.length; i++) {
      numbers[i] = flags[i] ? 1 : 0;
    }
    return numbers;
  }
}
