package dev.sosia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void isTheLargestAndItsPartOfTheRange() {
    Difference d = Difference.of(new float[] {1, -8, 3}, new float[] {1.5f, -8, 1});
    assertThat(d.largest()).isEqualTo(2);
    assertThat(d.range()).isEqualTo(8);
    assertThat(d.relative()).isEqualTo(0.25);
  }

  @Test
  void oneThatIsNoNumberNeverAgreesWithOneThatIs() {
    assertThat(Difference.of(new float[] {1}, new float[] {Float.NaN}).relative()).isNaN();
    assertThat(Difference.of(new float[] {Float.NaN, 1}, new float[] {1, 1}).largest()).isNaN();
    assertThat(Difference.of(new float[] {0}, new float[] {1}).relative()).isInfinite();
    assertThat(Difference.of(new float[] {Float.NaN}, new float[] {Float.NaN}).largest()).isZero();
  }

  @Test
  void sizesMustAgree() {
    assertThatThrownBy(() -> Difference.of(new float[1], new float[2]))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void medianIsBetweenTheMiddleTwo() {
    assertThat(Timings.of(List.of(4_000_000L, 1_000_000L, 2_000_000L, 9_000_000L)))
        .isEqualTo(new Timings(3, 1, 9));
    assertThatThrownBy(() -> Timings.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
