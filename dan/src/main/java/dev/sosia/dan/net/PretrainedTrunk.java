package dev.sosia.dan.net;

import dev.sosia.engine.error.InputException;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The weights of a whole ResNet-18 as the start of DAN's trunk: the original begins with one that
/// was trained to tell faces apart. Its classifier, `fc`, is left out.
public final class PretrainedTrunk {
  /// torchvision's names of what the trunk numbers.
  private static final Map<String, String> PLACES =
      Map.of(
          "conv1.", "0.", "bn1.", "1.", "layer1.", "4.", "layer2.", "5.", "layer3.", "6.",
          "layer4.", "7.");

  private PretrainedTrunk() {}

  /// Gives the trunk of `dan` these weights.
  ///
  /// @param resnet a ResNet-18 under torchvision's names, `fc` with it or not
  /// @param source where the weights come from, for messages
  /// @throws InputException listing what is missing, misshapen or no part of a ResNet-18
  public static void load(Dan dan, StateDict resnet, String source) {
    SequencedMap<String, HostTensor> trunk = new LinkedHashMap<>();
    List<String> strange = new ArrayList<>();
    resnet
        .tensors()
        .forEach(
            (name, tensor) -> {
              int dot = name.indexOf('.') + 1;
              String place = PLACES.get(name.substring(0, dot));
              if (place != null) {
                trunk.put(place + name.substring(dot), tensor);
              } else if (!name.startsWith("fc.")) {
                strange.add(name);
              }
            });
    if (!strange.isEmpty() || trunk.isEmpty()) {
      throw new InputException(
          "%s is no ResNet-18 under torchvision's names (conv1, bn1, layer1 to layer4, fc): %s"
              .formatted(
                  source,
                  strange.isEmpty()
                      ? "it holds none of these"
                      : "it holds "
                          + String.join(", ", strange.subList(0, Math.min(3, strange.size())))));
    }
    LayerState.load(dan.trunk(), StateDict.of(trunk), "DAN's trunk", source);
  }
}
