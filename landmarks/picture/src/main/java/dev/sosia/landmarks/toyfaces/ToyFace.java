package dev.sosia.landmarks.toyfaces;

import dev.sosia.landmarks.picture.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/// One drawn person, 178 x 218 as CelebA's aligned pictures, and the 68 points of the iBUG scheme
/// on it.
///
/// @param x, y of the points, in pixels
public record ToyFace(Picture picture, double[] x, double[] y) {
  public static final int WIDTH = 178;
  public static final int HEIGHT = 218;

  /// Draws a person; each draw from `random` gives another one.
  public static ToyFace draw(RandomGenerator random) {
    Features f = Features.draw(random);
    double[] x = new double[68];
    double[] y = new double[68];
    place(f, x, y);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    paint(g, f, x, y);
    g.dispose();
    return new ToyFace(toPicture(image), x, y);
  }

  /// What makes a person: centre and half axes of the head, colours, openness of mouth and eyes.
  private record Features(
      double cx,
      double cy,
      double rx,
      double ry,
      double eyeOpen,
      double smile,
      double mouthOpen,
      double browLift,
      Color skin,
      Color hair,
      Color background) {

    static Features draw(RandomGenerator r) {
      float tone = (float) r.nextDouble();
      Color skin =
          Color.getHSBColor(0.06f + 0.03f * tone, 0.30f + 0.3f * tone, 0.95f - 0.5f * tone);
      Color hair =
          Color.getHSBColor(
              0.05f + 0.08f * (float) r.nextDouble(),
              0.3f + 0.5f * (float) r.nextDouble(),
              0.1f + 0.7f * (float) r.nextDouble());
      Color background = Color.getHSBColor((float) r.nextDouble(), 0.25f, 0.85f);
      return new Features(
          WIDTH / 2.0 + 6 * (r.nextDouble() - 0.5),
          118 + 6 * (r.nextDouble() - 0.5),
          42 + 8 * r.nextDouble(),
          58 + 8 * r.nextDouble(),
          2.5 + 2.5 * r.nextDouble(),
          6 * (r.nextDouble() - 0.3),
          5 * r.nextDouble(),
          4 * (r.nextDouble() - 0.5),
          skin,
          hair,
          background);
    }
  }

  private static void place(Features f, double[] x, double[] y) {
    for (int i = 0; i <= 16; i++) { // jaw, from the right ear to the left
      double angle = Math.PI - Math.PI * i / 16;
      x[i] = f.cx + f.rx * Math.cos(angle);
      y[i] = f.cy + f.ry * Math.sin(angle);
    }
    double eye = 0.45 * f.rx;
    for (int i = 0; i < 5; i++) { // brows
      double along = (i - 2) / 2.0;
      double lift = f.cy - 26 - f.browLift - 3 * (1 - along * along);
      x[17 + i] = f.cx - eye + along * 0.34 * f.rx;
      x[22 + i] = f.cx + eye + along * 0.34 * f.rx;
      y[17 + i] = lift;
      y[22 + i] = lift;
    }
    for (int i = 0; i < 4; i++) { // nose bridge
      x[27 + i] = f.cx;
      y[27 + i] = f.cy - 14 + 7 * i;
    }
    for (int i = 0; i < 5; i++) { // nostrils
      x[31 + i] = f.cx + (i - 2) * 4.5;
      y[31 + i] = f.cy + 12 + (i % 4 == 0 ? -1 : 1);
    }
    double[] cos = {-1, -0.5, 0.5, 1, 0.5, -0.5};
    double[] sin = {0, -1, -1, 0, 1, 1};
    for (int i = 0; i < 6; i++) { // eyes
      x[36 + i] = f.cx - eye + 8.5 * cos[i];
      x[42 + i] = f.cx + eye + 8.5 * cos[i];
      y[36 + i] = f.cy - 14 + f.eyeOpen * sin[i];
      y[42 + i] = f.cy - 14 + f.eyeOpen * sin[i];
    }
    lips(f, x, y, 48, 12, 19, 5.5 + f.mouthOpen);
    lips(f, x, y, 60, 8, 14, Math.max(f.mouthOpen, 0.5));
  }

  private static void lips(
      Features f, double[] x, double[] y, int first, int count, double half, double open) {
    for (int i = 0; i < count; i++) {
      double angle = Math.PI + 2 * Math.PI * i / count;
      double along = Math.cos(angle);
      x[first + i] = f.cx + half * along;
      y[first + i] =
          f.cy + 30 + open * Math.sin(angle) + f.smile * (1 - along * along) - f.smile / 2;
    }
  }

  private static void paint(Graphics2D g, Features f, double[] x, double[] y) {
    Color far = f.background.darker();
    g.setPaint(new GradientPaint(0, 0, f.background, WIDTH, HEIGHT, far));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(f.hair);
    g.fill(ellipse(f.cx, f.cy - 14, f.rx + 11, f.ry + 9));
    g.setColor(f.skin.darker());
    g.fill(ellipse(f.cx, f.cy + f.ry + 22, 26, 46)); // neck
    g.setPaint(
        new GradientPaint(
            (float) (f.cx - f.rx),
            0,
            f.skin.brighter(),
            (float) (f.cx + f.rx),
            0,
            f.skin.darker()));
    g.fill(ellipse(f.cx, f.cy, f.rx, f.ry));
    g.setColor(f.hair);
    Path2D fringe = new Path2D.Double();
    fringe.moveTo(f.cx - f.rx - 4, f.cy - 30);
    fringe.curveTo(
        f.cx - f.rx, f.cy - f.ry - 22, f.cx + f.rx, f.cy - f.ry - 22, f.cx + f.rx + 4, f.cy - 30);
    fringe.curveTo(
        f.cx + 0.5 * f.rx, f.cy - 50, f.cx - 0.3 * f.rx, f.cy - 46, f.cx - f.rx - 4, f.cy - 30);
    g.fill(fringe);
    for (int eye : new int[] {36, 42}) {
      g.setColor(Color.WHITE);
      g.fill(shape(x, y, eye, 6));
      g.setColor(new Color(60, 45, 35));
      double mx = (x[eye] + x[eye + 3]) / 2;
      g.fill(ellipse(mx, y[eye], 2.6, Math.min(2.6, f.eyeOpen)));
    }
    g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(f.hair.darker());
    line(g, x, y, 17, 21);
    line(g, x, y, 22, 26);
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(f.skin.darker().darker());
    line(g, x, y, 31, 35);
    g.setColor(new Color(176, 82, 82));
    g.fill(shape(x, y, 48, 12));
    g.setColor(new Color(90, 30, 34));
    g.fill(shape(x, y, 60, 8));
  }

  private static Ellipse2D ellipse(double cx, double cy, double rx, double ry) {
    return new Ellipse2D.Double(cx - rx, cy - ry, 2 * rx, 2 * ry);
  }

  private static Path2D shape(double[] x, double[] y, int first, int count) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[first], y[first]);
    for (int i = 1; i < count; i++) {
      path.lineTo(x[first + i], y[first + i]);
    }
    path.closePath();
    return path;
  }

  private static void line(Graphics2D g, double[] x, double[] y, int from, int to) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[from], y[from]);
    for (int i = from + 1; i <= to; i++) {
      path.lineTo(x[i], y[i]);
    }
    g.draw(path);
  }

  /// CIAGAN's landmark picture: jaw, nose bridge and inner lips as blue lines, one pixel wide, on
  /// white.
  public Picture landmarks() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(Color.BLUE);
    int[][] lines = {{0, 16}, {27, 30}, {60, 67}};
    for (int[] l : lines) {
      for (int i = l[0]; i < l[1]; i++) {
        g.drawLine((int) x[i], (int) y[i], (int) x[i + 1], (int) y[i + 1]);
      }
    }
    g.drawLine((int) x[67], (int) y[67], (int) x[60], (int) y[60]);
    g.dispose();
    return toPicture(image);
  }

  /// CIAGAN's mask: black from the jaw up to the brows, white elsewhere.
  public Picture mask() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(Color.BLACK);
    Polygon region = new Polygon();
    region.addPoint((int) x[0], (int) y[19]);
    for (int i = 0; i <= 16; i++) {
      region.addPoint((int) x[i], (int) y[i]);
    }
    region.addPoint((int) x[16], (int) y[24]);
    g.fillPolygon(region);
    g.dispose();
    return toPicture(image);
  }

  private static Picture toPicture(BufferedImage image) {
    byte[] data = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = image.getRGB(i % WIDTH, i / WIDTH);
      data[3 * i] = (byte) (rgb >> 16);
      data[3 * i + 1] = (byte) (rgb >> 8);
      data[3 * i + 2] = (byte) rgb;
    }
    return Picture.of(WIDTH, HEIGHT, 3, data);
  }
}
