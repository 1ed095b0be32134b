package dev.sosia.cli.bench;

import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one row of the results is about.
///
/// @param network as on the command line: `ciagan.generator`
/// @param imgSize pixels of a side
record Case(String network, int imgSize, int batch, int threads, Mode mode) {
  /// What is done with the network.
  enum Mode {
    /// Outputs from inputs, compiled.
    INFERENCE("inference"),
    /// Forward, backward, and a step of Adam.
    TRAINING("training");

    private final String word;

    /// The mode of that name.
    ///
    /// @throws InputException if there is none
    static Mode of(String word) {
      for (Mode m : values()) {
        if (m.word.equals(word)) {
          return m;
        }
      }
      throw new InputException("--mode is inference or training, not " + word);
    }

    Mode(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private static final String DAN = "dan";
  private static final int DAN_SIZE = 224;

  /// Sizes that a network is published for, the usual one first.
  static int[] sizes(String network) {
    return network.equals(DAN) ? new int[] {DAN_SIZE} : new int[] {128, 64};
  }

  /// How the network is built.
  NetworkConfig config() {
    return NetworkConfig.of(
        network.equals(DAN)
            ? Map.of("classes", "7")
            : Map.of("img_size", Integer.toString(imgSize)));
  }

  /// `shape` for this batch instead of one.
  Shape batched(Shape shape) {
    return shape.with(0, batch);
  }

  /// The row's first fields.
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", network);
    fields.put("img_size", imgSize);
    fields.put("batch", batch);
    fields.put("threads", threads);
    fields.put("mode", mode.toString());
    return fields;
  }

  @Override
  public String toString() {
    return network + " " + imgSize + " px, batch " + batch + ", threads " + threads + ", " + mode;
  }
}
