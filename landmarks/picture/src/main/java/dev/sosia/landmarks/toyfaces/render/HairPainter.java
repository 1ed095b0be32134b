package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Hair;
import dev.sosia.landmarks.toyfaces.person.Light;
import dev.sosia.landmarks.toyfaces.person.Rgb;

/// Paints hair in strands, with the highlight that runs across them (Kajiya and Kay, 1989).
final class HairPainter {
  private final Hair hair;
  private final Light light;
  private final int seed;
  private final Rgb skin;

  HairPainter(Hair hair, Rgb skin, Light light, int seed) {
    this.hair = hair;
    this.light = light;
    this.seed = seed;
    this.skin = skin;
  }

  void paint(double angle, double y, double cover, Shade s) {
    s.color(hair.color());
    s.glint = 0;
    s.gloss = 0;
    s.narrow = 0;
    s.soft = 0;
    if (hair.style() == Hair.Style.SHAVED) {
      s.mix(
          skin,
          0.45 + 0.4 * Curve.step(0.2, 0, cover) - 0.2 * Noise.value(angle * 60, y * 60, seed));
      s.soft = 0.5;
      s.gloss = 0.05;
      return;
    }
    boolean curls = hair.style() == Hair.Style.AFRO;
    double wave =
        hair.wave()
            * (0.25 * Noise.value(angle * 3, y * 3, seed + 4)
                + 0.06 * Noise.value(angle * 4, y * 9, seed + 5));
    double across = angle + wave + sweep(angle, y);
    double locks = Noise.value(across * 9, y * (curls ? 9 : 0.9), seed + 1);
    double strands = Noise.value(across * 38, y * (curls ? 30 : 1.6), seed + 2);
    double fine = Noise.value(across * 90, y * (curls ? 60 : 3), seed + 3);
    s.times(0.5 + 0.42 * locks + 0.38 * strands + 0.22 * fine);
    double root = Curve.step(0.12, 0.0, cover);
    s.times(1 - 0.2 * root);
    if (hair.fringe() < 0.3) {
      s.mix(skin, 0.4 * Curve.step(0.16, 0.0, cover));
    }
    if (curls) {
      s.nx += 0.9 * (strands - 0.5);
      s.ny += 0.9 * (locks - 0.5);
      s.gloss = 0.01;
    } else {
      s.glint = sheen(s, strands - 0.5 + 0.6 * (fine - 0.5));
      s.nx += 0.25 * (strands - 0.5);
    }
  }

  /// Strands on the crown run from the parting to the sides.
  private double sweep(double angle, double y) {
    double top = Curve.step(0.5, 1.2, y);
    return -0.7 * hair.part() * top * (y - 0.5)
        + 0.35
            * hair.fringe()
            * hair.part()
            * Curve.bump((y - 0.7) / 0.5)
            * Curve.bump(angle / 1.2);
  }

  private double sheen(Shade s, double shift) {
    // the strand runs down along the surface
    double along = -s.ny;
    double tx = s.nx * along;
    double ty = 1 + s.ny * along;
    double tz = s.nz * along;
    tx += 0.35 * shift * s.nx;
    ty += 0.35 * shift * s.ny;
    tz += 0.35 * shift * s.nz;
    double length = Math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-9;
    double hz = light.z() + 1;
    double h = Math.sqrt(light.x() * light.x() + light.y() * light.y() + hz * hz);
    double d = (tx * light.x() + ty * light.y() + tz * hz) / (length * h);
    double sine2 = Math.max(0, 1 - d * d);
    double p = sine2 * sine2;
    p *= p;
    p *= p;
    double bright = 0.3 * hair.color().r() + 0.5 * hair.color().g() + 0.2 * hair.color().b();
    double facing = Math.max(0, s.nx * light.x() + s.ny * light.y() + s.nz * light.z());
    return p * p * facing * (0.035 + 0.16 * bright);
  }
}
