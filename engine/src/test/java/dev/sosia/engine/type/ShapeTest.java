package dev.sosia.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.ShapeException;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void broadcastsAsNumPy() {
    assertThat(broadcast(Shape.of(2, 1, 7), Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 7));
    assertThat(broadcast(Shape.SCALAR, Shape.of(3))).isEqualTo(Shape.of(3));
    assertThat(broadcast(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
    assertThat(broadcast(Shape.of(5, 0), Shape.of(5, 1))).isEqualTo(Shape.of(5, 0));
  }

  private static Shape broadcast(Shape a, Shape b) {
    return Shape.broadcast("add", a, b);
  }

  @Test
  void whatDoesNotBroadcastIsNamed() {
    assertThatThrownBy(() -> broadcast(Shape.of(2, 3), Shape.of(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("add: ")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[2, 4]")
        .hasMessageContaining("3 against 4");
    assertThatThrownBy(() -> broadcast(Shape.of(0), Shape.of(2)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void axesCountFromBothEnds() {
    Shape s = Shape.of(2, 3, 5);
    assertThat(s.axis("sum", -1)).isEqualTo(2);
    assertThat(s.axis("sum", 1)).isEqualTo(1);
    assertThat(s.dim(-3)).isEqualTo(2);
    assertThat(Shape.SCALAR.axis("sum", -1)).isZero();
    assertThatThrownBy(() -> s.axis("sum", 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("sum: dimension 3")
        .hasMessageContaining("[2, 3, 5]");
    assertThatThrownBy(() -> s.axis("sum", -4)).isInstanceOf(ShapeException.class);
  }

  @Test
  void sizesAreChecked() {
    assertThat(Shape.of(2, 0, 3).numel()).isZero();
    assertThat(Shape.SCALAR.numel()).isEqualTo(1);
    assertThat(Shape.of(100_000, 100_000).numel()).isEqualTo(10_000_000_000L);
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, -1]");
    assertThatThrownBy(() -> Shape.of(1, 1, 1, 1, 1, 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("at most 6");
  }

  @Test
  void callersCannotChangeAShape() {
    int[] dims = {2, 3};
    Shape s = Shape.of(dims);
    dims[0] = 9;
    s.dims()[1] = 9;
    assertThat(s).isEqualTo(Shape.of(2, 3));
    assertThat(s.rowMajor()).containsExactly(3, 1);
    assertThat(Shape.of(2, 0, 3).rowMajor()).containsExactly(3, 3, 1);
  }
}
