package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.jr.ob.JSON;

/// Files that PyTorch and NumPy wrote, and hostile ones made by hand, with what they hold: every
/// manifest of kind `checkpoints` among the reference data.
class ReferenceCheckpointsTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("sosia.shared", "../shared"), "fixtures");

  @TestFactory
  Stream<DynamicTest> everyFileIsReadOrRefusedAsTheReferenceSays() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FIXTURES), "no reference data at " + FIXTURES.toAbsolutePath());
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FIXTURES, 3)) {
      for (Path manifest : files.filter(f -> f.endsWith("manifest.json")).toList()) {
        Map<String, Object> content = JSON.std.mapFrom(Files.newBufferedReader(manifest));
        if ("checkpoints".equals(content.get("kind"))) {
          ExpectedTensors tensors =
              new ExpectedTensors(manifest.resolveSibling(Fields.text(content, "tensors")));
          for (Object item : Fields.list(content, "cases")) {
            Map<?, ?> one = (Map<?, ?>) item;
            Path file = manifest.resolveSibling(Fields.text(one, "file"));
            tests.add(
                DynamicTest.dynamicTest(
                    Fields.text(one, "name"),
                    () -> check(file, Fields.any(one, "expect"), tensors)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(Path file, Object expect, ExpectedTensors tensors) {
    switch (expect) {
      case String s when s.equals("error") ->
          assertThatThrownBy(() -> Checkpoint.open(file).close())
              .isInstanceOf(CheckpointException.class)
              .hasMessageContaining(file.toString())
              .hasMessageNotContaining("\n");
      case String s when s.equals("survive") -> {
        try {
          Checkpoint.open(file).close();
        } catch (CheckpointException e) {
          assertThat(e).hasMessageContaining(file.toString());
        }
      }
      case Map<?, ?> content -> {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
          ExpectedNode.check(checkpoint, Fields.object(content, "value"), tensors);
          assertThat(checkpoint.metadata())
              .isEqualTo(
                  content.containsKey("metadata") ? Fields.object(content, "metadata") : Map.of());
        }
      }
      default -> fail("unknown expectation %s", expect);
    }
  }
}
