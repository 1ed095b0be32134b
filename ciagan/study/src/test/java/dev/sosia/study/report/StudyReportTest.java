package dev.sosia.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.chart.MatrixChart;
import dev.sosia.study.chart.ScatterChart;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Statistic;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class StudyReportTest {
  private static final Origin ORIGIN =
      new Origin(
          "drawn <people> & demo weights, " + "toyfaces:" + "x=1,".repeat(60),
          7,
          "./sosia study x --seed 7 --out DIR");

  private static final Table TABLE =
      Table.named("kept", "Kept \"so far\"", ORIGIN)
          .columns(
              Column.words("method", "method"),
              Column.count("n", "n"),
              Column.share("kept", "kept", Column.WILSON),
              Column.number("kappa", "kappa"),
              Column.probability("p", "p"))
          .row(
              Value.words("a, \"b\""),
              Value.count(4),
              Value.share(new Proportion(1, 4)),
              Value.number(Statistic.of(0.5), 4),
              Value.number(Statistic.of(1e-9), 4))
          .row(
              Value.words("nothing"),
              Value.count(0),
              Value.share(new Proportion(0, 0)),
              Value.number(Statistic.undefined("there are no pictures"), 0),
              Value.number(Statistic.of(0.25), 4))
          .voided("the judge guesses")
          .build();

  @TempDir private Path folder;

  @Test
  void everyNumberHasItsNumberOfPicturesAndInterval() throws IOException {
    report().write(folder);
    assertThat(folder.resolve("demo-kept.csv"))
        .hasContent(
            """
            method,n,kept,kept_n,kept_wilson95_low,kept_wilson95_high,kappa,kappa_n,p,p_n
            "a, ""b""\",4,0.25,4,0.0455872608,0.6993582049,0.5,4,1.0E-9,4
            nothing,0,,0,,,,0,0.25,4
            """
                .replace("0.0455872608", low())
                .replace("0.6993582049", high()));
    assertThat(Files.readString(folder.resolve("study.json")))
        .contains(
            "\"seed\" : 7",
            "\"void\" : \"the judge guesses\"",
            "\"undefined\" : \"there are no pictures\"",
            "\"wilson95\" : null",
            "\"rate\" : 0.3245",
            "\"missing\" : [ \"a second judge\" ]");
    assertThat(folder.resolve("demo-sheet.png")).isNotEmptyFile();
    assertThat(folder.resolve("demo-bars.png")).isNotEmptyFile();
  }

  private static String low() {
    return Double.toString(new Proportion(1, 4).wilson95().orElseThrow().low());
  }

  private static String high() {
    return Double.toString(new Proportion(1, 4).wilson95().orElseThrow().high());
  }

  /// The page is well-formed, loads nothing, and tells those who cannot see its figures what they
  /// show.
  @Test
  void thePageStandsAlone() throws Exception {
    String page = report().page();
    assertThat(page)
        .contains("drawn &lt;people&gt; &amp; demo weights", "Void: the judge guesses")
        .contains("prefers-color-scheme: dark", "width=device-width")
        .contains("published: 32.45 %", "&lt; 0.001")
        .doesNotContain("http", "<script", "@import", "url(");
    Document document = parse(page);
    NodeList images = document.getElementsByTagName("img");
    assertThat(images.getLength()).isEqualTo(1);
    assertThat(((Element) images.item(0)).getAttribute("src")).startsWith("data:image/png;base64,");
    assertThat(((Element) images.item(0)).getAttribute("alt")).isEqualTo("two \"black\" pixels");
    NodeList drawings = document.getElementsByTagName("svg");
    assertThat(drawings.getLength()).isEqualTo(3);
    for (int i = 0; i < drawings.getLength(); i++) {
      assertThat(((Element) drawings.item(i)).getAttribute("aria-label")).isNotEmpty();
    }
  }

  /// HTML's elements without an end are closed, then any parser of XML reads it.
  private static Document parse(String page) throws Exception {
    String xml =
        page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<(meta|img)( [^>]*[^/])>", "<$1$2/>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void equalReportsAreEqualBytes() {
    assertThat(report().json()).isEqualTo(report().json());
    assertThat(report().page()).isEqualTo(report().page());
  }

  @Test
  void aTerminalShowsWhatIsVoidAndMissing() {
    assertThat(report().lines())
        .contains("missing: a second judge", "void: the judge guesses")
        .anyMatch(line -> line.contains("25.0 %") && line.contains("0.50"));
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    Table.Builder table = Table.named("t", "t", ORIGIN).columns(Column.share("x", "x", "wilson95"));
    table.row(Value.number(Statistic.of(1.0), 2));
    assertThatThrownBy(table::build)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 intervals are declared, and a value has 0");
  }

  static StudyReport report() {
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("version", "1");
    settings.put("classes", List.of("a", "b"));
    Interval interval = new Interval(0.1, 0.4);
    Section section =
        new Section(
            "demo",
            "A demonstration",
            "What?",
            new LinkedHashMap<>(),
            List.of("It works."),
            List.of(TABLE),
            List.of(
                new Figure.Sheet(
                    "sheet", "Pixels", "two \"black\" pixels", Picture.filled(2, 1, 3, 0)),
                new Figure.Drawn(
                    "bars",
                    "Bars",
                    "bars",
                    new IntervalChart(
                        Axis.shares("kept"),
                        List.of(
                            IntervalChart.Row.heading("all"),
                            new IntervalChart.Row("a & b", 0.2, interval, 0.1, Ink.BLUE),
                            new IntervalChart.Row("none", null, null, null, Ink.BLUE)),
                        List.of(Published.rate()))),
                new Figure.Drawn(
                    "matrix",
                    "Matrix",
                    "matrix",
                    new MatrixChart(
                        "before",
                        "after",
                        List.of("x", "y"),
                        List.of(List.of(1L, 0L), List.of(2L, 0L)))),
                new Figure.Drawn(
                    "points",
                    "Points",
                    "points",
                    new ScatterChart(
                        Axis.shares("found again"),
                        Axis.shares("kept"),
                        List.of(new ScatterChart.Point("p", 0.5, interval, 0.2, null, Ink.PINK)),
                        List.of(),
                        List.of(Published.rate())))),
            List.of("a second judge"));
    return new StudyReport("./sosia study demo", settings, List.of(section));
  }
}
