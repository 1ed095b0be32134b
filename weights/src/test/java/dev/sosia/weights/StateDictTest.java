package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.pytorch.PthWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictTest {
  private static final HostTensor W = HostTensor.ofFloats(Shape.of(2), 1.5f, -2);
  private static final HostTensor COUNT = HostTensor.ofLongs(Shape.of(), 7);

  @TempDir Path folder;

  private static Value.DictValue dict(Object... keysAndValues) {
    LinkedHashMap<Value, Value> items = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      items.put(value(keysAndValues[i]), value(keysAndValues[i + 1]));
    }
    return new Value.DictValue(items, false);
  }

  private static Value value(Object object) {
    return switch (object) {
      case Value v -> v;
      case HostTensor t -> new Value.TensorValue(t);
      case Integer n -> Value.Int.of(n);
      default -> new Value.Str(object.toString());
    };
  }

  private StateDict saved(Value value) {
    Path file = folder.resolve("net.v2.pth");
    PthWriter.write(file, value);
    Checkpoint checkpoint = Checkpoint.open(file); // open as long as the test
    return StateDict.of(checkpoint);
  }

  @Test
  void modelStateDictComesFirst() {
    StateDict found =
        saved(
            dict(
                "epoch", 3,
                "state_dict", dict("no", W),
                "model_state_dict", dict("a.w", W, "a.n", COUNT)));
    assertThat(found.tensors().sequencedKeySet()).containsExactly("a.w", "a.n");
    assertThat(found.other().sequencedKeySet()).containsExactly("epoch", "state_dict");
    assertThat(found.get("a.n").getLong(0)).isEqualTo(7);
  }

  @Test
  void thenStateDict() {
    StateDict found = saved(dict("state_dict", dict("w", W), "best", "0.5"));
    assertThat(found.tensors().sequencedKeySet()).containsExactly("w");
    assertThat(found.other()).containsExactly(java.util.Map.entry("best", new Value.Str("0.5")));
  }

  @Test
  void thenTheDictionaryItself() {
    StateDict found = saved(dict("w", W, "state_dict", 5, 3, COUNT));
    assertThat(found.tensors().sequencedKeySet()).containsExactly("w", "3");
    assertThat(found.other().sequencedKeySet()).containsExactly("state_dict");
  }

  @Test
  void modulePrefixIsDroppedWhereAllNamesHaveIt() {
    assertThat(saved(dict("module.a", W, "module.b", W, "epoch", 1)).tensors().sequencedKeySet())
        .containsExactly("a", "b");
    assertThat(saved(dict("module.a", W, "b", W)).tensors().sequencedKeySet())
        .containsExactly("module.a", "b");
  }

  @Test
  void aListATensorAndANumberAreNamedToo() {
    Value list = new Value.ListValue(List.of(value(W), Value.NONE, value(COUNT)));
    assertThat(saved(list).tensors().sequencedKeySet()).containsExactly("0", "2");
    assertThat(saved(list).other().sequencedKeySet()).containsExactly("1");
    assertThat(saved(value(W)).tensors().sequencedKeySet()).containsExactly("net.v2");
    assertThat(saved(Value.NONE).tensors()).isEmpty();
  }

  @Test
  void aNumberAndATextOfOneNameAreRefused() {
    assertThatThrownBy(() -> saved(dict("3", W, 3, W)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'3'");
  }

  @Test
  void prefixesAreStripped() {
    StateDict net = StateDict.of(map("net.a", W, "net.b", W, "c", W));
    assertThat(net.withoutPrefix("net.").tensors().sequencedKeySet())
        .containsExactly("a", "b", "c");
    assertThatThrownBy(() -> net.withoutPrefix("x."))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'x.'");
    assertThatThrownBy(() -> StateDict.of(map("net.a", W, "a", W)).withoutPrefix("net."))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> net.get("d"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'d'");
  }

  private static SequencedMap<String, HostTensor> map(Object... namesAndTensors) {
    LinkedHashMap<String, HostTensor> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      map.put((String) namesAndTensors[i], (HostTensor) namesAndTensors[i + 1]);
    }
    return map;
  }

  @Test
  void conversionLeavesWholeNumbersAlone() {
    try (Arena arena = Arena.ofConfined()) {
      StateDict half = StateDict.of(map("w", W, "n", COUNT)).converted(DType.F16, arena);
      assertThat(half.get("w").dtype()).isEqualTo(DType.F16);
      assertThat(half.get("w").getDouble(0)).isEqualTo(1.5);
      assertThat(half.get("n")).isSameAs(COUNT);
      assertThatThrownBy(() -> half.converted(DType.I64, arena))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("I64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pth", "a.pt", "a.safetensors", "a.npz", "A.PTH"})
  void everyEndingWritesItsFormat(String name) {
    Path file = folder.resolve(name);
    StateDict.of(map("w", W, "n", COUNT)).save(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.byEnding(file).orElseThrow());
      StateDict read = StateDict.of(checkpoint);
      assertThat(read.tensors().sequencedKeySet()).containsExactly("w", "n");
      assertThat(read.get("w").getDouble(1)).isEqualTo(-2);
      assertThat(read.get("n").getLong(0)).isEqualTo(7);
      assertThat(read.get("n").shape()).isEqualTo(Shape.SCALAR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.bin", "a.npy", "a", ".pth."})
  void anotherEndingIsRefusedAndNothingWritten(String name) {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> StateDict.of(map("w", W)).save(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(".safetensors");
    assertThat(file).doesNotExist();
  }

  @Test
  void bfloat16IsRefusedByNumpyOnly() {
    try (Arena arena = Arena.ofConfined()) {
      StateDict brain = StateDict.of(map("w", W)).converted(DType.BF16, arena);
      assertThatThrownBy(() -> brain.save(folder.resolve("a.npz")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("bfloat16");
      assertThat(folder.resolve("a.npz")).doesNotExist();
      brain.save(folder.resolve("a.safetensors"));
      brain.save(folder.resolve("a.pth"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.pth", "notes.safetensors"})
  void whatIsSaidAboutTensorsIsReadAgain(String name) {
    Path file = folder.resolve(name);
    SequencedMap<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", HostTensor.ofLongs(Shape.of(2), 3, 4));
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put("labels", "rafdb");
    notes.put("img_size", "112");
    StateDict.of(tensors).save(file, notes);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(StateDict.notes(checkpoint)).containsExactlyEntriesOf(notes);
      StateDict read = StateDict.of(checkpoint);
      assertThat(read.tensors().keySet()).containsExactly("fc.weight");
      assertThat(read.get("fc.weight").getLong(1)).isEqualTo(4);
    }
    StateDict.of(tensors).save(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(StateDict.notes(checkpoint)).isEmpty();
    }
  }
}
