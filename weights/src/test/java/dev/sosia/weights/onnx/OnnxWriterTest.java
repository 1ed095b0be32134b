package dev.sosia.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
  private static final Shape X = Shape.of(1, 2, 4, 4);

  @TempDir Path folder;

  /// A message's fields by number: varints and fixed numbers as Long, everything else as bytes.
  private record Fields(Map<Integer, List<Object>> values) {
    static Fields of(byte[] bytes) throws IOException {
      Map<Integer, List<Object>> values = new HashMap<>();
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        Object value =
            switch (WireFormat.getTagWireType(tag)) {
              case WireFormat.WIRETYPE_VARINT -> in.readInt64();
              case WireFormat.WIRETYPE_FIXED32 -> (long) in.readFixed32();
              default -> in.readByteArray();
            };
        values
            .computeIfAbsent(WireFormat.getTagFieldNumber(tag), n -> new ArrayList<>())
            .add(value);
      }
      return new Fields(values);
    }

    List<Fields> messages(int number) throws IOException {
      List<Fields> messages = new ArrayList<>();
      for (Object bytes : values.getOrDefault(number, List.of())) {
        messages.add(of((byte[]) bytes));
      }
      return messages;
    }

    Fields message(int number) throws IOException {
      return messages(number).getFirst();
    }

    List<String> texts(int number) {
      return values.getOrDefault(number, List.of()).stream()
          .map(bytes -> new String((byte[]) bytes, java.nio.charset.StandardCharsets.UTF_8))
          .toList();
    }

    List<Object> numbers(int number) {
      return values.getOrDefault(number, List.of());
    }
  }

  private Fields written(UnaryOperator<Tensor> body, Map<String, Tensor> weights, Device device)
      throws IOException {
    Path file = folder.resolve("model ü.onnx");
    try (RecordedFunction recorded =
        RecordedFunction.of(
            device,
            List.of(new TensorType(DType.F32, X)),
            in -> List.of(body.apply(in.getFirst())))) {
      OnnxWriter.write(file, "net", recorded, List.of("x"), List.of("out"), weights);
    }
    return Fields.of(Files.readAllBytes(file));
  }

  private static List<String> operators(Fields model) throws IOException {
    List<String> operators = new ArrayList<>();
    for (Fields node : model.message(7).messages(1)) {
      operators.addAll(node.texts(4));
    }
    return operators;
  }

  @Test
  void aConvolutionIsANodeWithItsWeightUnderItsName() throws IOException {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      float[] numbers = {1, 2, 3, 4, 5, 6};
      Tensor weight = device.tensor(Shape.of(3, 2, 1, 1), numbers);
      Fields model =
          written(
              x -> Convolutions.conv2d(x, weight, null, Window2d.of(2, 1)),
              Map.of("conv.weight", weight),
              device);
      assertThat(model.numbers(1)).containsExactly(8L);
      assertThat(model.message(8).numbers(2)).containsExactly(17L);
      Fields graph = model.message(7);
      assertThat(graph.texts(2)).containsExactly("net");
      assertThat(graph.message(11).texts(1)).containsExactly("x");
      assertThat(graph.message(12).texts(1)).containsExactly("out");
      List<Object> sizes = new ArrayList<>();
      for (Fields size : graph.message(12).message(2).message(1).message(2).messages(1)) {
        sizes.addAll(size.numbers(1));
      }
      assertThat(sizes).containsExactly(1L, 3L, 3L, 3L);

      assertThat(operators(model)).containsExactly("Conv", "Identity");
      Fields conv = graph.messages(1).getFirst();
      assertThat(conv.texts(1)).containsExactly("x", "conv.weight");
      Map<String, List<Object>> settings = new HashMap<>();
      for (Fields attribute : conv.messages(5)) {
        settings.put(attribute.texts(1).getFirst(), attribute.numbers(8));
      }
      assertThat(settings).containsEntry("strides", List.of(2L, 2L));
      assertThat(settings).containsEntry("pads", List.of(1L, 1L, 1L, 1L));

      Fields initializer = graph.messages(5).getFirst();
      assertThat(initializer.texts(8)).containsExactly("conv.weight");
      assertThat(initializer.numbers(1)).containsExactly(3L, 2L, 1L, 1L);
      assertThat(initializer.numbers(2)).containsExactly(1L);
      byte[] raw = (byte[]) Objects.requireNonNull(initializer.numbers(9).getFirst());
      float[] read = new float[6];
      ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
      assertThat(read).containsExactly(numbers);
    }
  }

  @Test
  void piecesThatCoverAValueAreConcatenated() throws IOException {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Fields model =
          written(
              x -> Shapes.cat(List.of(x, device.run(Unary.of(Unary.Function.NEG), x)), 1),
              Map.of(),
              device);
      assertThat(operators(model)).containsExactly("Neg", "Concat", "Identity");
    }
  }

  @Test
  void viewsAreSlicesTransposesAndGathers() throws IOException {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      assertThat(operators(written(x -> Shapes.slice(x, 1, 1, 2, 1), Map.of(), device)))
          .containsExactly("Reshape", "Slice", "Reshape", "Identity");
      assertThat(operators(written(x -> Shapes.transpose(x, 1, 3), Map.of(), device)))
          .contains("Transpose")
          .doesNotContain("Slice", "Gather");
      assertThat(operators(written(x -> Shapes.flip(x, 2), Map.of(), device))).contains("Gather");
    }
  }

  @Test
  void sideResultsOfANormAreRefused() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      ChannelNorm norm = new ChannelNorm(ChannelNorm.Over.SAMPLE, 1e-5);
      assertThatThrownBy(() -> written(x -> device.runAll(norm, x).get(1), Map.of(), device))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cannot be written as ONNX");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void batchStatisticsAreRefused() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      ChannelNorm norm = new ChannelNorm(ChannelNorm.Over.BATCH, 1e-5);
      assertThatThrownBy(() -> written(x -> device.run(norm, x), Map.of(), device))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("batch_norm")
          .hasMessageContaining("inference");
    }
  }
}
