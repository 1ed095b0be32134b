package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictDiffTest {
  private static StateDict dict(Map<String, HostTensor> tensors) {
    return StateDict.of(new LinkedHashMap<>(tensors));
  }

  private static StateDict one(float... values) {
    return dict(Map.of("w", HostTensor.ofFloats(Shape.of(values.length), values)));
  }

  private static StateDictDiff.TensorDifference difference(StateDict a, StateDict b) {
    return StateDictDiff.of(a, b).tensors().getFirst();
  }

  @Test
  void equalStateDictsDoNotDiffer() {
    StateDictDiff diff = StateDictDiff.of(one(1, Float.NaN, -0f), one(1, Float.NaN, 0f));
    assertThat(diff.within(0)).isTrue();
    assertThat(diff.tensors().getFirst().largest()).isZero();
    assertThat(diff.tensors().getFirst().differing()).isZero();
  }

  @Test
  void theLargestDifferenceIsFound() {
    StateDictDiff diff = StateDictDiff.of(one(1, 2, 3), one(1, 2.5f, 1));
    assertThat(diff.tensors())
        .containsExactly(
            new StateDictDiff.TensorDifference("w", DType.F32, DType.F32, 2, 3, 1, 2, 2));
    assertThat(diff.within(1.99)).isFalse();
    assertThat(diff.within(2)).isTrue();
  }

  @Test
  void nanIsInfinitelyFarFromANumber() {
    assertThat(difference(one(Float.NaN), one(1)).largest()).isInfinite();
    assertThat(difference(one(1), one(Float.NaN)).largest()).isInfinite();
    assertThat(StateDictDiff.of(one(Float.NaN), one(1)).within(1e300)).isFalse();
    float inf = Float.POSITIVE_INFINITY;
    assertThat(difference(one(inf), one(inf)).largest()).isZero();
    assertThat(difference(one(inf), one(-inf)).largest()).isInfinite();
    assertThat(difference(one(inf), one(Float.NaN)).largest()).isInfinite();
  }

  @Test
  void missingAndMisshapenTensorsAreToldApart() {
    HostTensor x = HostTensor.ofFloats(Shape.of(2), 1, 2);
    HostTensor y = HostTensor.ofFloats(Shape.of(1, 2), 1, 2);
    StateDictDiff diff =
        StateDictDiff.of(dict(Map.of("w", x, "a", x)), dict(Map.of("w", y, "b", y)));
    assertThat(diff.onlyInA()).containsExactly("a");
    assertThat(diff.onlyInB()).containsExactly("b");
    assertThat(diff.misshapen())
        .containsExactly(new StateDictDiff.ShapeDifference("w", x.shape(), y.shape()));
    assertThat(diff.tensors()).isEmpty();
    assertThat(diff.within(Double.MAX_VALUE)).isFalse();
  }

  @Test
  void wholeNumbersBeyondADoubleAreCompared() {
    HostTensor a = HostTensor.ofLongs(Shape.of(2), (1L << 60) + 1, Long.MAX_VALUE);
    HostTensor b = HostTensor.ofLongs(Shape.of(2), 1L << 60, Long.MIN_VALUE);
    StateDictDiff.TensorDifference diff = difference(dict(Map.of("n", a)), dict(Map.of("n", b)));
    assertThat(diff.differing()).isEqualTo(2);
    assertThat(diff.largest()).isEqualTo(0x1p64);
    HostTensor c = HostTensor.ofLongs(Shape.of(2), 1L << 60, Long.MAX_VALUE);
    assertThat(difference(dict(Map.of("n", a)), dict(Map.of("n", c))).largest()).isEqualTo(1);
  }

  @Test
  void otherTypesAreComparedByValueAndSorted() {
    try (Arena arena = Arena.ofConfined()) {
      HostTensor x = HostTensor.ofFloats(Shape.of(2), 1.001f, 2);
      HostTensor empty = HostTensor.ofFloats(Shape.of(0));
      StateDict a = dict(Map.of("x", x, "y", x, "z", empty));
      StateDict b = dict(Map.of("x", x, "y", x.converted(DType.F16, arena), "z", empty));
      StateDictDiff diff = StateDictDiff.of(a, b);
      assertThat(diff.tensors().getFirst().name()).isEqualTo("y");
      assertThat(diff.tensors().getFirst().dtypeB()).isEqualTo(DType.F16);
      assertThat(diff.tensors().getFirst().largest()).isPositive();
      assertThat(diff.within(0)).isFalse();
      assertThat(diff.within(0.001)).isTrue();
    }
  }
}
