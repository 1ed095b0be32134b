package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.safetensors.SafetensorsWriter;
import dev.sosia.weights.value.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ONNX Runtime computes from an exported network what `forward` does.
class OnnxNetworksTest {
  /// Of the largest magnitude of an output: both sum in F32, in orders of their own.
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ciagan.generator | img_size=64 | x:6x64x64 onehot:1200",
        "ciagan.generator | img_size=64 | x:6x64x64",
        "ciagan.generator | img_size=64,skips=true,identities=7 | x:6x64x64 onehot:7",
        "ciagan.generator | img_size=128 | x:6x128x128 onehot:1200",
        "ciagan.generator | img_size=128 | x:6x128x128",
        "ciagan.critic | img_size=64 | x:6x64x64",
        "ciagan.critic | img_size=128 | x:6x128x128",
        "ciagan.siamese_resnet | img_size=128 | x:3x128x128",
        "ciagan.siamese_patch | img_size=128 | x:3x128x128",
        "ciagan.siamese_patch | img_size=64 | x:3x64x64",
        "dan | classes=7 | x:3x224x224",
        "dan | classes=8,heads=2 | x:3x224x224"
      })
  void runtimeAgrees(String net, String config, String inputs) throws Exception {
    SequencedMap<String, HostTensor> in = new LinkedHashMap<>();
    Map<String, OnnxModel.Values> values = new LinkedHashMap<>();
    for (String input : inputs.split(" ", -1)) {
      String[] parts = input.split(":", -1);
      int[] sizes =
          Arrays.stream(("1x" + parts[1]).split("x", -1)).mapToInt(Integer::parseInt).toArray();
      OnnxModel.Values drawn = drawn(Shape.of(sizes), values.size());
      values.put(parts[0], drawn);
      in.put(parts[0], HostTensor.ofFloats(Shape.of(sizes), drawn.numbers()));
    }
    Path input = folder.resolve("in.safetensors");
    SafetensorsWriter.write(input, in, new LinkedHashMap<>());
    Path output = folder.resolve("out.safetensors");
    List<String> common = List.of(net, "--weights", "random", "--config", config, "--seed", "5");
    run(List.of("forward"), common, List.of("--input", input, "--output", output));
    Path model = folder.resolve("model.onnx");
    String names = String.join(",", in.keySet());
    run(List.of("weights", "export"), common, List.of("--output", model, "--inputs", names));

    try (OnnxModel onnx = new OnnxModel(model);
        Checkpoint expected = Checkpoint.open(output)) {
      Map<String, OnnxModel.Values> found = onnx.run(values);
      StateDict tensors = StateDict.of(expected);
      assertThat(found).containsOnlyKeys(tensors.tensors().keySet());
      found.forEach(
          (name, got) -> compare(net + " " + config + " " + name, tensors.get(name), got));
    }
  }

  private static OnnxModel.Values drawn(Shape shape, int stream) {
    Philox random = new Philox(11, stream);
    float[] numbers = new float[(int) shape.numel()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return new OnnxModel.Values(Arrays.stream(shape.dims()).asLongStream().toArray(), numbers);
  }

  private static void run(List<?>... arguments) {
    List<String> words = new ArrayList<>();
    for (List<?> part : arguments) {
      part.forEach(word -> words.add(word.toString()));
    }
    Captured run = Captured.run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
  }

  private static void compare(String what, HostTensor expected, OnnxModel.Values found) {
    assertThat(found.shape())
        .as(what)
        .containsExactly(Arrays.stream(expected.shape().dims()).asLongStream().toArray());
    double largest = 0;
    double scale = 0;
    for (int i = 0; i < found.numbers().length; i++) {
      double difference = Math.abs(expected.getDouble(i) - found.numbers()[i]);
      assertThat(difference).as("%s at %d", what, i).isNotNaN();
      largest = Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(expected.getDouble(i)));
    }
    assertThat(scale).as(what).isPositive();
    assertThat(largest).as(what).isLessThanOrEqualTo(TOLERANCE * scale);
  }
}
