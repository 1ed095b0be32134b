package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

  /// In one dimension: `(m1 - m2)^2 + (s1 - s2)^2`.
  @Test
  void inOneDimensionByHand() {
    double[][] first = {{1}, {3}}; // mean 2, deviation sqrt 2
    double[][] second = {{4}, {12}}; // mean 8, deviation sqrt 32
    assertThat(FrechetDistance.between(first, second).orNull()).isCloseTo(36 + 18, within(1e-12));
  }

  @Test
  void equalSetsAreNotApartWhateverTheirRank() {
    for (int rows : new int[] {2, 5, 50}) {
      double[][] x = drawn(rows, 20, rows);
      assertThat(FrechetDistance.between(x, x).orNull()).isCloseTo(0, within(1e-12 * 20 * 10));
    }
  }

  @Test
  void aShiftIsItsSquaredLength() {
    double[][] x = drawn(30, 6, 1);
    double[][] moved = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    for (double[] row : moved) {
      row[2] += 3;
      row[5] -= 4;
    }
    assertThat(FrechetDistance.between(x, moved).orNull()).isCloseTo(25, within(1e-10));
  }

  /// Axes of different lengths: the squared differences of their deviations add up.
  @Test
  void stretchedAxesAddUp() {
    double[][] square = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    double[][] stretched = {{3, 0.5}, {3, -0.5}, {-3, 0.5}, {-3, -0.5}};
    double unit = 4.0 / 3; // variance of +-1 over three
    assertThat(FrechetDistance.between(square, stretched).orNull())
        .isCloseTo(unit * (2 * 2 + 0.5 * 0.5), within(1e-12));
  }

  @Test
  void neitherSetComesFirst() {
    double[][] x = drawn(40, 7, 5);
    double[][] y = drawn(9, 7, 6);
    double forth = FrechetDistance.between(x, y).orElseThrow();
    assertThat(FrechetDistance.between(y, x).orNull()).isCloseTo(forth, within(1e-9));
  }

  @Test
  void oneRowHasNoCovariance() {
    assertThat(FrechetDistance.between(drawn(1, 3, 1), drawn(4, 3, 1)).why()).contains("two rows");
    assertThat(FrechetDistance.between(new double[0][], drawn(4, 3, 1)).orNull()).isNull();
    assertThatThrownBy(() -> FrechetDistance.between(drawn(4, 3, 1), drawn(4, 2, 1)))
        .isInstanceOf(InputException.class);
  }

  private static double[][] drawn(int rows, int columns, long seed) {
    Philox random = new Philox(seed, 0);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      Arrays.setAll(row, i -> random.nextGaussian() * (1 + i % 3));
    }
    return x;
  }
}
