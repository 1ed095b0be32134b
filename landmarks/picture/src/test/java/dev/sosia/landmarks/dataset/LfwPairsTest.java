package dev.sosia.landmarks.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LfwPairsTest {
  @TempDir private Path folder;

  private LfwPairs read(String text) throws IOException {
    return LfwPairs.read(Files.writeString(folder.resolve("pairs.txt"), text), Path.of("lfw"));
  }

  @Test
  void foldsOfPairsAreReadAsLfwWritesThem() throws IOException {
    LfwPairs pairs = read("2\t1\nAnna_B\t1\t12\nAnna_B\t2\tC_D\t3\nE\t1\t2\nE\t2\tAnna_B\t1\n");
    assertThat(pairs.folds()).hasSize(2);
    assertThat(pairs.folds().get(0))
        .containsExactly(
            new LfwPairs.Pair(
                Path.of("lfw/Anna_B/Anna_B_0001.jpg"), Path.of("lfw/Anna_B/Anna_B_0012.jpg"), true),
            new LfwPairs.Pair(
                Path.of("lfw/Anna_B/Anna_B_0002.jpg"), Path.of("lfw/C_D/C_D_0003.jpg"), false));
    assertThat(pairs.folds().get(1).getLast().same()).isFalse();
  }

  @Test
  void aDevelopmentListHasOneFold() throws IOException {
    LfwPairs pairs = read("1\nE 1 2\nE 2 F 1\n\n");
    assertThat(pairs.folds()).hasSize(1);
    assertThat(pairs.folds().getFirst()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', line 1",
    "'1 2 3', line 1",
    "'0;1', no number from 1",
    "'1;E 1 2', 1 pairs after its first line",
    "'1;E 1 F 2;E 1 F 2', line 2",
    "'1;E 1 2;E 1 2', line 3",
    "'1;E 1 x;E 1 F 2', 'line 2: ''E 1 x'': ''x'''",
    "'1;E 1 0;E 1 F 2', line 2"
  })
  void aWrongLineIsNamed(String text, String reason) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pairs.txt")
        .hasMessageContaining(reason);
  }
}
