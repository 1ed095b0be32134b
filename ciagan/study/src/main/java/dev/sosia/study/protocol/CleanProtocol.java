package dev.sosia.study.protocol;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;

/// The original's way without detours: the photo's edge repeated beyond it, nothing coded in
/// between, nothing cut off again. What is judged is what the network drew.
public record CleanProtocol() implements Protocol {
  @Override
  public String name() {
    return "clean";
  }

  @Override
  public List<String> steps() {
    return List.of(
        "cut around the eyes, the edge repeated beyond the photo",
        "bicubic to 178 x 218",
        "the face replaced at the network's size");
  }

  @Override
  public PreparedFace prepare(Picture photo, FaceLandmarks points) {
    return PreparedFace.of(photo, points);
  }

  @Override
  public Picture finish(Picture result) {
    return result;
  }

  /// The square around the points, which went the picture's way.
  @Override
  public Picture face(Picture finished, FaceLandmarks points) {
    return FaceSquare.around(moved(points, finished.width())).of(finished);
  }

  /// The photo's points in a finished picture of `size` x `size` pixels.
  public static FaceLandmarks moved(FaceLandmarks points, int size) {
    Box box = PreparedFace.box(points);
    double side = Preprocessing.resizedSide(size);
    Box crop = Preprocessing.cropBox((int) side, (int) side, size, null);
    return points
        .moved(box.left(), box.top(), side / box.width(), side / box.height())
        .moved(crop.left(), crop.top(), 1, 1);
  }
}
