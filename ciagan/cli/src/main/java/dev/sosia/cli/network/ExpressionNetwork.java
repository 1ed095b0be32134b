package dev.sosia.cli.network;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.demo.DemoExpressionWeights;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// DAN from a file, with what the file says of it.
///
/// @param size side of its pictures as the file says it, in pixels; else as published
/// @param name of the file, or `demo`
public record ExpressionNetwork(Dan dan, LabelOrder order, int size, String name, String sha256) {
  private static final List<String> NEEDED =
      List.of("fc.weight", "features.0.weight", "cat_head0.sa.conv1x1.0.weight");

  /// The same with other pictures.
  public ExpressionNetwork withSize(int other) {
    return new ExpressionNetwork(dan, order, other, name, sha256);
  }

  /// Opens `weights`, or the network that ships.
  ///
  /// @param labels what the outputs stand for, where the file does not say it
  /// @throws InputException if it is no DAN, or its labels are not known
  public static ExpressionNetwork open(
      Device device, @Nullable Path weights, @Nullable LabelOrder labels) throws IOException {
    try (Checkpoint checkpoint =
        weights == null ? DemoExpressionWeights.FILE.open() : Checkpoint.open(weights)) {
      String source = checkpoint.file().toString();
      StateDict state = StateDict.of(checkpoint);
      for (String key : NEEDED) {
        if (!state.tensors().containsKey(key)) {
          throw new InputException(source + " holds no DAN: there is no tensor " + key);
        }
      }
      Map<String, String> notes = StateDict.notes(checkpoint);
      Dan dan =
          (Dan)
              LoadedNetworks.of("dan", NetworkConfig.of(Map.of()), device, checkpoint, DType.F32)
                  .layer();
      LabelOrder order = LabelOrder.resolve(labels, notes, dan.config().classes(), source);
      String said = notes.getOrDefault(FaceInput.SIZE_KEY, "");
      int size =
          said.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(said) : FaceInput.PUBLISHED_SIZE;
      return weights == null
          ? new ExpressionNetwork(dan, order, size, "demo", DemoExpressionWeights.FILE.sha256())
          : new ExpressionNetwork(dan, order, size, weights.toString(), WeightsHash.of(weights));
    }
  }
}
