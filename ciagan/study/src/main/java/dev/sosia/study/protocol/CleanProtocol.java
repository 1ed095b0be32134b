package dev.sosia.study.protocol;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.landmarks.figure.FaceLandmarks;
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
}
