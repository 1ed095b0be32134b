package dev.sosia.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("grüße 顔.txt");
    AtomicFile.writeString(file, "one");
    assertThat(file).hasContent("one");
    AtomicFile.writeString(file, "twö");
    assertThat(file).hasContent("twö");
    assertOnlyFileIs(file);
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFile.writeString(file, "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFile.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(ByteBuffer.wrap(new byte[1000]));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("disk is full");
    assertThat(file).hasContent("old");
    assertOnlyFileIs(file);
  }

  @Test
  void anErrorOfTheContentPassesThroughAndLeavesNothing() throws IOException {
    Path file = folder.resolve("a.bin");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    _ -> {
                      throw new InputException("no such tensor");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessage("no such tensor");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderOrAMissingFolderIsRefused() {
    assertThatThrownBy(() -> AtomicFile.writeString(folder, "x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> AtomicFile.writeString(folder.resolve("no/such/a.txt"), "x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aSymbolicLinkStaysAndItsFileIsReplaced() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("a.txt");
    Path link = folder.resolve("link.txt");
    Files.createSymbolicLink(link, Path.of("real", "a.txt"));
    AtomicFile.writeString(link, "through a link to nothing yet");
    assertThat(link).isSymbolicLink();
    AtomicFile.writeString(link, "again");
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("again");
  }

  @Test
  void permissionsAreThoseOfAnyNewFile() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null,
        "no POSIX permissions here");
    Path ordinary = Files.writeString(folder.resolve("ordinary"), "x");
    Path atomic = folder.resolve("atomic");
    AtomicFile.writeString(atomic, "x");
    assertThat(Files.getPosixFilePermissions(atomic))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  private void assertOnlyFileIs(Path file) throws IOException {
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
