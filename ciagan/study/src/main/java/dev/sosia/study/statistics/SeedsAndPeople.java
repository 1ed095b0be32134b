package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/// A number measured of the same pictures under several trainings that differ in their seed alone.
/// What is said of it must hold for other seeds and other people, so that both are drawn again.
///
/// Source: Owen, "The pigeonhole bootstrap", 2007.
///
/// @param values by seed and picture; NaN where nothing was measured
/// @param person whose each picture is
public record SeedsAndPeople(double[][] values, int[] person) {
  private static final double TAIL = 0.025;

  /// @throws InputException if a seed has another number of pictures than there are people's
  ///   numbers
  public SeedsAndPeople {
    for (double[] row : values) {
      if (row.length != person.length) {
        throw new InputException(
            "every picture belongs to somebody, but there are %d and %d people's numbers"
                .formatted(row.length, person.length));
      }
    }
  }

  /// The differences to another on the same pictures and seeds.
  ///
  /// @throws InputException if there are not as many of both
  public SeedsAndPeople less(SeedsAndPeople other) {
    if (other.values.length != values.length || !Arrays.equals(person, other.person)) {
      throw new InputException("differences are taken of the same seeds and pictures");
    }
    double[][] difference = new double[values.length][];
    for (int s = 0; s < values.length; s++) {
      double[] a = values[s];
      double[] b = other.values[s];
      difference[s] = IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }
    return new SeedsAndPeople(difference, person);
  }

  /// How many numbers there are.
  public long count() {
    return Arrays.stream(values)
        .flatMapToDouble(Arrays::stream)
        .filter(v -> !Double.isNaN(v))
        .count();
  }

  /// The mean of all.
  public Statistic<Double> mean() {
    if (count() == 0) {
      return Statistic.undefined("nothing was measured");
    }
    return Statistic.of(
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .average()
            .orElseThrow());
  }

  /// The mean of each seed; NaN for one without a number.
  public double[] bySeed() {
    return Arrays.stream(values)
        .mapToDouble(
            row -> Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN))
        .toArray();
  }

  /// The mean's interval: seeds and people are drawn again, each on their own.
  ///
  /// @param bootstrap how often, and from which seed
  public Statistic<Interval> interval(Bootstrap bootstrap) {
    int[] people = Arrays.stream(person).distinct().toArray();
    if (people.length < 2 || values.length < 2) {
      return Statistic.undefined(
          "drawing again needs two people and two seeds, there are %d and %d"
              .formatted(people.length, values.length));
    }
    double[][] sums = new double[values.length][people.length];
    double[][] counts = new double[values.length][people.length];
    for (int i = 0; i < person.length; i++) {
      int p = 0;
      while (people[p] != person[i]) {
        p++;
      }
      for (int s = 0; s < values.length; s++) {
        if (!Double.isNaN(values[s][i])) {
          sums[s][p] += values[s][i];
          counts[s][p]++;
        }
      }
    }
    Philox random = new Philox(bootstrap.seed(), 0);
    double[] means = new double[bootstrap.draws()];
    int[] drawn = new int[people.length];
    for (int d = 0; d < means.length; d++) {
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = random.nextInt(people.length);
      }
      double sum = 0;
      double count = 0;
      for (int k = 0; k < values.length; k++) {
        int s = random.nextInt(values.length);
        for (int p : drawn) {
          sum += sums[s][p];
          count += counts[s][p];
        }
      }
      means[d] = sum / count;
      if (!Double.isFinite(means[d])) {
        return Statistic.undefined("the mean is not defined for every draw of seeds and people");
      }
    }
    Arrays.sort(means);
    return Statistic.of(new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL)));
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    return sorted[below]
        + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
  }

  /// The two-sided probability of seeds' means at least as far from 0, if the trainings did not
  /// differ: Student's t with one less degree of freedom than there are seeds. It takes a training
  /// as one observation, however many pictures were judged, so that three seeds tell large effects
  /// alone.
  public Statistic<Double> probability() {
    double[] means = bySeed();
    int n = means.length;
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    if (n < 2 || Double.isNaN(squares)) {
      return Statistic.undefined("the spread between seeds needs two of them");
    }
    if (squares == 0) {
      return mean == 0
          ? Statistic.of(1.0)
          : Statistic.undefined("all seeds give the same number, so that there is no spread");
    }
    double t = Math.abs(mean) / Math.sqrt(squares / (n - 1.0) / n);
    return Statistic.of(2 * TDistribution.of(n - 1.0).survivalProbability(t));
  }
}
