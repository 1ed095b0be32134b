package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/// Whether somebody is found again: probes, for example anonymized faces, searched in a gallery of
/// known people. Identification asks for the nearest people, verification whether two pictures show
/// one person.
///
/// Source: Phillips, Grother, Micheals, "Evaluation Methods in Face Recognition", 2011.
public final class Reidentification {
  private final int[] ranks;
  private final double[] genuine;
  private final long[] impostorsBefore;
  private final long impostors;
  private final long doubledWins;

  /// @param ranks for each probe, how many gallery entries come before the first of its person
  /// @param genuine distances of all pairs that are one person, ascending
  /// @param impostorsBefore how many pairs of two people have a distance of at most `genuine[i]`
  /// @param impostors all pairs of two people
  /// @param doubledWins over all pairs of a genuine and an impostor pair: 2 where the genuine one
  ///   is nearer, 1 where both are as near
  private Reidentification(
      int[] ranks, double[] genuine, long[] impostorsBefore, long impostors, long doubledWins) {
    this.ranks = ranks;
    this.genuine = genuine;
    this.impostorsBefore = impostorsBefore;
    this.impostors = impostors;
    this.doubledWins = doubledWins;
  }

  /// Searches all probes in a gallery by Euclidean distance. Memory does not grow with the number
  /// of pairs of different people.
  ///
  /// @throws InputException if both have different numbers of coordinates
  public static Reidentification of(Embeddings gallery, Embeddings probes) {
    if (gallery.size() > 0
        && probes.size() > 0
        && gallery.points()[0].length != probes.points()[0].length) {
      throw new InputException(
          "the gallery's embeddings have %d coordinates, the probes' %d"
              .formatted(gallery.points()[0].length, probes.points()[0].length));
    }
    int[] ranks = new int[probes.size()];
    DoubleStream.Builder same = DoubleStream.builder();
    for (int p = 0; p < ranks.length; p++) {
      double[] distances = gallery.distances(probes.points()[p]);
      int person = probes.identity()[p];
      ranks[p] = rank(distances, gallery.identity(), person);
      for (int g = 0; g < distances.length; g++) {
        if (gallery.identity()[g] == person) {
          same.add(distances[g]);
        }
      }
    }
    double[] genuine = same.build().sorted().toArray();
    long[] impostorsAt = new long[genuine.length + 1];
    long wins = 0;
    long impostors = 0;
    for (int p = 0; p < ranks.length; p++) {
      double[] distances = gallery.distances(probes.points()[p]);
      for (int g = 0; g < distances.length; g++) {
        if (gallery.identity()[g] != probes.identity()[p]) {
          int nearer = first(genuine, distances[g], false);
          wins += nearer + first(genuine, distances[g], true);
          impostorsAt[nearer]++;
          impostors++;
        }
      }
    }
    Arrays.parallelPrefix(impostorsAt, Long::sum);
    return new Reidentification(ranks, genuine, impostorsAt, impostors, wins);
  }

  /// How many entries are nearer than the first of `person`, those before it in the gallery first
  /// where distances are equal; `Integer.MAX_VALUE` if nobody is `person`.
  private static int rank(double[] distances, int[] identity, int person) {
    int best = -1;
    for (int g = 0; g < distances.length; g++) {
      if (identity[g] == person && (best < 0 || distances[g] < distances[best])) {
        best = g;
      }
    }
    if (best < 0) {
      return Integer.MAX_VALUE;
    }
    int before = 0;
    for (int g = 0; g < distances.length; g++) {
      before +=
          distances[g] < distances[best] || (distances[g] == distances[best] && g < best) ? 1 : 0;
    }
    return before;
  }

  /// The index of the first of `sorted` that is at least `x`, or above it if `above`.
  private static int first(double[] sorted, double x, boolean above) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (above ? sorted[middle] <= x : sorted[middle] < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// How many probes have their person among their `k` nearest gallery entries.
  public Proportion rank(int k) {
    return new Proportion(Arrays.stream(ranks).filter(r -> r < k).count(), ranks.length);
  }

  /// For each probe, whether its person is among its `k` nearest, as intervals by person need it.
  public boolean[] found(int k) {
    boolean[] found = new boolean[ranks.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = ranks[i] < k;
    }
    return found;
  }

  /// The probability that a pair of one person is nearer than a pair of two people, ties half: 0.5
  /// for guessing.
  public Statistic<Double> areaUnderCurve() {
    return pairs(() -> doubledWins / (2.0 * genuine.length * impostors));
  }

  /// The share of pairs of one person that are accepted at the widest distance at which at most
  /// `falseAccepts` of the pairs of two people are.
  ///
  /// @param falseAccepts a share, for example 0.01
  public Statistic<Double> trueAcceptRate(double falseAccepts) {
    return pairs(
        () -> {
          int accepted = 0;
          while (accepted < genuine.length
              && (double) impostorsBefore[accepted] / impostors <= falseAccepts) {
            accepted++;
          }
          return (double) accepted / genuine.length;
        });
  }

  private Statistic<Double> pairs(DoubleSupplier value) {
    if (genuine.length == 0) {
      return Statistic.undefined("no probe's person is in the gallery");
    }
    return impostors == 0
        ? Statistic.undefined("probes and gallery show one person")
        : Statistic.of(value.getAsDouble());
  }
}
