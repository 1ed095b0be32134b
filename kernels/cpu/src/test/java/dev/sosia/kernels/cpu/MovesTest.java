package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.F32;
import static dev.sosia.engine.type.DType.I64;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.ScatterAdd;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.kernels.cpu.Placement.Layout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MovesTest {
  static final List<String> LEVELS = Levels.NAMES;

  private static final double[] NUMBERS = {
    0,
    1,
    -1,
    2.5,
    -2.5,
    0.4,
    127,
    128,
    -129,
    255,
    256,
    300.75,
    32767,
    32768,
    65504,
    65519.99,
    65520,
    1e-8,
    6e-8,
    2049,
    2051,
    1.00390625,
    1.01171875,
    1 + 0x1p-11 + 0x1p-40,
    2147483648.0,
    1e10,
    -1e10,
    1e19,
    -1e19,
    1e39,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /// What `x` becomes in type `t`.
  private static double round(double x, DType t) {
    long whole = (long) x;
    return switch (t) {
      case F64 -> x;
      case F32 -> (float) x;
      case F16 -> HalfFloat.fromF16(HalfFloat.toF16(x));
      case BF16 -> HalfFloat.fromBF16(HalfFloat.toBF16(x));
      case I64 -> whole;
      case I32 -> (int) whole;
      case I16 -> (short) whole;
      case I8 -> (byte) whole;
      case U8 -> whole & 0xFF;
      case BOOL -> x != 0 ? 1 : 0;
    };
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void everyTypeToEveryType(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (DType from : DType.values()) {
        Values x = Values.of(from, Shape.of(NUMBERS.length, 3), i -> round(NUMBERS[i / 3], from));
        for (DType to : DType.values()) {
          double[] y = Arrays.stream(x.v()).map(v -> round(v, to)).toArray();
          check.exact(new Copy(to), List.of(x), y);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void copiesOfAnySizeAndRank(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (int[] shape : new int[][] {{}, {0}, {1}, {127}, {2, 3, 1, 5, 2, 7}, {300, 301}}) {
        Values x = Values.random(1, shape);
        check.exact(new Copy(F32), List.of(x), x.v());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void fillsWithEveryType(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (DType t : DType.values()) {
        for (double value : new double[] {0, 2.75, -3, Double.NaN}) {
          double[] y = new double[33];
          Arrays.fill(y, round(value, t));
          check.exact(new Fill(TensorType.of(t, 3, 11), value), List.of(), y);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void gathersAndScatters(String level) {
    Values x = Values.random(1, 3, 7, 5);
    Values source = Values.random(2, 2, 31, 4);
    Values index = Values.of(I64, Shape.of(2, 31, 4), i -> i * 5 % 7);
    double[] gathered = new double[index.v().length];
    double[] scattered = x.v().clone();
    for (int i = 0; i < gathered.length; i++) {
      int place = (i / 124 * 7 + (int) index.v()[i]) * 5 + i % 4;
      gathered[i] = x.v()[place];
      scattered[place] = (float) (scattered[place] + source.v()[i]);
    }
    try (KernelCheck check = new KernelCheck(level)) {
      check.exact(new Gather(1), List.of(x, index), gathered);
      check.exact(new ScatterAdd(1), List.of(x, index, source), scattered);
      for (DType t : DType.values()) {
        Values bytes = Values.of(t, Shape.of(7), i -> i % 2);
        Values at = Values.of(I64, Shape.of(33), i -> i % 7);
        check.exact(
            new Gather(0), List.of(bytes, at), Arrays.stream(at.v()).map(v -> v % 2).toArray());
      }
      Values none = Values.of(I64, Shape.of(0, 0, 0), _ -> 0);
      check.exact(new Gather(1), List.of(x, none), new double[0]);
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void namesAnIndexOutside(String level) {
    Values x = Values.random(1, 5);
    try (KernelCheck check = new KernelCheck(level)) {
      for (long bad : new long[] {-1, 5, Long.MAX_VALUE / 4}) {
        Values index = Values.of(I64, Shape.of(100), i -> i == 60 ? bad : i % 5);
        Values source = Values.random(2, 100);
        assertFails(check, new Gather(0), List.of(x, index), bad);
        assertFails(check, new ScatterAdd(0), List.of(x, index, source), bad);
      }
    }
  }

  private static void assertFails(KernelCheck check, Kernel k, List<Values> in, long bad) {
    assertThatThrownBy(() -> KernelCheck.run(check.backend(), k, in, Layout.DENSE, Layout.DENSE))
        .isInstanceOf(InputException.class)
        .hasMessage(
            k.name() + ": index " + (long) (double) bad + " is outside of a dimension of size 5");
  }
}
