package dev.sosia.dan.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PretrainedTrunkTest {
  private static final Dan.Config NARROW = new Dan.Config(7, 1, 0.0625);

  /// Gives a fresh network the trunk of another, under torchvision's names and changed.
  private static void load(Consumer<SequencedMap<String, HostTensor>> change) {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open();
        Arena arena = Arena.ofConfined()) {
      Dan from = new Dan(ParameterFactory.random(device, new Philox(1, 0)), NARROW);
      Dan into = new Dan(ParameterFactory.random(device, new Philox(2, 0)), NARROW);
      SequencedMap<String, HostTensor> resnet = new LinkedHashMap<>();
      LayerState.read(from.trunk(), arena)
          .tensors()
          .forEach((name, t) -> resnet.put(torchvision(name), t));
      resnet.put("fc.weight", HostTensor.ofLongs(Shape.of(1), 0));
      change.accept(resnet);
      float[] head = tensor(into, "cat_head0.sa.conv1x1.0.weight").toFloats();
      PretrainedTrunk.load(into, StateDict.of(resnet), "faces.pth");
      from.trunk()
          .stateDict()
          .forEach(
              (name, t) ->
                  assertThat(tensor(into.trunk(), name).toDoubles())
                      .as(name)
                      .isEqualTo(t.toDoubles()));
      assertThat(tensor(into, "cat_head0.sa.conv1x1.0.weight").toFloats()).isEqualTo(head);
    }
  }

  private static Tensor tensor(Layer layer, String name) {
    return Objects.requireNonNull(layer.stateDict().get(name));
  }

  private static String torchvision(String name) {
    return switch (name.charAt(0)) {
      case '0' -> "conv1" + name.substring(1);
      case '1' -> "bn1" + name.substring(1);
      default -> "layer" + (name.charAt(0) - '3') + name.substring(1);
    };
  }

  @Test
  void aWholeResNetIsAStart() {
    load(_ -> {});
    load(resnet -> resnet.remove("fc.weight"));
  }

  @Test
  void whatIsNoResNetIsRefused() {
    assertThatThrownBy(() -> load(r -> r.remove("layer4.1.bn2.running_var")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("faces.pth does not fit DAN's trunk: missing 7.1.bn2.running_var");
    assertThatThrownBy(() -> load(r -> r.put("extra.bias", r.firstEntry().getValue())))
        .hasMessageContaining("no ResNet-18")
        .hasMessageContaining("extra.bias");
    assertThatThrownBy(() -> load(SequencedMap::clear)).hasMessageContaining("none of these");
  }
}
