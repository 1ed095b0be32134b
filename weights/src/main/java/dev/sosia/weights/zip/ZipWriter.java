package dev.sosia.weights.zip;

import dev.sosia.engine.error.InputException;
import dev.sosia.weights.bytes.ByteWriter;
import dev.sosia.weights.bytes.Segments;
import dev.sosia.weights.bytes.Utf8;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Writes an archive of stored entries whose bytes begin at multiples of 64, as PyTorch's own
/// writer does: local headers are padded by an extra field, and zip64 end records are always there.
/// The same entries give the same bytes: no time is written.
public final class ZipWriter {
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_LENGTH = 30;
  private static final int UTF8_NAME = 1 << 11;
  private static final int PADDING_ID = 'F' | 'B' << 8;
  private static final int ZIP64_ID = 0x0001;
  private static final int VERSION = 45;
  private static final long ELSEWHERE = 0xffff_ffffL;

  private final FileChannel out;
  private final long narrowest;
  private final ByteWriter directory = new ByteWriter();
  private final Set<String> names = new HashSet<>();

  /// A writer to `out`, which stands at position 0.
  public ZipWriter(FileChannel out) {
    this(out, ELSEWHERE);
  }

  /// A writer that takes 64 bits for numbers from `narrowest` on.
  ZipWriter(FileChannel out, long narrowest) {
    this.out = out;
    this.narrowest = narrowest;
  }

  /// Adds an entry.
  ///
  /// @throws InputException if the name is no plain relative path or was there before
  public void add(String name, MemorySegment data) throws IOException {
    if (!names.add(EntryName.checked(name))) {
      throw new InputException("two zip entries cannot both be called '" + name + "'");
    }
    byte[] nameBytes = Utf8.encode(name);
    if (nameBytes.length > 0xffff) {
      throw new InputException(
          "a name of " + nameBytes.length + " bytes is too long for a zip archive");
    }
    Header header = new Header(nameBytes, Segments.crc32(data), data.byteSize(), out.position());
    writeAll(local(header));
    Segments.write(out, data);
    addToDirectory(header);
  }

  private record Header(byte[] name, int crc, long size, long offset) {}

  private byte[] local(Header header) {
    ByteWriter extra = new ByteWriter();
    boolean wide = header.size >= narrowest;
    if (wide) {
      extra.u16(ZIP64_ID).u16(16).i64(header.size).i64(header.size);
    }
    long end = header.offset + LOCAL_LENGTH + header.name.length + extra.size() + 4;
    byte[] padding = new byte[(int) (-end & (ALIGNMENT - 1))];
    Arrays.fill(padding, (byte) 'Z');
    extra.u16(PADDING_ID).u16(padding.length).bytes(padding);

    ByteWriter local = new ByteWriter().u32(0x04034b50).u16(VERSION);
    common(local, header).u16(extra.size());
    return local.bytes(header.name).bytes(extra.toByteArray()).toByteArray();
  }

  private void addToDirectory(Header header) {
    boolean wideSize = header.size >= narrowest;
    boolean wideOffset = header.offset >= narrowest;
    ByteWriter extra = new ByteWriter();
    if (wideSize || wideOffset) {
      extra.u16(ZIP64_ID).u16((wideSize ? 16 : 0) + (wideOffset ? 8 : 0));
    }
    if (wideSize) {
      extra.i64(header.size).i64(header.size);
    }
    if (wideOffset) {
      extra.i64(header.offset);
    }
    directory.u32(0x02014b50).u16(VERSION).u16(VERSION);
    common(directory, header).u16(extra.size()).u16(0).u16(0).u16(0).u32(0);
    directory.u32(wideOffset ? ELSEWHERE : header.offset);
    directory.bytes(header.name).bytes(extra.toByteArray());
  }

  /// What both headers hold from the flags to the length of the name.
  private ByteWriter common(ByteWriter to, Header header) {
    long size = header.size >= narrowest ? ELSEWHERE : header.size;
    to.u16(UTF8_NAME).u16(ZipEntry.STORED).u32(0); // no time, no date
    return to.u32(header.crc).u32(size).u32(size).u16(header.name.length);
  }

  /// Writes the directory and the end records. Nothing may be added after that.
  public void finish() throws IOException {
    long offset = out.position();
    long size = directory.size();
    int entries = names.size();
    ByteWriter end = new ByteWriter();
    end.u32(0x06064b50).i64(44).u16(VERSION).u16(VERSION).u32(0).u32(0);
    end.i64(entries).i64(entries).i64(size).i64(offset);
    end.u32(0x07064b50).u32(0).i64(offset + size).u32(1);
    int most = Math.min(entries, 0xffff);
    end.u32(0x06054b50).u32(0).u16(most).u16(most);
    end.u32(size).u32(offset >= narrowest ? ELSEWHERE : offset).u16(0);
    writeAll(directory.toByteArray());
    writeAll(end.toByteArray());
  }

  private void writeAll(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}
