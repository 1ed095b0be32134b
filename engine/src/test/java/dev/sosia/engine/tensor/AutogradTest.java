package dev.sosia.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@NoLeaks
class AutogradTest {
  private static Tensor leaf(Device device, float... values) {
    return device.tensor(Shape.of(values.length), values).requiresGrad(true);
  }

  private static float[] grad(Tensor t) {
    return Objects.requireNonNull(t.grad(), "no gradient came").toFloats();
  }

  @Test
  void gradientsOfSeveralUsesAddUp(Device device) {
    Tensor x = leaf(device, 2, 3);
    Autograd.backward(Reductions.sum(Elementwise.add(Elementwise.mul(x, x), x)));
    assertThat(grad(x)).containsExactly(5, 7);
  }

  @Test
  void gradientsOfSeveralPassesAddUpUntilCleared(Device device) {
    Tensor x = leaf(device, 1, 2);
    Autograd.backward(Reductions.sum(Elementwise.square(x)));
    Autograd.backward(Reductions.sum(Elementwise.scale(x, 10)));
    assertThat(grad(x)).containsExactly(12, 14);
    x.clearGrad();
    assertThat(x.grad()).isNull();
    Autograd.backward(Reductions.sum(x));
    assertThat(grad(x)).containsExactly(1, 1);
  }

  @Test
  void aCollectedGradientIsItsOwn(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor y = leaf(device, 3, 4);
    Tensor seed = device.tensor(Shape.of(2), 5f, 6);
    Tensor sum = Elementwise.add(x, y);
    Autograd.backward(sum, seed, true);
    Autograd.backward(sum, seed, false);
    assertThat(grad(x)).containsExactly(10, 12);
    assertThat(grad(y)).containsExactly(10, 12);
    assertThat(seed.toFloats()).containsExactly(5, 6);
  }

  @Test
  void aSecondPassNeedsRetainGraph(Device device) {
    Tensor x = leaf(device, 2);
    Tensor y = Elementwise.square(x);
    Autograd.backward(y, null, true);
    Autograd.backward(y);
    assertThat(grad(x)).containsExactly(8);
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("square")
        .hasMessageContaining("retainGraph");
  }

  @Test
  void noGradRecordsNothingAndRecordingInsideDoes(Device device) {
    Tensor x = leaf(device, 2);
    try (var _ = Autograd.noGrad()) {
      assertThat(Autograd.isRecording()).isFalse();
      assertThat(Elementwise.exp(x).requiresGrad()).isFalse();
      try (var _ = Autograd.recording()) {
        assertThat(Elementwise.exp(x).requiresGrad()).isTrue();
      }
      assertThat(Autograd.isRecording()).isFalse();
    }
    assertThat(Autograd.isRecording()).isTrue();
  }

  @Test
  void detachStopsGradients(Device device) {
    Tensor x = leaf(device, 3);
    Tensor y = Elementwise.square(x);
    Autograd.backward(Elementwise.mul(x, y.detach()));
    assertThat(grad(x)).containsExactly(9);
  }

  @Test
  void onlyALeafCanBeSwitched(Device device) {
    Tensor x = leaf(device, 1);
    Tensor y = Elementwise.exp(x);
    assertThatThrownBy(() -> y.requiresGrad(false))
        .hasMessageContaining("exp")
        .hasMessageContaining("detach");
    assertThat(y.detach().requiresGrad(true).requiresGrad()).isTrue();
    assertThatThrownBy(() -> device.tensor(Shape.of(1), 1L).requiresGrad(true))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("I64");
  }

  @Test
  void gradientsPassThroughAFrozenLayer(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor first = device.tensor(Shape.of(2, 2), 1f, 2, 3, 4).requiresGrad(true);
    Tensor frozen = device.tensor(Shape.of(1, 2), 5f, 6).requiresGrad(true).requiresGrad(false);
    Tensor y = Products.linear(Products.linear(x, first, null), frozen, null);
    Autograd.backward(y);
    assertThat(frozen.grad()).isNull();
    assertThat(grad(x)).containsExactly(5 + 18, 10 + 24);
    assertThat(grad(first)).containsExactly(5, 10, 6, 12);
  }

  @Test
  void writesToSavedValuesAreNoticed(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor factor = device.tensor(Shape.of(2), 3f, 4);
    Tensor y = Reductions.sum(Elementwise.mul(x, factor));
    factor.assign(device.zeros(DType.F32, Shape.of(2)));
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mul")
        .hasMessageContaining("[2]")
        .hasMessageContaining("written to since");
  }

  @Test
  void writesThroughAViewAreNoticedToo(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor factor = device.tensor(Shape.of(2), 3f, 4);
    Tensor y = Reductions.sum(Elementwise.mul(x, factor));
    Shapes.slice(factor, 0, 1, 2, 1).assign(device.zeros(DType.F32, Shape.of(1)));
    assertThatThrownBy(() -> Autograd.backward(y)).hasMessageContaining("written to since");
  }

  @Test
  void aGraphOf20000OperationsNeedsNoStack(Device device) {
    try (Scope _ = Scope.open()) {
      Tensor x = leaf(device, 1);
      Tensor y = x;
      for (int i = 0; i < 20_000; i++) {
        y = Elementwise.shift(y, 1);
      }
      Autograd.backward(y);
      assertThat(grad(x)).containsExactly(1);
    }
    assertThat(device.liveBytes()).isZero();
  }

  @Test
  void aDeepGraphEndsWithoutABackwardPass(Device device) {
    try (Scope scope = Scope.open()) {
      Tensor x = leaf(device, 1);
      for (int i = 0; i < 20_000; i++) {
        Tensor next = Elementwise.square(x);
        x.close();
        x = next;
      }
      assertThat(scope).isNotNull();
    }
    assertThat(device.liveBytes()).isZero();
  }

  @Test
  void savedValuesGoBackDuringThePass(Device device) {
    int n = 1 << 16;
    int depth = 20;
    long one = 4L * n;
    try (Scope outer = Scope.open()) {
      Tensor x = device.fill(DType.F32, Shape.of(n), 0.5).requiresGrad(true);
      Tensor loss;
      try (Scope forward = Scope.open()) {
        Tensor y = x;
        for (int i = 0; i < depth; i++) {
          y = Elementwise.tanh(y);
        }
        loss = forward.keep(Reductions.sum(y));
      }
      assertThat(device.liveBytes()).isGreaterThanOrEqualTo(depth * one);
      device.resetPeak();
      Autograd.backward(loss);
      // gradients come as saved values go: a few tensors at work, not one more for each layer
      assertThat(device.peakBytes()).isLessThan((depth + 7) * one);
      assertThat(device.liveBytes()).isLessThan(4 * one);
      assertThat(outer).isNotNull();
    }
  }

  @Test
  void gradFindsZerosWhereNothingDepends(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor other = leaf(device, 3, 4, 5);
    List<Tensor> g = Autograd.grad(Reductions.sum(Elementwise.square(x)), List.of(x, other), false);
    assertThat(g.get(0).toFloats()).containsExactly(2, 4);
    assertThat(g.get(1).toFloats()).containsExactly(0, 0, 0);
    assertThat(x.grad()).isNull();
    assertThat(g.get(0).requiresGrad()).isFalse();
  }

  @Test
  void gradByAnInnerTensor(Device device) {
    Tensor x = leaf(device, 2);
    Tensor inner = Elementwise.square(x);
    Tensor y = Elementwise.square(inner);
    assertThat(Autograd.grad(y, List.of(inner, x), false).stream().map(Tensor::item))
        .containsExactly(8.0, 32.0);
  }

  @Test
  void gradientsCanBeDifferentiatedThreeTimes(Device device) {
    Tensor x = leaf(device, 2);
    Tensor y = Elementwise.pow(x, 4);
    double[] expected = {32, 48, 48};
    for (double e : expected) {
      y = Autograd.grad(y, List.of(x), true).getFirst();
      assertThat(y.item()).isEqualTo(e);
    }
  }

  @Test
  void backwardFromMoreThanOneNumberNeedsASeed(Device device) {
    Tensor x = leaf(device, 1, 2);
    Tensor y = Elementwise.neg(x);
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F32 [2]");
    Tensor wrong = device.tensor(Shape.of(1), 1f);
    assertThatThrownBy(() -> Autograd.backward(y, wrong, false))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[1]")
        .hasMessageContaining("[2]");
  }
}
