package dev.sosia.cli.study;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.anonymize.GeneratorReplacement;
import dev.sosia.ciagan.anonymize.IdentityChoice;
import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.cli.command.BuildId;
import dev.sosia.cli.command.BuildInfo;
import dev.sosia.cli.network.ExpressionNetwork;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.cli.network.WeightsHash;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.toyfaces.render.Renderer;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.DemoIdentityWeights;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.judge.DanJudge;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.report.Origin;
import dev.sosia.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What experiments work with: photos, the generator, the judge, and what tells one run's results
/// from another's.
final class StudyBench implements AutoCloseable {
  private static final int SHOWN = 12;

  private final StudyChoice choice;
  private final Path out;
  private final Device device;
  private final Scope scope;
  private final LabelledPhotos photos;
  private final Anonymizer anonymizer;
  private final FaceReplacement generator;
  private final Recognizer recognizer;
  private final ExpressionJudge judge;
  private final IdentityJudge identities;
  private final SequencedMap<String, Object> settings;
  private final BiFunction<Experiment, SequencedMap<String, Object>, SequencedMap<Cell, Labels>>
      runner;

  private StudyBench(
      StudyChoice choice,
      LabelledPhotos photos,
      Path out,
      Device device,
      BiFunction<Experiment, SequencedMap<String, Object>, SequencedMap<Cell, Labels>> runner)
      throws IOException {
    this.choice = choice;
    this.out = out;
    this.device = device;
    this.runner = runner;
    this.scope = Scope.open();
    this.photos = photos;
    Path weights = choice.weights();
    String hash = weights == null ? DemoWeights.sha256() : WeightsHash.of(weights);
    this.anonymizer = new Anonymizer(device, network(device, weights));
    this.generator =
        new GeneratorReplacement(anonymizer, new IdentityChoice.Next(), choice.seed(), hash);
    ExpressionNetwork net =
        ExpressionNetwork.open(device, choice.expressionWeights(), choice.labels());
    this.recognizer = new Recognizer(device, net.dan(), net.order(), net.size());
    this.judge = new DanJudge(recognizer, net.name(), net.sha256());
    try (Checkpoint checkpoint = DemoIdentityWeights.FILE.open()) {
      this.identities = new IdentityJudge(device, IdentityJudge.load(device, checkpoint));
    }
    this.settings = allSettings();
  }

  /// Opens everything.
  ///
  /// @param out the study's folder
  /// @param runner runs an experiment's cells under settings, or finds them done
  static StudyBench open(
      StudyChoice choice,
      LabelledPhotos photos,
      Path out,
      String device,
      int threads,
      BiFunction<Experiment, SequencedMap<String, Object>, SequencedMap<Cell, Labels>> runner)
      throws IOException {
    Device opened = Device.open(device, threads);
    try {
      return new StudyBench(choice, photos, out, opened, runner);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static Generator network(Device device, @Nullable Path weights) {
    NetworkConfig config = NetworkConfig.of(Map.of());
    return weights == null
        ? LoadedNetworks.demoGenerator(device, config)
        : (Generator)
            LoadedNetworks.open(
                    "ciagan.generator", config, device, weights.toString(), 0, DType.F32)
                .layer();
  }

  Device device() {
    return device;
  }

  /// Where trainings lie while they run.
  Path trainings() {
    return out.resolve("trainings");
  }

  LabelledPhotos photos() {
    return photos;
  }

  FaceReplacement generator() {
    return generator;
  }

  ExpressionJudge judge() {
    return judge;
  }

  /// The judge of identity that ships.
  IdentityJudge identities() {
    return identities;
  }

  long seed() {
    return choice.seed();
  }

  /// Whether data were named, instead of the drawn people that are used otherwise.
  boolean hasData() {
    return choice.data() != null;
  }

  /// Whether it may take long.
  boolean full() {
    return choice.full();
  }

  /// The results of an experiment's cells, run now or before.
  SequencedMap<Cell, Labels> cells(Experiment experiment) {
    return runner.apply(experiment, settings);
  }

  /// All that results depend on, beside the experiment.
  SequencedMap<String, Object> settings() {
    return settings;
  }

  /// Where an experiment's numbers come from.
  Origin origin(String experiment) {
    String source =
        "%s; generator: %s (%s); judge: DAN, %s (%s)"
            .formatted(
                photos.name(),
                generatorName(),
                String.valueOf(generator.weightsSha256()).substring(0, SHOWN),
                judge.name(),
                judge.sha256().substring(0, SHOWN));
    return new Origin(source, choice.seed(), choice.command(experiment));
  }

  private String generatorName() {
    return choice.weights() == null ? "demo weights" : String.valueOf(choice.weights());
  }

  private SequencedMap<String, Object> allSettings() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("version", BuildInfo.read().version());
    all.put("build", BuildId.read());
    all.put("data", photos.name());
    all.put("data_sha256", photos.sha256().isEmpty() ? "by its name" : photos.sha256());
    all.put("renderer", Renderer.VERSION);
    all.put("seed", choice.seed());
    // not its threads: results are the same for any number
    all.put("device", device.description().replaceFirst(", [0-9]+ threads?$", ""));
    all.put("generator", generatorName());
    all.put("generator_sha256", String.valueOf(generator.weightsSha256()));
    all.put("generator_size", generator.size());
    all.put("judge", "DAN, " + judge.name());
    all.put("judge_sha256", judge.sha256());
    all.put("judge_classes", judge.classes());
    all.put("identity_judge_sha256", DemoIdentityWeights.FILE.sha256());
    return all;
  }

  @Override
  public void close() {
    identities.close();
    recognizer.close();
    anonymizer.close();
    scope.close();
    device.close();
  }
}
