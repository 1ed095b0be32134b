package dev.sosia.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NoLeaks
class RewritingTest {
  private static final TensorType X = TensorType.of(DType.F64, 2, 3, 6, 8);
  private static final Window2d SINGLE = Window2d.of(1, 0);

  private static Tensor random(Device device, long stream, int... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new double[(int) shape.numel()];
    Philox philox = new Philox(5, stream);
    for (int i = 0; i < values.length; i++) {
      values[i] = philox.nextGaussian();
    }
    return device.tensor(shape, values);
  }

  private static Tensor halved(Tensor x) {
    return Pooling.avgPool2d(x, Pooling.Window.of(2, 2), true);
  }

  private static Tensor doubled(Tensor x) {
    return Resampling.nearest(x, 2.0, 2.0);
  }

  /// Compares in F64, and returns the places that the rewritten program's convolution computes.
  private static long check(Device device, UnaryOperator<Tensor> body) {
    Function<List<Tensor>, List<Tensor>> f = in -> List.of(body.apply(in.getFirst()));
    try (CompiledFunction compiled = CompiledFunction.of(device, List.of(X), f);
        Scope _ = Scope.open()) {
      Tensor x = random(device, 9, 2, 3, 6, 8);
      double[] expected = body.apply(x).toDoubles();
      double[] found = compiled.of(List.of(x)).getFirst().toDoubles();
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.abs(found[i] - expected[i])).isLessThanOrEqualTo(1.4e-14);
      }
    }
    try (RecordedFunction recorded = RecordedFunction.of(device, List.of(X), f)) {
      Program program = Rewriting.of(recorded.program());
      assertThat(program.steps()).hasSameSizeAs(recorded.program().steps());
      return program.steps().stream()
          .filter(s -> s.kernel() instanceof Conv2d)
          .map(s -> s.outputs().getFirst().shape())
          .mapToLong(s -> (long) s.dim(2) * s.dim(3))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void channelsAreMixedWherePlacesAreFewest(boolean bias, Device device) {
    Tensor w = random(device, 1, 5, 3, 1, 1);
    Tensor b = bias ? random(device, 2, 5) : null;
    UnaryOperator<Tensor> mix = x -> Convolutions.conv2d(x, w, b, SINGLE);
    assertThat(check(device, x -> halved(mix.apply(x)))).isEqualTo(12);
    assertThat(check(device, x -> mix.apply(doubled(x)))).isEqualTo(48);
    assertThat(check(device, x -> mix.apply(halved(x)))).isEqualTo(12);
    assertThat(check(device, x -> doubled(mix.apply(x)))).isEqualTo(48);
  }

  @Test
  void whatIsReadTwiceOrMixesPlacesStays(Device device) {
    Tensor w = random(device, 1, 5, 3, 1, 1);
    Tensor three = random(device, 2, 5, 3, 3, 3);
    Tensor b = random(device, 3, 5);
    assertThat(
            check(
                device,
                x -> {
                  Tensor y = Convolutions.conv2d(x, w, b, SINGLE);
                  return Elementwise.add(y, doubled(halved(y)));
                }))
        .isEqualTo(48);
    assertThat(check(device, x -> halved(Convolutions.conv2d(x, three, b, Window2d.of(1, 1)))))
        .isEqualTo(48);
    assertThat(check(device, x -> halved(Convolutions.conv2d(x, w, b, Window2d.of(1, 1)))))
        .isEqualTo(80);
  }

  @Test
  void aBiasPassesOnlyMapsWhoseWeightsSumToOne(Device device) {
    Tensor w = random(device, 1, 5, 3, 1, 1);
    Tensor b = random(device, 2, 5);
    Pooling.Window padded = new Pooling.Window(2, 2, 2, 2, 1, 1, 1, 1, false);
    UnaryOperator<Tensor> mean = x -> Pooling.avgPool2d(x, padded, true);
    assertThat(check(device, x -> mean.apply(Convolutions.conv2d(x, w, null, SINGLE))))
        .isEqualTo(20);
    assertThat(check(device, x -> mean.apply(Convolutions.conv2d(x, w, b, SINGLE)))).isEqualTo(48);
  }
}
