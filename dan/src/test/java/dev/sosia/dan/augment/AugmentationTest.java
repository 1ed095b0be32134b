package dev.sosia.dan.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Expected bytes are Pillow 9.4's: `transpose`, `rotate`, `ImageOps.expand` and `crop`, and
/// `transform` with the matrix of torchvision 0.14.1's `affine`.
class AugmentationTest {
  private static final int SIDE = 10;

  private static Picture face() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = (y * SIDE + x) * 3;
        rgb[at] = (byte) (x * 23 + y * 17 + 40);
        rgb[at + 1] = (byte) (x * 7 + y * 29);
        rgb[at + 2] = (byte) (x * y * 3 + 5);
      }
    }
    return Picture.of(SIDE, SIDE, 3, rgb);
  }

  /// The red bytes that normalised numbers were made of.
  private static String red(Planes x) {
    byte[] red = new byte[SIDE * SIDE];
    for (int i = 0; i < red.length; i++) {
      red[i] = (byte) Math.round((x.data()[i] * 0.229 + 0.485) * 255);
    }
    return HexFormat.of().formatHex(red);
  }

  @Test
  void rafDbsFlipRotationAndPaddedCropArePillows() {
    Scripted random = new Scripted(0.4, 0.1, 0.835, 0.9, 0.2, 0.7);
    Planes x = Augmentation.RAFDB.of(face(), random);
    assertThat(random.isUsedUp()).isTrue();
    assertThat(red(x))
        .isEqualTo(
            "00e0c9c3ac957e67614a00f1dac3bda68f787272001902ebe5ceb7a09a83002a13fcf6dfc8b1ab94003b"
                + "240d07f0d9c2bca5004c351e1801ead3cdb6005d4646402912fbf5de00006e57513a230cf5ef0000"
                + "7f68624b341d060000000000000000000000");
  }

  @Test
  void affectNetsAffineMapIsPillows() {
    Scripted random = new Scripted(0.5, 0.69, 0.9, 0.15, 0.65, 0.25, 0.5);
    Planes x = Augmentation.AFFECTNET.of(face(), random);
    assertThat(random.isUsedUp()).isTrue();
    assertThat(red(x))
        .isEqualTo(
            "0000000000000000000000283f560000000000000050677e849bb20000005b61788fa6acdaf1f7006c83"
                + "89a0ced4eb0208007dabb1c8dfe5fc131900a5bcd3d9f0070d3b0000b6cde4ea182f354c0000c7de"
                + "0c122940575d000000061d343a5168000000");
  }

  @Test
  void whatIsNotDrawnChangesNothing() {
    Planes plain = FaceInput.numbers(face());
    assertThat(Augmentation.NONE.of(face(), new Scripted()).data()).isEqualTo(plain.data());
    assertThat(Augmentation.RAFDB.of(face(), new Scripted(0.5, 0.2, 0.5)).data())
        .isEqualTo(plain.data());
    assertThat(Augmentation.AFFECTNET.of(face(), new Scripted(0.5, 0.7, 0.5)).data())
        .isEqualTo(plain.data());
  }

  @Test
  void erasingDrawsAsTorchvision() {
    Planes x = Planes.of(1, 20, 10, ones(200));
    // area 0.11 of 200, aspect 1: 5 x 5 at top 15 of 0..15, left 0
    double square = (0 - Math.log(0.3)) / (Math.log(3.3) - Math.log(0.3));
    Scripted random = new Scripted(0.49, 0.5, square, 0.99, 0);
    Planes erased = new RandomErasing(0.02, 0.2).of(x, random);
    assertThat(random.isUsedUp()).isTrue();
    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 10; column++) {
        assertThat(erased.at(0, row, column)).isEqualTo(row >= 15 && column < 5 ? 0f : 1f);
      }
    }
  }

  @Test
  void aRectangleThatDoesNotFitIsDrawnAgainTenTimes() {
    Planes flat = Planes.of(1, 2, 100, ones(200));
    double[] draws = new double[21];
    for (int i = 1; i < 21; i++) {
      draws[i] = 0.999; // the largest area and the tallest shape: 14 rows of 2
    }
    Scripted random = new Scripted(draws);
    assertThat(new RandomErasing(0.2, 0.33).of(flat, random)).isSameAs(flat);
    assertThat(random.isUsedUp()).isTrue();
  }

  @Test
  void sharesOfTheAreaStayInTheirRange() {
    Planes x = Planes.of(1, 100, 100, ones(10_000));
    int changed = 0;
    for (int seed = 0; seed < 400; seed++) {
      Planes erased = new RandomErasing(0.02, 0.25).of(x, new Philox(seed, 0));
      int zeros = 0;
      for (float v : erased.data()) {
        zeros += v == 0 ? 1 : 0;
      }
      if (zeros > 0) {
        changed++;
        assertThat(zeros / 10_000.0).isBetween(0.018, 0.26); // sides are whole numbers
      }
    }
    assertThat(changed).isBetween(160, 240);
  }

  @Test
  void lengthsKeepTheirShareOfTheSide() {
    Picture white = Picture.filled(112, 112, 3, 255);
    // not flipped, turned by 0, shifted by all of the padding, not erased
    Planes x = Augmentation.RAFDB.of(white, new Scripted(0.9, 0, 0.5, 0, 0, 0.9));
    float black = FaceInput.numbers(Picture.filled(1, 1, 3, 0)).data()[0];
    assertThat(x.at(0, 15, 60)).isEqualTo(black);
    assertThat(x.at(0, 16, 60)).isGreaterThan(black);
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
