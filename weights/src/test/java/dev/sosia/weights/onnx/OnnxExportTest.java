package dev.sosia.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is exported gives the same numbers in ONNX Runtime, for batches of any size.
class OnnxExportTest {
  @TempDir Path folder;

  private final Device device = Device.open("reference", 1);
  private final Scope scope = Scope.open();
  private final Random random = new Random(5);

  @BeforeEach
  void seed() {
    random.setSeed(5);
  }

  @AfterEach
  void close() {
    scope.close();
    device.close();
  }

  private float[] numbers(long count) {
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Tensor weight(int... dims) {
    Shape shape = Shape.of(dims);
    return device.tensor(shape, numbers(shape.numel()));
  }

  /// Exports a network of one input and compares it at batches of 1, 2 and 5.
  private void assertSame(Shape sample, UnaryOperator<Tensor> network) throws OrtException {
    Path file = folder.resolve("net.onnx");
    OnnxExport.write(
        file,
        device,
        List.of(new OnnxExport.Input("x", DType.F32, sample)),
        List.of("out"),
        in -> List.of(network.apply(in.getFirst())));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      for (int batch : new int[] {1, 2, 5}) {
        int[] dims = new int[sample.rank() + 1];
        dims[0] = batch;
        System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
        float[] x = numbers(batch * sample.numel());
        float[] expected;
        Shape shape;
        try (Scope _ = Scope.open()) {
          Tensor y = network.apply(device.tensor(Shape.of(dims), x));
          expected = y.toFloats();
          shape = y.shape();
        }
        assertThat(run(session, dims, x, shape)).hasSameSizeAs(expected);
        assertClose(run(session, dims, x, shape), expected);
      }
    }
  }

  private static float[] run(OrtSession session, int[] dims, float[] x, Shape shape)
      throws OrtException {
    long[] wide = java.util.Arrays.stream(dims).asLongStream().toArray();
    try (OnnxTensor input =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(x), wide);
        OrtSession.Result result = session.run(Map.of("x", input))) {
      OnnxTensor out = (OnnxTensor) result.get(0);
      assertThat(out.getInfo().getShape())
          .isEqualTo(java.util.Arrays.stream(shape.dims()).asLongStream().toArray());
      FloatBuffer buffer = out.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  private static void assertClose(float[] found, float[] expected) {
    double largest = 0;
    for (float e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs((double) found[i] - expected[i]);
      boolean close = difference <= 1e-6 + 1e-5 * largest;
      assertThat(close).as("%d: %s, expected %s", i, found[i], expected[i]).isTrue();
    }
  }

  @Test
  void convolutionsWithEveryAttribute() throws OrtException {
    Tensor w = weight(6, 2, 3, 2);
    Tensor b = weight(6);
    assertSame(
        Shape.of(4, 9, 10), x -> Convolutions.conv2d(x, w, b, new Window2d(2, 1, 1, 2, 1, 2, 2)));
    Tensor plain = weight(5, 4, 1, 1);
    assertSame(Shape.of(4, 3, 3), x -> Convolutions.conv2d(x, plain, null, Window2d.of(1, 0)));
  }

  @Test
  void norms() throws OrtException {
    Tensor w = weight(4);
    Tensor b = weight(4);
    Tensor mean = weight(4);
    Tensor variance = Elementwise.square(weight(4));
    assertSame(Shape.of(4, 5, 6), x -> Normalizations.instanceNorm(x, w, b, 1e-5));
    assertSame(Shape.of(4, 5, 6), x -> Normalizations.instanceNorm(x, null, null, 1e-3));
    assertSame(
        Shape.of(4, 5, 6),
        x -> Normalizations.batchNorm(x, mean, variance, w, b, false, 0.1, 1e-5));
    assertSame(
        Shape.of(4), x -> Normalizations.batchNorm(x, mean, variance, w, b, false, 0.1, 1e-5));
  }

  @Test
  void planes() throws OrtException {
    Shape picture = Shape.of(2, 6, 9);
    assertSame(picture, x -> Resampling.padReflect(x, 1, 2, 3, 1));
    assertSame(picture, x -> Resampling.padReplicate(x, 1, 2, 3, 1));
    assertSame(picture, x -> Resampling.padConstant(x, 0, 1, 2, 3, 1));
    assertSame(picture, x -> Resampling.nearest(x, 2.0, 2.0));
    assertSame(picture, x -> Resampling.bilinear(x, 11, 4, false));
    assertSame(picture, x -> Pooling.avgPool2d(x, Pooling.Window.of(2, 2), true));
    assertSame(picture, x -> Pooling.avgPool2d(x, Pooling.Window.of(3, 1), true));
    assertSame(
        picture,
        x -> Pooling.avgPool2d(x, new Pooling.Window(3, 3, 2, 2, 1, 1, 1, 1, false), true));
    assertSame(picture, x -> Pooling.adaptiveAvgPool2d(x, 4, 1));
    assertSame(picture, x -> Pooling.maxPool2d(x, Pooling.Window.of(2, 2)).values());
    assertSame(
        picture,
        x -> Pooling.maxPool2d(x, new Pooling.Window(3, 3, 2, 2, 1, 1, 1, 1, false)).values());
    assertSame(
        picture,
        x -> Pooling.maxPool2d(x, new Pooling.Window(3, 2, 2, 3, 1, 1, 1, 1, true)).values());
    assertSame(picture, x -> Pooling.adaptiveMaxPool2d(x, 1, 1).values());
  }

  @Test
  void matricesAndReductions() throws OrtException {
    Tensor w = weight(7, 12);
    Tensor b = weight(7);
    Tensor other = weight(4, 5);
    assertSame(Shape.of(12), x -> Products.linear(x, w, b));
    assertSame(Shape.of(3, 12), x -> Products.linear(x, w, null));
    assertSame(Shape.of(3, 4), x -> Products.linear(Shapes.reshape(x, x.dim(0), 12), w, b));
    assertSame(Shape.of(3, 4), x -> Products.matmul(x, other));
    assertSame(Shape.of(3, 4), x -> Products.matmul(x, Shapes.transpose(x, 1, 2)));
    assertSame(Shape.of(3, 4, 2), x -> Reductions.mean(x, false, 2, 3));
    assertSame(Shape.of(3, 4), x -> Reductions.sum(x, true, 1));
    assertSame(Shape.of(3, 4), x -> Reductions.amax(x, false, 2));
    assertSame(Shape.of(3, 4), x -> Reductions.amin(x, false, 1));
    assertSame(Shape.of(3, 4), x -> Reductions.softmax(x, 1));
    assertSame(Shape.of(3, 4), x -> Reductions.logSoftmax(x, 2));
  }

  @Test
  void elementsOneByOne() throws OrtException {
    Tensor row = weight(4);
    List<UnaryOperator<Tensor>> functions =
        List.of(
            Elementwise::relu,
            Elementwise::sigmoid,
            Elementwise::tanh,
            Elementwise::exp,
            Elementwise::abs,
            Elementwise::square,
            Elementwise::neg,
            Elementwise::reciprocal,
            Elementwise::silu,
            Elementwise::hardswish,
            Elementwise::relu6,
            x -> Elementwise.leakyRelu(x, 0.2),
            x -> Elementwise.sqrt(Elementwise.abs(x)),
            x -> Elementwise.rsqrt(Elementwise.abs(x)),
            x -> Elementwise.log(Elementwise.abs(x)),
            x -> Elementwise.clamp(x, -0.5, 0.25),
            x -> Elementwise.softplus(x, 2, 20),
            x -> Elementwise.gelu(x, false),
            x -> Elementwise.add(x, row),
            x -> Elementwise.sub(row, x),
            x -> Elementwise.mul(x, x),
            x -> Elementwise.div(row, x),
            x -> Elementwise.maximum(x, row),
            x -> Elementwise.minimum(x, row));
    for (UnaryOperator<Tensor> f : functions) {
      assertSame(Shape.of(3, 4), f);
    }
  }

  @Test
  void viewsOfEveryKind() throws OrtException {
    Shape s = Shape.of(4, 6, 5);
    assertSame(s, x -> Shapes.permute(x, 0, 3, 1, 2));
    assertSame(s, x -> Shapes.permute(x, 3, 2, 0, 1));
    assertSame(s, x -> Shapes.slice(x, 2, 1, 5, 1));
    assertSame(s, x -> Shapes.slice(x, 2, 1, 6, 2));
    assertSame(s, x -> Shapes.slice(Shapes.slice(x, 3, 1, 4, 1), 1, 2, 3, 1));
    assertSame(s, x -> Shapes.slice(Shapes.permute(x, 0, 3, 2, 1), 1, 1, 4, 1));
    assertSame(s, x -> Shapes.reshape(Shapes.permute(x, 0, 2, 1, 3), -1, 10));
    assertSame(s, x -> Elementwise.mul(x, Shapes.unsqueeze(Reductions.mean(x, false, 1), 1)));
    assertSame(s, x -> Shapes.cat(List.of(x, x), 1));
    assertSame(s, x -> Shapes.cat(List.of(x, Shapes.slice(x, 3, 0, 2, 1), x), 3));
    assertSame(s, x -> Shapes.stack(List.of(x, Elementwise.neg(x)), 1));
    assertSame(
        s,
        x -> {
          Tensor joined = Shapes.stack(List.of(x, Elementwise.neg(x)), 2);
          return Reductions.sum(Reductions.logSoftmax(joined, 2), false, 2);
        });
  }

  @Test
  void spectralWeightsAreConstants() throws OrtException {
    Tensor w = weight(3, 2, 3, 3);
    Tensor u = weight(3);
    Tensor v = weight(18);
    assertSame(
        Shape.of(2, 5, 5),
        x -> {
          var spectral = Normalizations.spectralNorm(w, u, v, 0, 0, 1e-12);
          return Convolutions.conv2d(x, spectral.weight(), null, Window2d.of(1, 0));
        });
  }

  @Test
  void severalInputsAndOutputsHaveTheirNames() throws OrtException {
    Path file = folder.resolve("two.onnx");
    OnnxExport.write(
        file,
        device,
        List.of(
            new OnnxExport.Input("x", DType.F32, Shape.of(3)),
            new OnnxExport.Input("onehot", DType.F32, Shape.of(2))),
        List.of("out", "same"),
        in -> List.of(Shapes.cat(in, 1), in.get(0)));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertThat(session.getInputNames()).containsExactly("x", "onehot");
      assertThat(session.getOutputNames()).containsExactly("out", "same");
    }
  }

  @Test
  void theSameNetworkGivesTheSameBytes() {
    Tensor w = weight(3, 2, 3, 3);
    UnaryOperator<Tensor> net = x -> Convolutions.conv2d(x, w, null, Window2d.of(1, 0));
    Path one = export(net, "one.onnx");
    assertThat(export(net, "two.onnx")).hasSameBinaryContentAs(one);
  }

  private Path export(UnaryOperator<Tensor> net, String name) {
    Path file = folder.resolve(name);
    OnnxExport.write(
        file,
        device,
        List.of(new OnnxExport.Input("x", DType.F32, Shape.of(2, 5, 5))),
        List.of("out"),
        in -> List.of(net.apply(in.getFirst())));
    return file;
  }

  @Test
  void whatOnnxCannotSayIsRefusedByName() {
    assertThatThrownBy(
            () ->
                export(
                    x -> Normalizations.batchNorm(x, null, null, null, null, true, 0.1, 1e-5),
                    "a.onnx"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("batch_norm");
    assertThatThrownBy(
            () ->
                export(x -> Elementwise.mul(x, device.scalar(DType.F32, 1.0 / x.dim(0))), "a.onnx"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("batch");
    assertThat(folder.resolve("a.onnx")).doesNotExist();
  }
}
