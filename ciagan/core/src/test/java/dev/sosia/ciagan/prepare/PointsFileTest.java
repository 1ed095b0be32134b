package dev.sosia.ciagan.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsFileTest {
  private static final Picture PHOTO = Picture.filled(2, 2, 3, 0);

  @TempDir private Path folder;

  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[" + i + ", " + (i + 0.5) + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String line(String name) {
    return "{\"file\": \"" + name + "\", \"score\": 1, \"points\": " + pairs(68) + "}\n";
  }

  @Test
  void wantedPointsAreKept() throws IOException {
    Path file = folder.resolve("points.jsonl");
    Files.writeString(file, line("a.jpg") + "\n" + line("b/c.jpg") + line("d.jpg"));
    PointsFile points = PointsFile.read(file, Set.of("a.jpg", "b/c.jpg", "e.jpg"));
    assertThat(points.names()).containsExactlyInAnyOrder("a.jpg", "b/c.jpg");
    assertThat(points.points("b/c.jpg", PHOTO).orElseThrow().y(67)).isEqualTo(67.5);
    assertThat(points.points("d.jpg", PHOTO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense | line 2 is no JSON object",
        "[1, 2] | line 2 is no JSON object",
        "{\"points\": []} | line 2 names no \"file\"",
        "{\"file\": \"x.jpg\"} | line 2 needs \"points\", a list of 68 pairs [x, y]; found none",
        "{\"file\": \"x.jpg\", \"points\": [[1, 2]]} | found 1 entries",
      })
  void aBadLineIsNamed(String bad, String message) throws IOException {
    Path file = folder.resolve("points.jsonl");
    Files.writeString(file, line("a.jpg") + bad + "\n");
    refused(file, message);
  }

  @Test
  void badPairsAndDoublesAreNamed() throws IOException {
    Path file = folder.resolve("points.jsonl");
    Files.writeString(file, line("a.jpg").replace("[3, 3.5]", "[3]"));
    refused(file, "line 1: point 3 is not a pair");
    Files.writeString(file, line("a.jpg").replace("[3, 3.5]", "[3, 1e999]"));
    refused(file, "line 1: a face's points are finite numbers");
    Files.writeString(file, line("a.jpg") + line("a.jpg"));
    refused(file, "line 2: a.jpg has points already");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    refused(file, "points.jsonl");
    refused(folder.resolve("none.jsonl"), "there is no such file of points");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> PointsFile.read(file, Set.of("a.jpg")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
