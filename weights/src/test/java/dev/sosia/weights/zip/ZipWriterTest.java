package dev.sosia.weights.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipWriterTest {
  private static final byte[] BIG = new byte[3_000_000];

  @TempDir Path folder;

  private Path write(long narrowest) throws IOException {
    Path file = folder.resolve("a.zip");
    for (int i = 0; i < BIG.length; i++) {
      BIG[i] = (byte) (i * i);
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ZipWriter writer = new ZipWriter(out, narrowest);
      writer.add("r/empty", MemorySegment.ofArray(new byte[0]));
      writer.add("r/grüße", MemorySegment.ofArray(new float[] {1, 2, 3}));
      writer.add("r/big", MemorySegment.ofArray(BIG));
      writer.add("r/last", MemorySegment.ofArray(new byte[] {7}));
      writer.finish();
    }
    return file;
  }

  /// 2^32 - 1 as it is; smaller, so that small archives take the way of large ones.
  @ParameterizedTest
  @ValueSource(longs = {0xffff_ffffL, 1000, 100, 1})
  void archivesOfEverySizeAreReadHereAndByJava(long narrowest) throws IOException {
    Path file = write(narrowest);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      ZipArchive archive = ZipArchive.read(bytes);
      assertThat(archive.entries()).hasSize(4);
      for (ZipEntry entry : archive.entries()) {
        assertThat((entry.stored().address() - bytes.address()) % 64).isZero();
      }
      ZipEntry big = Objects.requireNonNull(archive.get("r/big"));
      assertThat(big.stored().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(BIG);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.getInputStream(zip.getEntry("r/big")).readAllBytes()).isEqualTo(BIG);
      assertThat(zip.getInputStream(zip.getEntry("r/grüße")).readAllBytes()).hasSize(12);
      assertThat(zip.size()).isEqualTo(4);
    }
  }

  @Test
  void namesAreUniqueAndPlain() throws IOException {
    try (FileChannel out =
        FileChannel.open(
            folder.resolve("b.zip"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ZipWriter writer = new ZipWriter(out);
      MemorySegment data = MemorySegment.ofArray(new byte[1]);
      writer.add("a", data);
      assertThatThrownBy(() -> writer.add("a", data)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> writer.add("../a", data)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> writer.add("x".repeat(70_000), data))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("too long");
    }
  }
}
