package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Glasses;
import dev.sosia.landmarks.toyfaces.person.Hair;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Light;
import dev.sosia.landmarks.toyfaces.person.Scene;

/// Draws one person once: meshes, then samples, then colours.
public final class Renderer {
  /// Goes up when pictures of the same inputs change.
  public static final int VERSION = 2;

  /// Samples a pixel, each way.
  private static final int SAMPLES = 2;

  private final Identity person;
  private final Scene scene;
  private final int width;
  private final int height;
  private final FaceCurves face;
  private final HeadSurface surface;
  private final Camera camera;

  /// @param width, height of the picture in pixels
  public Renderer(Identity person, ActionUnits units, Scene scene, int width, int height) {
    this.person = person;
    this.scene = scene;
    this.width = width;
    this.height = height;
    this.face = new FaceCurves(person, units);
    this.surface = new HeadSurface(face);
    this.camera = new Camera(scene, width, height);
  }

  /// Where everything on the face is in the picture.
  public FacePoints points() {
    return new FacePoints(face, surface, camera);
  }

  /// The picture, RGB.
  public Picture picture() {
    Samples samples = samples();
    Occlusion occlusion = new Occlusion(samples, scene.light(), camera.unit() * SAMPLES);
    return develop(samples, occlusion);
  }

  private Samples samples() {
    Samples samples = new Samples(width * SAMPLES, height * SAMPLES);
    double masculine = person.head().browRidge();
    HeadMesh head = new HeadMesh(surface);
    draw(samples, head.skin(), 1, (_, _, _) -> true);
    draw(samples, BodyMesh.ear(-1, person.head().width()), 1, (_, _, _) -> true);
    draw(samples, BodyMesh.ear(1, person.head().width()), 1, (_, _, _) -> true);
    Grid neck = BodyMesh.neck(camera, masculine);
    neck.finish(camera, 1, SAMPLES);
    samples.draw(neck, (_, _, _) -> true);
    draw(samples, BodyMesh.torso(masculine), 0, (_, _, _) -> true);
    hair(samples, head);
    Glasses glasses = person.glasses();
    if (glasses.worn()) {
      for (Grid part : GlassesMesh.of(glasses, face, surface)) {
        draw(samples, part, 1, (_, _, _) -> true);
      }
    }
    return samples;
  }

  private void hair(Samples samples, HeadMesh head) {
    Hair hair = person.hair();
    HairShape shape = new HairShape(hair, (int) person.seed());
    draw(samples, head.shell(shape), 1, shape::keeps);
    if (hair.style().hangs()) {
      Grid curtain = shape.curtain(surface);
      for (int i = 0; i < curtain.place.length; i += 3) {
        camera.turn(curtain.place, i, Curve.step(-2.4, -0.4, curtain.place[i + 1]));
      }
      curtain.finish(camera, 1, SAMPLES);
      double tip = hair.length();
      samples.draw(
          curtain, (a, y, _) -> y > tip + 0.3 * Noise.value(a * 12, 1, (int) person.seed()));
    }
    if (hair.style() == Hair.Style.TIED) {
      draw(samples, shape.bun(surface.crown()), 1, (_, _, _) -> true);
    }
  }

  private void draw(Samples samples, Grid grid, double share, Samples.Cut cut) {
    grid.turn(camera, share);
    grid.finish(camera, 1, SAMPLES);
    samples.draw(grid, cut);
  }

  private Picture develop(Samples samples, Occlusion occlusion) {
    double soft = 0.5 / (camera.unit() * SAMPLES);
    Light light = scene.light();
    int seed = (int) person.seed();
    SkinPainter skin = new SkinPainter(face, soft);
    HairPainter hair = new HairPainter(person.hair(), person.skin().color(), light, seed);
    ClothPainter cloth = new ClothPainter(scene.clothing(), seed);
    BackdropPainter back = new BackdropPainter(scene.backdrop());
    Shade s = new Shade();
    byte[] data = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double r = 0;
        double g = 0;
        double b = 0;
        for (int k = 0; k < SAMPLES * SAMPLES; k++) {
          int sx = x * SAMPLES + k % SAMPLES;
          int sy = y * SAMPLES + k / SAMPLES;
          int at = sy * samples.width + sx;
          paint(samples, at, sx, sy, s, skin, hair, cloth, back);
          if (samples.material[at] != Material.BACKDROP) {
            s.light(light, occlusion.lit(sx, sy), occlusion.open(sx, sy));
          }
          r += Tone.compress(s.r);
          g += Tone.compress(s.g);
          b += Tone.compress(s.b);
        }
        int at = 3 * (y * width + x);
        double f = 1.0 / (SAMPLES * SAMPLES);
        data[at] = Tone.srgb(r * f);
        data[at + 1] = Tone.srgb(g * f);
        data[at + 2] = Tone.srgb(b * f);
      }
    }
    return Picture.of(width, height, 3, data);
  }

  private void paint(
      Samples samples,
      int at,
      int sx,
      int sy,
      Shade s,
      SkinPainter skin,
      HairPainter hair,
      ClothPainter cloth,
      BackdropPainter back) {
    double a = samples.where[3 * at];
    double b = samples.where[3 * at + 1];
    double c = samples.where[3 * at + 2];
    double nz = samples.normal[3 * at + 2];
    double flip = nz < 0 ? -1 : 1;
    s.nx = flip * samples.normal[3 * at];
    s.ny = flip * samples.normal[3 * at + 1];
    s.nz = flip * nz;
    switch (samples.material[at]) {
      case BACKDROP -> back.paint((sx + 0.5) / samples.width, (sy + 0.5) / samples.height, s);
      case FACE -> skin.face(a, b, c, s);
      case EAR -> skin.ear(a, b, s);
      case NECK -> {
        skin.plain(a, b, s);
        double under = Curve.step(-2.1, -1.3, b);
        s.times(1 - 0.42 * under, 1 - 0.5 * under, 1 - 0.5 * under);
      }
      case CLOTH -> {
        double below = cloth.below(a, b, c);
        if (below > 0) {
          cloth.paint(a, b, below, s);
        } else {
          skin.plain(a, b, s);
        }
      }
      case HAIR -> hair.paint(a, b, c, s);
      case GLASSES -> {
        s.color(person.glasses().color());
        s.gloss = 0.25;
        s.narrow = 0.8;
        s.soft = 0;
        s.glint = 0;
      }
    }
  }
}
