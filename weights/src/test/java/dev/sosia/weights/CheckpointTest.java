package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.pth", "a.PT", "a.safetensors", "a.npy", "a.bin", "no ending", "顔.pth"})
  void theContentDecidesNotTheEnding(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), ZipBytes.checkpoint().bytes());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.PTH);
      assertThat(checkpoint.file()).isEqualTo(file);
      assertThat(checkpoint.metadata()).isEmpty();
    }
  }

  @Test
  void everyFormatIsKnownByItsContent() throws IOException {
    byte[] npy = HostileNpyTest.npy(HostileNpyTest.GOOD, 24);
    assertFormat(CheckpointFormat.LEGACY_PTH, new LegacyBytes().bytes());
    assertFormat(CheckpointFormat.NPY, npy);
    assertFormat(CheckpointFormat.NPZ, new ZipBytes().add("a.npy", npy).bytes());
    assertFormat(CheckpointFormat.SAFETENSORS, HostileSafetensorsTest.file("{}", 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {'P' | 'K' << 8, 0x80, 0x280, 0x93 | 'N' << 8})
  void aSafetensorsHeaderMayHaveALengthThatSpellsAnotherFormat(int length) throws IOException {
    String header = "{" + " ".repeat(length - 2) + "}";
    assertFormat(CheckpointFormat.SAFETENSORS, HostileSafetensorsTest.file(header, 0));
  }

  private void assertFormat(CheckpointFormat format, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("unnamed"), bytes);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.format()).isEqualTo(format);
    }
  }

  @Test
  void aMissingFileOrAFolderIsRefused() {
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("none.pth")).close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.pth")
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Checkpoint.open(folder).close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void bytesInMemoryAreReadAsAFileIs() {
    byte[] bytes = ZipBytes.checkpoint().bytes();
    try (Checkpoint checkpoint = Checkpoint.of(bytes, Path.of("in memory.pth"))) {
      assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.PTH);
      assertThat(checkpoint.value()).isInstanceOf(Value.TensorValue.class);
    }
    for (byte[] bad : new byte[][] {{}, {1, 2, 3}}) {
      assertThatThrownBy(() -> Checkpoint.of(bad, Path.of("in memory.pth")).close())
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("in memory.pth");
    }
  }

  @Test
  void aSymbolicLinkIsFollowed() throws IOException {
    Path file = Files.write(folder.resolve("real.pth"), ZipBytes.checkpoint().bytes());
    Path link = Files.createSymbolicLink(folder.resolve("link.pth"), file);
    try (Checkpoint checkpoint = Checkpoint.open(link)) {
      assertThat(checkpoint.value()).isInstanceOf(Value.TensorValue.class);
    }
  }

  @Test
  void afterClosingTensorsCannotBeRead() throws IOException {
    Path file = Files.write(folder.resolve("a.pth"), ZipBytes.checkpoint().bytes());
    HostTensor tensor;
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      tensor = ((Value.TensorValue) checkpoint.value()).tensor();
      assertThat(tensor.getDouble(5)).isEqualTo(5);
    }
    assertThatThrownBy(() -> tensor.getDouble(5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tensorsAreSlicesOfTheMappedFile() throws IOException {
    Path file = Files.write(folder.resolve("a.pth"), ZipBytes.checkpoint().bytes());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      HostTensor tensor = ((Value.TensorValue) checkpoint.value()).tensor();
      assertThat(tensor.storage().isMapped()).isTrue();
      assertThat(tensor.storage().isReadOnly()).isTrue();
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() throws IOException {
    byte[] bytes =
        ZipBytes.checkpoint(
                PickleBytes.pickle().text("os\u001b[2J\n").text("system\u202e").raw(0x93).stop())
            .bytes();
    Path file = Files.write(folder.resolve("a.pth"), bytes);
    assertThatThrownBy(() -> Checkpoint.open(file).close())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'os\ufffd[2J\ufffd.system\ufffd'")
        .satisfies(e -> assertThat(((CheckpointException) e).file()).isEqualTo(file));
  }
}
