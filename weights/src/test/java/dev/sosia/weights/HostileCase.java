package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A file that must be refused.
///
/// @param ending of the file's name
/// @param says a part of the message
record HostileCase(String name, String ending, Supplier<byte[]> bytes, String says) {

  static Stream<DynamicTest> tests(Path folder, Stream<HostileCase> cases) {
    return cases.map(c -> DynamicTest.dynamicTest(c.name, () -> c.check(folder)));
  }

  private void check(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("hostile." + ending), bytes.get());
    assertThatThrownBy(() -> Checkpoint.open(file).close())
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(says)
        .hasMessageNotContaining("\n");
  }
}
