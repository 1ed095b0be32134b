package dev.sosia.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.conformance.DelayedBackend;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.nn.BasicBlock;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@NoLeaks
class CompiledFunctionTest {
  private static Tensor random(Device device, long stream, int... dims) {
    Shape shape = Shape.of(dims);
    float[] values = new float[(int) shape.numel()];
    Philox philox = new Philox(9, stream);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) philox.nextGaussian();
    }
    return device.tensor(shape, values);
  }

  private static Function<List<Tensor>, List<Tensor>> network(Device device) {
    ParameterFactory f = ParameterFactory.random(device, new Philox(1, 0));
    BasicBlock first = new BasicBlock(f, 3, 4, 2, "shortcut", Initializer::xavierNormal);
    BasicBlock second = new BasicBlock(f, 4, 4, 1, "shortcut", Initializer::xavierNormal);
    return x -> {
      Tensor y = second.of(first.of(x.getFirst()));
      Tensor rows = Shapes.permute(y, 0, 2, 3, 1);
      Tensor joined = Shapes.cat(List.of(rows, Shapes.flip(rows, 1)), -1);
      return List.of(Reductions.softmax(joined, -1), Reductions.argmax(joined, -1, false));
    };
  }

  @Test
  void givesWhatItWasRecordedFromRunAfterRun(Device device) {
    var body = network(device);
    TensorType type = TensorType.of(DType.F32, 2, 3, 9, 7);
    try (CompiledFunction f = CompiledFunction.of(device, List.of(type), body)) {
      for (int run = 0; run < 3; run++) {
        try (Scope _ = Scope.open();
            var _ = Autograd.noGrad()) {
          List<Tensor> x = List.of(random(device, run, 2, 3, 9, 7));
          List<Tensor> expected = body.apply(x);
          List<Tensor> found = f.of(x);
          assertThat(found.get(0).toFloats()).containsExactly(expected.get(0).toFloats());
          assertThat(found.get(1).toLongs()).containsExactly(expected.get(1).toLongs());
        }
      }
      assertThat(f.bytes()).isPositive();
      assertThat(f.steps()).isNotEmpty();
    }
  }

  @Test
  void worksOnABackendThatRunsLater() {
    try (Device delayed = new Device(new DelayedBackend(new ReferenceBackend(1)));
        Device plain = new Device(new ReferenceBackend(1))) {
      try (Scope _ = Scope.open();
          var _ = Autograd.noGrad()) {
        TensorType type = TensorType.of(DType.F32, 1, 3, 8, 8);
        Tensor expected = network(plain).apply(List.of(random(plain, 5, 1, 3, 8, 8))).getFirst();
        Tensor found;
        try (CompiledFunction f = CompiledFunction.of(delayed, List.of(type), network(delayed))) {
          found = f.of(List.of(random(delayed, 5, 1, 3, 8, 8))).getFirst();
          // an answer from another input must not reach the first one's memory
          f.of(List.of(random(delayed, 6, 1, 3, 8, 8)));
        }
        assertThat(found.toFloats()).containsExactly(expected.toFloats());
      }
      assertThat(delayed.liveBytes()).isZero();
    }
  }

  @Test
  void buffersOfDeadValuesServeAgain(Device device) {
    UnaryOperator<Tensor> chain =
        x -> {
          Tensor y = x;
          for (int i = 0; i < 50; i++) {
            y = Elementwise.shift(Elementwise.scale(y, 1.5), -0.25);
          }
          return y;
        };
    int n = 1 << 12;
    TensorType type = TensorType.of(DType.F32, n);
    try (CompiledFunction f =
        CompiledFunction.of(device, List.of(type), x -> List.of(chain.apply(x.getFirst())))) {
      assertThat(f.bytes()).as("of 100 values of %s bytes each", 4 * n).isLessThan(4L * 4 * n);
      Tensor x = random(device, 1, n);
      assertThat(f.of(List.of(x)).getFirst().toFloats()).containsExactly(chain.apply(x).toFloats());
    }
  }

  @Test
  void whatDependsOnNoInputIsAConstant(Device device) {
    Tensor weight = random(device, 2, 5);
    TensorType type = TensorType.of(DType.F32, 5);
    try (CompiledFunction f =
        CompiledFunction.of(
            device,
            List.of(type),
            x -> List.of(Elementwise.mul(x.getFirst(), Elementwise.exp(weight))))) {
      assertThat(f.steps()).hasSize(1);
      Tensor x = random(device, 3, 5);
      assertThat(f.of(List.of(x)).getFirst().toFloats())
          .containsExactly(Elementwise.mul(x, Elementwise.exp(weight)).toFloats());
    }
  }

  @Test
  void anOutputMayBeAnInputOrAConstant(Device device) {
    TensorType type = TensorType.of(DType.F32, 4);
    try (CompiledFunction f =
        CompiledFunction.of(
            device,
            List.of(type),
            x -> List.of(Shapes.flip(x.getFirst(), 0), device.fill(DType.F32, Shape.of(2), 7)))) {
      List<Tensor> y = f.of(List.of(device.tensor(Shape.of(4), 1f, 2, 3, 4)));
      assertThat(y.get(0).toFloats()).containsExactly(4, 3, 2, 1);
      assertThat(y.get(1).toFloats()).containsExactly(7, 7);
    }
  }

  @Test
  void otherShapesAndWritesIntoWeightsAreRefused(Device device) {
    TensorType type = TensorType.of(DType.F32, 4);
    try (CompiledFunction f =
        CompiledFunction.of(device, List.of(type), x -> List.of(Elementwise.neg(x.getFirst())))) {
      Tensor other = random(device, 1, 5);
      assertThatThrownBy(() -> f.of(List.of(other)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("[4]")
          .hasMessageContaining("[5]");
    }
    Tensor weight = random(device, 1, 4);
    assertThatThrownBy(
            () ->
                CompiledFunction.of(
                    device,
                    List.of(type),
                    x -> {
                      weight.assign(x.getFirst());
                      return x;
                    }))
        .hasMessageContaining("writes into an input or a weight");
  }
}
