package dev.sosia.ciagan.data;

import static dev.sosia.ciagan.data.ReferenceCases.list;
import static dev.sosia.ciagan.data.ReferenceCases.map;
import static dev.sosia.ciagan.data.ReferenceCases.number;
import static dev.sosia.ciagan.data.ReferenceCases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.landmarks.figure.Drawing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/// What OpenCV draws, and what `process_data.py` makes of a photo, byte for byte.
class DrawingFixturesTest {
  private static final String SHARED = System.getProperty("sosia.shared", "");

  private static Path folder(String name) {
    Path folder = Path.of(SHARED, "fixtures", "landmarks", "draw", name);
    assumeTrue(
        !SHARED.isEmpty() && Files.isRegularFile(folder.resolve("manifest.json")),
        "no reference drawings: set sosia.shared to the folder that holds fixtures/landmarks");
    return folder;
  }

  @Test
  void linesAndPolygonsAreThoseOfOpenCv() throws IOException {
    ReferenceCases reference = new ReferenceCases(folder("primitives"));
    int compared = 0;
    for (Map<String, Object> c : reference.cases) {
      List<Map<String, Object>> shapes = list(c, "shapes");
      if (shapes.stream().anyMatch(s -> text(s, "op").equals("fill_convex"))) {
        continue; // another fill, which these figures do not use
      }
      int width = (int) number(c, "width");
      int height = (int) number(c, "height");
      Drawing drawing = new Drawing(width, height, 0);
      shapes.forEach(shape -> draw(drawing, shape));
      Picture drawn = drawing.picture();
      Numbers expected = reference.tensor(map(c, "expect"));
      for (int i = 0; i < expected.values().length; i++) {
        assertThat(drawn.data()[3 * i] & 255)
            .as("%s at %d, %d", text(c, "name"), i % width, i / width)
            .isEqualTo((int) expected.values()[i]);
      }
      compared++;
    }
    assertThat(compared).isPositive();
  }

  private static void draw(Drawing drawing, Map<String, Object> shape) {
    List<List<Number>> points = list(shape, "points");
    int[] x = points.stream().mapToInt(p -> p.get(0).intValue()).toArray();
    int[] y = points.stream().mapToInt(p -> p.get(1).intValue()).toArray();
    int rgb = 0x010101 * (int) number(shape, "value");
    if (text(shape, "op").equals("line")) {
      drawing.line(x[0], y[0], x[1], y[1], rgb);
    } else {
      drawing.polygon(x, y, rgb);
    }
  }

  @Test
  void photosArePreparedAsByTheOriginal() throws IOException, NoSuchAlgorithmException {
    Path folder = folder("process");
    Map<String, Object> manifest =
        JSON.std.mapFrom(Files.readString(folder.resolve("manifest.json")));
    int compared = 0;
    for (Map<String, Object> c : ReferenceCases.<Map<String, Object>>list(manifest, "cases")) {
      Path photo = folder.resolve(text(map(c, "input"), "image"));
      if (!Files.isRegularFile(photo)) {
        continue; // a picture of another package
      }
      List<List<Number>> points = list(c, "points");
      double[] xy = new double[2 * points.size()];
      for (int i = 0; i < points.size(); i++) {
        xy[2 * i] = points.get(i).get(0).doubleValue();
        xy[2 * i + 1] = points.get(i).get(1).doubleValue();
      }
      PreparedFace made = PreparedFace.of(new PictureReader().read(photo), FaceLandmarks.of(xy));
      String name = text(c, "name");
      Map<String, Object> expect = map(c, "expect");
      assertThat(sha256(made.face().data()))
          .as("face of " + name)
          .isEqualTo(text(expect, "clr_sha256"));
      assertThat(made.landmarks()).as("figure of " + name).isEqualTo(image(folder, expect, "lndm"));
      assertThat(made.mask()).as("mask of " + name).isEqualTo(image(folder, expect, "msk"));
      assertThat(sha256(PictureWriter.jpeg(made.landmarks(), 75)))
          .as("figure's file of " + name)
          .isEqualTo(text(expect, "lndm_jpeg_sha256"));
      assertThat(sha256(PictureWriter.jpeg(made.mask(), 75)))
          .as("mask's file of " + name)
          .isEqualTo(text(expect, "msk_jpeg_sha256"));
      compared++;
    }
    assertThat(compared).isPositive();
  }

  private static Picture image(Path folder, Map<String, Object> expect, String key) {
    return new PictureReader().read(folder.resolve(text(map(expect, key), "image")));
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
