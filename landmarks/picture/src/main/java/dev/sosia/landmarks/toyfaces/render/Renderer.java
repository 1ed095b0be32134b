package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Glasses;
import dev.sosia.landmarks.toyfaces.person.Hair;
import dev.sosia.landmarks.toyfaces.person.Identity;
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
    return new Painting(face, scene, samples, camera.unit() * SAMPLES).developed(SAMPLES);
  }

  private Samples samples() {
    Samples samples = new Samples(width * SAMPLES, height * SAMPLES);
    double masculine = person.head().browRidge();
    HeadMesh head = new HeadMesh(surface);
    draw(samples, head.skin(), 1, Samples.EVERYWHERE);
    draw(samples, BodyMesh.ear(-1, person.head().width()), 1, Samples.EVERYWHERE);
    draw(samples, BodyMesh.ear(1, person.head().width()), 1, Samples.EVERYWHERE);
    Grid neck = BodyMesh.neck(camera, masculine);
    neck.finish(camera, 1, SAMPLES);
    samples.draw(neck, Samples.EVERYWHERE);
    draw(samples, BodyMesh.torso(masculine), 0, Samples.EVERYWHERE);
    hair(samples, head);
    Glasses glasses = person.glasses();
    if (glasses.worn()) {
      for (Grid part : GlassesMesh.of(glasses, face, surface)) {
        draw(samples, part, 1, Samples.EVERYWHERE);
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
      draw(samples, shape.bun(surface.crown()), 1, Samples.EVERYWHERE);
    }
  }

  private void draw(Samples samples, Grid grid, double share, Samples.Cut cut) {
    grid.turn(camera, share);
    grid.finish(camera, 1, SAMPLES);
    samples.draw(grid, cut);
  }
}
