package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.Nearest;
import java.util.List;

/// A way to hide a face that needs no training.
public sealed interface SimpleMethod permits Mask, Pixelate, Blur, Noise, KSame {
  /// What the methods are called.
  List<String> NAMES = List.of("mask", "pixelate", "blur", "noise", "k-same");

  /// The method that `text` names, with its setting or without: `blur`, `blur:sigma=0.1`,
  /// `pixelate:blocks=8`, `noise:sigma=0.5`, `k-same:k=10`.
  ///
  /// @throws InputException if there is none of that name, setting or value
  static SimpleMethod parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Setting setting = new Setting(name, colon < 0 ? "" : text.substring(colon + 1));
    return switch (name) {
      case "mask" -> {
        setting.none();
        yield new Mask();
      }
      case "pixelate" -> new Pixelate(setting.whole("blocks", Pixelate.BLOCKS));
      case "blur" -> new Blur(setting.share("sigma", Blur.SIGMA));
      case "noise" -> new Noise(setting.share("sigma", Noise.SIGMA));
      case "k-same" -> new KSame(setting.whole("k", KSame.K));
      default ->
          throw new InputException(
              "there is no method '%s', only %s%s"
                  .formatted(
                      name,
                      String.join(", ", NAMES),
                      Nearest.to(name, NAMES).map(n -> "; did you mean '" + n + "'?").orElse("")));
    };
  }

  /// This method made ready for the faces of `data`; most need not look at them.
  ///
  /// @param size side of the pictures, in pixels
  /// @param seed of what is drawn
  /// @param each called after each picture that was looked at beforehand, [#looksAt] times
  /// @throws InputException if there are too few people for it
  FaceDrawer on(FaceData data, int size, long seed, Runnable each);

  /// How many pictures of `data` it looks at before it is ready.
  default int looksAt(FaceData data) {
    return 0;
  }
}
