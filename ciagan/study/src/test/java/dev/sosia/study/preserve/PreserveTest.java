package dev.sosia.study.preserve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.CellStore;
import dev.sosia.study.experiment.ExperimentRunner;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.StudyReport;
import dev.sosia.study.statistics.Interval;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Planted truths through every step of both protocols.
class PreserveTest {
  private static final List<Emotion> ALL = LabelOrder.RAFDB.emotions();
  private static final int SIZE = 64;

  @TempDir private Path folder;

  private PreserveReport report(
      LabelledPhotos photos, ExpressionJudge judge, FaceReplacement method) {
    PreserveExperiment experiment =
        new PreserveExperiment(photos, judge, method, List.of("published", "clean"), 3);
    CellStore store =
        new CellStore(
            folder, Map.of("photos", photos.toString(), "m", method.method(), "j", judge.name()));
    return new PreserveReport(
        experiment,
        new ExperimentRunner(store)
            .run(
                experiment,
                new ExperimentRunner.Listener() {
                  @Override
                  public void begins(Cell cell) {}

                  @Override
                  public void judged(int pictures) {}
                }),
        200);
  }

  private static PreservationRow row(PreserveReport report, String protocol, String pairs) {
    return report.rows().stream()
        .filter(r -> r.name("protocol").equals(protocol) && r.name("pairs").equals(pairs))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatDoesNothingKeepsEverythingAndShuffledPairsKeepWhatLuckWould() {
    PreserveReport report =
        report(new PlantedFaces(5, ALL, -1), new PlantedFaces.Reader(), new RoundTrip(SIZE));
    for (String protocol : List.of("published", "clean")) {
      PreservationRow keyed = row(report, protocol, "keyed");
      assertThat(keyed.kept().rate().orNull()).isEqualTo(1.0);
      assertThat(keyed.byPeople().orNull()).isEqualTo(new Interval(1, 1));
      assertThat(keyed.preservation().kappa().orNull()).isEqualTo(1.0);
      PreservationRow shuffled = row(report, protocol, "shuffled");
      double chance = shuffled.preservation().chance().orElseThrow();
      assertThat(chance).isEqualTo(1.0 / 7);
      assertThat(shuffled.byPeople().orElseThrow().contains(chance)).isTrue();
      assertThat(shuffled.kept().wilson95().orElseThrow().contains(chance)).isTrue();
      assertThat(shuffled.kappaByPeople().orElseThrow().contains(0)).isTrue();
      PreservationRow slipped = row(report, protocol, "by counter, as if 1 were missing");
      assertThat(slipped.kept().count()).isEqualTo(34);
    }
    assertThat(report.judge().isVoid()).isFalse();
  }

  @Test
  void onePersonsNeutralFaceKeepsTheNeutralShare() {
    PreserveReport report =
        report(
            new PlantedFaces(4, ALL, -1),
            new PlantedFaces.Reader(),
            new PlantedFaces.Neutral(SIZE));
    for (String protocol : List.of("published", "clean")) {
      PreservationRow keyed = row(report, protocol, "keyed");
      assertThat(keyed.kept().rate().orNull()).isEqualTo(1.0 / 7);
      assertThat(keyed.preservation().kappa().orNull()).isEqualTo(0.0);
      int neutral = LabelOrder.RAFDB.indexOf(Emotion.NEUTRAL);
      assertThat(keyed.preservation().confusion().kept(neutral).rate().orNull()).isEqualTo(1.0);
    }
  }

  @Test
  void aStubbornJudgeMakesEveryTableVoidAndKappaHasAReason() {
    Section section =
        report(
                new PlantedFaces(3, ALL, -1),
                new PlantedFaces.Stubborn(new PlantedFaces.Reader(), 3),
                new RoundTrip(SIZE))
            .section(new Origin("planted", 3, "c"));
    assertThat(section.tables()).isNotEmpty().allMatch(t -> t.voided().contains("void"));
    StudyReport report = new StudyReport("c", new LinkedHashMap<>(), List.of(section));
    assertThat(report.json())
        .contains("\"undefined\" : \"all labels are the same class, so that chance alone");
    assertThat(report.page()).contains("Void: The judge is right in 14.3 %");
  }

  @Test
  void aTornPhotoIsNamedAndTheRestIsDone() {
    PreserveReport report =
        report(new PlantedFaces(3, ALL, 10), new PlantedFaces.Reader(), new RoundTrip(SIZE));
    PreservationRow keyed = row(report, "published", "keyed");
    assertThat(keyed.kept().count()).isEqualTo(20);
    assertThat(keyed.kept().rate().orNull()).isEqualTo(1.0);
    // all behind the missing one are compared with the next photo's
    PreservationRow slipped = row(report, "published", "by counter, missing 1");
    assertThat(slipped.kept().kept()).isEqualTo(10);
    assertThat(report.section(new Origin("planted", 3, "c")).missing())
        .contains(
            "1 photos have no label before: 1/3: the file is torn",
            "published, anonymized, keyed: 1 pictures have no label: 1/3: the file is torn");
  }

  @Test
  void anEmptyClassAndOnePersonAreSaid() {
    PreserveReport report =
        report(
            new PlantedFaces(1, ALL.subList(0, 6), -1),
            new PlantedFaces.Reader(),
            new RoundTrip(SIZE));
    Section section = report.section(new Origin("planted", 3, "c"));
    assertThat(section.missing())
        .contains(
            "all photos are of one person: there are no intervals by people",
            "no photo shows Neutral by its label");
    assertThat(row(report, "clean", "keyed").byPeople().why()).contains("two people");
    assertThat(new StudyReport("c", new LinkedHashMap<>(), List.of(section)).page())
        .contains("Missing:");
  }
}
