package dev.sosia.landmarks.toyfaces.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/// RAF-DB's layout: `Image/aligned/train_00001_aligned.jpg`, faces of 100 x 100 pixels, and
/// `EmoLabel/list_patition_label.txt` (sic) with lines `train_00001.jpg 4`. The last fifth of the
/// people is the test set. RAF-DB has no points of faces, these lie in `points.jsonl`.
///
/// Source: Li, Deng, Du, "Reliable Crowdsourcing and Deep Locality-Preserving Learning for
/// Expression Recognition in the Wild", 2017.
public final class RafDbPlan extends ToyFacePlan {
  private static final int SIDE = 100;

  /// A plan for these people.
  ///
  /// @throws dev.sosia.engine.error.InputException if there are a million photos or more
  public RafDbPlan(ToyFaces faces) {
    super(faces);
  }

  /// RAF-DB's number of a class, 1 to 7.
  public static int label(Expression expression) {
    return switch (expression) {
      case SURPRISE -> 1;
      case FEAR -> 2;
      case DISGUST -> 3;
      case HAPPY -> 4;
      case SAD -> 5;
      case ANGER -> 6;
      case NEUTRAL -> 7;
    };
  }

  private String stem(int piece) {
    return String.format(Locale.ROOT, "%s_%05d", heldOut(piece) ? "test" : "train", piece + 1);
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
    return List.of("Image/aligned/" + stem(piece) + "_aligned.jpg");
  }

  @Override
  public SequencedMap<String, byte[]> lists() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pieces(); i++) {
      int label = label(faces.expression(person(i), photo(i)));
      lines.append(stem(i)).append(".jpg ").append(label).append('\n');
    }
    SequencedMap<String, byte[]> lists = new LinkedHashMap<>();
    lists.put("EmoLabel/list_patition_label.txt", lines.toString().getBytes(UTF_8));
    lists.put(POINTS, points(i -> stem(i) + "_aligned.jpg"));
    return lists;
  }

  @Override
  public List<String> entries() {
    return List.of("EmoLabel", "Image", POINTS);
  }
}
