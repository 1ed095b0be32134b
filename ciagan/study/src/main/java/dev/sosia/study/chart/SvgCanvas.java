package dev.sosia.study.chart;

import java.util.Locale;

/// Draws as SVG to stand in a page. Colours are classes (`fill-blue`, `stroke-grid`), which the
/// page gives values.
public final class SvgCanvas implements Canvas {
  private final StringBuilder body = new StringBuilder();

  private SvgCanvas() {}

  /// A chart as an element.
  ///
  /// @param alternative what it shows, in words
  public static String svg(Chart chart, String alternative) {
    SvgCanvas canvas = new SvgCanvas();
    chart.draw(canvas);
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n"
        .formatted(number(Chart.WIDTH), number(chart.height()), escaped(alternative), canvas.body);
  }

  /// Text as it stands in a page.
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// To a hundredth, so that equal charts give equal bytes wherever they are drawn.
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  @Override
  public void line(
      double x1, double y1, double x2, double y2, Ink ink, double width, boolean dashed) {
    body.append(
        "<line class=\"stroke-%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke-width=\"%s\"%s/>\n"
            .formatted(
                ink.word(),
                number(x1),
                number(y1),
                number(x2),
                number(y2),
                number(width),
                dashed ? " stroke-dasharray=\"4 3\"" : ""));
  }

  @Override
  public void box(double x, double y, double width, double height, Ink ink, double opacity) {
    body.append(
        "<rect class=\"fill-%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill-opacity=\"%s\"/>\n"
            .formatted(
                ink.word(), number(x), number(y), number(width), number(height), number(opacity)));
  }

  @Override
  public void disc(double x, double y, double radius, Ink ink) {
    body.append(
        "<circle class=\"fill-%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
            .formatted(ink.word(), number(x), number(y), number(radius)));
  }

  @Override
  public void text(double x, double y, String text, Ink ink, double size, Anchor anchor) {
    text(x, y, text, ink, size, anchor, "");
  }

  @Override
  public void climbing(double x, double y, String text, Ink ink, double size) {
    String turned = " transform=\"rotate(-45 %s %s)\"".formatted(number(x), number(y));
    text(x, y, text, ink, size, Anchor.END, turned);
  }

  private void text(
      double x, double y, String text, Ink ink, double size, Anchor anchor, String more) {
    body.append(
        "<text class=\"fill-%s\" x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
            .formatted(
                ink.word(),
                number(x),
                number(y),
                number(size),
                anchor.name().toLowerCase(Locale.ROOT),
                more,
                escaped(text)));
  }
}
