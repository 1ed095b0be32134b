package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.pytorch.PthWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class WeightsCommandTest {
  @TempDir Path folder;

  private Path weights;

  @BeforeEach
  void write() {
    weights = folder.resolve("a b ü.pth");
    save(weights, 1, 2, Float.NaN, -4);
  }

  @Test
  void listTellsEveryTensorAndTotals() {
    Captured run = run("list", weights);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .containsPattern("conv.weight +F32 +\\[2, 2] +16 +-4.0000 +2.0000 +-0.33333 +1\\R")
        .containsPattern("conv.count +I64 +\\[\\] +8 +7.0000 +7.0000 +7.0000 +0\\R")
        .contains("2 tensors, 5 elements, 24 bytes, pth");
  }

  @Test
  void listAsJsonHasTheContractsFields() {
    Captured run = run("list", weights, "--json");
    assertThat(run.err()).isEmpty();
    Map<String, Object> document = JSON.std.mapFrom(run.out());
    assertThat(document).containsEntry("format", "pth").containsKeys("tensors", "other");
    List<?> tensors = (List<?>) Objects.requireNonNull(document.get("tensors"));
    assertThat(tensors).hasSize(2);
    Map<?, ?> first = (Map<?, ?>) tensors.getFirst();
    assertThat(first.get("name")).isEqualTo("conv.weight");
    assertThat(first.get("dtype")).isEqualTo("F32");
    assertThat(first.get("shape")).isEqualTo(List.of(2, 2));
    assertThat(first.get("bytes")).isEqualTo(16);
    assertThat(first.get("min")).isEqualTo(-4.0);
    assertThat(first.get("max")).isEqualTo(2.0);
    assertThat(first.get("nan_count")).isEqualTo(1);
  }

  @Test
  void listFindsTensorsInsideOtherValuesAndCleansTheirNames() {
    Path file = folder.resolve("training.pth");
    LinkedHashMap<Value, Value> state = new LinkedHashMap<>();
    state.put(Value.Int.of(0), tensor(5));
    LinkedHashMap<Value, Value> all = new LinkedHashMap<>();
    all.put(new Value.Str("w\u001b[31m"), tensor(1, 2));
    all.put(new Value.Str("epoch"), Value.Int.of(3));
    all.put(new Value.Str("state"), new Value.DictValue(state, false));
    PthWriter.write(file, new Value.DictValue(all, false));

    Captured text = run("list", file);
    assertThat(text.out())
        .contains("w\\u001b[31m", "state.0 ", "other: epoch = 3", "2 tensors, 3 elements")
        .doesNotContain("\u001b");

    Map<String, Object> document = JSON.std.mapFrom(run("list", file, "--json").out());
    Map<?, ?> other = (Map<?, ?>) Objects.requireNonNull(document.get("other"));
    assertThat(other.get("epoch")).isEqualTo(3);
  }

  @Test
  void listAsJsonTakesDeepNesting() {
    Value value = Value.Int.of(1);
    for (int i = 0; i < 190; i++) {
      value = new Value.ListValue(List.of(value));
    }
    Path file = folder.resolve("deep.pth");
    PthWriter.write(file, value);
    assertThat(run("list", file, "--json").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void unreadableFilesAreNamedInOneSentence() throws IOException {
    Path rubbish = Files.writeString(folder.resolve("rubbish.pth"), "this is no checkpoint");
    for (Path file : List.of(rubbish, folder.resolve("missing.pth"), folder)) {
      Captured run = run("list", file);
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains(file.toString()).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.pth", "out.pt", "out.safetensors", "out.npz"})
  void convertedFilesHoldTheSame(String name) {
    Path out = folder.resolve(name);
    assertThat(run("convert", weights, out).code()).isEqualTo(ExitCode.DONE);
    Captured diff = run("diff", weights, out);
    assertThat(diff.code()).as(diff.out()).isEqualTo(ExitCode.DONE);
    assertThat(diff.out()).contains("2 tensors, none more than 0.0 apart");
  }

  @Test
  void convertChangesTypesAndNames() {
    Path out = folder.resolve("half.safetensors");
    Captured run = run("convert", weights, out, "--to", "bf16", "--strip-prefix", "conv.");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    try (Checkpoint checkpoint = Checkpoint.open(out)) {
      StateDict converted = StateDict.of(checkpoint);
      assertThat(converted.tensors()).containsOnlyKeys("weight", "count");
      assertThat(converted.get("weight").dtype()).isEqualTo(DType.BF16);
      assertThat(converted.get("count").dtype()).isEqualTo(DType.I64);
    }
  }

  @Test
  void convertDestroysNothing() throws IOException {
    Path out = Files.writeString(folder.resolve("out.safetensors"), "precious");
    Captured refused = run("convert", weights, out);
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--overwrite");
    assertThat(out).hasContent("precious");
    assertThat(run("convert", weights, out, "--overwrite").code()).isEqualTo(ExitCode.DONE);

    byte[] before = Files.readAllBytes(weights);
    Path link = Files.createSymbolicLink(folder.resolve("link.pth"), weights);
    for (Path same : List.of(weights, link)) {
      assertThat(run("convert", weights, same, "--overwrite").code()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(weights).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.txt", "out", "out.npy"})
  void convertWritesOnlyFormatsItKnows(String name) {
    Path out = folder.resolve(name);
    Captured run = run("convert", weights, out);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(name, ".safetensors");
    assertThat(out).doesNotExist();
  }

  @Test
  void diffNamesTheLargestDifference() {
    Path other = folder.resolve("other.safetensors");
    save(other, 1, 2.5f, Float.NaN, -4);
    Captured run = run("diff", weights, other);
    assertThat(run.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(run.out()).contains("conv.weight: 0.5", "at element 1", "different: 1 of 2");
    assertThat(run("diff", weights, other, "--tolerance", "0.5").code()).isEqualTo(ExitCode.DONE);

    Captured json = run("diff", weights, other, "--json");
    assertThat(json.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(JSON.std.mapFrom(json.out())).containsEntry("equal", false);
  }

  @Test
  void notANumberDiffersFromEveryNumberWhateverTheTolerance() {
    Path other = folder.resolve("other.npz");
    save(other, 1, 2, 3, -4);
    Captured run = run("diff", weights, other, "--tolerance", "1e30");
    assertThat(run.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(run.out()).contains("conv.weight: Infinity apart at element 2");
  }

  @Test
  void diffOfNothingIsNoSuccess() {
    Path empty = folder.resolve("empty.pth");
    PthWriter.write(empty, new Value.DictValue(new LinkedHashMap<>(), false));
    Captured run = run("diff", empty, empty);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("holds no tensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "little"})
  void toleranceIsANumberFromZeroUp(String tolerance) {
    Captured run = run("diff", weights, weights, "--tolerance", tolerance);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--tolerance").hasLineCount(1);
  }

  private static Captured run(String command, Path file, Object... more) {
    String[] line = new String[3 + more.length];
    line[0] = "weights";
    line[1] = command;
    line[2] = file.toString();
    for (int i = 0; i < more.length; i++) {
      line[3 + i] = more[i].toString();
    }
    return Captured.run(line);
  }

  private static void save(Path file, float... values) {
    LinkedHashMap<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("conv.weight", HostTensor.ofFloats(Shape.of(2, 2), values));
    tensors.put("conv.count", HostTensor.ofLongs(Shape.SCALAR, 7));
    StateDict.of(tensors).save(file);
  }

  private static Value tensor(float... values) {
    return new Value.TensorValue(HostTensor.ofFloats(Shape.of(values.length), values));
  }
}
