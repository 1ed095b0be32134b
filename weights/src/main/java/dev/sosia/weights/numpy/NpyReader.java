package dev.sosia.weights.numpy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads one array. It is a slice of the file, with strides where it lies in Fortran's order; only
/// big-endian elements are copied.
public final class NpyReader {
  /// The first bytes of every `.npy` file.
  static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);

  private static final int LONGEST_HEADER = 1 << 16;

  private NpyReader() {}

  /// The array that is all of `file`.
  ///
  /// @param arena owns the copy, where one is needed
  /// @throws MalformedException if it is not as the format says
  public static HostTensor read(MemorySegment file, Arena arena) {
    ByteReader reader = new ByteReader(file, "the file");
    if (!Arrays.equals(reader.bytes(MAGIC.length), MAGIC)) {
      throw new MalformedException("is no NumPy array: it does not begin with the magic number");
    }
    int version = reader.u8();
    int minor = reader.u8();
    if (version < 1 || version > 3 || minor != 0) {
      throw new MalformedException(
          "has version %d.%d of NumPy's format; 1.0 to 3.0 are read".formatted(version, minor));
    }
    long length = version == 1 ? reader.u16() : reader.u32();
    reader.require(length);
    if (length > LONGEST_HEADER) {
      throw new MalformedException(
          "has a NumPy header of %d bytes; at most %d are read".formatted(length, LONGEST_HEADER));
    }
    NpyHeader header =
        NpyHeader.parse(
            version == 3
                ? reader.utf8((int) length)
                : new String(reader.bytes((int) length), ISO_8859_1));
    NpyType type = NpyType.of(header.descr());
    Shape shape = shape(header);
    long numel = shape.numel();
    int width = type.dtype().bytes();
    if (reader.remaining() % width != 0 || reader.remaining() / width != numel) {
      throw new MalformedException(
          "holds %d bytes of data, which do not fit shape %s of %s"
              .formatted(reader.remaining(), shape, type.dtype()));
    }
    MemorySegment data = file.asSlice(reader.position());
    if (type.bigEndian()) {
      data = swapped(data, type.dtype(), arena);
    }
    return new HostTensor(
        type.dtype(),
        shape,
        header.fortranOrder() ? columnMajor(shape) : shape.rowMajor(),
        0,
        data);
  }

  private static Shape shape(NpyHeader header) {
    try {
      return Shapes.of(header.shape());
    } catch (ShapeException e) {
      throw new MalformedException("holds an array of no valid shape: " + e.getMessage());
    }
  }

  private static long[] columnMajor(Shape shape) {
    long[] strides = new long[shape.rank()];
    long at = 1;
    for (int i = 0; i < strides.length; i++) {
      strides[i] = at;
      at *= Math.max(shape.dim(i), 1);
    }
    return strides;
  }

  private static MemorySegment swapped(MemorySegment data, DType dtype, Arena arena) {
    ValueLayout unaligned =
        switch (dtype.bytes()) {
          case 8 -> ValueLayout.JAVA_LONG_UNALIGNED;
          case 4 -> ValueLayout.JAVA_INT_UNALIGNED;
          default -> ValueLayout.JAVA_SHORT_UNALIGNED;
        };
    MemorySegment copy = arena.allocate(data.byteSize(), 64);
    MemorySegment.copy(
        data,
        unaligned.withOrder(ByteOrder.BIG_ENDIAN),
        0,
        copy,
        unaligned.withOrder(ByteOrder.LITTLE_ENDIAN),
        0,
        data.byteSize() / dtype.bytes());
    return copy;
  }
}
