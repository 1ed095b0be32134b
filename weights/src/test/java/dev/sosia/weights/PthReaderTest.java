package dev.sosia.weights;

import static dev.sosia.weights.PickleBytes.longs;
import static dev.sosia.weights.PickleBytes.pickle;
import static dev.sosia.weights.ZipBytes.floats;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.weights.bytes.ByteWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of `torch.save`, made byte by byte.
class PthReaderTest {
  @TempDir Path folder;

  private Checkpoint open(byte[] file) throws IOException {
    return Checkpoint.open(Files.write(folder.resolve("a.pth"), file));
  }

  private Value value(UnaryOperator<PickleBytes> body) throws IOException {
    return value(2, body);
  }

  private Value value(int protocol, UnaryOperator<PickleBytes> body) throws IOException {
    byte[] pickle = body.apply(PickleBytes.protocol(protocol)).stop();
    try (Checkpoint checkpoint = open(ZipBytes.checkpoint(pickle).bytes())) {
      assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.PTH);
      return checkpoint.value();
    }
  }

  private static void assertSixFloats(Value value) {
    assertThat(value).isInstanceOf(Value.TensorValue.class);
    HostTensor tensor = ((Value.TensorValue) value).tensor();
    assertThat(tensor.dtype()).isEqualTo(DType.F32);
    assertThat(tensor.shape().dims()).containsExactly(2, 3);
    for (int i = 0; i < 6; i++) {
      assertThat(tensor.getDouble(i)).isEqualTo(i);
    }
  }

  private static DynamicTest archive(Path folder, String name, Consumer<ZipBytes> change) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          byte[] bytes = ZipBytes.checkpoint().with(change).bytes();
          Path file = Files.write(folder.resolve("a.pth"), bytes);
          try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertSixFloats(checkpoint.value());
          }
        });
  }

  private static void rename(ZipBytes zip, String root) {
    for (ZipBytes.Entry e : zip.entries) {
      String name = new String(e.localName, UTF_8).replace("archive/", root);
      e.localName = name.getBytes(UTF_8);
      e.centralName = e.localName;
    }
  }

  @TestFactory
  Stream<DynamicTest> archivesOfEveryHonestShapeAreRead() {
    return Stream.of(
        archive(folder, "plain", _ -> {}),
        archive(folder, "deferred sizes", z -> z.entries.forEach(ZipBytes.Entry::defer)),
        archive(folder, "zip64 end records", z -> z.zip64 = true),
        archive(folder, "a comment", z -> z.comment = "made by hand".getBytes(UTF_8)),
        archive(
            folder,
            "a comment that looks like an end",
            z -> z.comment = new ByteWriter().u32(0x06054b50).bytes(new byte[30]).toByteArray()),
        archive(folder, "the longest comment", z -> z.comment = new byte[0xffff]),
        archive(folder, "another root", z -> rename(z, "my weights ü v2/")),
        archive(folder, "no version", z -> z.entries.removeLast()),
        archive(folder, "byte order", z -> z.add("archive/byteorder", "little".getBytes(UTF_8))),
        archive(folder, "a record of a newer PyTorch", z -> z.add("archive/.data/x", new byte[9])),
        archive(folder, "an unused storage", z -> z.add("archive/data/9", new byte[3])),
        archive(folder, "a folder", z -> z.add("archive/", new byte[0])),
        archive(
            folder,
            "padding before the data",
            z ->
                z.entries.get(1).localExtra =
                    new ByteWriter().u16(0x4246).u16(5).bytes(new byte[5]).toByteArray()),
        archive(
            folder,
            "64-bit sizes",
            z -> {
              ZipBytes.Entry e = z.entries.get(1);
              e.size(0xffff_ffffL);
              e.localExtra = new ByteWriter().u16(1).u16(16).i64(24).i64(24).toByteArray();
              e.centralExtra =
                  new ByteWriter().u16(9).u16(1).u8(7).bytes(e.localExtra).toByteArray();
            }));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void everyBinaryProtocolIsRead(int protocol) throws IOException {
    Value value =
        value(
            protocol,
            p -> {
              if (protocol >= 4) {
                p.raw(0x95).i64(20);
              }
              return p.ops("](K\7M\1\1")
                  .number(-5)
                  .text("grüße")
                  .ops("U\2ab")
                  .raw(0x8c, 1, 'x')
                  .raw(0x8d)
                  .i64(1)
                  .raw('y')
                  .ops("N")
                  .raw(0x88, 0x89)
                  .ops("G?\u00f8\0\0\0\0\0\0e");
            });
    assertThat(value)
        .isEqualTo(
            new Value.ListValue(
                List.of(
                    Value.Int.of(7),
                    Value.Int.of(257),
                    Value.Int.of(-5),
                    new Value.Str("grüße"),
                    new Value.Str("ab"),
                    new Value.Str("x"),
                    new Value.Str("y"),
                    Value.NONE,
                    new Value.Bool(true),
                    new Value.Bool(false),
                    new Value.Real(1.5))));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "127", "128", "-128", "-129", "9223372036854775808", "-1e40", "1e70"})
  void integersOfAnySizeAreRead(String text) throws IOException {
    BigInteger number = new java.math.BigDecimal(text).toBigIntegerExact();
    assertThat(value(p -> p.number(number))).isEqualTo(new Value.Int(number));
  }

  @Test
  void anIntegerOfNoBytesIsZero() throws IOException {
    assertThat(value(p -> p.raw(0x8a, 0))).isEqualTo(Value.Int.of(0));
    assertThat(value(p -> p.raw(0x8b, 1, 0, 0, 0, 0xff))).isEqualTo(Value.Int.of(-1));
  }

  @Test
  void listsTuplesAndDictionariesKeepTheirOrder() throws IOException {
    Value value =
        value(
            p ->
                p.ops("}(")
                    .text("b")
                    .ops(")")
                    .text("a")
                    .ops("(NNt")
                    .number(3)
                    .ops("(Nl")
                    .number(4)
                    .ops("(d")
                    .raw(0x85)
                    .ops("2")
                    .raw(0x86)
                    .ops("uN0"));
    assertThat(value.toString()).startsWith("DictValue");
    assertThat(((Value.DictValue) value).items().sequencedKeySet())
        .containsExactly(new Value.Str("b"), new Value.Str("a"), Value.Int.of(3), Value.Int.of(4));
    assertThat(((Value.DictValue) value).get("a"))
        .isEqualTo(new Value.TupleValue(List.of(Value.NONE, Value.NONE)));
    assertThat(((Value.DictValue) value).get("c")).isNull();
  }

  @Test
  void equalKeysAreOneKeyAsInPython() throws IOException {
    Value value =
        value(
            p ->
                p.ops("}(")
                    .number(1)
                    .text("int")
                    .raw(0x88)
                    .text("bool")
                    .ops("G?\u00f0\0\0\0\0\0\0")
                    .text("float")
                    .number(2)
                    .text("two")
                    .ops("u"));
    assertThat(((Value.DictValue) value).items())
        .containsExactly(
            java.util.Map.entry(Value.Int.of(1), new Value.Str("float")),
            java.util.Map.entry(Value.Int.of(2), new Value.Str("two")));
  }

  @Test
  void whatIsMetTwiceIsOneValue() throws IOException {
    Value value = value(p -> p.ops("](").raw().ops("]q\0h\0e"));
    List<Value> items = ((Value.ListValue) value).items();
    assertThat(items).hasSize(2);
    assertThat(items.get(0)).isSameAs(items.get(1));
  }

  @Test
  void aHundredLevelsAreRead() throws IOException {
    Value value = value(p -> p.times(100, "]").times(99, "a"));
    for (int depth = 1; depth < 100; depth++) {
      value = ((Value.ListValue) value).items().getFirst();
    }
    assertThat(value).isEqualTo(new Value.ListValue(List.of()));
  }

  @Test
  void theMetadataOfAStateDictIsReadOver() throws IOException {
    Value value =
        value(
            p ->
                p.global("collections", "OrderedDict")
                    .ops(")R}")
                    .text("_metadata")
                    .global("collections", "OrderedDict")
                    .ops(")Rsb"));
    assertThat(value).isEqualTo(new Value.DictValue(new java.util.LinkedHashMap<>(), true));
  }

  @Test
  void anOrderedDictOfPython2IsRead() throws IOException {
    Value value =
        value(
            p ->
                p.global("collections", "OrderedDict")
                    .ops("](](U\1aK\1e](U\1bK\2ee")
                    .raw(0x85)
                    .ops("R"));
    assertThat(((Value.DictValue) value).get("b")).isEqualTo(Value.Int.of(2));
    assertThat(((Value.DictValue) value).ordered()).isTrue();
  }

  @Test
  void aSizeIsASize() throws IOException {
    assertThat(value(p -> p.global("torch", "Size").numbers(2, 0, 3).raw(0x85).ops("R")))
        .isEqualTo(new Value.Size(List.of(2L, 0L, 3L)));
  }

  @Test
  void tensorsWithOneKeyShareMemory() throws IOException {
    byte[] pickle =
        pickle()
            .ops("(")
            .tensor()
            .tensor(p -> p.storage("FloatStorage", "0", 6), 3, longs(3), longs(1))
            .ops("t")
            .stop();
    try (Checkpoint checkpoint =
        open(ZipBytes.checkpoint(pickle, floats(0, 1, 2, 3, 4, 5)).bytes())) {
      List<Value> items = ((Value.TupleValue) checkpoint.value()).items();
      assertSixFloats(items.get(0));
      HostTensor row = ((Value.TensorValue) items.get(1)).tensor();
      assertThat(row.getDouble(0)).isEqualTo(3);
      assertThat(row.storage().address())
          .isEqualTo(((Value.TensorValue) items.get(0)).tensor().storage().address());
    }
  }

  @Test
  void parametersAndGradientsAreTold() throws IOException {
    byte[] pickle =
        pickle()
            .ops("(")
            .global("torch._utils", "_rebuild_parameter")
            .ops("(")
            .tensor()
            .raw(0x88)
            .global("collections", "OrderedDict")
            .ops(")RtR")
            .tensor()
            .ops("t")
            .stop();
    try (Checkpoint checkpoint =
        open(ZipBytes.checkpoint(pickle, floats(0, 1, 2, 3, 4, 5)).bytes())) {
      List<Value> items = ((Value.TupleValue) checkpoint.value()).items();
      assertThat(((Value.TensorValue) items.get(0)).parameter()).isTrue();
      assertThat(((Value.TensorValue) items.get(0)).requiresGrad()).isTrue();
      assertThat(((Value.TensorValue) items.get(1)).parameter()).isFalse();
      assertThat(((Value.TensorValue) items.get(1)).requiresGrad()).isFalse();
    }
  }

  @Test
  void theOldFormatIsRead() throws IOException {
    try (Checkpoint checkpoint = open(new LegacyBytes().bytes())) {
      assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.LEGACY_PTH);
      assertSixFloats(checkpoint.value());
    }
  }

  @Test
  void aViewOfAStorageInTheOldFormatIsRead() throws IOException {
    LegacyBytes legacy = new LegacyBytes();
    legacy.value =
        pickle()
            .tensor(
                p ->
                    p.ops("(")
                        .text("storage")
                        .global("torch", "FloatStorage")
                        .text("k")
                        .text("cpu")
                        .number(6)
                        .ops("(")
                        .text("v")
                        .number(2)
                        .number(3)
                        .ops("ttQ"),
                1,
                longs(2),
                longs(1))
            .stop();
    try (Checkpoint checkpoint = open(legacy.bytes())) {
      HostTensor tensor = ((Value.TensorValue) checkpoint.value()).tensor();
      assertThat(tensor.getDouble(0)).isEqualTo(3);
      assertThat(tensor.getDouble(1)).isEqualTo(4);
      assertThat(tensor.storageNumel()).isEqualTo(3);
    }
  }
}
