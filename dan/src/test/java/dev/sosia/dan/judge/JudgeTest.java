package dev.sosia.dan.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import org.junit.jupiter.api.Test;

class JudgeTest {
  /// By R's `prop.test(x, n, correct = FALSE)`.
  @Test
  void wilsonsInterval() {
    assertThat(new Proportion(8, 10).low()).isEqualTo(0.4901625, within(1e-6));
    assertThat(new Proportion(8, 10).high()).isEqualTo(0.9433178, within(1e-6));
    assertThat(new Proportion(0, 10).low()).isZero();
    assertThat(new Proportion(0, 10).high()).isEqualTo(0.2775328, within(1e-6));
    assertThat(new Proportion(10, 10).high()).isEqualTo(1, within(1e-12));
    assertThat(new Proportion(10, 10).low()).isEqualTo(0.7224672, within(1e-6));
    assertThat(new Proportion(647, 700))
        .hasToString("0.924 (95 % interval 0.902 to 0.942; 647 of 700)");
  }

  @Test
  void ofNothingNothingIsKnown() {
    Proportion none = new Proportion(0, 0);
    assertThat(none.share()).isNaN();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isEqualTo(1);
  }

  @Test
  void balancedAccuracyIsTheMeanRecallOfClassesThatOccur() {
    Confusion c = new Confusion(3);
    for (int i = 0; i < 9; i++) {
      c.add(0, i < 8 ? 0 : 1);
    }
    c.add(1, 0);
    assertThat(c.accuracy()).isEqualTo(new Proportion(8, 10));
    assertThat(c.recall(0)).isEqualTo(new Proportion(8, 9));
    assertThat(c.balancedAccuracy()).isEqualTo((8.0 / 9 + 0) / 2, within(1e-15));
    assertThat(c.count(0, 1)).isEqualTo(1);
    assertThat(new Confusion(2).balancedAccuracy()).isNaN();
  }

  @Test
  void scoresThatAreNoNumbersAreNotRead() {
    assertThat(Scores.largest(new float[] {1, 3, 3, 2}, "x")).isEqualTo(1);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Scores.largest(new float[] {1, bad}, "face.png"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("score of class 1 for face.png");
    }
  }

  @Test
  void sharesAddUpToOneHoweverLargeTheScores() {
    double[] shares = Scores.shares(new float[] {1000, 1001, -1e30f}, 1);
    assertThat(shares[0]).isEqualTo(1 / (1 + Math.E), within(1e-12));
    assertThat(shares[0] + shares[1] + shares[2]).isEqualTo(1, within(1e-12));
  }
}
