package dev.sosia.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Indexing;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

@NoLeaks
class DeviceTest {
  @Test
  void isOpenedByName() {
    try (Device d = Device.open("reference:0", 1)) {
      assertThat(d.description()).isEqualTo("reference, 1 thread");
    }
    assertThatThrownBy(() -> Device.open("abacus", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("abacus")
        .hasMessageContaining("reference");
    assertThatThrownBy(() -> Device.open("reference:x", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("reference:x");
  }

  @Test
  void tensorsOfOtherDevicesAreRefused(Device device) {
    try (Device other = new Device(new ReferenceBackend(1));
        Scope _ = Scope.open()) {
      Tensor a = device.scalar(DType.F32, 1);
      Tensor b = other.scalar(DType.F32, 1);
      assertThatThrownBy(() -> Elementwise.add(a, b))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add");
    }
  }

  @Test
  void valuesMustFitTheShape(Device device) {
    assertThatThrownBy(() -> device.tensor(Shape.of(2, 2), 1f, 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("F32 [2, 2]")
        .hasMessageContaining("16")
        .hasMessageContaining("12");
    Tensor two = device.tensor(Shape.of(2), 1f, 2);
    assertThatThrownBy(two::item).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> two.read(MemorySegment.ofArray(new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("F32 [2]");
    assertThatThrownBy(two::toLongs).isInstanceOf(ShapeException.class);
  }

  @Test
  void wholeNumbersOf64BitsStayWhole(Device device) {
    long[] values = {Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, -1};
    Tensor x = device.tensor(Shape.of(4), values);
    assertThat(x.toLongs()).containsExactly(values);
    assertThat(Shapes.copy(Shapes.flip(x, 0)).toLongs())
        .containsExactly(-1, (1L << 53) + 1, Long.MIN_VALUE, Long.MAX_VALUE);
    Tensor index = device.tensor(Shape.of(2), 2L, 0);
    assertThat(Indexing.gather(x, 0, index).toLongs())
        .containsExactly((1L << 53) + 1, Long.MAX_VALUE);
  }

  @Test
  void anIndexOutsideIsNamed(Device device) {
    Tensor x = device.tensor(Shape.of(3), 1f, 2, 3);
    for (long bad : new long[] {3, -1, 1L << 33}) {
      Tensor index = device.tensor(Shape.of(1), bad);
      assertThatThrownBy(() -> Indexing.gather(x, 0, index).toFloats())
          .isInstanceOf(InputException.class)
          .hasMessageContaining(Long.toString(bad));
    }
  }

  @Test
  void freedMemoryIsUsedAgain() {
    var backend = new ReferenceBackend(1);
    try (CachingAllocator a = new CachingAllocator(backend)) {
      Buffer first = a.take(DType.F32, 1000);
      assertThat(first.elements()).isBetween(1000L, 1125L);
      assertThat(a.liveBytes()).isEqualTo(first.bytes());
      a.give(first);
      assertThat(a.liveBytes()).isZero();
      assertThat(a.take(DType.F32, 1001)).as("a size nearby").isSameAs(first);
      assertThat(a.take(DType.F32, 1000)).as("in use").isNotSameAs(first);
      assertThat(a.take(DType.I32, 1000).dtype()).isEqualTo(DType.I32);
      assertThat(a.peakBytes()).isEqualTo(a.liveBytes());
      a.give(first);
      assertThat(a.peakBytes()).isGreaterThan(a.liveBytes());
      a.resetPeak();
      assertThat(a.peakBytes()).isEqualTo(a.liveBytes());
    }
    backend.close();
  }

  @Test
  void atMostAnEighthOfMemoryIsRoundedUp() {
    var backend = new ReferenceBackend(1);
    try (CachingAllocator a = new CachingAllocator(backend)) {
      for (long n = 17; n < 5000; n += 7) {
        assertThat(a.take(DType.U8, n).elements()).isBetween(n, n + n / 8 + 1);
      }
    }
    backend.close();
  }
}
