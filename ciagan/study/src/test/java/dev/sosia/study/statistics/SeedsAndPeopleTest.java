package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import org.junit.jupiter.api.Test;

class SeedsAndPeopleTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 1);
  private static final int[] PERSON = {4, 4, 9, 9};

  /// Means 0.1, 0.2 and 0.3: t is 2 times the root of 3, with two degrees of freedom.
  @Test
  void aTrainingIsOneObservation() {
    SeedsAndPeople s = of(row(0.1, 0.1, 0.1, 0.1), row(0.2, 0.2, 0.2, 0.2), row(0, 0.6, 0, 0.6));
    assertThat(s.bySeed()).containsExactly(new double[] {0.1, 0.2, 0.3}, within(1e-12));
    double t = 2 * Math.sqrt(3);
    double p = 1 - t / Math.sqrt(2 + t * t); // Student's t with two degrees, in closed form
    assertThat(s.probability().orElseThrow()).isCloseTo(p, within(1e-12));
    assertThat(s.mean().orElseThrow()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void theIntervalKnowsSeedsAndPeople() {
    SeedsAndPeople seeds = of(row(0, 0, 0, 0), row(1, 1, 1, 1));
    assertThat(seeds.interval(BOOTSTRAP).orNull()).isEqualTo(new Interval(0, 1));
    SeedsAndPeople people = of(row(0, 0, 1, 1), row(0, 0, 1, 1));
    assertThat(people.interval(BOOTSTRAP).orNull()).isEqualTo(new Interval(0, 1));
    assertThat(of(row(0, 1, 0, 1)).interval(BOOTSTRAP).why()).contains("two seeds");
  }

  @Test
  void whatWasNotMeasuredIsLeftOut() {
    SeedsAndPeople s = of(row(Double.NaN, 1, 0, 1), row(1, 1, Double.NaN, 1));
    assertThat(s.count()).isEqualTo(6);
    assertThat(s.mean().orElseThrow()).isCloseTo(5.0 / 6, within(1e-12));
    SeedsAndPeople none = of(row(Double.NaN, Double.NaN, 1, 1), row(Double.NaN, Double.NaN, 1, 1));
    assertThat(none.interval(BOOTSTRAP).why()).contains("every draw");
  }

  @Test
  void withoutSpreadThereIsNoProbability() {
    assertThat(of(row(1, 1, 1, 1), row(1, 1, 1, 1)).probability().why()).contains("no spread");
    assertThat(of(row(0, 0, 0, 0), row(0, 0, 0, 0)).probability().orNull()).isEqualTo(1.0);
  }

  @Test
  void differencesAreOfTheSamePictures() {
    SeedsAndPeople a = of(row(1, 1, 0, 1));
    assertThat(a.less(of(row(0, 1, 1, 1))).bySeed()).containsExactly(0.0);
    SeedsAndPeople two = of(row(0, 0, 0, 0), row(0, 0, 0, 0));
    assertThatThrownBy(() -> a.less(two)).isInstanceOf(InputException.class);
  }

  private static double[] row(double... values) {
    return values;
  }

  private static SeedsAndPeople of(double[]... values) {
    return new SeedsAndPeople(values, PERSON);
  }
}
