package dev.sosia.study.protocol;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.List;

/// The way of a photo to an anonymized picture that a judge sees: prepared for CIAGAN, its face
/// replaced, finished.
public sealed interface Protocol permits PublishedProtocol, CleanProtocol {

  /// The protocol called `published` or `clean`.
  ///
  /// @throws dev.sosia.engine.error.InputException if there is none of that name
  static Protocol of(String name) {
    return switch (name) {
      case "published" -> new PublishedProtocol();
      case "clean" -> new CleanProtocol();
      default ->
          throw new InputException(
              "there is no protocol '%s', only published and clean".formatted(name));
    };
  }

  /// What tables call it.
  String name();

  /// All steps in order, in words.
  List<String> steps();

  /// What CIAGAN's network is given of a photo.
  ///
  /// @param points of the face, in the photo's pixels
  /// @throws dev.sosia.engine.error.InputException if no face can be cut out there
  PreparedFace prepare(Picture photo, FaceLandmarks points);

  /// What is done to a result before it is judged.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be done
  Picture finish(Picture result);

  /// The face in a finished picture, cut as the photo was, for a judge.
  ///
  /// @param points of the face, in the photo's pixels
  Picture face(Picture finished, FaceLandmarks points);

  /// A prepared face as a network of `size` x `size` pixels gets it.
  static Sample sample(PictureId id, PreparedFace face, int size) {
    return new Sample(
        id,
        Planes.of(Preprocessing.picture(face.face(), size, null)),
        Planes.of(Preprocessing.picture(face.landmarks(), size, null)),
        Preprocessing.mask(Preprocessing.picture(face.mask(), size, null)));
  }

  /// The whole way.
  ///
  /// @param index of the picture in the run, from 0
  /// @throws dev.sosia.engine.error.InputException as [#prepare] and [#finish]
  default Picture run(
      PictureId id, Picture photo, FaceLandmarks points, FaceReplacement replacement, int index) {
    Sample sample = sample(id, prepare(photo, points), replacement.size());
    return finish(replacement.replace(sample, index));
  }
}
