package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.PictureReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/// A manifest of reference cases and the tensors that it names.
final class ReferenceCases {
  final Path folder;
  final List<Map<String, Object>> cases;
  private final ByteBuffer tensors;
  private final Map<String, Object> header;
  private final int begin;

  ReferenceCases(Path folder) throws IOException {
    this.folder = folder;
    Map<String, Object> manifest =
        JSON.std.mapFrom(Files.readString(folder.resolve("manifest.json")));
    this.cases = list(manifest, "cases");
    byte[] file = Files.readAllBytes(folder.resolve(text(manifest, "tensors")));
    this.tensors = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(tensors.getLong(0));
    this.header = JSON.std.mapFrom(new String(file, 8, length, StandardCharsets.UTF_8));
    this.begin = 8 + length;
  }

  @SuppressWarnings("unchecked") // JSON of a known form
  static Map<String, Object> map(Map<String, Object> in, String key) {
    return (Map<String, Object>) value(in, key);
  }

  @SuppressWarnings("unchecked") // JSON of a known form
  static <T> List<T> list(Map<String, Object> in, String key) {
    return (List<T>) value(in, key);
  }

  static String text(Map<String, Object> in, String key) {
    return (String) value(in, key);
  }

  static double number(Map<String, Object> in, String key) {
    return ((Number) value(in, key)).doubleValue();
  }

  private static Object value(Map<String, Object> in, String key) {
    Object value = in.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " in " + in);
    }
    return value;
  }

  /// Any tensor of a manifest but a digest.
  Numbers tensor(Map<String, Object> t) {
    String kind = t.keySet().iterator().next();
    return switch (kind) {
      case "tensor" -> stored(text(t, kind));
      case "image" -> Numbers.of(new PictureReader().read(folder.resolve(text(t, kind))));
      case "formula" -> Formula.of(map(t, kind));
      case "constant", "values" -> written(map(t, kind));
      default -> throw new IllegalArgumentException("no tensor of kind " + kind);
    };
  }

  private static Numbers written(Map<String, Object> t) {
    int[] shape = shape(t);
    double[] values = new double[count(shape)];
    List<Number> data =
        t.containsKey("value")
            ? Collections.nCopies(values.length, number(t, "value"))
            : list(t, "data");
    for (int i = 0; i < values.length; i++) {
      Number v = data.get(i);
      values[i] = text(t, "dtype").equals("F32") ? v.floatValue() : v.doubleValue();
    }
    return new Numbers(text(t, "dtype"), shape, values);
  }

  private Numbers stored(String key) {
    Map<String, Object> t = map(header, key);
    String dtype = text(t, "dtype");
    List<Number> offsets = list(t, "data_offsets");
    int at = begin + offsets.getFirst().intValue();
    double[] values = new double[count(shape(t))];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case "U8", "BOOL" -> tensors.get(at + i) & 255;
            case "F32" -> tensors.getFloat(at + 4 * i);
            case "I64" -> tensors.getLong(at + 8 * i);
            default -> throw new IllegalArgumentException("no dtype " + dtype);
          };
    }
    return new Numbers(dtype, shape(t), values);
  }

  static int[] shape(Map<String, Object> t) {
    return ReferenceCases.<Number>list(t, "shape").stream().mapToInt(Number::intValue).toArray();
  }

  static int count(int[] shape) {
    int n = 1;
    for (int d : shape) {
      n *= d;
    }
    return n;
  }

  /// Tensors that are computed instead of stored.
  static final class Formula {
    private Formula() {}

    static Numbers of(Map<String, Object> t) {
      int[] shape = shape(t);
      double low = number(t, "low");
      double high = number(t, "high");
      long seed = Long.parseUnsignedLong(text(t, "seed"));
      double[] values = new double[count(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (low + (high - low) * uniform(seed, i));
      }
      return new Numbers(text(t, "dtype"), shape, values);
    }

    static double uniform(long seed, long i) {
      long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24;
    }
  }
}
