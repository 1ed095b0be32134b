package dev.sosia.study.look;

import dev.sosia.landmarks.figure.Drawing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.report.Figure;
import java.util.List;

/// Two sets of landmarks over one face (figure 19): what CIAGAN draws, and with lips, eyes and
/// brows what the study added.
record FeatureSheet(Photo photo) {
  private static final int SIDE = 300;
  private static final int PAPER = 0xFFFFFF;
  private static final int LINE = 0x0060FF;

  /// First and last of the 68 points of each line, and whether it is closed (1).
  private static final int[][] CIAGAN = {{0, 16, 0}, {27, 30, 0}, {60, 67, 1}};

  private static final int[][] MORE = {
    {48, 59, 1}, {36, 41, 1}, {42, 47, 1}, {17, 21, 0}, {22, 26, 0}
  };

  Figure figure() {
    Picture large = large();
    double scale = (double) large.width() / photo.picture().width();
    Picture few = over(large, scale, List.<int[][]>of(CIAGAN));
    Picture many = over(large, scale, List.of(CIAGAN, MORE));
    return new Figure.Sheet(
        "features",
        "Two sets of features over one face (as figure 19): jaw, nose and inner lips, which CIAGAN"
            + " is shown; and with outer lips, eyes and brows.",
        "One face twice: with few lines, and with lines around lips, eyes and brows",
        new ContactSheet(2, List.of("CIAGAN's", "with lips, eyes, brows"), SIDE)
            .compose(List.of(new ContactSheet.Cell(few, ""), new ContactSheet.Cell(many, ""))));
  }

  private Picture large() {
    Picture p = photo.picture();
    double scale = (double) SIDE / Math.max(p.width(), p.height());
    return Resize.resize(
        p,
        (int) Math.round(scale * p.width()),
        (int) Math.round(scale * p.height()),
        Resampling.BICUBIC);
  }

  private Picture over(Picture large, double scale, List<int[][]> sets) {
    FaceLandmarks points = photo.points().moved(0, 0, scale, scale);
    Drawing drawing = new Drawing(large.width(), large.height(), PAPER);
    for (int[][] set : sets) {
      for (int[] line : set) {
        int n = line[1] - line[0] + 1;
        int[] x = new int[n];
        int[] y = new int[n];
        for (int thick = 0; thick < 2; thick++) {
          for (int i = 0; i < n; i++) {
            x[i] = (int) points.x(line[0] + i) + thick;
            y[i] = (int) points.y(line[0] + i) + thick;
          }
          drawing.lines(x, y, line[2] == 1, LINE);
        }
      }
    }
    Picture lines = drawing.picture();
    byte[] out = large.data().clone();
    for (int p = 0; p < out.length; p += 3) {
      if (lines.data()[p] != (byte) 0xFF) {
        System.arraycopy(lines.data(), p, out, p, 3);
      }
    }
    return Picture.of(large.width(), large.height(), 3, out);
  }
}
