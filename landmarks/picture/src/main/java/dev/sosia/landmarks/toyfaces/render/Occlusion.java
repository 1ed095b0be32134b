package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Light;

/// How much light reaches a sample, judged from the depths around it: shadows by walking towards
/// the lamp through the depth buffer, and darker hollows by comparing with the mean depth around
/// (Luft, Colditz, Deussen: Image Enhancement by Unsharp Masking the Depth Buffer, 2006).
final class Occlusion {
  /// A cell is this many samples wide; light changes slowly.
  private static final int CELL = 2;

  private static final int STEPS = 14;

  private final int width;
  private final int height;
  private final float[] depth;
  private final float[] lit;
  private final float[] open;

  /// @param unit samples a face unit
  Occlusion(Samples samples, Light light, double unit) {
    this.width = (samples.width + CELL - 1) / CELL;
    this.height = (samples.height + CELL - 1) / CELL;
    this.depth = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        depth[y * width + x] = samples.depth[CELL * y * samples.width + CELL * x];
      }
    }
    double cells = unit / CELL;
    this.lit = shadows(light, cells);
    blur(lit, width, height, Math.max(1, (int) (0.035 * cells)));
    blur(lit, width, height, Math.max(1, (int) (0.035 * cells)));
    this.open = hollows(Math.max(1, (int) (0.13 * cells)));
  }

  private float[] shadows(Light light, double unit) {
    float[] out = new float[width * height];
    double reach = 0.9;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float z = depth[y * width + x];
        float v = 1;
        if (z > -50) {
          double start = 0.25 + 0.75 * Noise.at(x, y, 17);
          for (int k = 0; k < STEPS; k++) {
            double t = reach * (k + start) / STEPS;
            int px = (int) (x + 0.5 + light.x() * t * unit);
            int py = (int) (y + 0.5 - light.y() * t * unit);
            if (px < 0 || py < 0 || px >= width || py >= height) {
              break;
            }
            double over = depth[py * width + px] - (z + light.z() * t);
            if (over > 0.02 && over < 0.8) {
              v = 0.22f;
              break;
            }
          }
        }
        out[y * width + x] = v;
      }
    }
    return out;
  }

  private float[] hollows(int radius) {
    float[] mean = new float[width * height];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = Math.max(depth[i], -1.5f);
    }
    blur(mean, width, height, radius);
    blur(mean, width, height, radius);
    for (int i = 0; i < mean.length; i++) {
      double below = Math.min(0.45, mean[i] - Math.max(depth[i], -1.5f));
      mean[i] = (float) Math.clamp(1 - 1.9 * Math.max(0, below), 0.3, 1);
    }
    return mean;
  }

  /// A box blur, rows then columns, edges repeated.
  private static void blur(float[] v, int width, int height, int radius) {
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      blurLine(v, y * width, 1, width, radius, line);
    }
    for (int x = 0; x < width; x++) {
      blurLine(v, x, width, height, radius, line);
    }
  }

  private static void blurLine(float[] v, int from, int step, int n, int radius, float[] line) {
    for (int i = 0; i < n; i++) {
      line[i] = v[from + i * step];
    }
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += line[Math.clamp(i, 0, n - 1)];
    }
    for (int i = 0; i < n; i++) {
      v[from + i * step] = (float) (sum / (2 * radius + 1));
      sum += line[Math.min(i + radius + 1, n - 1)] - line[Math.max(i - radius, 0)];
    }
  }

  double lit(int sx, int sy) {
    return lit[sy / CELL * width + sx / CELL];
  }

  double open(int sx, int sy) {
    return open[sy / CELL * width + sx / CELL];
  }
}
