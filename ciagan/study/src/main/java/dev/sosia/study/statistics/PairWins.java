package dev.sosia.study.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The area under the curve of a verification, by the people whose pictures were searched, so that
/// they can be drawn again: how often a pair of one person is nearer than a pair of two.
public final class PairWins {
  private final int people;
  private final double[] genuine;
  private final double[] impostors;

  /// `[p * people + q]`: how often genuine pairs of `p` beat impostor pairs of `q`, ties half.
  private final double[] wins;

  private PairWins(int people, double[] genuine, double[] impostors, double[] wins) {
    this.people = people;
    this.genuine = genuine;
    this.impostors = impostors;
    this.wins = wins;
  }

  /// Compares all pairs of a probe and a gallery entry.
  public static PairWins of(Embeddings gallery, Embeddings probes) {
    int[] people = Arrays.stream(probes.identity()).distinct().toArray();
    double[][] same = new double[people.length][];
    double[][] other = new double[people.length][];
    for (int p = 0; p < people.length; p++) {
      int person = people[p];
      int[] own =
          IntStream.range(0, probes.size()).filter(i -> probes.identity()[i] == person).toArray();
      same[p] = distances(gallery, probes, own, true);
      other[p] = distances(gallery, probes, own, false);
      Arrays.sort(other[p]);
    }
    int n = people.length;
    double[] wins = new double[n * n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        for (double d : same[p]) {
          wins[p * n + q] += beaten(other[q], d);
        }
      }
    }
    return new PairWins(n, lengths(same), lengths(other), wins);
  }

  private static double[] distances(
      Embeddings gallery, Embeddings probes, int[] own, boolean same) {
    return Arrays.stream(own)
        .boxed()
        .flatMap(
            i -> {
              double[] all = gallery.distances(probes.points()[i]);
              return IntStream.range(0, gallery.size())
                  .filter(g -> (gallery.identity()[g] == probes.identity()[i]) == same)
                  .mapToObj(g -> all[g]);
            })
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /// How many of `sorted` are farther than `d`, those as far half.
  private static double beaten(double[] sorted, double d) {
    int farther = 0;
    int equal = 0;
    for (int i = sorted.length - 1; i >= 0 && sorted[i] >= d; i--) {
      farther += sorted[i] > d ? 1 : 0;
      equal += sorted[i] == d ? 1 : 0;
    }
    return farther + equal / 2.0;
  }

  private static double[] lengths(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(r -> r.length).toArray();
  }

  /// The interval of the area by drawing people again.
  public Statistic<Interval> interval(Bootstrap bootstrap) {
    return bootstrap.ofGroups(people, this::area);
  }

  /// The area where each person was drawn so often; NaN where no pair was.
  private double area(int[] times) {
    double won = 0;
    double ones = 0;
    double twos = 0;
    for (int p = 0; p < people; p++) {
      ones += times[p] * genuine[p];
      twos += times[p] * impostors[p];
      for (int q = 0; times[p] > 0 && q < people; q++) {
        won += (double) times[p] * times[q] * wins[p * people + q];
      }
    }
    return won / (ones * twos);
  }
}
