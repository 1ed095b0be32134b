package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class ExportCommandTest {
  private static final String SMALL = "img_size=64,width=0.125,identities=5";

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void name() {
    model = folder.resolve("a ü.onnx");
  }

  private Captured export(String network, String... more) {
    List<String> words =
        new java.util.ArrayList<>(List.of("weights", "export", network, "--output"));
    words.add(model.toString());
    words.addAll(List.of(more));
    return Captured.run(words.toArray(String[]::new));
  }

  private void refused(Captured run, String... parts) {
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(parts).hasLineCount(1);
  }

  @Test
  void theGeneratorIsWrittenWithBothInputs() throws IOException {
    Captured run = export("ciagan.generator", "--weights", "random", "--config", SMALL, "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    Map<String, Object> document = JSON.std.mapFrom(run.out());
    assertThat(document)
        .containsEntry("output", model.toString())
        .containsEntry("network", "ciagan.generator");
    assertThat(((Number) Objects.requireNonNull(document.get("bytes"))).longValue())
        .isEqualTo(Files.size(model));
    assertThat(document)
        .containsEntry("inputs", Map.of("x", List.of(1, 6, 64, 64), "onehot", List.of(1, 5)))
        .containsEntry("outputs", Map.of("out", List.of(1, 3, 64, 64)));
  }

  @Test
  void anOptionalInputCanBeLeftOut() {
    Captured run =
        export("ciagan.generator", "--weights", "random", "--config", SMALL, "--inputs", "x");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("inputs x [1, 6, 64, 64]").doesNotContain("onehot");
  }

  @Test
  void inputsAreChecked() {
    refused(
        export("ciagan.generator", "--weights", "random", "--config", SMALL, "--inputs", "y"),
        "no input y",
        "x, onehot");
    refused(
        export("ciagan.generator", "--weights", "random", "--config", SMALL, "--inputs", "onehot"),
        "needs its input x");
    assertThat(model).doesNotExist();
  }

  @Test
  void anExistingFileStaysUnlessSaidOtherwise() throws IOException {
    Files.writeString(model, "mine");
    String[] small = {"--weights", "random", "--config", "img_size=64,width=0.125"};
    refused(export("ciagan.critic", small), "exists", "--overwrite");
    assertThat(model).hasContent("mine");
    String[] overwrite = {
      "--weights", "random", "--config", "img_size=64,width=0.125", "--overwrite"
    };
    assertThat(export("ciagan.critic", overwrite).code()).isEqualTo(ExitCode.DONE);
    assertThat(Files.size(model)).isGreaterThan(4);
  }

  @Test
  void otherEndingsFoldersAndNetworksAreRefused() {
    model = folder.resolve("model.pth");
    refused(export("ciagan.critic", "--weights", "random"), "model.pth", ".onnx");
    model = folder.resolve("missing").resolve("model.onnx");
    refused(
        export("ciagan.critic", "--weights", "random", "--config", "img_size=64,width=0.125"),
        "does not exist");
    model = folder.resolve("model.onnx");
    refused(export("ciagan.critik", "--weights", "random"), "ciagan.critik", "ciagan.critic");
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Path weights = folder.resolve("other.safetensors");
    SequencedMap<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("alien", HostTensor.ofFloats(Shape.of(1), 1));
    StateDict.of(tensors).save(weights);
    refused(
        export("ciagan.critic", "--weights", weights.toString()),
        weights.toString(),
        "unexpected alien");
    refused(
        export("ciagan.critic", "--weights", folder.resolve("none.pth").toString()), "none.pth");
    assertThat(model).doesNotExist();
  }
}
