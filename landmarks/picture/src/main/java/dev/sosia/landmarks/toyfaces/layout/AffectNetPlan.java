package dev.sosia.landmarks.toyfaces.layout;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.person.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// AffectNet's layout as DAN reads it: `train/CLASS/NUMBER.jpg` and `val/CLASS/NUMBER.jpg`, faces
/// of 224 x 224 pixels, classes 0 to 6. The last fifth of the people is the validation set. The
/// points lie in `points.jsonl`.
///
/// Source: Mollahosseini, Hasani, Mahoor, "AffectNet", 2017, and DAN's `affectnet.py`.
public final class AffectNetPlan extends ToyFacePlan {
  private static final int SIDE = 224;

  /// A plan for these people.
  ///
  /// @throws dev.sosia.engine.error.InputException if there are a million photos or more
  public AffectNetPlan(ToyFaces faces) {
    super(faces);
  }

  /// AffectNet's number of a class, 0 to 6 (7 is contempt, which nobody shows here).
  public static int label(Expression expression) {
    return switch (expression) {
      case NEUTRAL -> 0;
      case HAPPY -> 1;
      case SAD -> 2;
      case SURPRISE -> 3;
      case FEAR -> 4;
      case DISGUST -> 5;
      case ANGER -> 6;
    };
  }

  @Override
  Picture picture(ToyFace photo) {
    return square(photo.picture(), photo.landmarks(), SIDE);
  }

  @Override
  FaceLandmarks points(FaceLandmarks inPhoto) {
    return FaceSquare.around(inPhoto).of(inPhoto, SIDE);
  }

  @Override
  public List<String> names(int piece) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s/%d/%06d.jpg",
            heldOut(piece) ? "val" : "train",
            label(faces.expression(person(piece), photo(piece))),
            piece + 1));
  }

  @Override
  public SequencedMap<String, byte[]> lists() {
    SequencedMap<String, byte[]> lists = new LinkedHashMap<>();
    lists.put(POINTS, points(i -> names(i).getFirst()));
    return lists;
  }

  @Override
  public List<String> entries() {
    return List.of("train", "val", POINTS);
  }
}
