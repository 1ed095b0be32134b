package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.weights.value.HostTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tensors of a manifest, in the forms that such manifests use: stored, listed, constant.
final class ExpectedTensors {
  private final Map<String, HostTensor> stored;

  ExpectedTensors(Path safetensors) {
    // open as long as the tests run
    stored = StateDict.of(Checkpoint.open(safetensors)).tensors();
  }

  /// Fails unless `found` has the shape, the type and the bits of `expected`; any NaN is any other.
  void requireSameBits(HostTensor found, Map<?, ?> expected, String path) {
    if (expected.get("tensor") instanceof String key) {
      HostTensor tensor = Objects.requireNonNull(stored.get(key), key);
      assertThat(found.dtype()).as(path).isEqualTo(tensor.dtype());
      assertThat(found.shape()).as(path).isEqualTo(tensor.shape());
      for (long i = 0; i < found.numel(); i++) {
        requireSame(found, i, tensor.getBits(i), isNaN(tensor, i), path);
      }
      return;
    }
    boolean constant = expected.get("constant") instanceof Map<?, ?>;
    Map<?, ?> listed = Fields.object(expected, constant ? "constant" : "values");
    assertThat(found.dtype().name()).as(path).isEqualTo(listed.get("dtype"));
    assertThat(found.shape().toString())
        .as(path)
        .isEqualTo(Fields.list(listed, "shape").toString());
    List<?> data = constant ? List.of() : Fields.list(listed, "data");
    if (!constant) {
      assertThat(found.numel()).as(path).isEqualTo(data.size());
    }
    for (long i = 0; i < found.numel(); i++) {
      Object number = constant ? Fields.any(listed, "value") : data.get((int) i);
      boolean nan = "NaN".equals(number);
      requireSame(found, i, nan ? 0 : bits(found.dtype(), number), nan, path);
    }
  }

  private static void requireSame(HostTensor found, long i, long bits, boolean nan, String path) {
    if (nan) {
      assertThat(isNaN(found, i)).as("%s at %d is NaN", path, i).isTrue();
    } else {
      assertThat(found.getBits(i)).as("%s at %d", path, i).isEqualTo(bits);
    }
  }

  private static boolean isNaN(HostTensor tensor, long i) {
    return tensor.dtype().isFloating() && Double.isNaN(tensor.getDouble(i));
  }

  private static long bits(DType dtype, Object number) {
    return switch (dtype) {
      case F64 -> Double.doubleToRawLongBits(number(number));
      case F32 -> Float.floatToRawIntBits((float) number(number));
      case F16 -> HalfFloat.toF16(number(number));
      case BF16 -> HalfFloat.toBF16(number(number));
      case U8 -> (byte) ((Number) number).intValue();
      case I64, I32, I16, I8, BOOL -> ((Number) number).longValue();
    };
  }

  static double number(Object number) {
    return switch (number) {
      case Number n -> n.doubleValue();
      case String s when s.equals("NaN") -> Double.NaN;
      case String s when s.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case String s when s.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      default -> throw new AssertionError("no number: " + number);
    };
  }
}
