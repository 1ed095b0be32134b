package dev.sosia.weights.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTensorTest {
  private static final HostTensor SIX = HostTensor.ofFloats(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);

  private static HostTensor view(int[] dims, long[] strides, long offset) {
    return new HostTensor(DType.F32, Shape.of(dims), strides, offset, SIX.storage());
  }

  private static List<Double> values(HostTensor tensor) {
    List<Double> values = new ArrayList<>();
    for (long i = 0; i < tensor.numel(); i++) {
      values.add(tensor.getDouble(i));
    }
    return values;
  }

  @Test
  void aTransposedViewIsReadInItsOwnOrder() {
    HostTensor transposed = view(new int[] {3, 2}, new long[] {1, 3}, 0);
    assertThat(values(transposed)).containsExactly(0.0, 3.0, 1.0, 4.0, 2.0, 5.0);
    assertThat(transposed.isContiguous()).isFalse();
    assertThat(packed(transposed)).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void anExpandedViewRepeats() {
    HostTensor expanded = view(new int[] {2, 2, 3}, new long[] {3, 0, 1}, 0);
    assertThat(values(expanded))
        .containsExactly(0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 3.0, 4.0, 5.0);
    assertThat(packed(expanded)).containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
  }

  @Test
  void aNumberAndNothingAreTensors() {
    assertThat(values(view(new int[0], new long[0], 4))).containsExactly(4.0);
    HostTensor nothing = view(new int[] {0, 3}, new long[] {3, 1}, 6);
    assertThat(values(nothing)).isEmpty();
    assertThat(nothing.isContiguous()).isTrue();
    assertThat(packed(nothing)).isEmpty();
  }

  @Test
  void contiguousMemoryOutsideTheHeapIsNotCopied() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment storage = arena.allocate(24, 8);
      HostTensor row = new HostTensor(DType.F32, Shape.of(1, 3), new long[] {77, 1}, 3, storage);
      assertThat(row.isContiguous()).isTrue();
      assertThat(row.packed(arena).address()).isEqualTo(storage.address() + 12);
      assertThat(row.packed(arena).byteSize()).isEqualTo(12);
    }
  }

  @Test
  void aViewOutsideItsStorageIsRefusedWithBothInTheMessage() {
    assertThatThrownBy(() -> view(new int[] {2, 4}, new long[] {3, 1}, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("shape [2, 4], strides [3, 1] and offset 0")
        .hasMessageContaining("6 elements");
    assertThatThrownBy(() -> view(new int[] {2}, new long[] {1, 1}, 0))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> HostTensor.of(DType.F32, Shape.of(1), MemorySegment.NULL))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(
            () -> HostTensor.of(DType.F64, Shape.of(0), MemorySegment.ofArray(new byte[4])))
        .isInstanceOf(ShapeException.class);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeReadsBackWhatItsBitsSay(DType dtype) {
    byte[] bytes = new byte[dtype.bytes() * 2];
    bytes[0] = 1;
    bytes[bytes.length - 1] = (byte) 0xc0;
    HostTensor tensor = HostTensor.of(dtype, Shape.of(2), MemorySegment.ofArray(bytes));
    double second =
        switch (dtype) {
          case F64, F32, F16, BF16 -> -2;
          case I64 -> -0x4000_0000_0000_0000L;
          case I32 -> -0x4000_0000;
          case I16 -> -0x4000;
          case I8 -> -0x40;
          case U8 -> 0xc0;
          case BOOL -> 1;
        };
    assertThat(tensor.getDouble(1)).isEqualTo(second);
    if (dtype.isFloating()) {
      assertThat(tensor.getDouble(0)).isPositive();
      assertThatThrownBy(() -> tensor.getLong(0)).isInstanceOf(InputException.class);
    } else {
      assertThat(tensor.getLong(0)).isEqualTo(1);
      assertThat(tensor.getLong(1)).isEqualTo((long) second);
    }
  }

  @Test
  void conversionRoundsOnce() {
    double tie = 1 + 0x1p-11 + 0x1p-40; // rounded to F32 first, it would be a tie and go down
    HostTensor wide = HostTensor.ofDoubles(Shape.of(4), tie, 1e300, Double.NaN, -0.0);
    try (Arena arena = Arena.ofConfined()) {
      HostTensor half = wide.converted(DType.F16, arena);
      assertThat(half.getBits(0)).isEqualTo(0x3c01);
      assertThat(half.getDouble(1)).isInfinite();
      assertThat(half.getDouble(2)).isNaN();
      assertThat((short) half.getBits(3)).isEqualTo((short) 0x8000);
      assertThat(wide.converted(DType.F64, arena)).isSameAs(wide);
      HostTensor bf16 = SIX.converted(DType.BF16, arena);
      assertThat(bf16.getBits(5)).isEqualTo(HalfFloat.toBF16(5f));
      assertThat(values(bf16.converted(DType.F64, arena))).isEqualTo(values(SIX));
    }
  }

  @Test
  void wholeNumbersConvertToFloatsAndWiderOnes() {
    HostTensor longs = HostTensor.ofLongs(Shape.of(2), Long.MAX_VALUE, -3);
    float[] floats = new float[2];
    longs.copyTo(MemorySegment.ofArray(floats), DType.F32);
    assertThat(floats).containsExactly(0x1p63f, -3);
    HostTensor truths =
        HostTensor.of(DType.BOOL, Shape.of(2), MemorySegment.ofArray(new byte[] {0, 1}));
    long[] numbers = new long[2];
    truths.copyTo(MemorySegment.ofArray(numbers), DType.I64);
    assertThat(numbers).containsExactly(0, 1);
    assertThatThrownBy(() -> longs.copyTo(MemorySegment.ofArray(floats), DType.I32))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("I64")
        .hasMessageContaining("I32");
    assertThatThrownBy(() -> SIX.copyTo(MemorySegment.ofArray(numbers), DType.I64))
        .isInstanceOf(InputException.class);
  }

  @Provide
  Arbitrary<HostTensor> views() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> stride = Arbitraries.integers().between(0, 7);
    return Combinators.combine(
            size.array(int[].class).ofMaxSize(5),
            stride.array(Integer[].class).ofSize(5),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(DType.F64, DType.F32, DType.BF16, DType.U8))
        .as(
            (dims, steps, offset, dtype) -> {
              long[] strides = new long[dims.length];
              long reach = offset + 1L;
              for (int i = 0; i < dims.length; i++) {
                strides[i] = steps[i];
                reach += strides[i] * (dims[i] - 1);
              }
              byte[] bytes = new byte[(int) reach * dtype.bytes()];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 37 + i / 7);
              }
              return new HostTensor(
                  dtype, Shape.of(dims), strides, offset, MemorySegment.ofArray(bytes));
            });
  }

  @Property
  void copyingIsReadingElementByElement(@ForAll("views") HostTensor tensor) {
    int width = tensor.dtype().bytes();
    byte[] packed = new byte[(int) tensor.byteSize()];
    tensor.copyTo(MemorySegment.ofArray(packed), tensor.dtype());
    HostTensor copy = HostTensor.of(tensor.dtype(), tensor.shape(), MemorySegment.ofArray(packed));
    double[] wide = new double[(int) tensor.numel()];
    tensor.copyTo(MemorySegment.ofArray(wide), DType.F64);
    for (int i = 0; i < tensor.numel(); i++) {
      assertThat(copy.getBits(i)).isEqualTo(tensor.getBits(i));
      long bits = 0;
      for (int b = width - 1; b >= 0; b--) {
        bits = bits << 8 | (packed[i * width + b] & 0xff);
      }
      int unused = 64 - 8 * width;
      assertThat(bits << unused).isEqualTo(tensor.getBits(i) << unused);
      assertThat(wide[i]).isEqualTo(Double.valueOf(tensor.getDouble(i)));
    }
  }

  private static float[] packed(HostTensor tensor) {
    try (Arena arena = Arena.ofConfined()) {
      return tensor.packed(arena).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
  }
}
