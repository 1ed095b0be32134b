package dev.sosia.weights.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.sosia.weights.bytes.Segments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// A protocol buffer message under construction. Large fields stay where they are until they are
/// written, so that a network's weights are never gathered on the heap.
final class ProtoMessage {
  private final List<MemorySegment> parts = new ArrayList<>();
  private long size;

  private interface Encoding {
    void to(CodedOutputStream out) throws IOException;
  }

  /// Bytes of the message.
  long size() {
    return size;
  }

  ProtoMessage integer(int field, long value) {
    return encoded(out -> out.writeInt64(field, value));
  }

  ProtoMessage real(int field, float value) {
    return encoded(out -> out.writeFloat(field, value));
  }

  ProtoMessage text(int field, String value) {
    return encoded(out -> out.writeString(field, value));
  }

  /// A repeated field of whole numbers.
  ProtoMessage integers(int field, List<Long> values) {
    values.forEach(value -> integer(field, value));
    return this;
  }

  ProtoMessage message(int field, ProtoMessage value) {
    header(field, value.size);
    value.parts.forEach(this::add);
    return this;
  }

  ProtoMessage bytes(int field, MemorySegment value) {
    header(field, value.byteSize());
    add(value);
    return this;
  }

  private void header(int field, long length) {
    encoded(
        out -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt64NoTag(length);
        });
  }

  private ProtoMessage encoded(Encoding encoding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      encoding.to(out);
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e); // an array does not fail
    }
    add(MemorySegment.ofArray(bytes.toByteArray()));
    return this;
  }

  private void add(MemorySegment part) {
    parts.add(part);
    size += part.byteSize();
  }

  void writeTo(FileChannel out) throws IOException {
    for (MemorySegment part : parts) {
      Segments.write(out, part);
    }
  }
}
