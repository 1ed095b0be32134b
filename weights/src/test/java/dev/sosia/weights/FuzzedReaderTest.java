package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A little of what the profile `fuzz` does for a minute each, and all that it ever found.
class FuzzedReaderTest {
  private static final Path FINDS = Path.of("src", "test", "resources", "finds");

  @ParameterizedTest
  @EnumSource(FuzzedReader.class)
  void honestFilesAreTaken(FuzzedReader reader) {
    assertThat(reader.seeds()).isNotEmpty().allMatch(reader::read);
  }

  @ParameterizedTest
  @EnumSource(FuzzedReader.class)
  void changedFilesAreTakenOrRefused(FuzzedReader reader) {
    Random random = new Random(1);
    int refused = 0;
    for (byte[] seed : reader.seeds()) {
      for (int i = 0; i < 2000; i++) {
        refused += reader.read(changed(seed, random)) ? 0 : 1;
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @EnumSource(FuzzedReader.class)
  void everyPartOfAFileIsTakenOrRefused(FuzzedReader reader) {
    for (byte[] seed : reader.seeds()) {
      for (int length = 0; length < seed.length; length++) {
        assertThat(reader.read(Arrays.copyOf(seed, length))).as("%d bytes", length).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FuzzedReader.class)
  void whatFuzzingFoundIsTakenOrRefused(FuzzedReader reader) throws IOException {
    try (Stream<Path> files = Files.list(FINDS)) {
      List<Path> finds =
          files.filter(f -> f.getFileName().toString().startsWith(reader.name())).toList();
      for (Path find : finds) {
        reader.read(Files.readAllBytes(find));
      }
    }
  }

  /// One to four changes: a bit, a byte, a piece gone, a piece twice, or a number made extreme.
  private static byte[] changed(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 8; changes--) {
      int at = random.nextInt(bytes.length - 8);
      int length = 1 + random.nextInt(8);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
        case 3 -> {
          System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
          bytes = Arrays.copyOf(bytes, bytes.length - length);
        }
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
