package dev.sosia.study.preservation;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Preservation;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A judge before its word counts: how often it is right on untouched photos, and how often it says
/// the same of them moved by two pixels.
///
/// @param truth against labels of untouched photos, where it is known
/// @param moved labels of untouched photos against those of moved ones
public record JudgeCheck(Preservation truth, Preservation moved) {

  /// Judges a judge of `classes` classes.
  ///
  /// @param truth of each photo; [Labels#NONE] where it is not known
  public static JudgeCheck of(int classes, int[] truth, Labels untouched, Labels moved) {
    int[] both =
        IntStream.range(0, truth.length)
            .filter(i -> untouched.label(i) != Labels.NONE && moved.label(i) != Labels.NONE)
            .toArray();
    int[] known =
        IntStream.range(0, truth.length)
            .filter(i -> untouched.label(i) != Labels.NONE && truth[i] != Labels.NONE)
            .toArray();
    return new JudgeCheck(
        new Preservation(
            Confusion.of(
                classes,
                Arrays.stream(known).map(i -> truth[i]).toArray(),
                Arrays.stream(known).map(untouched::label).toArray())),
        new Preservation(
            Confusion.of(
                classes,
                Arrays.stream(both).map(untouched::label).toArray(),
                Arrays.stream(both).map(moved::label).toArray())));
  }

  /// Whether the photos say what they show, so that the judge can be judged.
  public boolean isChecked() {
    return truth.confusion().total() > 0;
  }

  /// Whether it is no better than the best constant answer, as far as these photos tell: then what
  /// it says of others means nothing.
  public boolean isVoid() {
    Interval interval = truth.confusion().kept().wilson95().orNull();
    Double constant = truth.constant().orNull();
    return isChecked() && (interval == null || constant == null || !(interval.low() > constant));
  }

  /// What makes tables void; empty if nothing does.
  public String voided() {
    return isVoid() ? sentence() : "";
  }

  /// How good it is, for people.
  public String sentence() {
    String same = Shown.percent(moved.confusion().kept().rate().orNull());
    if (!isChecked()) {
      return "The photos do not say what they show, so that the judge could not be judged; it says the same of %s of them moved by 2 pixels."
          .formatted(same);
    }
    String accuracy = Shown.percent(truth.confusion().kept().rate().orNull());
    String constant = Shown.percent(truth.constant().orNull());
    return isVoid()
        ? "The judge is right in %s of untouched photos, where one answer for all is in %s: the table is void."
            .formatted(accuracy, constant)
        : "The judge is right in %s of untouched photos (one answer for all: %s), and says the same of %s of them moved by 2 pixels."
            .formatted(accuracy, constant, same);
  }

  /// The same as numbers.
  public Table table(Origin origin) {
    long n = truth.confusion().total();
    return Table.named("judge", "The judge of expressions, judged", origin)
        .columns(
            Column.count("n", "n"),
            Column.share("accuracy", "right on untouched photos", Column.WILSON),
            Column.share("balanced_accuracy", "each class counting the same"),
            Column.share("constant", "one answer"),
            Column.share("moved", "same label moved by 2 pixels", Column.WILSON))
        .row(
            Value.count(n),
            Value.share(truth.confusion().kept()),
            Value.number(truth.confusion().balanced(), n),
            Value.number(truth.constant(), n),
            Value.share(moved.confusion().kept()))
        .voided(voided())
        .build();
  }
}
