package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PreservationTest {
  private static final int CLASSES = 5;

  @Test
  void doingNothingKeepsEverything() {
    int[] labels = {0, 1, 2, 3, 4, 4, 4};
    Preservation p = Preservation.of(CLASSES, labels, labels);
    assertThat(p.confusion().kept().rate().orNull()).isEqualTo(1.0);
    assertThat(p.kappa().orNull()).isEqualTo(1.0);
    assertThat(p.constant().orNull()).isEqualTo(3.0 / 7);
    assertThat(p.marginalHomogeneity().orNull())
        .isEqualTo(new StuartMaxwell(0, 4, 1, List.of(0, 1, 2, 3, 4)));
  }

  @Test
  void aConstantAnswerKeepsThatClassAndNothingBeyondChance() {
    int[] before = {0, 1, 2, 3, 4, 4, 4};
    int[] after = new int[before.length];
    Arrays.fill(after, 4);
    Preservation p = Preservation.of(CLASSES, before, after);
    assertThat(p.confusion().kept().rate().orNull()).isEqualTo(3.0 / 7);
    assertThat(p.kappa().orNull()).isEqualTo(0.0);
    assertThat(p.confusion().balanced().orNull()).isEqualTo(1.0 / 5);
  }

  @Test
  void aClassifierOfConstantOutputHasNoKappaAndSaysWhy() {
    int[] labels = {3, 3, 3};
    Preservation p = Preservation.of(CLASSES, labels, labels);
    assertThat(p.kappa().orNull()).isNull();
    assertThat(p.kappa().why()).contains("chance alone");
    assertThat(p.confusion().kept(2).rate().orNull()).isNull();
    assertThat(p.confusion().kept(2).wilson95().why()).contains("no pictures");
  }

  @Test
  void nothingHasNoRate() {
    Preservation p = Preservation.of(CLASSES, new int[0], new int[0]);
    assertThat(p.confusion().kept().rate().orNull()).isNull();
    assertThat(p.kappa().orNull()).isNull();
    assertThat(p.chance().orNull()).isNull();
    assertThat(p.constant().orNull()).isNull();
    assertThat(p.confusion().balanced().orNull()).isNull();
    assertThat(p.marginalHomogeneity().orNull()).isNull();
  }

  @Test
  void labelsThatAreNoClassOrNoPairAreRefused() {
    assertThatThrownBy(() -> Preservation.of(2, new int[] {0, 2}, new int[] {0, 1}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("label 1")
        .hasMessageContaining("is 2");
    assertThatThrownBy(() -> Preservation.of(2, new int[] {0}, new int[] {0, 1}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 and 2");
  }

  /// `(13 - 4)^2 / (13 + 4)`.
  @Test
  void withTwoClassesStuartMaxwellIsMcNemarsStatistic() {
    int[] before = new int[30];
    int[] after = new int[30];
    Arrays.fill(before, 0, 13, 1);
    Arrays.fill(after, 13, 17, 1); // 13 from 1 to 0, 4 from 0 to 1
    StuartMaxwell test = Preservation.of(2, before, after).marginalHomogeneity().orElseThrow();
    assertThat(test.statistic()).isCloseTo(81.0 / 17, within(1e-12));
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
    assertThat(test.p()).isCloseTo(0.029049022, within(1e-8)); // erfc(sqrt(81 / 34))
  }

  @Test
  void aClassThatNeverChangesLeavesTheCovarianceSingular() {
    int[] before = {0, 0, 1, 2, 2};
    int[] after = {1, 1, 0, 2, 2};
    Statistic<StuartMaxwell> test = Preservation.of(3, before, after).marginalHomogeneity();
    assertThat(test.orNull()).isNull();
    assertThat(test.why()).contains("singular");
  }

  /// All shifted by one class, in a circle: no share has changed though nothing was kept.
  @Test
  void equalSharesHaveTheStatisticZeroWithoutSymmetry() {
    int[] before = {0, 1, 2, 0, 1, 2};
    int[] after = {1, 2, 0, 1, 2, 0};
    Preservation p = Preservation.of(3, before, after);
    StuartMaxwell test = p.marginalHomogeneity().orElseThrow();
    assertThat(test.statistic()).isZero();
    assertThat(test.p()).isEqualTo(1);
    assertThat(p.kappa().orNull()).isEqualTo(-0.5);
  }

  /// Labels that know nothing of each other: the rate is chance, up to its interval.
  @Test
  void shuffledLabelsCoverChance() {
    int n = 2000;
    int[] before = new int[n];
    int[] after = new int[n];
    Philox random = new Philox(11, 0);
    for (int i = 0; i < n; i++) {
      before[i] = Math.max(random.nextInt(CLASSES + 3) - 3, 0);
      after[i] = Math.max(random.nextInt(CLASSES + 3) - 3, 0);
    }
    Preservation p = Preservation.of(CLASSES, before, after);
    Interval interval = p.confusion().kept().wilson95().orElseThrow();
    double chance = p.chance().orElseThrow();
    assertThat(interval.contains(chance)).isTrue();
    assertThat(p.kappa().orNull()).isCloseTo(0, within(0.05));
  }

  @Property
  void relabellingAllPicturesChangesNothing(
      @ForAll @Size(min = 1, max = 60) int[] seeds, @ForAll @IntRange(min = 1, max = 4) int shift) {
    int[] before = Arrays.stream(seeds).map(s -> Math.floorMod(s, CLASSES)).toArray();
    int[] after = Arrays.stream(seeds).map(s -> Math.floorMod(s / CLASSES, CLASSES)).toArray();
    Preservation p = Preservation.of(CLASSES, before, after);
    Preservation q = Preservation.of(CLASSES, turned(before, shift), turned(after, shift));
    assertThat(q.confusion().kept()).isEqualTo(p.confusion().kept());
    assertThat(q.kappa()).isEqualTo(p.kappa());
    assertThat(q.constant()).isEqualTo(p.constant());
    StuartMaxwell t = p.marginalHomogeneity().orNull();
    StuartMaxwell u = q.marginalHomogeneity().orNull();
    assertThat(u == null).isEqualTo(t == null);
    if (t != null && u != null) {
      assertThat(u.statistic()).isCloseTo(t.statistic(), within(1e-9 * (1 + t.statistic())));
      assertThat(t.statistic()).isGreaterThanOrEqualTo(-1e-9);
    }
    Double kappa = p.kappa().orNull();
    if (kappa != null) {
      assertThat(kappa).isBetween(-1.0, 1.0);
    }
  }

  private static int[] turned(int[] labels, int shift) {
    return Arrays.stream(labels).map(l -> (l + shift) % CLASSES).toArray();
  }
}
