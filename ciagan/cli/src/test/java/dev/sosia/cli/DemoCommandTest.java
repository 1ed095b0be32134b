package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class DemoCommandTest {
  @TempDir Path temp;

  @Test
  void showsPeopleTheirReplacementsAndAVerdict() throws Exception {
    Path out = temp.resolve("first look");
    Captured first = Captured.run("demo", "--out", out.toString(), "--json");
    assertThat(first.code()).as(first.err()).isZero();
    Map<String, Object> report = JSON.std.mapFrom(first.out());
    assertThat(JSON.std.mapFrom(Files.readString(out.resolve("report.json")))).isEqualTo(report);
    assertThat(report).containsEntry("results", 36).containsEntry("outside_untouched", 36);
    assertThat((List<?>) report.get("pictures")).hasSize(36);
    assertThat(report.get("change_inside"))
        .isInstanceOfSatisfying(Number.class, n -> assertThat(n.doubleValue()).isGreaterThan(5));

    Picture sheet = new PictureReader().read(out.resolve("sheet.png"));
    assertThat(sheet.width()).isGreaterThan(6 * 64);
    assertThat(sheet.height()).isGreaterThan(12 * 64);
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page)
        .contains("data:image/png;base64,", "alt=\"", "no proof of anonymity")
        .doesNotContain("http://", "https://", "<script");

    Captured refused = Captured.run("demo", "--out", out.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("sheet.png exists").hasLineCount(1);

    byte[] before = Files.readAllBytes(out.resolve("sheet.png"));
    Captured again = Captured.run("demo", "--out", out.toString(), "--overwrite");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("36 of 36 results are the input to the byte");
    assertThat(Files.readAllBytes(out.resolve("sheet.png"))).isEqualTo(before);
  }
}
