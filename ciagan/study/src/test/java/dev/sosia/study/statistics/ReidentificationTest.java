package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReidentificationTest {

  @Test
  void everybodyIsFoundWhereNothingWasDone() {
    Embeddings people = drawn(30, 1, 4, 1);
    Reidentification found = Reidentification.of(people, people);
    assertThat(found.rank(1).rate().orNull()).isEqualTo(1.0);
    assertThat(found.areaUnderCurve().orNull()).isEqualTo(1.0);
    assertThat(found.trueAcceptRate(0.01).orNull()).isEqualTo(1.0);
  }

  /// One face for all: the first of the gallery is as near as any, and only its person is found.
  @Test
  void oneFaceForAllIsNobody() {
    Embeddings gallery = drawn(50, 1, 4, 2);
    double[][] same = new double[50][];
    Arrays.fill(same, gallery.points()[17]);
    Reidentification found = Reidentification.of(gallery, new Embeddings(same, gallery.identity()));
    assertThat(found.rank(1)).isEqualTo(new Proportion(1, 50));
    assertThat(found.rank(5)).isEqualTo(new Proportion(5, 50));
    assertThat(found.areaUnderCurve().orNull()).isEqualTo(0.5);
    assertThat(found.trueAcceptRate(0.01).orNull()).isLessThanOrEqualTo(0.02);
  }

  /// Equal distances: those before it in the gallery come first.
  @Test
  void tiesGoByTheGallerysOrder() {
    Embeddings gallery = new Embeddings(new double[][] {{1}, {-1}, {1}}, new int[] {7, 8, 9});
    Embeddings probes = new Embeddings(new double[][] {{0}, {0}, {0}}, new int[] {7, 8, 9});
    Reidentification found = Reidentification.of(gallery, probes);
    assertThat(found.found(1)).containsExactly(true, false, false);
    assertThat(found.found(2)).containsExactly(true, true, false);
    assertThat(found.areaUnderCurve().orNull()).isEqualTo(0.5);
  }

  @Test
  void areaAndAcceptedShareByCountingAllPairs() {
    Embeddings gallery = drawn(12, 3, 3, 3);
    Embeddings probes = drawn(12, 2, 3, 4);
    Reidentification found = Reidentification.of(gallery, probes);
    double[][] d = new double[probes.size()][];
    double wins = 0;
    long pairs = 0;
    for (int p = 0; p < d.length; p++) {
      d[p] = gallery.distances(probes.points()[p]);
    }
    double[] genuine = pairs(d, gallery, probes, true);
    double[] impostor = pairs(d, gallery, probes, false);
    for (double g : genuine) {
      for (double i : impostor) {
        wins += g < i ? 1 : g == i ? 0.5 : 0;
        pairs++;
      }
    }
    assertThat(found.areaUnderCurve().orNull()).isCloseTo(wins / pairs, within(1e-12));
    for (double share : new double[] {0, 0.01, 0.1, 0.5, 1}) {
      double best = 0;
      for (double threshold : genuine) {
        double accepted = share(impostor, threshold);
        best = accepted <= share ? Math.max(best, share(genuine, threshold)) : best;
      }
      assertThat(found.trueAcceptRate(share).orNull()).isEqualTo(best);
    }
  }

  /// The threshold is as wide as it may be: exactly one impostor in a hundred is accepted.
  @Test
  void oneInAHundredIsAllowed() {
    double[][] gallery = new double[101][];
    Arrays.setAll(gallery, i -> new double[] {i});
    int[] identity = IntStream.range(0, 101).toArray();
    Embeddings probe = new Embeddings(new double[][] {{-0.5}}, new int[] {1}); // second nearest
    Embeddings third = new Embeddings(new double[][] {{-0.5}}, new int[] {2});
    Embeddings all = new Embeddings(gallery, identity);
    assertThat(Reidentification.of(all, probe).trueAcceptRate(0.01).orNull()).isEqualTo(1.0);
    assertThat(Reidentification.of(all, third).trueAcceptRate(0.01).orNull()).isEqualTo(0.0);
  }

  @Test
  void whatCannotBeToldIsSaid() {
    Embeddings nobody = new Embeddings(new double[0][], new int[0]);
    Embeddings one = new Embeddings(new double[][] {{1, 2}}, new int[] {3});
    Embeddings other = new Embeddings(new double[][] {{1, 2}}, new int[] {4});
    assertThat(Reidentification.of(one, nobody).rank(1).rate().orNull()).isNull();
    assertThat(Reidentification.of(nobody, one).rank(1).rate().orNull()).isEqualTo(0.0);
    assertThat(Reidentification.of(one, one).areaUnderCurve().why()).contains("one person");
    assertThat(Reidentification.of(one, other).trueAcceptRate(0.01).why()).contains("no probe");
    assertThatThrownBy(() -> new Embeddings(new double[][] {{1}}, new int[] {1, 2}))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Embeddings(new double[][] {{1}, {1, 2}}, new int[] {1, 2}))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Embeddings(new double[][] {{Double.NaN}}, new int[] {1}))
        .isInstanceOf(InputException.class);
    Embeddings flat = new Embeddings(new double[][] {{1}}, new int[] {3});
    assertThatThrownBy(() -> Reidentification.of(one, flat)).isInstanceOf(InputException.class);
  }

  private static double[] pairs(double[][] d, Embeddings gallery, Embeddings probes, boolean same) {
    return IntStream.range(0, d.length)
        .boxed()
        .flatMap(
            p ->
                IntStream.range(0, gallery.size())
                    .filter(g -> gallery.identity()[g] == probes.identity()[p] == same)
                    .mapToObj(g -> d[p][g]))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double share(double[] distances, double threshold) {
    return (double) Arrays.stream(distances).filter(x -> x <= threshold).count() / distances.length;
  }

  /// Points on a coarse grid, so that many distances are equal.
  private static Embeddings drawn(int people, int each, int coordinates, long seed) {
    double[][] points = new double[people * each][coordinates];
    int[] identity = new int[people * each];
    for (int i = 0; i < points.length; i++) {
      identity[i] = i / each;
      Philox person = new Philox(99, identity[i]);
      Philox picture = new Philox(seed, i);
      for (int k = 0; k < coordinates; k++) {
        points[i][k] = person.nextInt(40) + (each == 1 ? 0 : picture.nextInt(9));
      }
    }
    return new Embeddings(points, identity);
  }
}
