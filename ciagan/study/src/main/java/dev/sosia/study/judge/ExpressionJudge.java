package dev.sosia.study.judge;

import dev.sosia.dan.label.Emotion;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;

/// Says which expression a face shows.
public interface ExpressionJudge {

  /// What tables call it.
  String name();

  /// Of what it is made: the SHA-256 of its weights.
  String sha256();

  /// Its classes, by index.
  List<String> classes();

  /// Which class an emotion is; -1 where it has none for it.
  int indexOf(Emotion emotion);

  /// The class of the face in a picture that is cut to it.
  ///
  /// @param source the picture, for messages
  /// @throws dev.sosia.engine.error.InputException if it cannot tell
  int label(Picture face, String source);

  /// The class, and the features that it was read off.
  ///
  /// @param features of one number for all faces; none where the judge has no such
  record Look(int label, double[] features) {}

  /// The class with its features.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot tell
  default Look look(Picture face, String source) {
    return new Look(label(face, source), new double[0]);
  }
}
