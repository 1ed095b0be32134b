package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `study control` on two drawn people, of whom k-same has too few.
class StudyControlCommandTest {
  private static final String DATA = "toyfaces:ids=2,per-id=3,start-id=300000,size=89x109";

  @TempDir private Path folder;

  @Test
  void theSameBytesAgainAndAfterAnInterruption() throws IOException {
    Path first = folder.resolve("a b");
    Captured whole = study(first, "--data", DATA);
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.out())
        .contains("The judge is right in", "round trip", "by counter, missing 1");
    String json = Files.readString(first.resolve("study.json"));
    String csv = Files.readString(first.resolve("control-kept.csv"));
    assertThat(json)
        .contains("every face shall stand for 5 people", "\"rate\" : 0.3245")
        .contains("./sosia study control --data " + DATA + " --seed 0 --out DIR")
        .doesNotContain(folder.toString());
    assertThat(csv)
        .startsWith("protocol,condition,pairs,n,failed,kept,kept_n,kept_wilson95_low,")
        .contains("clean,k-same,keyed,0,6,,0,");
    assertThat(first.resolve("report.html")).content().contains("published: 32.45 %");
    assertThat(first.resolve("control-kept.png")).exists();

    Path second = folder.resolve("b");
    assertThat(study(second, "--data", DATA, "--threads", "1").code()).isZero();
    assertThat(second.resolve("study.json")).hasContent(json);
    String page = Files.readString(first.resolve("report.html"));
    assertThat(second.resolve("report.html")).hasContent(page);

    // as if killed half way: some cells are there, one is cut short, the tables are not
    List<Path> cells = cells(second);
    for (int i = 0; i < cells.size(); i += 2) {
      Files.delete(cells.get(i));
    }
    Files.writeString(cells.get(1), "{\"settings\"");
    Files.delete(second.resolve("study.json"));
    assertThat(study(second, "--data", DATA).code()).isZero();
    assertThat(second.resolve("study.json")).hasContent(json);
    assertThat(second.resolve("control-kept.csv")).hasContent(csv);
    assertThat(cells(second)).isEqualTo(cells);
  }

  @Test
  void whatCannotBeRunIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path out = folder.resolve("out");
    Captured photos = study(out, "--data", folder.toString());
    assertThat(photos.code()).isEqualTo(2);
    assertThat(photos.err()).contains("is in no known layout");
    assertThat(study(out, "--full", "--quick").code()).isEqualTo(2);
    assertThat(study(out, "--data", DATA, "--labels", "fer").err()).contains("affectnet7");
    assertThat(out).doesNotExist();
    Files.createDirectories(out);
    Files.writeString(out.resolve("study.json"), "mine");
    Captured there = study(out, "--data", DATA);
    assertThat(there.code()).isEqualTo(2);
    assertThat(there.err()).contains("--overwrite");
    assertThat(out.resolve("study.json")).hasContent("mine");
  }

  private static List<Path> cells(Path out) throws IOException {
    try (Stream<Path> all = Files.list(out.resolve("cells"))) {
      return all.sorted().toList();
    }
  }

  private static Captured study(Path out, String... more) {
    String[] line = {"study", "control", "--out", out.toString()};
    String[] all = new String[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Captured.run(all);
  }
}
