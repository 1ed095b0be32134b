package dev.sosia.cli.demo;

import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.demo.Demonstration;
import dev.sosia.ciagan.demo.Verdict;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.report.HtmlPage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What the demonstration shows, as a sheet, a page, a document and a few sentences.
///
/// @param device what computed it
/// @param weights the generator's SHA-256
record DemoReport(List<Demonstration.Row> rows, String device, long seed, String weights) {

  /// A row for each person: face, landmarks, what the generator sees, results.
  Picture sheet() {
    List<String> titles = new ArrayList<>(List.of("drawn", "landmarks", "without face"));
    for (int i = 1; i <= Demonstration.IDENTITIES_EACH; i++) {
      titles.add("replaced " + i);
    }
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (Demonstration.Row row : rows) {
      cells.add(new ContactSheet.Cell(row.face(), row.expression()));
      cells.add(new ContactSheet.Cell(row.landmarks(), ""));
      cells.add(new ContactSheet.Cell(row.rest(), ""));
      for (Demonstration.Result result : row.results()) {
        cells.add(new ContactSheet.Cell(result.picture(), "as " + result.identity()));
      }
    }
    return new ContactSheet(titles.size(), titles, rows.getFirst().face().width()).compose(cells);
  }

  /// The fields of `report.json`.
  Map<String, Object> document() {
    List<Map<String, Object>> pictures = new ArrayList<>();
    for (Demonstration.Row row : rows) {
      for (Demonstration.Result result : row.results()) {
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("person", row.person());
        picture.put("expression", row.expression());
        picture.put("identity", result.identity());
        picture.put("outside_untouched", result.verdict().untouched());
        picture.put("change_inside", rounded(result.verdict().change()));
        picture.put("difference_to_truth", rounded(result.verdict().toAsked()));
        picture.put("nearest_is_asked", result.verdict().looksLikeAsked());
        picture.put("nearest_is_input", result.verdict().looksLikeInput());
        pictures.add(picture);
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("device", device);
    document.put("seed", seed);
    document.put("weights", DemoWeights.NAME);
    document.put("weights_sha256", weights);
    document.put("training_data", DemoWeights.DATA);
    document.put("results", verdicts().size());
    document.put("outside_untouched", count(Verdict::untouched));
    document.put("nearest_is_asked", count(Verdict::looksLikeAsked));
    document.put("nearest_is_input", count(Verdict::looksLikeInput));
    document.put("change_inside", rounded(mean(Verdict::change)));
    document.put("difference_to_truth", rounded(mean(Verdict::toAsked)));
    document.put("pictures", pictures);
    return document;
  }

  /// The result in words.
  List<String> sentences() {
    int all = verdicts().size();
    int chance = Demonstration.IDENTITIES_EACH + 1;
    return List.of(
        "%d drawn people whom the generator never saw, each with the faces of %d others; device: %s."
            .formatted(rows.size(), Demonstration.IDENTITIES_EACH, device),
        "Outside the mask, %d of %d results are the input to the byte."
            .formatted(count(Verdict::untouched), all),
        ("Inside, %d of %d look most like the person asked for and %d like the one who was there,"
                + " of %d candidates drawn in the same pose and light (%d by chance).")
            .formatted(
                count(Verdict::looksLikeAsked),
                all,
                count(Verdict::looksLikeInput),
                chance,
                Math.round((double) all / chance)),
        "The generator knows drawn people only. An anonymized face is no proof of anonymity.");
  }

  /// One page with everything in it, to be opened anywhere.
  String page(byte[] png) {
    StringBuilder text = new StringBuilder();
    sentences().forEach(s -> text.append("<p>").append(HtmlPage.escaped(s)).append("</p>\n"));
    String body =
        """
        %s<img alt="%s" src="data:image/png;base64,%s">
        <h2>How it was made</h2>
        <p>Everybody here was drawn by a program. The network is CIAGAN's generator, trained by this
        project on <code>%s</code>; it sees the landmarks, the picture without the face, and whom to
        draw. What it cannot see are eyes and brows: the expression survives in the mouth at most.</p>
        <p>Made with <code>./sosia demo --seed %d</code>; SHA-256 of the weights: <code>%s</code>. The
        numbers of each picture are in <code>report.json</code>.</p>
        """
            .formatted(
                text,
                "A row for each of %d people: the drawn face, its landmarks, the picture without the face, and %d results"
                    .formatted(rows.size(), Demonstration.IDENTITIES_EACH),
                Base64.getEncoder().encodeToString(png),
                HtmlPage.escaped(DemoWeights.DATA),
                seed,
                weights);
    return HtmlPage.of("Sosia: faces replaced", body);
  }

  private List<Verdict> verdicts() {
    return rows.stream()
        .flatMap(row -> row.results().stream())
        .map(Demonstration.Result::verdict)
        .toList();
  }

  private long count(Predicate<Verdict> which) {
    return verdicts().stream().filter(which).count();
  }

  private double mean(ToDoubleFunction<Verdict> what) {
    return verdicts().stream().mapToDouble(what).average().orElse(0);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
