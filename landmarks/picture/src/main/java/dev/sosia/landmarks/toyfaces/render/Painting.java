package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Light;
import dev.sosia.landmarks.toyfaces.person.Scene;

/// Gives every sample its colour and its light, and makes pixels of them.
final class Painting {
  private final Identity person;
  private final Light light;
  private final Samples samples;
  private final Occlusion occlusion;
  private final SkinPainter skin;
  private final HairPainter hair;
  private final ClothPainter cloth;
  private final BackdropPainter back;
  private final Shade shade = new Shade();

  /// @param unit samples a face unit
  Painting(FaceCurves face, Scene scene, Samples samples, double unit) {
    this.person = face.person;
    this.light = scene.light();
    this.samples = samples;
    this.occlusion = new Occlusion(samples, light, unit);
    int seed = (int) person.seed();
    this.skin = new SkinPainter(face, 0.5 / unit);
    this.hair = new HairPainter(person.hair(), person.skin().color(), light, seed);
    this.cloth = new ClothPainter(scene.clothing(), seed);
    this.back = new BackdropPainter(scene.backdrop());
  }

  /// The picture, each pixel the mean of `side` x `side` samples.
  Picture developed(int side) {
    int width = samples.width / side;
    int height = samples.height / side;
    byte[] data = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double r = 0;
        double g = 0;
        double b = 0;
        for (int k = 0; k < side * side; k++) {
          sample(x * side + k % side, y * side + k / side);
          r += Tone.compress(shade.r);
          g += Tone.compress(shade.g);
          b += Tone.compress(shade.b);
        }
        int at = 3 * (y * width + x);
        double f = 1.0 / (side * side);
        data[at] = Tone.srgb(r * f);
        data[at + 1] = Tone.srgb(g * f);
        data[at + 2] = Tone.srgb(b * f);
      }
    }
    return Picture.of(width, height, 3, data);
  }

  private void sample(int x, int y) {
    int at = y * samples.width + x;
    if (samples.material[at] == Material.BACKDROP) {
      back.paint((x + 0.5) / samples.width, (y + 0.5) / samples.height, shade);
      return;
    }
    // the side that is seen, whichever it is
    double flip = samples.normal[3 * at + 2] < 0 ? -1 : 1;
    shade.nx = flip * samples.normal[3 * at];
    shade.ny = flip * samples.normal[3 * at + 1];
    shade.nz = flip * samples.normal[3 * at + 2];
    paint(
        samples.material[at],
        samples.where[3 * at],
        samples.where[3 * at + 1],
        samples.where[3 * at + 2]);
    shade.light(light, occlusion.lit(x, y), occlusion.open(x, y));
  }

  /// @param a, b, c the sample's place on its surface
  private void paint(Material material, double a, double b, double c) {
    switch (material) {
      case BACKDROP -> throw new IllegalArgumentException("a backdrop has no surface");
      case FACE -> skin.face(a, b, c, shade);
      case EAR -> skin.ear(a, b, shade);
      case NECK -> skin.neck(a, b, shade);
      case CLOTH -> {
        double below = cloth.below(a, b, c);
        if (below > 0) {
          cloth.paint(a, b, below, shade);
        } else {
          skin.plain(a, b, shade);
        }
      }
      case HAIR -> hair.paint(a, b, c, shade);
      case GLASSES -> {
        shade.color(person.glasses().color());
        shade.gloss = 0.25;
        shade.narrow = 0.8;
        shade.soft = 0;
        shade.glint = 0;
      }
    }
  }
}
