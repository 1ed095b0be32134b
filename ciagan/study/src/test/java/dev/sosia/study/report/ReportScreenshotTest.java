package dev.sosia.study.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a browser, headless, where there is one.
class ReportScreenshotTest {
  private static final int TELEPHONE = 390;

  @TempDir private Path folder;
  private Path page = Path.of("");

  @BeforeEach
  void write() throws IOException {
    assumeTrue(browser().isPresent(), "there is no chromium here");
    page = folder.resolve("report.html");
    Files.writeString(page, StudyReportTest.report().page());
  }

  private static Optional<Path> browser() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(f -> Stream.of("chromium", "chromium-browser").map(n -> Path.of(f, n)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// What the browser prints.
  private String browse(String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(browser().orElseThrow().toString());
    line.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--user-data-dir=" + folder.resolve("profile")));
    line.addAll(List.of(options));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    int code = process.waitFor();
    assertThat(code).as(Files.readString(folder.resolve("err.txt"))).isZero();
    return Files.readString(out);
  }

  private Picture screenshot(String... options) throws IOException, InterruptedException {
    Path png = folder.resolve("page.png");
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--window-size=800,1600", "--screenshot=" + png, page.toUri().toString()));
    String _ = browse(all.toArray(String[]::new));
    return new PictureReader().read(png, ColorMode.RGB);
  }

  private static int brightness(Picture picture, int x, int y) {
    return picture.at(x, y, 0) + picture.at(x, y, 1) + picture.at(x, y, 2);
  }

  private static int colours(Picture picture) {
    Set<Integer> seen = new HashSet<>();
    for (int y = 0; y < picture.height(); y += 2) {
      for (int x = 0; x < picture.width(); x += 2) {
        seen.add((picture.at(x, y, 0) << 16) | (picture.at(x, y, 1) << 8) | picture.at(x, y, 2));
      }
    }
    return seen.size();
  }

  @Test
  void itIsNotBlankAndFollowsLightAndDark() throws IOException, InterruptedException {
    Picture light = screenshot();
    assertThat(brightness(light, 3, 3)).isEqualTo(3 * 255);
    assertThat(colours(light)).isGreaterThan(100);
    Picture dark = screenshot("--blink-settings=preferredColorScheme=0");
    assertThat(brightness(dark, 3, 3)).isLessThan(3 * 50);
    assertThat(colours(dark)).isGreaterThan(100);
  }

  /// A browser's window cannot be as narrow as a telephone, a frame can.
  @Test
  void nothingIsWiderThanATelephone() throws IOException, InterruptedException {
    String source = Files.readString(page).replace("&", "&amp;").replace("\"", "&quot;");
    Path framed = folder.resolve("framed.html");
    Files.write(
        framed,
        """
        <!DOCTYPE html><html><body style="margin:0">
        <iframe id="f" width="%d" height="800" style="border:0" srcdoc="%s"></iframe>
        <script>
        document.getElementById("f").onload = e => {
          const root = e.target.contentDocument.documentElement;
          document.body.dataset.seen = root.clientWidth + " " + root.scrollWidth + " "
              + e.target.contentDocument.body.innerText.length;
        };
        </script></body></html>
        """
            .formatted(TELEPHONE, source)
            .getBytes(UTF_8));
    String dom = browse("--virtual-time-budget=5000", "--dump-dom", framed.toUri().toString());
    Matcher seen = Pattern.compile("data-seen=\"([0-9]+) ([0-9]+) ([0-9]+)\"").matcher(dom);
    assertThat(seen.find()).as(dom.substring(0, Math.min(dom.length(), 300))).isTrue();
    assertThat(Integer.parseInt(seen.group(1))).isEqualTo(TELEPHONE);
    assertThat(Integer.parseInt(seen.group(2))).isEqualTo(TELEPHONE);
    assertThat(Integer.parseInt(seen.group(3))).isGreaterThan(300);
  }
}
