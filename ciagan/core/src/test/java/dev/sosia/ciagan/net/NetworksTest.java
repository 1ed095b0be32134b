package dev.sosia.ciagan.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Sizes of the published networks: entries, learnable tensors, learnable numbers, numbers in
/// buffers.
class NetworksTest {

  private static void check(
      Function<ParameterFactory, Layer> make,
      int entries,
      int learnable,
      long numbers,
      long buffers) {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Layer net = make.apply(ParameterFactory.toBeLoaded(device, DType.F32));
      Map<String, Tensor> parameters = net.parameters();
      long learnt = parameters.values().stream().mapToLong(Tensor::numel).sum();
      long all =
          net.stateDict().values().stream()
              .filter(t -> t.dtype() == DType.F32)
              .mapToLong(Tensor::numel)
              .sum();
      assertThat(net.stateDict()).hasSize(entries);
      assertThat(parameters).hasSize(learnable);
      assertThat(learnt).isEqualTo(numbers);
      long counters = net.stateDict().values().stream().filter(t -> t.dtype() == DType.I64).count();
      assertThat(all - learnt + counters).isEqualTo(buffers);
    }
  }

  @Test
  void generator() {
    check(f -> new Generator(f, Generator.Config.of(128, 1200)), 248, 164, 11_801_123, 54_812);
    check(f -> new Generator(f, Generator.Config.of(64, 5)), 216, 144, 11_460_099, 53_596);
  }

  @Test
  void critic() {
    check(f -> new Critic(f, Critic.Config.of(64)), 52, 28, 13_251_137, 16_060);
    check(f -> new Critic(f, Critic.Config.of(128)), 64, 34, 18_233_409, 27_324);
  }

  @Test
  void siameseNetworks() {
    check(f -> new SiameseResNet(f, 3, 1200, 1), 124, 64, 12_924_144, 9_620);
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      ParameterFactory f = ParameterFactory.toBeLoaded(device, DType.F32);
      assertThat(new SiamesePatch(f, 64, 3, 1200, 1).stateDict()).hasSize(24);
      assertThat(new SiamesePatch(f, 128, 3, 1200, 1).stateDict()).hasSize(30);
    }
  }

  @Test
  void keysComeInPyTorchsOrder() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      ParameterFactory f = ParameterFactory.toBeLoaded(device, DType.F32);
      List<String> keys =
          List.copyOf(new Generator(f, Generator.Config.of(64, 5)).stateDict().keySet());
      assertThat(keys.subList(0, 5))
          .containsExactly(
              "conv1.conv_r1.conv2d.bias",
              "conv1.conv_r1.conv2d.weight_orig",
              "conv1.conv_r1.conv2d.weight_u",
              "conv1.conv_r1.conv2d.weight_v",
              "conv1.conv_r2.conv2d.bias");
      assertThat(keys).containsSubsequence("in4_e.weight", "embed.0.conv2d.bias", "embed.1.weight");
      assertThat(keys)
          .containsSubsequence(
              "in1_d.bias", "conv_end.0.weight", "conv_end.0.bias", "encode_one_hot.0.weight");
      assertThat(keys.getLast()).isEqualTo("encode_noise.8.bias");
    }
  }

  @Test
  void skipsAndWidthChangeTheNetworkNotItsUse() {
    try (Device device = Device.open("reference", 2);
        Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      ParameterFactory f = ParameterFactory.random(device, new Philox(1, 1));
      Generator g = new Generator(f, new Generator.Config(64, 6, 3, 0.25, true));
      g.train(true);
      Tensor x = device.fill(DType.F32, Shape.of(1, 6, 64, 64), 0.5);
      Tensor who = device.fill(DType.F32, Shape.of(1, 3), 1);
      assertThat(g.of(x, who).shape()).isEqualTo(Shape.of(1, 3, 64, 64));
      assertThat(g.stateDict().get("res1.conv1.conv2d.bias")).isNotNull();
    }
  }

  @Test
  void wrongSizesAreNamed() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      ParameterFactory f = ParameterFactory.toBeLoaded(device, DType.F32);
      Generator g = new Generator(f, new Generator.Config(64, 6, 3, 0.1, false));
      Tensor x = device.zeros(DType.F32, Shape.of(1, 6, 32, 32));
      assertThatThrownBy(() -> g.of(x, null))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("[1, 6, 32, 32]")
          .hasMessageContaining("[B, 6, 64, 64]");
      SiamesePatch patch = new SiamesePatch(f, 64, 3, 5, 0.1);
      Tensor small = device.zeros(DType.F32, Shape.of(1, 3, 60, 60));
      assertThatThrownBy(() -> patch.of(small)).hasMessageContaining("6 x 6");
    }
  }
}
