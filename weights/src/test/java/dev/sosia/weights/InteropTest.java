package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.pytorch.PthWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files exchanged with real PyTorch and NumPy, bit by bit. Needs a Python with both (Debian's
/// `python3-torch` has them).
class InteropTest {
  private static @Nullable Python python;

  @TempDir Path folder;

  /// A running Python: starting one with PyTorch takes seconds.
  private record Python(Process process, BufferedReader out) {
    static @Nullable Python start(String command) {
      Path script = Path.of("src", "test", "resources", "interop.py").toAbsolutePath();
      try {
        Process process =
            new ProcessBuilder(command, script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Python python = new Python(process, process.inputReader(UTF_8));
        return python.answer() == null ? null : python;
      } catch (IOException _) {
        return null; // there is no such program
      }
    }

    List<String> ask(String what, Path file) throws IOException {
      process.outputWriter(UTF_8).append(what + " " + file + "\n").flush();
      return Objects.requireNonNull(answer(), "Python failed at " + what);
    }

    private @Nullable List<String> answer() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals("--")) {
          return lines;
        }
        lines.add(line);
      }
      return null;
    }
  }

  @BeforeAll
  static void startPython() {
    python = Python.start("python3");
    if (python == null) {
      python = Python.start("/usr/bin/python3");
    }
    Assumptions.assumeTrue(
        python != null, "no Python with PyTorch and NumPy: nothing was exchanged");
  }

  @AfterAll
  static void stopPython() {
    if (python != null) {
      python.process.destroy();
    }
  }

  private static List<String> ask(String what, Path file) throws IOException {
    return Objects.requireNonNull(python).ask(what, file);
  }

  private static String tell(String name, Value.TensorValue value, boolean layout) {
    HostTensor tensor = value.tensor();
    String dtype =
        switch (tensor.dtype()) {
          case F64 -> "float64";
          case F32 -> "float32";
          case F16 -> "float16";
          case BF16 -> "bfloat16";
          case U8 -> "uint8";
          case BOOL -> "bool";
          case I64, I32, I16, I8 ->
              tensor.dtype().name().toLowerCase(Locale.ROOT).replace("i", "int");
        };
    byte[] packed = new byte[(int) tensor.byteSize()];
    tensor.copyTo(MemorySegment.ofArray(packed), tensor.dtype());
    return String.join(
        ";",
        name,
        dtype,
        tensor.shape().toString(),
        layout ? Arrays.toString(tensor.strides()) : "",
        layout ? Long.toString(tensor.offset()) : "",
        layout ? pythonList(value.parameter(), value.requiresGrad()) : "",
        HexFormat.of().formatHex(packed));
  }

  private static String pythonList(boolean a, boolean b) {
    return "[" + (a ? "True" : "False") + ", " + (b ? "True" : "False") + "]";
  }

  private static List<String> tell(Map<Value, Value> tensors, boolean layout) {
    List<String> lines = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            lines.add(tell(((Value.Str) name).value(), (Value.TensorValue) tensor, layout)));
    return lines;
  }

  /// The same lines without strides, offset and flags, which NumPy's files do not have.
  private static List<String> withoutLayout(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("^([^;]*;[^;]*;[^;]*;)[^;]*;[^;]*;[^;]*;", "$1;;;"))
        .toList();
  }

  private static Value.DictValue sample(boolean numpy) {
    LinkedHashMap<Value, Value> items = new LinkedHashMap<>();
    byte[] bytes = new byte[8 * 12];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 % 120);
    }
    for (DType dtype : DType.values()) {
      if (numpy && dtype == DType.BF16) {
        continue;
      }
      byte[] own = Arrays.copyOf(bytes, 12 * dtype.bytes());
      if (dtype == DType.BOOL) {
        for (int i = 0; i < own.length; i++) {
          own[i] = (byte) (own[i] & 1);
        }
      }
      MemorySegment storage = MemorySegment.ofArray(own);
      HostTensor whole = HostTensor.of(dtype, Shape.of(3, 4), storage);
      HostTensor view = new HostTensor(dtype, Shape.of(4, 2), new long[] {1, 4}, 4, storage);
      items.put(new Value.Str(dtype + ".weight"), new Value.TensorValue(whole));
      items.put(new Value.Str(dtype + ".view"), new Value.TensorValue(view));
      if (dtype.isFloating()) {
        items.put(new Value.Str(dtype + ".trained"), new Value.TensorValue(whole, true, true));
        items.put(new Value.Str(dtype + ".frozen"), new Value.TensorValue(view, true, false));
      }
    }
    HostTensor number = HostTensor.ofLongs(Shape.SCALAR, -5);
    items.put(new Value.Str("num_batches"), new Value.TensorValue(number));
    HostTensor nothing = HostTensor.ofFloats(Shape.of(0, 3));
    items.put(new Value.Str("nothing"), new Value.TensorValue(nothing));
    return new Value.DictValue(items, true);
  }

  @Test
  void pyTorchOpensWhatIsWrittenWithWeightsOnly() throws IOException {
    Path file = folder.resolve("ours.pth");
    Value.DictValue sample = sample(false);
    PthWriter.write(file, sample);
    assertThat(ask("pth", file)).isEqualTo(tell(sample.items(), true));
  }

  @Test
  void aPyTorchNetworkLoadsASavedStateDictStrictly() throws IOException {
    LinkedHashMap<String, HostTensor> net = new LinkedHashMap<>();
    net.put("0.weight", HostTensor.ofFloats(Shape.of(4, 3, 3, 3), new float[108]));
    net.put("0.bias", HostTensor.ofFloats(Shape.of(4), new float[4]));
    for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
      net.put("1." + name, HostTensor.ofFloats(Shape.of(4), 1, 2, 3, 4));
    }
    net.put("1.num_batches_tracked", HostTensor.ofLongs(Shape.SCALAR, 9));
    Path file = folder.resolve("net.pth");
    StateDict.of(net).save(file);
    assertThat(ask("module", file)).containsExactly("loaded");
  }

  @Test
  void numPyOpensWhatIsWritten() throws IOException {
    Path file = folder.resolve("ours.npz");
    Value.DictValue sample = sample(true);
    LinkedHashMap<String, HostTensor> tensors = new LinkedHashMap<>();
    sample
        .items()
        .forEach(
            (name, value) ->
                tensors.put(((Value.Str) name).value(), ((Value.TensorValue) value).tensor()));
    StateDict.of(tensors).save(file);
    assertThat(withoutLayout(ask("npz", file))).isEqualTo(tell(sample.items(), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"save", "save-legacy"})
  void whatPyTorchWritesIsRead(String how) throws IOException {
    Path file = folder.resolve("theirs.pth");
    List<String> told = ask(how, file);
    assertThat(told).hasSizeGreaterThan(15);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(tell(((Value.DictValue) checkpoint.value()).items(), true)).isEqualTo(told);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"savez", "savez_compressed"})
  void whatNumPyWritesIsRead(String how) throws IOException {
    Path file = folder.resolve("theirs.npz");
    List<String> told = withoutLayout(ask(how, file));
    assertThat(told).hasSizeGreaterThan(15);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(tell(((Value.DictValue) checkpoint.value()).items(), false)).isEqualTo(told);
    }
  }
}
