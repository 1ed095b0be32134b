package dev.sosia.trainer.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.random.Philox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossPlotTest {
  @TempDir Path folder;

  private static Curve curve(String name, int steps, double from, double to) {
    Curve.Builder curve = new Curve.Builder(name, steps);
    Philox random = new Philox(3, name.length());
    for (int step = 1; step <= steps; step++) {
      double level = to + (from - to) * Math.exp(-6.0 * step / steps);
      curve.add(step, level * (1 + 0.3 * random.nextGaussian()));
    }
    return curve.build();
  }

  @Test
  void everyCurveIsDrawnSmoothOverFaint() throws IOException {
    Path png = folder.resolve("loss.png");
    LossPlot.write(
        png,
        List.of(
            curve("siamese", 20000, 1.2, 0.2),
            curve("critic", 20000, 0.6, 0.45),
            curve("generator_gan", 20000, 0.4, 0.7)));
    BufferedImage image = ImageIO.read(png.toFile());
    Map<Integer, Integer> colors = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colors.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    for (int color : List.of(0x0072B2, 0xD55E00, 0x009E73)) {
      assertThat(colors.getOrDefault(color, 0)).as("pixels of %06x", color).isGreaterThan(500);
    }
    assertThat(colors.getOrDefault(0xFFFFFF, 0))
        .as("white pixels")
        .isGreaterThan(image.getWidth() * image.getHeight() / 3);
  }

  @Test
  void aCurveHasFewPointsHoweverLongTheRun() {
    assertThat(curve("a", 100_000, 1, 0).steps()).hasSizeBetween(700, 1600);
    assertThat(curve("a", 100, 1, 0).steps()).hasSize(100);
  }

  @Test
  void aConstantIsSmoothedToItself() {
    Curve.Builder constant = new Curve.Builder("c", 1000);
    for (int step = 1; step <= 1000; step++) {
      constant.add(step, 4);
    }
    Curve curve = constant.build();
    for (double y : curve.smoothed()) {
      assertThat(y).isCloseTo(4, org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(curve.means()).containsOnly(4);
  }

  @Test
  void nothingIsWrittenWhileThereIsNothingToDraw() {
    Path png = folder.resolve("loss.png");
    LossPlot.write(png, List.of(new Curve("a", new double[0], new double[0], new double[0])));
    assertThat(png).doesNotExist();
  }
}
