package dev.sosia.study.tradeoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.label.Emotion;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.DemoIdentityWeights;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.identity.IdentityNet;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.StudyReport;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Planted truths: methods of which it is known what they leave.
class TradeoffReportTest {
  private static final int PEOPLE = 6;
  private static final int PHOTOS = 4;
  private static final int ALL = PEOPLE * PHOTOS;
  private static final LabelledPhotos PHOTOS_OF_ALL =
      new ToyPhotos(ToyFaces.parse("toyfaces:ids=6,per-id=4,size=89x109"));
  private static final Origin ORIGIN = new Origin("nobody", 5, "./sosia study tradeoff");

  @Test
  void doingNothingLeavesAllAndAFixedFaceLeavesLuck() {
    Section section = section(c -> c.equals("mask") ? fixed() : originals());
    List<Value> none = row(section, "methods", "none");
    assertThat(number(none.get(1))).isEqualTo(1.0);
    assertThat(number(none.get(3))).isEqualTo(1.0);
    assertThat(number(none.get(9))).isEqualTo(1.0);
    List<Value> mask = row(section, "methods", "mask");
    assertThat(number(mask.get(1))).isEqualTo(1.0 / 2);
    assertThat(number(mask.get(3))).isEqualTo(1.0 / PEOPLE);
    assertThat(number(mask.get(9))).isEqualTo(1.0 / PEOPLE);
    assertThat(number(row(section, "quality", "none").get(2))).isLessThan(1e-9);
    assertThat(table(section, "methods").voided()).isEmpty();
  }

  @Test
  void aJudgeWhoGuessesMakesTheTableVoid() {
    Section section = section(_ -> fixed());
    assertThat(table(section, "methods").voided()).contains("guessing");
  }

  @Test
  void aMethodThatCannotBeRunIsSaid() {
    Section section = section(c -> c.equals("k-same") ? Labels.none(ALL, "too few") : originals());
    assertThat(row(section, "methods", "k-same").get(3))
        .isInstanceOfSatisfying(
            Value.Estimate.class, e -> assertThat(e.value().why()).contains("too few"));
    assertThat(section.missing()).anyMatch(m -> m.contains("k-same") && m.contains("too few"));
    String json = new StudyReport("c", new LinkedHashMap<>(), List.of(section)).json();
    assertThat(json).doesNotContain("NaN");
  }

  private static Section section(Function<String, Labels> byMethod) {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open();
        IdentityJudge identities = new IdentityJudge(device, smallest(device))) {
      ParrotAttack attack =
          new ParrotAttack(
              device, PHOTOS_OF_ALL, DemoIdentityWeights.FILE::open, ParrotAttack.recipe(1), 5);
      TradeoffExperiment experiment =
          new TradeoffExperiment(
              PHOTOS_OF_ALL, new TwoClasses(), identities, new RoundTrip(64), attack, 5);
      SequencedMap<Cell, Labels> results = new LinkedHashMap<>();
      for (Cell cell : experiment.cells()) {
        results.put(cell, byMethod.apply(cell.level("method")));
      }
      return new TradeoffReport(experiment, results, 200).section(ORIGIN);
    }
  }

  private static IdentityNet smallest(Device device) {
    return new IdentityNet(
        ParameterFactory.random(device, new Philox(1, 1)), new IdentityNet.Config(0.0625, 2));
  }

  /// Two classes in turn, a point for each person.
  private static Labels originals() {
    return labels(i -> i % 2, i -> i / PHOTOS);
  }

  private static Labels fixed() {
    return labels(_ -> 0, _ -> 0);
  }

  private static Labels labels(Function<Integer, Integer> label, Function<Integer, Integer> who) {
    List<Integer> labels = new ArrayList<>();
    SequencedMap<String, List<double[]>> measures = new LinkedHashMap<>();
    for (int i = 0; i < ALL; i++) {
      labels.add(label.apply(i));
      double[] point = new double[PEOPLE];
      point[who.apply(i)] = 1;
      for (FaceView view : FaceView.values()) {
        add(measures, view.word(), point);
        add(measures, ParrotAttack.BEFORE + view.word(), one(i / PHOTOS));
        add(measures, ParrotAttack.AFTER + view.word(), point);
      }
      add(measures, ResultMeasures.FEATURES, new double[] {i % 2, i % 3});
      add(measures, ResultMeasures.PIXELS, new double[] {3, 0});
    }
    return new Labels(labels, Collections.nCopies(ALL, ""), measures);
  }

  private static double[] one(int person) {
    double[] point = new double[PEOPLE];
    point[person] = 1;
    return point;
  }

  private static void add(
      SequencedMap<String, List<double[]>> measures, String name, double[] row) {
    measures.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
  }

  private static Table table(Section section, String name) {
    return section.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Value> row(Section section, String table, String method) {
    return table(section, table).rows().stream()
        .filter(r -> r.getFirst().equals(Value.words(method)))
        .findFirst()
        .orElseThrow();
  }

  private static double number(Value value) {
    return ((Value.Estimate) value).value().orElseThrow();
  }

  /// Two classes without anybody to ask.
  private record TwoClasses() implements ExpressionJudge {
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
      return List.of("one", "other");
    }

    @Override
    public int indexOf(Emotion emotion) {
      return Labels.NONE;
    }

    @Override
    public int label(Picture face, String source) {
      throw new UnsupportedOperationException(source);
    }
  }
}
