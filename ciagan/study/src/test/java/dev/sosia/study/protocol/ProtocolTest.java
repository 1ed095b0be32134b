package dev.sosia.study.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.simple.Mask;
import dev.sosia.study.simple.SimpleReplacement;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private static final PictureId ID = new PictureId(0, 0);

  /// A face that fills its picture, as RAF-DB's do.
  private static final ToyFace FACE =
      ToyFaces.parse("toyfaces:ids=1,per-id=1,size=178x218").face(0, 0);

  private static final Picture PHOTO = Resize.resize(FACE.picture(), 100, 100, Resampling.BILINEAR);
  private static final FaceLandmarks POINTS =
      FACE.landmarks().moved(0, 0, 100.0 / 178, 100.0 / 218);

  @Test
  void thePublishedWayIsItsSteps() {
    PublishedProtocol published = new PublishedProtocol();
    PreparedFace prepared = published.prepare(PHOTO, POINTS);
    PreparedFace bare = PreparedFace.of(PHOTO, WholePoints.of(POINTS), PreparedFace.Border.BLACK);
    assertThat(prepared.face()).isEqualTo(new JpegGeneration(95).apply(bare.face()));
    assertThat(prepared.mask()).isEqualTo(new JpegGeneration(75).apply(bare.mask()));
    Picture small = Preprocessing.picture(prepared.face(), 128, null);
    Picture byHand =
        new JpegGeneration(95)
            .apply(
                new LinearTo(100, 100)
                    .apply(new FrameCut(20).apply(new JpegGeneration(75).apply(small))));
    assertThat(published.run(ID, PHOTO, POINTS, new RoundTrip(128), 0)).isEqualTo(byHand);
    assertThat(published.steps()).hasSize(9).last().isEqualTo("JPEG at quality 95");
  }

  /// The cut around the eyes reaches beyond the photo: black there, the edge in the clean way.
  @Test
  void beyondThePhotoIsBlackOrItsEdge() {
    Picture black = PreparedFace.of(PHOTO, POINTS, PreparedFace.Border.BLACK).face();
    Picture edge = new CleanProtocol().prepare(PHOTO, POINTS).face();
    assertThat(corner(black)).isEqualTo(0);
    assertThat(corner(edge)).isGreaterThan(0);
    assertThat(PreparedFace.of(PHOTO, POINTS, PreparedFace.Border.EDGE))
        .isEqualTo(PreparedFace.of(PHOTO, POINTS));
  }

  /// The way there and back finds the photo's frame again, give or take what the cut loses.
  @Test
  void theRoundTripBringsThePhotoBack() {
    Picture back = new PublishedProtocol().run(ID, PHOTO, POINTS, new RoundTrip(128), 0);
    assertThat(back.width()).isEqualTo(100);
    assertThat(back.height()).isEqualTo(100);
    assertThat(meanDifference(back, PHOTO)).isGreaterThan(0.5).isLessThan(12);
  }

  @Test
  void theCleanWayLosesNothingBehindTheNetwork() {
    CleanProtocol clean = new CleanProtocol();
    Sample sample = Protocol.sample(ID, clean.prepare(PHOTO, POINTS), 64);
    assertThat(clean.run(ID, PHOTO, POINTS, new RoundTrip(64), 0))
        .isEqualTo(sample.face().toPicture());
    SimpleReplacement mask =
        new SimpleReplacement(
            "mask", 64, new Mask().on(FaceData.open("toyfaces:ids=1,per-id=1"), 64, 0, () -> {}));
    Picture masked = clean.run(ID, PHOTO, POINTS, mask, 0);
    assertThat(masked.at(32, 36, 0)).isZero();
    assertThat(clean.steps()).hasSize(3);
  }

  private static int corner(Picture picture) {
    return picture.at(0, 0, 0) + picture.at(0, 0, 1) + picture.at(0, 0, 2);
  }

  private static double meanDifference(Picture a, Picture b) {
    long sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.abs((a.data()[i] & 255) - (b.data()[i] & 255));
    }
    return (double) sum / a.data().length;
  }
}
