package dev.sosia.study.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.study.measure.IdentityTable.Found;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Planted truths: methods of which it is known how many people are found again.
class IdentityTableTest {
  private static final int PEOPLE = 8;
  private static final int PHOTOS = 5;
  private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 3);
  private static final IdentityTable TABLE =
      new IdentityTable(
          IntStream.range(0, PEOPLE * PHOTOS).map(i -> i / PHOTOS).toArray(),
          IntStream.range(0, PEOPLE * PHOTOS).map(i -> i % PHOTOS).toArray());

  /// A point for each person, with a little that is each photo's.
  private static List<double[]> originals() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < PEOPLE * PHOTOS; i++) {
      double[] point = new double[PEOPLE];
      point[i / PHOTOS] = 1;
      point[(i / PHOTOS + 1) % PEOPLE] = 0.01 * (i % PHOTOS);
      points.add(point);
    }
    return points;
  }

  @Test
  void whatDoesNothingLeavesEverybodyToBeFound() {
    Found found = TABLE.search(originals(), originals(), BOOTSTRAP);
    assertThat(found.people()).isEqualTo(PEOPLE);
    assertThat(found.rank1().count()).isEqualTo(PEOPLE * 3); // 2 of 5 photos are the gallery
    assertThat(found.rank1().rate().orNull()).isEqualTo(1.0);
    assertThat(found.rank1ByPeople().orNull()).isEqualTo(new Interval(1, 1));
    assertThat(found.areaUnderCurve().orNull()).isEqualTo(1.0);
    assertThat(found.areaByPeople().orNull()).isEqualTo(new Interval(1, 1));
    assertThat(found.acceptedAtOnePercent().orNull()).isEqualTo(1.0);
    assertThat(found.isGuessing()).isFalse();
  }

  @Test
  void onePersonsFaceForAllIsFoundByLuckAlone() {
    double[] fixed = originals().getFirst();
    List<double[]> replaced =
        IntStream.range(0, PEOPLE * PHOTOS).mapToObj(_ -> fixed.clone()).toList();
    Found found = TABLE.search(originals(), replaced, BOOTSTRAP);
    assertThat(found.rank1().rate().orNull()).isEqualTo(1.0 / PEOPLE);
    assertThat(found.chance().orNull()).isEqualTo(1.0 / PEOPLE);
    assertThat(found.areaUnderCurve().orElseThrow()).isEqualTo(0.5);
    assertThat(found.areaByPeople().orElseThrow().contains(0.5)).isTrue();
    assertThat(found.isGuessing()).isTrue();
  }

  @Test
  void aJudgeWhoSaysTheSameOfAllIsGuessing() {
    List<double[]> same =
        IntStream.range(0, PEOPLE * PHOTOS).mapToObj(_ -> new double[] {1, 0}).toList();
    assertThat(TABLE.search(same, same, BOOTSTRAP).isGuessing()).isTrue();
  }

  @Test
  void photosThatCouldNotBeJudgedAreLeftOut() {
    List<double[]> torn = new ArrayList<>(originals());
    torn.set(PHOTOS - 1, new double[0]);
    Found found = TABLE.search(originals(), torn, BOOTSTRAP);
    assertThat(found.rank1().count()).isEqualTo(PEOPLE * 3 - 1);
    assertThat(found.pictures()).doesNotContain(PHOTOS - 1);
  }
}
