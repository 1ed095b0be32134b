package dev.sosia.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network as a compiled plan, rewritten and fused, against the same network step by step.
class CompiledNetworksTest {
  /// Of an output's range: what Winograd's way may differ from the sum as defined.
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ciagan.generator | img_size=64,identities=40 | 1",
        "ciagan.generator | img_size=64,identities=40,skips=true,width=0.5 | 3",
        "ciagan.generator | img_size=128,identities=12 | 2",
        "ciagan.critic | img_size=64 | 2",
        "ciagan.siamese_resnet | img_size=64 | 2",
        "ciagan.siamese_patch | img_size=64 | 1",
        "dan | classes=7 | 1"
      })
  void aPlanGivesWhatItsNetworkGives(String name, String config, int batch) {
    try (Device device = Device.open("auto", 0);
        Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      Network net =
          Networks.build(name, NetworkConfig.parse(config), LoadedNetworks.firstValues(device, 3));
      net.layer().train(false);
      List<String> names = List.copyOf(net.inputs().keySet());
      List<Tensor> inputs = new ArrayList<>();
      for (Shape one : net.inputs().values()) {
        inputs.add(drawn(device, one.with(0, batch), inputs.size()));
      }
      Function<List<Tensor>, List<Tensor>> body =
          in -> {
            Map<String, Tensor> map = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
              map.put(names.get(i), in.get(i));
            }
            return List.copyOf(net.of(map).values());
          };
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledFunction compiled = CompiledFunction.of(device, types, body)) {
        List<Tensor> expected = body.apply(inputs);
        List<Tensor> found = compiled.of(inputs);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(apart(found.get(i).toFloats(), expected.get(i).toFloats()))
              .as("output " + i)
              .isLessThanOrEqualTo(TOLERANCE);
        }
      }
    }
  }

  private static Tensor drawn(Device device, Shape shape, int stream) {
    Philox random = new Philox(11, stream);
    float[] values = new float[Math.toIntExact(shape.numel())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return device.tensor(shape, values);
  }

  /// The largest difference, as a part of the range of `expected`; NaN if anything is.
  private static double apart(float[] found, float[] expected) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double largest = 0;
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      least = Math.min(least, expected[i]);
      most = Math.max(most, expected[i]);
      double difference = Math.abs((double) found[i] - expected[i]);
      largest = Math.max(largest, Double.isNaN(difference) ? Double.NaN : difference);
    }
    return largest / (most - least);
  }
}
