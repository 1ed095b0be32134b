package dev.sosia.study.judge;

import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;

/// DAN as the judge of expressions.
///
/// @param name of the weights: `demo`, or their file
/// @param sha256 of the weights
public record DanJudge(Recognizer recognizer, String name, String sha256)
    implements ExpressionJudge {

  @Override
  public List<String> classes() {
    return recognizer.order().names();
  }

  @Override
  public int indexOf(Emotion emotion) {
    return recognizer.order().indexOf(emotion);
  }

  @Override
  public int label(Picture face, String source) {
    return recognizer.read(face, source).label();
  }

  /// The class, and the trunk's features, each averaged over its map.
  @Override
  public Look look(Picture face, String source) {
    Recognizer.Look look = recognizer.look(face, source);
    return new Look(look.reading().label(), look.features());
  }
}
