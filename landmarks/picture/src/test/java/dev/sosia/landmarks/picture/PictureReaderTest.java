package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {
  private static final PictureReader READER = new PictureReader();

  @TempDir Path folder;

  private void refused(Path file, String words) {
    assertThatThrownBy(() -> READER.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void whatIsNoPictureIsRefusedByName() throws IOException {
    refused(folder.resolve("none.png"), "no such file");
    refused(folder, "folder");
    refused(Files.createFile(folder.resolve("empty.jpg")), "empty");
    refused(Files.writeString(folder.resolve("text.jpg"), "hello"), "neither a PNG nor a JPEG");
    refused(Files.write(folder.resolve("s.png"), new byte[] {(byte) 0x89, 'P'}), "neither");
  }

  @Test
  void contentCountsNotTheName() throws IOException {
    Picture p = noise(3, 3, 3, 1);
    Path named = Files.write(folder.resolve("really a png.jpg"), PictureWriter.png(p));
    assertThat(READER.read(named)).isEqualTo(p);
    assertThat(READER.read(named, ColorMode.L)).isEqualTo(ColorMode.L.convert(p));
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), named);
    assertThat(READER.read(link)).isEqualTo(p);
  }
}
