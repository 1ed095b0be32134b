package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import org.junit.jupiter.api.Test;

class TensorStatisticsTest {
  @Test
  void ordinaryNumbers() {
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(4), 1, -3, 0.5f, 2)))
        .isEqualTo(new TensorStatistics(4, 0, 0, -3, 2, 0.125));
    assertThat(TensorStatistics.of(HostTensor.ofLongs(Shape.of(), -7)))
        .isEqualTo(new TensorStatistics(1, 0, 0, -7, -7, -7));
  }

  @Test
  void nanIsCountedAndLeftOut() {
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(3), Float.NaN, 4, 2)))
        .isEqualTo(new TensorStatistics(3, 1, 0, 2, 4, 3));
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(2), Float.NaN, Float.NaN)))
        .isEqualTo(new TensorStatistics(2, 2, 0, Double.NaN, Double.NaN, Double.NaN));
  }

  @Test
  void infinityIsCountedAndKept() {
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(2), Float.NEGATIVE_INFINITY, 2)))
        .isEqualTo(
            new TensorStatistics(2, 0, 1, Double.NEGATIVE_INFINITY, 2, Double.NEGATIVE_INFINITY));
  }

  @Test
  void nothingHasNoMean() {
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(0, 3))))
        .isEqualTo(new TensorStatistics(0, 0, 0, Double.NaN, Double.NaN, Double.NaN));
  }

  @Test
  void manySmallNumbersAreNotLostBesideALargeOne() {
    float[] values = new float[1 << 20];
    java.util.Arrays.fill(values, 1f);
    values[0] = 0x1p30f;
    double mean = (0x1p30 + values.length - 1) / values.length;
    assertThat(TensorStatistics.of(HostTensor.ofFloats(Shape.of(values.length), values)).mean())
        .isEqualTo(mean);
  }
}
