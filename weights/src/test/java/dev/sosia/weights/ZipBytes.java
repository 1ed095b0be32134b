package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.weights.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// A zip archive written field by field, right or wrong.
final class ZipBytes {
  final List<Entry> entries = new ArrayList<>();
  boolean zip64;
  byte[] comment = {};
  byte[] behindEnd = {};
  byte[] behindDirectory = {};
  int entriesPlus;
  long directorySizePlus;
  long directoryOffsetPlus;
  int disk;

  /// Everything that the two headers of an entry say.
  static final class Entry {
    byte[] localName;
    byte[] centralName;
    byte[] data;
    int localFlags;
    int centralFlags;
    int localMethod;
    int centralMethod;
    long localCrc;
    long centralCrc;
    long localPacked;
    long localUnpacked;
    long centralPacked;
    long centralUnpacked;
    byte[] localExtra = {};
    byte[] centralExtra = {};
    byte[] descriptor = {};
    long offset = -1;

    Entry(String name, byte[] data) {
      localName = name.getBytes(UTF_8);
      centralName = localName;
      this.data = data;
      localPacked = data.length;
      localUnpacked = data.length;
      centralPacked = data.length;
      centralUnpacked = data.length;
      centralCrc = crc(data);
      localCrc = centralCrc;
    }

    /// Writes zeros into the local header and the numbers behind the data, as PyTorch does.
    void defer() {
      localFlags |= 8;
      centralFlags |= 8;
      descriptor =
          new ByteWriter()
              .u32(0x08074b50)
              .u32(localCrc)
              .u32(data.length)
              .u32(data.length)
              .toByteArray();
      localCrc = 0;
      localPacked = 0;
      localUnpacked = 0;
    }

    void method(int method) {
      localMethod = method;
      centralMethod = method;
    }

    /// Says another size in both headers.
    void size(long size) {
      localPacked = size;
      localUnpacked = size;
      centralPacked = size;
      centralUnpacked = size;
    }
  }

  static long crc(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return crc.getValue();
  }

  /// A checkpoint with this pickle and these storages, called 0, 1, ..
  static ZipBytes checkpoint(byte[] pickle, byte[]... storages) {
    ZipBytes zip = new ZipBytes().add("archive/data.pkl", pickle);
    for (int i = 0; i < storages.length; i++) {
      zip.add("archive/data/" + i, storages[i]);
    }
    return zip.add("archive/version", "3\n".getBytes(UTF_8));
  }

  /// A checkpoint that is one tensor, 0 to 5 as [2, 3].
  static ZipBytes checkpoint() {
    return checkpoint(PickleBytes.pickle().tensor().stop(), floats(0, 1, 2, 3, 4, 5));
  }

  static byte[] floats(float... values) {
    ByteWriter out = new ByteWriter();
    for (float value : values) {
      out.u32(Float.floatToIntBits(value));
    }
    return out.toByteArray();
  }

  ZipBytes add(String name, byte[] data) {
    entries.add(new Entry(name, data));
    return this;
  }

  /// Changes the entry of this name.
  ZipBytes change(String name, Consumer<Entry> change) {
    entries.stream().filter(e -> new String(e.centralName, UTF_8).equals(name)).forEach(change);
    return this;
  }

  /// Changes the archive.
  ZipBytes with(Consumer<ZipBytes> change) {
    change.accept(this);
    return this;
  }

  byte[] bytes() {
    ByteWriter out = new ByteWriter();
    for (Entry e : entries) {
      if (e.offset < 0) {
        e.offset = out.size();
      }
      out.u32(0x04034b50).u16(20).u16(e.localFlags).u16(e.localMethod).u32(0);
      out.u32(e.localCrc).u32(e.localPacked).u32(e.localUnpacked);
      out.u16(e.localName.length).u16(e.localExtra.length);
      out.bytes(e.localName).bytes(e.localExtra).bytes(e.data).bytes(e.descriptor);
    }
    long directory = out.size();
    for (Entry e : entries) {
      out.u32(0x02014b50).u16(20).u16(20).u16(e.centralFlags).u16(e.centralMethod).u32(0);
      out.u32(e.centralCrc).u32(e.centralPacked).u32(e.centralUnpacked);
      out.u16(e.centralName.length).u16(e.centralExtra.length);
      out.u16(0).u16(0).u16(0).u32(0).u32(e.offset).bytes(e.centralName).bytes(e.centralExtra);
    }
    out.bytes(behindDirectory);
    long size = out.size() - directory - behindDirectory.length + directorySizePlus;
    long offset = directory + directoryOffsetPlus;
    int count = entries.size() + entriesPlus;
    if (zip64) {
      long at = out.size();
      out.u32(0x06064b50).i64(44).u16(45).u16(45).u32(0).u32(0);
      out.i64(count).i64(count).i64(size).i64(offset);
      out.u32(0x07064b50).u32(0).i64(at).u32(1);
    }
    out.u32(0x06054b50).u16(disk).u16(disk).u16(count).u16(count).u32(size).u32(offset);
    return out.u16(comment.length).bytes(comment).bytes(behindEnd).toByteArray();
  }
}
