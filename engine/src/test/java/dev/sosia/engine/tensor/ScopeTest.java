package dev.sosia.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import org.junit.jupiter.api.Test;

@NoLeaks(scope = false)
class ScopeTest {
  @Test
  void endsWhatWasMadeInIt(Device device) {
    Tensor t;
    try (Scope _ = Scope.open()) {
      t = device.tensor(Shape.of(2, 3), 1f, 2, 3, 4, 5, 6);
      assertThat(device.liveBytes()).isPositive();
    }
    assertThat(device.liveBytes()).isZero();
    assertThatThrownBy(t::toFloats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("after its scope has closed");
    try (Scope _ = Scope.open()) {
      assertThatThrownBy(() -> Elementwise.neg(t)).hasMessageContaining("after its scope");
    }
  }

  @Test
  void keepHandsATensorToTheScopeAround(Device device) {
    try (Scope outer = Scope.open()) {
      Tensor kept;
      Tensor lost;
      try (Scope inner = Scope.open()) {
        kept = inner.keep(device.scalar(DType.F32, 5));
        lost = device.scalar(DType.F32, 6);
      }
      assertThat(kept.item()).isEqualTo(5);
      assertThatThrownBy(lost::item).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> outer.keep(kept))
          .hasMessageContaining("no scope around this one to keep");
    }
  }

  @Test
  void aResultBelongsToTheInnermostScopeNotToItsArguments(Device device) {
    try (Scope _ = Scope.open()) {
      Tensor x = device.scalar(DType.F32, 2);
      long before = device.liveBytes();
      try (Scope _ = Scope.open()) {
        Elementwise.square(x);
        assertThat(device.liveBytes()).isGreaterThan(before);
      }
      assertThat(device.liveBytes()).isEqualTo(before);
    }
  }

  @Test
  void anOwnersScopeIsNeverChosen(Device device) {
    Scope owner = Scope.forOwner();
    Tensor weight;
    try (Scope _ = Scope.open()) {
      weight = owner.own(device.scalar(DType.F32, 3));
    }
    try (Scope _ = Scope.open()) {
      assertThat(weight.item()).isEqualTo(3);
    }
    assertThatThrownBy(() -> device.scalar(DType.F32, 1))
        .hasMessageContaining("no scope is open on this thread");
    owner.close();
    assertThatThrownBy(weight::toFloats).isInstanceOf(IllegalStateException.class);
    try (Scope _ = Scope.open()) {
      Tensor late = device.scalar(DType.F32, 1);
      assertThatThrownBy(() -> owner.own(late)).hasMessageContaining("this scope is closed");
    }
  }

  @Test
  void scopesCloseInReverseOrder(Device device) {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    assertThatThrownBy(outer::close).hasMessageContaining("reverse order");
    device.scalar(DType.F32, 1);
    inner.close();
    inner.close(); // a second time: nothing
    outer.close();
    assertThat(device.liveBytes()).isZero();
  }

  @Test
  void viewsShareMemoryThatStaysUntilTheLastIsGone(Device device) {
    try (Scope _ = Scope.open()) {
      Tensor view;
      try (Scope inner = Scope.open()) {
        Tensor whole = device.tensor(Shape.of(4), 1f, 2, 3, 4);
        view = inner.keep(whole.view(Shape.of(2), new long[] {2}, 1));
      }
      assertThat(view.toFloats()).containsExactly(2, 4);
      view.close();
      assertThat(device.liveBytes()).isZero();
      view.close(); // a second time: nothing
      assertThat(device.liveBytes()).isZero();
    }
  }

  @Test
  void aThreadHasItsOwnScopes(Device device) throws InterruptedException {
    try (Scope _ = Scope.open()) {
      Throwable[] thrown = new Throwable[1];
      Thread other =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> thrown[0] = e)
              .start(() -> device.scalar(DType.F32, 1));
      other.join();
      assertThat(thrown[0]).hasMessageContaining("no scope is open on this thread");
    }
  }
}
