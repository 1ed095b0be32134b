package dev.sosia.study.protocol;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;
import java.util.stream.Stream;

/// The way of the published experiment, with all that it loses: RAF-DB's aligned pictures of 100 x
/// 100 pixels are cut around the eyes with black where the cut leaves them, enlarged to 178 x 218,
/// coded as JPEG, replaced, coded again, cut out of the black frame by a threshold, brought back to
/// 100 x 100 and coded a third time.
///
/// Source: Brant, "An Analysis of CIAGAN Use on Face Expression Preservation", Recife, 2022, and
/// the code it was done with (`process_data.py`, `test.py`, `crop_images.py` of its fork of
/// CIAGAN).
public record PublishedProtocol() implements Protocol {
  /// RAF-DB's side.
  public static final int SIDE = 100;

  private static final JpegGeneration PREPARED = new JpegGeneration(JpegGeneration.OPENCV);
  private static final JpegGeneration DRAWN = new JpegGeneration(JpegGeneration.PILLOW);

  /// After the network: saved by Pillow, then read, cut, resized and saved by OpenCV.
  private static final List<PictureStep> FINISH =
      List.of(
          new JpegGeneration(JpegGeneration.PILLOW),
          new FrameCut(FrameCut.PUBLISHED),
          new LinearTo(SIDE, SIDE),
          new JpegGeneration(JpegGeneration.OPENCV));

  @Override
  public String name() {
    return "published";
  }

  @Override
  public List<String> steps() {
    return Stream.concat(
            Stream.of(
                "points in whole pixels",
                "cut around the eyes, black beyond the photo",
                "bicubic to 178 x 218",
                PREPARED.words() + ", landmarks and mask at " + DRAWN.quality(),
                "the face replaced at the network's size"),
            FINISH.stream().map(PictureStep::words))
        .toList();
  }

  @Override
  public PreparedFace prepare(Picture photo, FaceLandmarks points) {
    PreparedFace face = PreparedFace.of(photo, WholePoints.of(points), PreparedFace.Border.BLACK);
    return new PreparedFace(
        PREPARED.apply(face.face()), DRAWN.apply(face.landmarks()), DRAWN.apply(face.mask()));
  }

  /// What is done to a result, step by step.
  public static List<PictureStep> finishing() {
    return FINISH;
  }

  @Override
  public Picture finish(Picture result) {
    Picture finished = result;
    for (PictureStep step : FINISH) {
      finished = step.apply(finished);
    }
    return finished;
  }

  /// All of it: the cut has brought the photo's frame back, more or less.
  @Override
  public Picture face(Picture finished, FaceLandmarks points) {
    return finished;
  }
}
