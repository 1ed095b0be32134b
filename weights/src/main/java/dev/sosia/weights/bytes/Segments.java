package dev.sosia.weights.bytes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;

/// Memory segments of any size and kind through interfaces that take a [ByteBuffer].
public final class Segments {
  private static final long CHUNK = 1 << 20;

  private Segments() {}

  private interface Sink {
    void accept(ByteBuffer chunk) throws IOException;
  }

  /// Writes all of `segment` at the position of `out`.
  public static void write(WritableByteChannel out, MemorySegment segment) throws IOException {
    inChunks(
        segment,
        chunk -> {
          while (chunk.hasRemaining()) {
            out.write(chunk);
          }
        });
  }

  /// CRC-32 of all of `segment`, as in zip archives (ISO 3309).
  public static int crc32(MemorySegment segment) {
    CRC32 crc = new CRC32();
    try {
      inChunks(segment, crc::update);
    } catch (IOException e) {
      throw new AssertionError(e); // a checksum does no input or output
    }
    return (int) crc.getValue();
  }

  private static void inChunks(MemorySegment segment, Sink sink) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      // an array other than byte[] has no view as a ByteBuffer
      MemorySegment buffer =
          segment.isNative()
              ? MemorySegment.NULL
              : arena.allocate(Math.min(CHUNK, segment.byteSize()));
      for (long at = 0; at < segment.byteSize(); at += CHUNK) {
        MemorySegment chunk = segment.asSlice(at, Math.min(CHUNK, segment.byteSize() - at));
        if (!segment.isNative()) {
          chunk = buffer.asSlice(0, chunk.byteSize()).copyFrom(chunk);
        }
        sink.accept(chunk.asByteBuffer());
      }
    }
  }
}
