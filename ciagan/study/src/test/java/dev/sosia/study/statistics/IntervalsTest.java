package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Wilson's intervals and those of drawing again.
class IntervalsTest {

  @Property
  void wilsonHoldsTheRateAndNarrows(
      @ForAll @IntRange(min = 1, max = 100_000) int count,
      @ForAll @IntRange(max = 100) int percent) {
    int kept = (int) ((long) count * percent / 100);
    Proportion p = new Proportion(kept, count);
    Interval interval = p.wilson95().orElseThrow();
    assertThat(interval.low()).isBetween(0.0, (double) kept / count);
    assertThat(interval.high()).isBetween((double) kept / count, 1.0);
    Interval more = new Proportion(4L * kept, 4L * count).wilson95().orElseThrow();
    assertThat(more.high() - more.low()).isLessThan(interval.high() - interval.low());
  }

  /// Known answer: Newcombe, "Two-sided confidence intervals for the single proportion", 1998,
  /// table I, method 3.
  @Test
  void wilsonAsPublished() {
    Interval interval = new Proportion(81, 263).wilson95().orElseThrow();
    assertThat(interval.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.3662, within(5e-5));
    assertThat(new Proportion(0, 20).wilson95().orElseThrow().high())
        .isCloseTo(0.1611, within(5e-5));
  }

  @Test
  void moreKeptThanThereAreIsRefused() {
    assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  /// With one picture a person, drawing people is drawing pictures, and the interval is close to
  /// Wilson's.
  @Test
  void bootstrapOfIndependentPicturesIsLikeWilson() {
    int n = 400;
    int[] person = IntStream.range(0, n).toArray();
    boolean[] kept = new boolean[n];
    Arrays.fill(kept, 0, 130, true);
    Interval interval = new Bootstrap(4000, 3).rate(person, kept).orElseThrow();
    Interval wilson = new Proportion(130, n).wilson95().orElseThrow();
    assertThat(interval.low()).isCloseTo(wilson.low(), within(0.01));
    assertThat(interval.high()).isCloseTo(wilson.high(), within(0.01));
  }

  /// Ten pictures of each person, all alike: as uncertain as one of each, which Wilson's interval
  /// does not see.
  @Test
  void picturesOfOnePersonAreNotIndependent() {
    int people = 40;
    int each = 10;
    int[] person = new int[people * each];
    boolean[] kept = new boolean[people * each];
    for (int i = 0; i < person.length; i++) {
      person[i] = 1000 - i / each;
      kept[i] = i / each % 2 == 0;
    }
    Interval interval = new Bootstrap(4000, 3).rate(person, kept).orElseThrow();
    Interval asIfOneEach = new Proportion(people / 2, people).wilson95().orElseThrow();
    assertThat(interval.low()).isCloseTo(asIfOneEach.low(), within(0.025));
    assertThat(interval.high()).isCloseTo(asIfOneEach.high(), within(0.025));
  }

  /// Of 200 studies of a known rate about 95 % of intervals hold it.
  @Test
  void bootstrapCovers() {
    int held = 0;
    for (int study = 0; study < 200; study++) {
      Philox random = new Philox(study, 1);
      int[] person = IntStream.range(0, 120).map(i -> i / 2).toArray();
      boolean[] kept = new boolean[person.length];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = random.nextDouble() < 0.3;
      }
      held += new Bootstrap(400, study).rate(person, kept).orElseThrow().contains(0.3) ? 1 : 0;
    }
    assertThat(held).isBetween(180, 199);
  }

  @Test
  void aDifferenceOfEqualMethodsIsNothingAndSeedsRepeat() {
    int[] person = {1, 1, 2, 2, 3, 3};
    boolean[] kept = {true, false, true, true, false, false};
    Bootstrap bootstrap = new Bootstrap(100, 9);
    assertThat(bootstrap.rateDifference(person, kept, kept).orElseThrow())
        .isEqualTo(new Interval(0, 0));
    assertThat(bootstrap.rate(person, kept)).isEqualTo(new Bootstrap(100, 9).rate(person, kept));
    assertThat(new Bootstrap(100, 10).meanOf(person, new double[] {1, 2, 3, 4, 5, 7}))
        .isNotEqualTo(bootstrap.meanOf(person, new double[] {1, 2, 3, 4, 5, 7}));
  }

  @Test
  void onePersonGivesNoInterval() {
    Statistic<Interval> interval =
        new Bootstrap(100, 0).rate(new int[] {5, 5}, new boolean[] {true, false});
    assertThat(interval.orNull()).isNull();
    assertThat(interval.why()).contains("two people");
    assertThatThrownBy(() -> new Bootstrap(100, 0).rate(new int[] {5}, new boolean[2]))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Bootstrap(1, 0)).isInstanceOf(InputException.class);
  }
}
