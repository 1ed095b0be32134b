package dev.sosia.study.measure;

import dev.sosia.study.measure.IdentityTable.Found;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The judge of identity before its word counts: how often it finds people again whose photos
/// nothing was done to.
///
/// @param found by what it may look at
public record IdentityCheck(SequencedMap<String, Found> found) {

  /// Keeps its own copy.
  public IdentityCheck {
    found = new LinkedHashMap<>(found);
  }

  /// What makes tables void; empty if nothing does.
  public String voided() {
    for (Map.Entry<String, Found> one : found.entrySet()) {
      if (one.getValue().isGuessing()) {
        return "the judge of identity cannot be told from guessing on untouched photos (%s: %s found, %s by guessing)"
            .formatted(
                one.getKey(),
                Shown.percent(one.getValue().rank1().rate().orNull()),
                Shown.percent(one.getValue().chance().orNull()));
      }
    }
    return "";
  }

  /// How good it is, for people.
  public String sentence() {
    StringBuilder sentence = new StringBuilder("Of untouched photos the judge of identity finds");
    String separator = " ";
    for (Map.Entry<String, Found> one : found.entrySet()) {
      sentence
          .append(separator)
          .append(Shown.percent(one.getValue().rank1().rate().orNull()))
          .append(" of the people by their ")
          .append(one.getKey().equals("whole") ? "whole square" : "face alone");
      separator = " and ";
    }
    Found any = found.firstEntry().getValue();
    return sentence
        .append(" among ")
        .append(any.people())
        .append(" (guessing: ")
        .append(Shown.percent(any.chance().orNull()))
        .append(").")
        .toString();
  }

  /// The same as numbers.
  public Table table(Origin origin) {
    Table.Builder table =
        Table.named("identity_judge", "The judge of identity, judged", origin)
            .columns(
                Column.words("view", "looks at"),
                Column.count("people", "people"),
                Column.share("rank1", "found first", Column.WILSON, Column.BOOTSTRAP),
                Column.share("rank5", "among five", Column.WILSON),
                Column.share("chance", "by guessing"),
                Column.number("auc", "AUC", Column.BOOTSTRAP),
                Column.share("tar_1_percent", "accepted at 1 % false"))
            .voided(voided())
            .note(
                "Each person's first photos are the gallery, one mean point each; the others are"
                    + " searched. whole: the square around the face; inside: from the jaw to the"
                    + " brows, what a generator replaces. AUC: how often two photos of one person"
                    + " lie nearer than two of two people; 0.5 is guessing.");
    found.forEach((view, f) -> table.row(row(view, f)));
    return table.build();
  }

  private static Value[] row(String view, Found f) {
    long n = f.rank1().count();
    return new Value[] {
      Value.words(view),
      Value.count(f.people()),
      Value.share(f.rank1(), f.rank1ByPeople()),
      Value.share(f.rank5()),
      Value.number(f.chance(), n),
      Value.number(f.areaUnderCurve(), n, f.areaByPeople()),
      Value.number(f.acceptedAtOnePercent(), n)
    };
  }
}
