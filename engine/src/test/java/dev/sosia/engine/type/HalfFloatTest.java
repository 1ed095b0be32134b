package dev.sosia.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void everyBinary16SurvivesTheWayThroughFloat() {
    for (int b = 0; b < 1 << 16; b++) {
      float value = HalfFloat.fromF16((short) b);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.toF16(value)).isEqualTo((short) b);
        assertThat(HalfFloat.toF16((double) value)).isEqualTo((short) b);
      } else {
        assertThat(HalfFloat.fromF16(HalfFloat.toF16(value))).isNaN();
      }
    }
  }

  @Test
  void everyBfloat16SurvivesTheWayThroughFloat() {
    for (int b = 0; b < 1 << 16; b++) {
      float value = HalfFloat.fromBF16((short) b);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.toBF16(value)).isEqualTo((short) b);
        assertThat(HalfFloat.toBF16((double) value)).isEqualTo((short) b);
      } else {
        assertThat(HalfFloat.fromBF16(HalfFloat.toBF16(value))).isNaN();
      }
    }
  }

  @Test
  void narrowingTakesTheNearestOfTheTwoNeighbours() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(44) - 28);
      assertNearest(value, HalfFloat.fromF16(HalfFloat.toF16(value)), HalfFloatTest::f16Neighbour);
      assertNearest(
          value, HalfFloat.fromBF16(HalfFloat.toBF16(value)), HalfFloatTest::bf16Neighbour);
    }
  }

  private interface Neighbour {
    float of(float value, int step);
  }

  private static float f16Neighbour(float value, int step) {
    return HalfFloat.fromF16((short) (HalfFloat.toF16(value) + step));
  }

  private static float bf16Neighbour(float value, int step) {
    return HalfFloat.fromBF16((short) (HalfFloat.toBF16(value) + step));
  }

  private static void assertNearest(double value, float rounded, Neighbour neighbour) {
    if (Float.isInfinite(rounded)) {
      assertThat(Math.abs(value)).isGreaterThanOrEqualTo(65520);
      return;
    }
    BigDecimal error = new BigDecimal(value).subtract(new BigDecimal(rounded)).abs();
    for (int step = -1; step <= 1; step += 2) {
      float other = neighbour.of(rounded, step);
      if (rounded != 0 && !Float.isInfinite(other) && !Float.isNaN(other)) {
        BigDecimal otherError = new BigDecimal(value).subtract(new BigDecimal(other)).abs();
        assertThat(error).isLessThanOrEqualTo(otherError);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 3c00, 3f80",
    "-2.0, c000, c000",
    "65504.0, 7bff, 4780",
    "65519.99, 7bff, 4780",
    "65520.0, 7c00, 4780",
    "1e39, 7c00, 7f80",
    "-1e300, fc00, ff80",
    // ties: 1 + 2^-11 is half way between two binary16, 1 + 2^-8 between two bfloat16
    "1.00048828125, 3c00, 3f80",
    "1.00146484375, 3c02, 3f80",
    "1.00390625, 3c04, 3f80",
    "1.01171875, 3c0c, 3f82",
    // the smallest subnormal of binary16 is 2^-24; half of it is a tie with zero
    "5.9604644775390625e-8, 0001, 3380",
    "2.98023223876953125e-8, 0000, 3300",
    "2.9802322387695316e-8, 0001, 3300",
    "0.0, 0000, 0000",
    "-0.0, 8000, 8000",
    // 1 + 2^-11 + 2^-40: a cast to float first would land on the tie and go down
    "1.0004882812509095, 3c01, 3f80",
    "4.9e-324, 0000, 0000",
  })
  void knownValues(double value, String f16, String bf16) {
    assertThat(HalfFloat.toF16(value)).isEqualTo((short) Integer.parseInt(f16, 16));
    assertThat(HalfFloat.toBF16(value)).isEqualTo((short) Integer.parseInt(bf16, 16));
  }

  @Test
  void subnormalFloatsRoundToSubnormalBfloats() {
    assertThat(HalfFloat.toBF16(Float.intBitsToFloat(0x0000_8000))).isEqualTo((short) 0);
    assertThat(HalfFloat.toBF16(Float.intBitsToFloat(0x0000_8001))).isEqualTo((short) 1);
    assertThat(HalfFloat.toBF16(Float.intBitsToFloat(0x0001_8000))).isEqualTo((short) 2);
    assertThat(HalfFloat.toBF16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
  }

  @Test
  void nanWithAPayloadOnlyInTheLowerHalfStaysNaN() {
    float nan = Float.intBitsToFloat(0x7f80_0001);
    assertThat(HalfFloat.fromBF16(HalfFloat.toBF16(nan))).isNaN();
    assertThat(HalfFloat.fromF16(HalfFloat.toF16(nan))).isNaN();
    assertThat(HalfFloat.fromBF16(HalfFloat.toBF16(Double.NaN))).isNaN();
    assertThat(HalfFloat.fromF16(HalfFloat.toF16(Double.NaN))).isNaN();
  }
}
