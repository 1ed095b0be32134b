package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.numpy.NpzWriter;
import dev.sosia.weights.pytorch.PthWriter;
import dev.sosia.weights.safetensors.SafetensorsWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What is written is what is read, whatever it is.
class RoundTripTest {
  @Provide
  Arbitrary<HostTensor> tensors() {
    return Combinators.combine(
            Arbitraries.of(DType.class),
            Arbitraries.integers().between(0, 3).array(int[].class).ofMaxSize(4),
            Arbitraries.integers().between(0, 2),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(9))
        .as(
            (dtype, dims, mode, pattern) -> {
              Shape shape = Shape.of(dims);
              long[] strides = shape.rowMajor();
              long numel = Math.max(shape.numel(), 1) + mode;
              if (mode == 1 && strides.length > 0) {
                strides[0] = 0;
              }
              byte[] bytes = new byte[(int) numel * dtype.bytes()];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (pattern[i % pattern.length] & (dtype == DType.BOOL ? 1 : -1));
              }
              return new HostTensor(dtype, shape, strides, mode, MemorySegment.ofArray(bytes));
            });
  }

  @Provide
  Arbitrary<Map<String, HostTensor>> named() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abz019._- ü名😀'\"\\{\n")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(RoundTripTest::isText);
    return Arbitraries.maps(names, tensors()).ofMaxSize(6);
  }

  @Provide
  Arbitrary<Value> values() {
    return values(3);
  }

  private Arbitrary<Value> values(int depth) {
    Arbitrary<Value> keys =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .ofMaxLength(300)
                .filter(RoundTripTest::isText)
                .map(Value.Str::new),
            Arbitraries.longs().map(Value.Int::of));
    Arbitrary<Value> leaves =
        Arbitraries.oneOf(
            keys,
            Arbitraries.of(Value.NONE, new Value.Bool(true), new Value.Bool(false)),
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(3000).negate(), BigInteger.TWO.pow(3000))
                .map(Value.Int::new),
            Arbitraries.doubles().map(Value.Real::new),
            Arbitraries.of(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE)
                .map(Value.Real::new),
            Arbitraries.longs().list().ofMaxSize(5).map(Value.Size::new),
            Combinators.combine(tensors(), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(Value.TensorValue::new));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Value> inner = values(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.list().ofMaxSize(5).map(Value.ListValue::new),
        inner.list().ofMaxSize(5).map(Value.TupleValue::new),
        Combinators.combine(Arbitraries.maps(keys, inner).ofMaxSize(5), Arbitraries.of(true, false))
            .as((items, ordered) -> new Value.DictValue(new LinkedHashMap<>(items), ordered)));
  }

  private static boolean isText(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000);
  }

  @Property
  void everyValueSurvivesThePyTorchFormat(@ForAll("values") Value value) throws IOException {
    inFile(".pth", file -> PthWriter.write(file, value), read -> assertSame(read.value(), value));
  }

  @Property
  void namedTensorsSurviveSafetensors(@ForAll("named") Map<String, HostTensor> tensors)
      throws IOException {
    LinkedHashMap<String, String> metadata = new LinkedHashMap<>(Map.of("für", "\u0001\"顔"));
    inFile(
        ".safetensors",
        file -> SafetensorsWriter.write(file, new LinkedHashMap<>(tensors), metadata),
        read -> {
          assertThat(read.metadata()).isEqualTo(metadata);
          assertTensors(read, tensors);
        });
  }

  @Property
  void namedTensorsSurviveNumpy(@ForAll("named") Map<String, HostTensor> tensors)
      throws IOException {
    LinkedHashMap<String, HostTensor> plain = new LinkedHashMap<>(tensors);
    plain.entrySet().removeIf(e -> e.getValue().dtype() == DType.BF16 || e.getKey().contains("\\"));
    inFile(".npz", file -> NpzWriter.write(file, plain), read -> assertTensors(read, plain));
  }

  private interface Action<T> {
    void on(T it) throws IOException;
  }

  private static void inFile(String ending, Action<Path> write, Action<Checkpoint> check)
      throws IOException {
    Path file = Files.createTempFile("roundtrip", ending);
    try {
      write.on(file);
      byte[] first = Files.readAllBytes(file);
      try (Checkpoint checkpoint = Checkpoint.open(file)) {
        check.on(checkpoint);
      }
      write.on(file);
      assertThat(Files.readAllBytes(file)).as("the same bytes each time").isEqualTo(first);
    } finally {
      Files.delete(file);
    }
  }

  private static void assertTensors(Checkpoint read, Map<String, HostTensor> expected) {
    Map<String, HostTensor> found = StateDict.of(read).tensors();
    assertThat(List.copyOf(found.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    found.forEach((name, tensor) -> assertSame(tensor, Objects.requireNonNull(expected.get(name))));
  }

  private static void assertSame(HostTensor found, HostTensor expected) {
    assertThat(found.dtype()).isEqualTo(expected.dtype());
    assertThat(found.shape()).isEqualTo(expected.shape());
    for (long i = 0; i < found.numel(); i++) {
      assertThat(found.getBits(i)).isEqualTo(expected.getBits(i));
    }
  }

  private static void assertSame(Value found, Value expected) {
    switch (expected) {
      case Value.TensorValue tensor -> {
        Value.TensorValue read = (Value.TensorValue) found;
        assertThat(read.parameter()).isEqualTo(tensor.parameter());
        assertThat(read.requiresGrad()).isEqualTo(tensor.requiresGrad());
        assertThat(read.tensor().strides()).isEqualTo(tensor.tensor().strides());
        assertThat(read.tensor().storageNumel()).isEqualTo(tensor.tensor().storageNumel());
        assertSame(read.tensor(), tensor.tensor());
      }
      case Value.ListValue list -> assertSame(((Value.ListValue) found).items(), list.items());
      case Value.TupleValue tuple -> assertSame(((Value.TupleValue) found).items(), tuple.items());
      case Value.DictValue dict -> {
        Value.DictValue read = (Value.DictValue) found;
        assertThat(read.ordered()).isEqualTo(dict.ordered());
        assertSame(new ArrayList<>(read.items().keySet()), new ArrayList<>(dict.items().keySet()));
        assertSame(new ArrayList<>(read.items().values()), new ArrayList<>(dict.items().values()));
      }
      default -> assertThat(found).isEqualTo(expected);
    }
  }

  private static void assertSame(List<Value> found, List<Value> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertSame(found.get(i), expected.get(i));
    }
  }
}
