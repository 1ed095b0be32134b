package dev.sosia.trainer.plot;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.AtomicFile;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Curves over steps as a PNG file: each smoothed, in a strong line, over its means, in a faint
/// one.
public final class LossPlot {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 700;
  private static final int FAINT = 100;

  private static final Color INVISIBLE = new Color(0, 0, 0, 0);

  /// Beyond this ratio of largest to smallest, values that are all positive get a logarithmic axis.
  private static final double LOGARITHMIC = 30;

  /// Okabe and Ito's colours, which the colour-blind tell apart.
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x444444));

  private LossPlot() {}

  /// Writes `png`, replacing it. Draws nothing and writes nothing while no curve has two points.
  ///
  /// @throws EnvironmentException if the machine refuses to write, or Java has no fonts here
  public static void write(Path png, List<Curve> curves) {
    List<Curve> drawn = curves.stream().filter(c -> c.steps().length > 1).toList();
    if (drawn.isEmpty()) {
      return;
    }
    try {
      AtomicFile.writeBytes(
          png, BitmapEncoder.getBitmapBytes(chart(drawn), BitmapEncoder.BitmapFormat.PNG));
    } catch (IOException e) {
      throw new EnvironmentException("cannot draw " + png + ": " + e.getMessage(), e);
    } catch (LinkageError | AWTError | InternalError e) {
      throw new EnvironmentException(
          "cannot draw "
              + png
              + ": Java has no fonts here; install fontconfig and a font (fonts-dejavu-core)",
          e);
    }
  }

  private static XYChart chart(List<Curve> curves) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title("").xAxisTitle("step").build();
    style(chart.getStyler(), isLogarithmic(curves));
    // XChart puts ticks at points that are equally spaced; this one has them at round numbers
    double[] y = {curves.getFirst().means()[0], curves.getFirst().means()[0]};
    add(chart, " ", new double[] {0, 0.1}, y, INVISIBLE, 1).setShowInLegend(false);
    for (int i = 0; i < curves.size(); i++) {
      Curve c = curves.get(i);
      Color color = COLORS.get(i % COLORS.size());
      Color faint = new Color(color.getRed(), color.getGreen(), color.getBlue(), FAINT);
      add(chart, c.name() + " ", c.steps(), c.means(), faint, 1).setShowInLegend(false);
    }
    for (int i = 0; i < curves.size(); i++) {
      Curve c = curves.get(i);
      add(chart, c.name(), c.steps(), c.smoothed(), COLORS.get(i % COLORS.size()), 2.5f);
    }
    return chart;
  }

  private static XYSeries add(
      XYChart chart, String name, double[] x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
  }

  private static void style(XYStyler styler, boolean logarithmic) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTitleFont(font);
    styler.setLegendFont(font);
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setPlotContentSize(0.98);
    styler.setXAxisMin(0.0);
    styler.setXAxisTickMarkSpacingHint(110);
    styler.setXAxisDecimalPattern("#,##0");
    styler.setYAxisLogarithmic(logarithmic);
  }

  private static boolean isLogarithmic(List<Curve> curves) {
    double least = curves.stream().flatMapToDouble(c -> Arrays.stream(c.means())).min().orElse(0);
    double most = curves.stream().flatMapToDouble(c -> Arrays.stream(c.means())).max().orElse(0);
    return least > 0 && most / least > LOGARITHMIC;
  }
}
