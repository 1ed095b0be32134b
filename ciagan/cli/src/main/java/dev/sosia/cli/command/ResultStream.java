package dev.sosia.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers why writing to it failed, which a `PrintStream` does not tell.
final class ResultStream extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException failure;

  ResultStream(OutputStream target) {
    this.target = new BufferedOutputStream(target, 1 << 16);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /// Why something could not be written so far: null if all was, or if the reader closed its end of
  /// the pipe on purpose.
  @Nullable String loss() {
    IOException e = failure;
    return e == null || "Broken pipe".equals(e.getMessage())
        ? null
        : String.valueOf(e.getMessage());
  }
}
