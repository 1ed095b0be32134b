package dev.sosia.study.variant;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.measure.IdentityTable;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.FrechetDistance;
import dev.sosia.study.statistics.SeedsAndPeople;
import dev.sosia.study.statistics.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// The numbers of one kind of generator, by seed and picture.
///
/// @param kept 1 where DAN says the same as of the untouched photo
/// @param drawn 1 where the nearest drawing shows what the photo shows
/// @param found 1 where the person is found by the face alone
/// @param seam the seam's energy
/// @param frechet distance of DAN's features to those of the untouched photos, by seed
record VariantMeasures(
    SeedsAndPeople kept,
    SeedsAndPeople drawn,
    SeedsAndPeople found,
    SeedsAndPeople seam,
    List<Statistic<Double>> frechet) {

  /// @param untouched what the judges say of the photos themselves
  /// @param bySeed what they say of the results
  static VariantMeasures of(
      Labels untouched,
      List<Labels> bySeed,
      int[] person,
      IdentityTable identities,
      Bootstrap bootstrap) {
    BiFunction<Labels, Integer, Double> kept =
        (l, i) ->
            untouched.label(i) == Labels.NONE
                ? Double.NaN
                : truth(untouched.label(i) == l.label(i));
    BiFunction<Labels, Integer, Double> drawn =
        (l, i) ->
            truth(
                l.measure(VariantBench.DRAWN).get(i)[0] == l.measure(VariantBench.DRAWN).get(i)[1]);
    BiFunction<Labels, Integer, Double> seam = (l, i) -> l.measure(ResultMeasures.PIXELS).get(i)[0];
    double[][] found =
        bySeed.stream()
            .map(l -> found(untouched, l, identities, bootstrap))
            .toArray(double[][]::new);
    boolean hasDrawn = bySeed.getFirst().measures().containsKey(VariantBench.DRAWN);
    return new VariantMeasures(
        numbers(bySeed, person, kept),
        numbers(bySeed, person, hasDrawn ? drawn : (_, _) -> Double.NaN),
        new SeedsAndPeople(found, person),
        numbers(bySeed, person, seam),
        bySeed.stream().map(l -> FrechetDistance.between(rows(untouched), rows(l))).toList());
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }

  private static SeedsAndPeople numbers(
      List<Labels> bySeed, int[] person, BiFunction<Labels, Integer, Double> number) {
    double[][] values = new double[bySeed.size()][person.length];
    for (int s = 0; s < values.length; s++) {
      Labels labels = bySeed.get(s);
      for (int i = 0; i < person.length; i++) {
        values[s][i] = labels.label(i) == Labels.NONE ? Double.NaN : number.apply(labels, i);
      }
    }
    return new SeedsAndPeople(values, person);
  }

  /// 1 for a probe that is found, 0 for one that is not; NaN for photos of the gallery.
  private static double[] found(
      Labels untouched, Labels labels, IdentityTable identities, Bootstrap bootstrap) {
    IdentityTable.Found found =
        identities.search(untouched, labels, FaceView.INSIDE.word(), bootstrap);
    double[] values = new double[labels.size()];
    Arrays.fill(values, Double.NaN);
    int[] pictures = found.pictures();
    for (int k = 0; k < pictures.length; k++) {
      values[pictures[k]] = truth(found.found()[k]);
    }
    return values;
  }

  private static double[][] rows(Labels labels) {
    return labels.measure(ResultMeasures.FEATURES).stream()
        .filter(r -> r.length > 0)
        .toArray(double[][]::new);
  }

  /// The mean of the seeds' Frechet distances.
  Statistic<Double> meanFrechet() {
    double sum = 0;
    for (Statistic<Double> one : frechet) {
      Double value = one.orNull();
      if (value == null) {
        return Statistic.undefined(one.why());
      }
      sum += value;
    }
    return Statistic.of(sum / frechet.size());
  }
}
