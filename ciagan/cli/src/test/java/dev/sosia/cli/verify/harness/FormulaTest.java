package dev.sosia.cli.verify.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import org.junit.jupiter.api.Test;

class FormulaTest {
  /// The numbers that the format's description gives to check by.
  @Test
  void givesTheNumbersOfTheFormat() {
    Values v = new Formula(Shape.of(4), DType.F32, 1, 0, 1).values();
    assertThat(new double[] {v.get(0), v.get(1), v.get(2), v.get(3)})
        .containsExactly(
            0.5665615200996399, 0.7457817196846008, 0.9710026979446411, 0.4443591833114624);
  }

  @Test
  void roundsOnceToF32AlsoForF64() {
    Values narrow = new Formula(Shape.of(9), DType.F32, -5, -0.1, 0.3).values();
    Values wide = new Formula(Shape.of(9), DType.F64, -5, -0.1, 0.3).values();
    for (int i = 0; i < 9; i++) {
      assertThat(wide.get(i)).isEqualTo(narrow.get(i));
    }
  }

  @Test
  void integersStayBelowHigh() {
    Values v = new Formula(Shape.of(1000), DType.I64, 7, -2, 3).values();
    long[] seen = new long[1000];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = v.getLong(i);
    }
    assertThat(seen).containsOnly(-2, -1, 0, 1, 2);
  }
}
