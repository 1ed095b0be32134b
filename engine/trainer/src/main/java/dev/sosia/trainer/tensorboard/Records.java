package dev.sosia.trainer.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// TensorFlow's framing of records (`tensorflow/core/lib/io/record_writer.h`), little-endian: the
/// length as 8 bytes, its checksum, the record, its checksum.
final class Records {
  /// A checksum is turned and shifted by this, since records may hold checksums themselves.
  private static final int MASK = 0xa282ead8;

  private Records() {}

  static ByteBuffer frame(byte[] record) {
    ByteBuffer frame = ByteBuffer.allocate(record.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(record.length).putInt(masked(frame.slice(0, 8)));
    return frame.put(record).putInt(masked(ByteBuffer.wrap(record))).flip();
  }

  private static int masked(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
