package dev.sosia.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@NoLeaks
class LayerTest {
  private static ParameterFactory factory(Device device) {
    return ParameterFactory.random(device, new Philox(4, 0));
  }

  private static Sequential network(Device device) {
    ParameterFactory f = factory(device);
    return new Sequential()
        .add(new Linear(f, 3, 4))
        .add(Elementwise::relu)
        .add(new BatchNorm(f, 4))
        .add(new Linear(f, 4, 2));
  }

  @Test
  void theStateHasPyTorchsKeysInPyTorchsOrder(Device device) {
    Sequential net = network(device);
    assertThat(net.stateDict().keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "2.weight",
            "2.bias",
            "2.running_mean",
            "2.running_var",
            "2.num_batches_tracked",
            "3.weight",
            "3.bias");
    assertThat(net.parameters().keySet())
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias");
  }

  @Test
  void parametersComeBeforeBuffersAndOwnBeforeChildren(Device device) {
    ParameterFactory f = factory(device);
    Layer outer =
        new Layer() {
          {
            child("inner", new Linear(f, 1, 1));
            buffer("seen", f.values(Shape.of(1), Initializer.constant(0)));
            parameter("gain", f.values(Shape.of(1), Initializer.constant(1)));
          }
        };
    assertThat(outer.stateDict().keySet())
        .containsExactly("gain", "seen", "inner.weight", "inner.bias");
  }

  @Test
  void aFrozenLayerCollectsNothingButPassesGradientsOn(Device device) {
    Sequential net = network(device);
    net.trainable(false);
    Tensor x = device.fill(DType.F32, Shape.of(2, 3), 0.5).requiresGrad(true);
    Autograd.backward(Reductions.sum(net.of(x)));
    assertThat(net.parameters().values()).allMatch(p -> p.grad() == null);
    assertThat(x.grad()).isNotNull();
    net.trainable(true);
    Autograd.backward(Reductions.sum(net.of(x)));
    assertThat(net.parameters().values()).noneMatch(p -> p.grad() == null);
    net.clearGrads();
    assertThat(net.parameters().values()).allMatch(p -> p.grad() == null);
  }

  private static Tensor state(Layer layer, String key) {
    return Objects.requireNonNull(layer.stateDict().get(key), key);
  }

  @Test
  void batchStatisticsMoveInTrainingOnly(Device device) {
    BatchNorm norm = new BatchNorm(factory(device), 2);
    Tensor x = device.tensor(Shape.of(2, 2), 1f, 10, 3, 30);
    norm.of(x);
    assertThat(state(norm, "num_batches_tracked").toLongs()).containsExactly(0);
    norm.train(true);
    norm.of(x);
    assertThat(state(norm, "num_batches_tracked").toLongs()).containsExactly(1);
    // a tenth of the way to mean 2 and 20, unbiased variance 2 and 200
    assertThat(state(norm, "running_mean").toFloats()).containsExactly(0.2f, 2);
    assertThat(state(norm, "running_var").toFloats()).containsExactly(1.1f, 20.9f);
  }

  @Test
  void shapeErrorsNameOperationShapesAndLayer(Device device) {
    ParameterFactory f = factory(device);
    Sequential inner =
        new Sequential().add(Elementwise::relu).add(new Conv2d(f, 6, 4, 3, 1, 1, true));
    Sequential outer = new Sequential().add(inner);
    Tensor x = device.zeros(DType.F32, Shape.of(2, 3, 8, 8));
    assertThatThrownBy(() -> outer.of(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("0.1: conv2d: ")
        .hasMessageContaining("3 channels")
        .hasMessageContaining("6")
        .hasMessageContaining("[2, 3, 8, 8]")
        .hasMessageContaining("[4, 6, 3, 3]");
  }

  @Test
  void trainingPassesAreCountedOnFromWhatWasLoaded(Device device) {
    BatchNorm norm = new BatchNorm(factory(device), 2);
    norm.train(true);
    Tensor x = device.tensor(Shape.of(2, 2), 1f, 2, 3, 4);
    norm.of(x);
    norm.of(x);
    Tensor count = state(norm, "num_batches_tracked");
    assertThat(count.toLongs()).containsExactly(2);
    count.assign(device.tensor(Shape.SCALAR, 41L));
    norm.of(x);
    norm.of(x);
    assertThat(count.toLongs()).containsExactly(43);
  }
}
