package dev.sosia.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// McNemar's test and Holm's correction.
class TestsOfDifferenceTest {

  /// Of five pairs that differ, none the other way: 2 / 2^5.
  @Test
  void exactProbabilityByHand() {
    boolean[] first = new boolean[9];
    boolean[] second = new boolean[9];
    Arrays.fill(first, 0, 5, true);
    Arrays.fill(second, 8, 9, true);
    assertThat(McNemar.of(first, new boolean[9]).exactP()).isCloseTo(2 / 32.0, within(1e-15));
    assertThat(McNemar.of(first, second).exactP()).isCloseTo(2 * 7 / 64.0, within(1e-15));
    assertThat(McNemar.of(first, second).rateDifference().orNull()).isEqualTo(4.0 / 9);
    assertThat(McNemar.of(second, first).rateDifference().orNull()).isEqualTo(-4.0 / 9);
  }

  @Test
  void methodsThatDifferNowhereAreAlike() {
    boolean[] kept = {true, false};
    assertThat(McNemar.of(kept, kept).exactP()).isEqualTo(1);
    assertThat(McNemar.of(new boolean[0], new boolean[0]).exactP()).isEqualTo(1);
    assertThat(McNemar.of(new boolean[0], new boolean[0]).rateDifference().orNull()).isNull();
    assertThatThrownBy(() -> McNemar.of(kept, new boolean[3])).isInstanceOf(InputException.class);
  }

  /// Far out in the tail, where a sum of terms near 1 would give 0.
  @Test
  void smallProbabilitiesKeepTheirDigits() {
    assertThat(new McNemar(200, 0, 300).exactP() / Math.scalb(1.0, -199))
        .isCloseTo(1, within(1e-10));
  }

  @Property
  void neitherMethodComesFirst(@ForAll @Size(max = 40) boolean[] first) {
    boolean[] second = new boolean[first.length];
    for (int i = 0; i < first.length; i++) {
      second[i] = i % 3 == 0;
    }
    double p = McNemar.of(first, second).exactP();
    assertThat(p).isEqualTo(McNemar.of(second, first).exactP()).isBetween(0.0, 1.0);
  }

  /// Known answer: R's `p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")`.
  @Test
  void holmAsElsewhere() {
    assertThat(Holm.adjust(0.05, 0.01, 0.03, 0.02, 0.04))
        .containsExactly(new double[] {0.09, 0.05, 0.09, 0.08, 0.09}, within(1e-15));
    assertThat(Holm.adjust()).isEmpty();
    assertThatThrownBy(() -> Holm.adjust(0.1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void holmKeepsTheOrderAndNeverFavours(@ForAll @Size(min = 1, max = 30) int[] drawn) {
    double[] p = Arrays.stream(drawn).mapToDouble(d -> Math.floorMod(d, 1000) / 999.0).toArray();
    double[] adjusted = Holm.adjust(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], 1.0);
      for (int j = 0; j < p.length; j++) {
        if (p[i] <= p[j]) {
          assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
        }
      }
    }
  }
}
