package dev.sosia.study.measure;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.Templates;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Embeddings;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.PairWins;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Reidentification;
import dev.sosia.study.statistics.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How well people are found again: the first photos of each person are the gallery, as they are;
/// the others are searched in it, as a method left them.
///
/// @param person whose each photo is
/// @param number of each photo among its person's, from 0
public record IdentityTable(int[] person, int[] number) {

  /// What came out.
  ///
  /// @param people in the gallery
  /// @param pictures which pictures were searched for
  /// @param rank1ByPeople, areaByPeople intervals by drawing people again
  public record Found(
      int people,
      int[] pictures,
      boolean[] found,
      Proportion rank1,
      Statistic<Interval> rank1ByPeople,
      Proportion rank5,
      Statistic<Double> areaUnderCurve,
      Statistic<Interval> areaByPeople,
      Statistic<Double> acceptedAtOnePercent) {

    /// The share of probes that guessing would find.
    public Statistic<Double> chance() {
      return Statistic.ratio(1, people, "there is nobody in the gallery");
    }

    /// Whether the judge cannot be told from one who guesses.
    public boolean isGuessing() {
      Interval interval = rank1.wilson95().orNull();
      Double guessed = chance().orNull();
      return interval == null || guessed == null || !(interval.low() > guessed);
    }
  }

  /// Searches.
  ///
  /// @param gallery points of the originals, picture by picture
  /// @param probes points of the same pictures after a method
  public Found search(List<double[]> gallery, List<double[]> probes, Bootstrap bootstrap) {
    int[] known =
        IntStream.range(0, person.length)
            .filter(i -> isGallery(i) && gallery.get(i).length > 0)
            .toArray();
    int[] sought =
        IntStream.range(0, person.length)
            .filter(i -> !isGallery(i) && probes.get(i).length > 0)
            .toArray();
    Embeddings templates = Templates.of(of(gallery, known));
    Embeddings searched = of(probes, sought);
    Reidentification result = Reidentification.of(templates, searched);
    boolean[] found = result.found(1);
    return new Found(
        templates.size(),
        sought,
        found,
        result.rank(1),
        bootstrap.rate(searched.identity(), found),
        result.rank(5),
        result.areaUnderCurve(),
        PairWins.of(templates, searched).interval(bootstrap),
        result.trueAcceptRate(0.01));
  }

  /// The first half of a person's photos, the smaller one.
  private boolean isGallery(int i) {
    long own = Arrays.stream(person).filter(p -> p == person[i]).count();
    return number[i] < own / 2;
  }

  private Embeddings of(List<double[]> points, int[] chosen) {
    return new Embeddings(
        Arrays.stream(chosen).mapToObj(points::get).toArray(double[][]::new),
        Arrays.stream(chosen).map(i -> person[i]).toArray());
  }

  /// A measure of a cell by its name.
  public Found search(Labels originals, Labels results, String measure, Bootstrap bootstrap) {
    return search(originals.measure(measure), results.measure(measure), bootstrap);
  }
}
