package dev.sosia.ciagan.data;

import static dev.sosia.ciagan.data.ReferenceCases.list;
import static dev.sosia.ciagan.data.ReferenceCases.map;
import static dev.sosia.ciagan.data.ReferenceCases.number;
import static dev.sosia.ciagan.data.ReferenceCases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every recorded case of kind `preprocess`: Pillow's, torchvision's and libjpeg-turbo's results.
class PreprocessFixturesTest {
  @TestFactory
  Stream<DynamicTest> recordedCases() throws IOException {
    Path folder = Path.of(System.getProperty("sosia.shared", "none"), "fixtures", "preprocess");
    assumeTrue(Files.isDirectory(folder), "no recorded cases in " + folder);
    ReferenceCases files = new ReferenceCases(folder);
    PreprocessOps ops = new PreprocessOps(files);
    assertThat(files.cases).isNotEmpty();
    return files.cases.stream()
        .map(c -> DynamicTest.dynamicTest(text(c, "name"), () -> check(files, c, ops.run(c))));
  }

  private static void check(ReferenceCases files, Map<String, Object> c, Numbers actual) {
    Map<String, Object> expect = map(map(c, "expect"), "output");
    Map<String, Object> tolerance = map(c, "tolerance");
    if (expect.containsKey("digest")) {
      checkDigest(actual, map(expect, "digest"), tolerance);
      return;
    }
    Numbers expected = files.tensor(expect);
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double largest = 0;
    for (double v : expected.values()) {
      largest = Math.max(largest, Math.abs(v));
    }
    double allowed = allowed(tolerance, largest);
    double sum = 0;
    for (int i = 0; i < expected.values().length; i++) {
      double off = Math.abs(actual.values()[i] - expected.values()[i]);
      assertThat(off <= allowed)
          .as("at %d: %s, expected %s", i, actual.values()[i], expected.values()[i])
          .isTrue();
      sum += off;
    }
    if (tolerance.containsKey("mean_absolute")) {
      assertThat(sum / expected.values().length)
          .isLessThanOrEqualTo(number(tolerance, "mean_absolute"));
    }
  }

  private static void checkDigest(
      Numbers actual, Map<String, Object> digest, Map<String, Object> tolerance) {
    assertThat(actual.shape()).isEqualTo(ReferenceCases.shape(digest));
    Map<String, Object> samples = map(digest, "samples");
    List<Number> indices = list(samples, "indices");
    List<Number> values = list(samples, "values");
    double largest = values.stream().mapToDouble(v -> Math.abs(v.doubleValue())).max().orElse(0);
    double allowed = allowed(tolerance, largest);
    for (int i = 0; i < indices.size(); i++) {
      close(actual.values()[indices.get(i).intValue()], values.get(i).doubleValue(), 1, allowed);
    }
    Map<String, Object> projection = map(digest, "projection");
    long seed = Long.parseUnsignedLong(text(projection, "seed"));
    int n = actual.values().length;
    double sum = 0;
    double magnitude = 0;
    double squares = 0;
    double projected = 0;
    for (int i = 0; i < n; i++) {
      double v = actual.values()[i];
      sum += v;
      magnitude += Math.abs(v);
      squares += v * v;
      projected += v * (float) (2 * ReferenceCases.Formula.uniform(seed, i) - 1);
    }
    close(sum, number(digest, "sum"), n, allowed);
    close(magnitude, number(digest, "abs_sum"), n, allowed);
    close(Math.sqrt(squares), number(digest, "l2"), Math.sqrt(n), allowed);
    close(projected, number(projection, "value"), Math.sqrt(n), allowed);
  }

  private static void close(double actual, double expected, double scale, double allowed) {
    assertThat(Math.abs(actual - expected) / scale <= allowed)
        .as("%s, expected %s", actual, expected)
        .isTrue();
  }

  private static double allowed(Map<String, Object> tolerance, double largest) {
    return number(tolerance, "absolute") + number(tolerance, "relative") * largest;
  }
}
