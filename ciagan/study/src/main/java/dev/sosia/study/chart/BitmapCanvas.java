package dev.sosia.study.chart;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.landmarks.picture.Picture;
import java.awt.AWTError;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// Draws on white, three pixels a unit.
public final class BitmapCanvas implements Canvas {
  private static final double SCALE = 3;
  private static final float[] DASHES = {4, 3};

  private final Graphics2D graphics;

  private BitmapCanvas(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /// A chart as a picture.
  ///
  /// @throws EnvironmentException if Java has no fonts here
  public static Picture picture(Chart chart) {
    int width = (int) Math.ceil(SCALE * Chart.WIDTH);
    int height = (int) Math.ceil(SCALE * chart.height());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try {
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      chart.draw(new BitmapCanvas(graphics));
      graphics.dispose();
    } catch (LinkageError | AWTError | InternalError e) {
      throw new EnvironmentException(
          "cannot draw figures: Java has no fonts here; install fontconfig and a font"
              + " (fonts-dejavu-core)",
          e);
    }
    byte[] rgb = new byte[3 * width * height];
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return Picture.of(width, height, 3, rgb);
  }

  @Override
  public void line(
      double x1, double y1, double x2, double y2, Ink ink, double width, boolean dashed) {
    graphics.setColor(new Color(ink.onWhite()));
    graphics.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_MITER,
            10,
            dashed ? DASHES : null,
            0));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void box(double x, double y, double width, double height, Ink ink, double opacity) {
    graphics.setColor(new Color(ink.onWhite()));
    graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  @Override
  public void disc(double x, double y, double radius, Ink ink) {
    graphics.setColor(new Color(ink.onWhite()));
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  @Override
  public void text(double x, double y, String text, Ink ink, double size, Anchor anchor) {
    graphics.setColor(new Color(ink.onWhite()));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.drawString(text, (float) left, (float) y);
  }

  @Override
  public void climbing(double x, double y, String text, Ink ink, double size) {
    graphics.rotate(-Math.PI / 4, x, y);
    text(x, y, text, ink, size, Anchor.END);
    graphics.rotate(Math.PI / 4, x, y);
  }
}
