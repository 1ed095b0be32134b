package dev.sosia.study.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.StudyReport;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Planted truths: what judges with known answers make of the tables.
class ControlReportTest {
  private static final int HAPPY = LabelOrder.RAFDB.indexOf(Emotion.HAPPINESS);
  private static final int NEUTRAL = LabelOrder.RAFDB.indexOf(Emotion.NEUTRAL);
  private static final Origin ORIGIN = new Origin("drawn people", 5, "./sosia study control");
  private static final LabelledPhotos PHOTOS =
      new ToyPhotos(ToyFaces.parse("toyfaces:ids=20,per-id=7,size=89x109"));
  private static final ControlExperiment EXPERIMENT =
      new ControlExperiment(PHOTOS, new NoJudge(), new RoundTrip(64), 5);

  @Test
  void whatDoesNothingKeepsEverything() {
    PreservationRow row = row(report(_ -> truth()), "clean", "ciagan", "keyed");
    assertThat(row.kept().rate().orNull()).isEqualTo(1.0);
    assertThat(row.preservation().kappa().orNull()).isEqualTo(1.0);
    assertThat(row.byPeople().orNull()).isEqualTo(new Interval(1, 1));
  }

  @Test
  void onePersonsNeutralFaceForAllKeepsTheNeutralShare() {
    Labels neutral = Labels.constant(PHOTOS.size(), NEUTRAL);
    ControlReport report = report(c -> c.level("condition").equals("ciagan") ? neutral : truth());
    PreservationRow row = row(report, "published", "ciagan", "keyed");
    assertThat(row.kept().rate().orNull()).isEqualTo(1.0 / 7);
    assertThat(row.preservation().kappa().orNull()).isEqualTo(0.0);
    assertThat(row.preservation().confusion().kept(NEUTRAL).rate().orNull()).isEqualTo(1.0);
    PreservationRow constant = row(report, "none", "constant answer", "keyed");
    assertThat(constant.kept()).isEqualTo(row.kept());
    List<Value> test =
        report.tests(ORIGIN).rows().stream()
            .filter(r -> r.get(1).equals(Value.words("ciagan")))
            .findFirst()
            .orElseThrow();
    assertThat(test).contains(Value.words("round trip at 64"), Value.count(120));
    assertThat(number(test.get(6))).isEqualTo(6.0 / 7);
    assertThat(number(test.getLast())).isLessThan(1e-20);
  }

  @Test
  void aJudgeOfOneAnswerIsVoidAndItsKappaIsNotDefined() {
    ControlReport report = report(_ -> Labels.constant(PHOTOS.size(), HAPPY));
    assertThat(report.judge().isVoid()).isTrue();
    assertThat(report.judge().sentence()).contains("void", "14.3 %");
    PreservationRow row = row(report, "clean", "blur", "keyed");
    assertThat(row.preservation().kappa().orNull()).isNull();
    assertThat(row.preservation().kappa().why()).contains("chance");
    assertThat(report.section(ORIGIN).tables()).allMatch(t -> t.voided().contains("void"));
    String json =
        new StudyReport("c", new LinkedHashMap<>(), List.of(report.section(ORIGIN))).json();
    assertThat(json).contains("\"undefined\" : \"all labels are the same class");
    assertThat(report(_ -> truth()).judge().isVoid()).isFalse();
  }

  /// Nothing is lost, but the pairs slipped: the rate falls though every label is right.
  @Test
  void pairsThatSlippedLookLikeLoss() {
    ControlReport report = report(_ -> truth());
    PreservationRow one = row(report, "clean", "round trip", "by counter, missing 1");
    assertThat(one.kept().count()).isEqualTo(PHOTOS.size() - 1);
    assertThat(one.kept().rate().orElseThrow()).isLessThan(1);
    PreservationRow shuffled = row(report, "clean", "round trip", "shuffled");
    Interval interval = shuffled.kept().wilson95().orElseThrow();
    assertThat(interval.contains(shuffled.preservation().chance().orElseThrow())).isTrue();
  }

  @Test
  void whatFailedIsCountedAndLeftOut() {
    List<Integer> labels = new ArrayList<>(truth().labels());
    List<String> reasons = new ArrayList<>(truth().reasons());
    for (int i = 0; i < 3; i++) {
      labels.set(i, Labels.NONE);
      reasons.set(i, "it is torn");
    }
    Labels torn = new Labels(labels, reasons);
    Labels nothing = Labels.none(PHOTOS.size(), "too few people");
    ControlReport report =
        report(
            c ->
                switch (c.level("condition")) {
                  case "mask" -> torn;
                  case "k-same" -> nothing;
                  default -> truth();
                });
    PreservationRow row = row(report, "clean", "mask", "keyed");
    assertThat(row.kept().count()).isEqualTo(PHOTOS.size() - 3);
    assertThat(row.kept().rate().orNull()).isEqualTo(1.0);
    assertThat(row.failed()).isEqualTo(3);
    assertThat(row.failures()).containsExactly("it is torn");
    PreservationRow none = row(report, "clean", "k-same", "keyed");
    assertThat(none.kept().rate().orNull()).isNull();
    assertThat(report.section(ORIGIN).missing())
        .contains(
            "clean, mask, keyed: 3 pictures have no label: it is torn",
            "clean, k-same, keyed: 140 pictures have no label: too few people");
  }

  @Test
  void equalResultsGiveEqualBytes() {
    StudyReport one =
        new StudyReport("c", new LinkedHashMap<>(), List.of(report(_ -> truth()).section(ORIGIN)));
    StudyReport two =
        new StudyReport("c", new LinkedHashMap<>(), List.of(report(_ -> truth()).section(ORIGIN)));
    assertThat(two.json()).isEqualTo(one.json()).doesNotContain("NaN");
    assertThat(two.page()).isEqualTo(one.page());
  }

  private static double number(Value value) {
    return ((Value.Estimate) value).value().orElseThrow();
  }

  private static Labels truth() {
    List<Integer> labels = IntStream.of(PHOTOS.truths(LabelOrder.RAFDB::indexOf)).boxed().toList();
    return new Labels(labels, Collections.nCopies(labels.size(), ""));
  }

  private static ControlReport report(Function<Cell, Labels> judged) {
    SequencedMap<Cell, Labels> results = new LinkedHashMap<>();
    EXPERIMENT.cells().forEach(cell -> results.put(cell, judged.apply(cell)));
    return new ControlReport(EXPERIMENT, results, 200);
  }

  private static PreservationRow row(
      ControlReport report, String protocol, String condition, String pairs) {
    return report.rows().stream()
        .filter(r -> List.copyOf(r.names().values()).equals(List.of(protocol, condition, pairs)))
        .findFirst()
        .orElseThrow();
  }

  /// Classes without anybody to ask.
  private record NoJudge() implements ExpressionJudge {
    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public List<String> classes() {
      return LabelOrder.RAFDB.names();
    }

    @Override
    public int indexOf(Emotion emotion) {
      return LabelOrder.RAFDB.indexOf(emotion);
    }

    @Override
    public int label(Picture face, String source) {
      throw new UnsupportedOperationException(source);
    }
  }
}
