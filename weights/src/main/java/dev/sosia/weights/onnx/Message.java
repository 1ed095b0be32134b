package dev.sosia.weights.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A protobuf message in the order its fields are added; repeated fields are added repeatedly.
/// Bytes stay in the memory they are in until they are written.
final class Message {
  private static final int CHUNK = 1 << 16;

  private final List<Field> fields = new ArrayList<>();
  private long size;

  private sealed interface Field {
    record Varint(int number, long value) implements Field {}

    record Fixed32(int number, float value) implements Field {}

    record Bytes(int number, MemorySegment value) implements Field {}

    record Nested(int number, Message value) implements Field {}
  }

  Message integer(int number, long value) {
    size += CodedOutputStream.computeInt64Size(number, value);
    return add(new Field.Varint(number, value));
  }

  Message integers(int number, long... values) {
    for (long value : values) {
      integer(number, value);
    }
    return this;
  }

  Message real(int number, float value) {
    size += CodedOutputStream.computeFloatSize(number, value);
    return add(new Field.Fixed32(number, value));
  }

  Message text(int number, String value) {
    return bytes(number, MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8)));
  }

  Message texts(int number, List<String> values) {
    values.forEach(value -> text(number, value));
    return this;
  }

  Message bytes(int number, MemorySegment value) {
    size += lengthDelimited(number, value.byteSize());
    return add(new Field.Bytes(number, value));
  }

  /// Adds a message, which must be complete.
  Message nested(int number, Message value) {
    size += lengthDelimited(number, value.size);
    return add(new Field.Nested(number, value));
  }

  private Message add(Field field) {
    fields.add(field);
    return this;
  }

  private static long lengthDelimited(int number, long length) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(length)
        + length;
  }

  /// How many bytes [#writeTo] writes.
  long size() {
    return size;
  }

  void writeTo(CodedOutputStream out) throws IOException {
    for (Field field : fields) {
      switch (field) {
        case Field.Varint(int number, long value) -> out.writeInt64(number, value);
        case Field.Fixed32(int number, float value) -> out.writeFloat(number, value);
        case Field.Bytes(int number, MemorySegment value) -> {
          writeHead(out, number, value.byteSize());
          copy(value, out);
        }
        case Field.Nested(int number, Message value) -> {
          writeHead(out, number, value.size);
          value.writeTo(out);
        }
      }
    }
  }

  private static void writeHead(CodedOutputStream out, int number, long length) throws IOException {
    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length);
  }

  private static void copy(MemorySegment from, CodedOutputStream out) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, from.byteSize())];
    for (long at = 0; at < from.byteSize(); at += chunk.length) {
      int length = (int) Math.min(chunk.length, from.byteSize() - at);
      MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
      out.writeRawBytes(chunk, 0, length);
    }
  }
}
