package dev.sosia.trainer;

import dev.sosia.engine.io.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Writes to a file and hashes what it is given to write, before the disk has seen it.
final class DigestChannel implements WritableByteChannel {
  private static final int CHUNK = 1 << 20;

  private final FileChannel out;
  private final MessageDigest digest = Sha256.digest();

  DigestChannel(FileChannel out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer view = source.duplicate();
    int written = out.write(source);
    view.limit(view.position() + written);
    digest.update(view);
    return written;
  }

  /// Waits until the file is on the disk.
  void force() throws IOException {
    out.force(true);
  }

  /// SHA-256 of all that was written, in hexadecimal; ends the hashing.
  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /// SHA-256 of a file, in hexadecimal.
  static String hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(chunk.clear()) >= 0) {
        digest.update(chunk.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
