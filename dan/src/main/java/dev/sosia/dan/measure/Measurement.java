package dev.sosia.dan.measure;

import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.judge.Confusion;
import dev.sosia.dan.judge.Proportion;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;

/// What a network made of a set of faces.
///
/// @param confusion what it said of which class
/// @param stable faces of which it says the same in their place and moved by [#SHIFT] pixels to
///   either side, up and down, whether that is right or not
public record Measurement(Confusion confusion, Proportion stable) {
  /// How far a face is moved, in pixels of the network's input: as much as a detector's box moves
  /// from one frame to the next.
  public static final int SHIFT = 2;

  private static final List<int[]> DIRECTIONS =
      List.of(
          new int[] {SHIFT, 0}, new int[] {-SHIFT, 0}, new int[] {0, SHIFT}, new int[] {0, -SHIFT});

  /// Reads all faces of a set; `each` is called after every one.
  ///
  /// @param set its classes are the recognizer's
  /// @throws dev.sosia.engine.error.InputException if a face cannot be read, or scores are not
  ///   finite
  public static Measurement of(Recognizer recognizer, ExpressionSet set, Runnable each) {
    Confusion confusion = new Confusion(recognizer.order().classes());
    int stable = 0;
    for (int i = 0; i < set.size(); i++) {
      Picture face = FaceInput.square(set.picture(i), recognizer.size());
      String source = set.source(i);
      int said = recognizer.read(face, source).label();
      confusion.add(set.label(i), said);
      boolean same = true;
      for (int[] by : DIRECTIONS) {
        same &= recognizer.read(moved(face, by[0], by[1]), source).label() == said;
      }
      stable += same ? 1 : 0;
      each.run();
    }
    return new Measurement(confusion, new Proportion(stable, set.size()));
  }

  /// The face moved to the left and up by so many pixels, its edge repeated where nothing was.
  static Picture moved(Picture face, int x, int y) {
    return Crop.edgeCrop(face, new Box(x, y, face.width() + x, face.height() + y));
  }
}
