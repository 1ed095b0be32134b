package dev.sosia.dan.data;

import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.person.Expression;

/// Photos of some of the drawn people, cut to the face by their true points.
///
/// @param first, last the people, `last` excluded
/// @param from, until each one's photos, `until` excluded
public record ToyExpressions(
    ToyFaces faces, LabelOrder order, int first, int last, int from, int until)
    implements ExpressionSet {

  /// One person in this many is for validation only.
  private static final int HELD_OUT = 5;

  /// Drawn people as data: the last fifth is for validation, so that nobody is in both parts; of
  /// one person alone, the last fifth of the photos.
  public static ExpressionData of(ToyFaces faces, LabelOrder order) {
    int ids = faces.ids();
    int photos = faces.perId();
    ExpressionSet train;
    ExpressionSet validation;
    if (ids == 1) {
      int cut = photos - heldOut(photos);
      train = new ToyExpressions(faces, order, 0, 1, 0, cut);
      validation = new ToyExpressions(faces, order, 0, 1, cut, photos);
    } else {
      int cut = ids - heldOut(ids);
      train = new ToyExpressions(faces, order, 0, cut, 0, photos);
      validation = new ToyExpressions(faces, order, cut, ids, 0, photos);
    }
    return new ExpressionData(faces.toString(), order, train, validation);
  }

  /// All of the drawn people.
  public static ExpressionSet all(ToyFaces faces, LabelOrder order) {
    return new ToyExpressions(faces, order, 0, faces.ids(), 0, faces.perId());
  }

  private static int heldOut(int all) {
    return all == 1 ? 0 : Math.max(1, all / HELD_OUT);
  }

  private static Emotion emotion(Expression expression) {
    return switch (expression) {
      case NEUTRAL -> Emotion.NEUTRAL;
      case HAPPY -> Emotion.HAPPINESS;
      case SAD -> Emotion.SADNESS;
      case SURPRISE -> Emotion.SURPRISE;
      case FEAR -> Emotion.FEAR;
      case DISGUST -> Emotion.DISGUST;
      case ANGER -> Emotion.ANGER;
    };
  }

  @Override
  public int size() {
    return (last - first) * (until - from);
  }

  private int person(int i) {
    return first + i / (until - from);
  }

  private int photo(int i) {
    return from + i % (until - from);
  }

  @Override
  public int label(int i) {
    return order.indexOf(emotion(faces.expression(person(i), photo(i))));
  }

  @Override
  public Picture picture(int i) {
    ToyFace face = faces.face(person(i), photo(i));
    return FaceSquare.around(face.landmarks()).of(face.picture());
  }

  @Override
  public String source(int i) {
    return "toyfaces/" + person(i) + "/" + photo(i);
  }
}
