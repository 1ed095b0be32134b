package dev.sosia.landmarks.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetWriterTest {
  @TempDir private Path folder;

  /// Pieces of two files; piece 3 cannot be made.
  private static final class Letters implements DataSetPlan {
    final AtomicInteger made = new AtomicInteger();

    @Override
    public int pieces() {
      return 40;
    }

    @Override
    public List<String> names(int piece) {
      return List.of("a/" + piece, "b/" + piece);
    }

    @Override
    public SequencedMap<String, byte[]> files(int piece) {
      made.incrementAndGet();
      if (piece == 3) {
        throw new InputException("number 3 is unreadable");
      }
      SequencedMap<String, byte[]> files = new LinkedHashMap<>();
      names(piece).forEach(name -> files.put(name, name.getBytes(UTF_8)));
      return files;
    }

    @Override
    public SequencedMap<String, byte[]> lists() {
      SequencedMap<String, byte[]> lists = new LinkedHashMap<>();
      lists.put("list", "all".getBytes(UTF_8));
      return lists;
    }

    @Override
    public List<String> entries() {
      return List.of("a", "b", "list");
    }
  }

  @Test
  void everythingIsWrittenAndWhatFailsIsTold() {
    AtomicInteger steps = new AtomicInteger();
    DataSetWriter.Outcome outcome =
        new DataSetWriter(folder, 3, false).write(new Letters(), steps::incrementAndGet);
    assertThat(outcome)
        .isEqualTo(new DataSetWriter.Outcome(39, 0, List.of("number 3 is unreadable")));
    assertThat(steps).hasValue(40);
    assertThat(folder.resolve("a/39")).hasContent("a/39");
    assertThat(folder.resolve("b/0")).hasContent("b/0");
    assertThat(folder.resolve("list")).hasContent("all");
    assertThat(folder.resolve("a/3")).doesNotExist();
  }

  @Test
  void anInterruptedRunGoesOn() throws IOException {
    new DataSetWriter(folder, 1, false).write(new Letters(), () -> {});
    Files.delete(folder.resolve("b/7")); // its last file: the piece is not whole
    Files.delete(folder.resolve("a/8")); // not its last file, so it counts as whole
    Letters again = new Letters();
    assertThat(new DataSetWriter(folder, 1, false).write(again, () -> {}))
        .isEqualTo(new DataSetWriter.Outcome(1, 38, List.of("number 3 is unreadable")));
    assertThat(again.made).hasValue(2);
    assertThat(folder.resolve("b/7")).exists();
  }

  @Test
  void overwritingMakesAllAgain() throws IOException {
    new DataSetWriter(folder, 2, false).write(new Letters(), () -> {});
    Files.writeString(folder.resolve("a/5"), "spoilt");
    assertThat(new DataSetWriter(folder, 2, true).write(new Letters(), () -> {}).written())
        .isEqualTo(39);
    assertThat(folder.resolve("a/5")).hasContent("a/5");
  }

  @Test
  void aFolderThatCannotBeMadeEndsIt() throws IOException {
    Files.writeString(folder.resolve("a"), "a file where a folder should be");
    DataSetWriter writer = new DataSetWriter(folder, 2, false);
    assertThatThrownBy(() -> writer.write(new Letters(), () -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("cannot make the folder");
    assertThat(folder.resolve("list")).doesNotExist();
  }
}
