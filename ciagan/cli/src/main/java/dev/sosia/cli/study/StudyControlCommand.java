package dev.sosia.cli.study;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.anonymize.GeneratorReplacement;
import dev.sosia.ciagan.anonymize.IdentityChoice;
import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.cli.command.BuildInfo;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.ExpressionNetwork;
import dev.sosia.cli.network.LabelOrderWord;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.cli.network.WeightsHash;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.control.ControlExperiment;
import dev.sosia.study.control.ControlReport;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.CellStore;
import dev.sosia.study.experiment.ExperimentRunner;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.experiment.StudyJson;
import dev.sosia.study.judge.DanJudge;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.protocol.PublishedProtocol;
import dev.sosia.study.statistics.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The controls that the published experiment lacked.
@Command(
    name = "control",
    description = {
      "How many expressions survive without anonymization, and how many would by luck: round",
      "trips, shifts, simple methods, pairs that slipped. Killed, it goes on where it was."
    })
public final class StudyControlCommand extends SubCommand {
  /// The first of the people whom neither the generator nor the judge that ship were trained on.
  private static final int FIRST_UNSEEN = 300_000;

  private static final int QUICK = 24;
  private static final int FULL = 240;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "DIR/study.json and DIR/control.csv; what is done of it in DIR/cells.")
  private Path out = Path.of("");

  @Option(names = "--quick", description = "24 drawn people, 7 photos each (default).")
  private boolean quick;

  @Option(names = "--full", description = "240 drawn people, 7 photos each.")
  private boolean full;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Drawn people other than these: toyfaces:ids=24,per-id=7,...")
  private @Nullable String data;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The generator to compare with (default: the demo's).")
  private @Nullable Path weights;

  @Option(
      names = "--expression-weights",
      paramLabel = "FILE",
      description = "The judge of expressions, a DAN (default: the demo's).")
  private @Nullable Path expressionWeights;

  @Option(
      names = "--labels",
      paramLabel = "ORDER",
      converter = LabelOrderWord.class,
      description = "The judge's order of labels, where its file does not say it.")
  private @Nullable LabelOrder labels;

  @Option(names = "--overwrite", description = "Replace DIR/study.json and DIR/control.csv.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    if ((quick ? 1 : 0) + (full ? 1 : 0) + (data != null ? 1 : 0) > 1) {
      throw new InputException("say one of --quick, --full and --data");
    }
    LabelledPhotos photos = photos();
    refuseToOverwrite();
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Generator generator = generator(device);
      String hash = weights == null ? DemoWeights.sha256() : WeightsHash.of(weights);
      ExpressionNetwork net = ExpressionNetwork.open(device, expressionWeights, labels);
      remark("device: " + device.description() + "; seed: " + options().seed());
      try (Anonymizer anonymizer = new Anonymizer(device, generator);
          Recognizer recognizer = new Recognizer(device, net.dan(), net.order(), net.size())) {
        ExpressionJudge judge = new DanJudge(recognizer, net.name(), net.sha256());
        ControlExperiment experiment =
            new ControlExperiment(
                photos,
                judge,
                new GeneratorReplacement(
                    anonymizer, new IdentityChoice.Next(), options().seed(), hash),
                options().seed());
        run(experiment, settings(experiment, device));
      }
    }
    return ExitCode.DONE;
  }

  private void run(ControlExperiment experiment, SequencedMap<String, Object> settings) {
    SequencedMap<Cell, Labels> results = cells(experiment, settings);
    ControlReport report = new ControlReport(experiment, results, Bootstrap.DRAWS);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("experiment", "control");
    document.put("settings", settings);
    document.put("command", command());
    document.put("protocols", protocols());
    document.put("published", published());
    document.putAll(report.document());
    document.put(
        "missing", List.of("re-identification: there is no judge of identity in this build"));
    AtomicFile.writeString(out.resolve("control.csv"), report.csv());
    AtomicFile.writeString(out.resolve("study.json"), StudyJson.pretty(document));
    if (options().json()) {
      printJson(document);
    } else {
      report.lines().forEach(this::print);
      print("in full: " + out.resolve("study.json") + " and " + out.resolve("control.csv"));
    }
  }

  private SequencedMap<Cell, Labels> cells(
      ControlExperiment experiment, SequencedMap<String, Object> settings) {
    CellStore store = new CellStore(out, settings);
    long all = (long) experiment.cells().size() * experiment.pictures();
    remark(
        "%d cells of %d pictures; what is done is kept in %s"
            .formatted(experiment.cells().size(), experiment.pictures(), out.resolve("cells")));
    try (Progress progress = progress("judging", all, "pictures")) {
      return new ExperimentRunner(store)
          .run(
              experiment,
              new ExperimentRunner.Listener() {
                @Override
                public void begins(Cell cell) {
                  progress.note(cell.toString());
                }

                @Override
                public void judged(int pictures) {
                  progress.step(pictures);
                }
              });
    }
  }

  private LabelledPhotos photos() {
    if (data != null && !ToyFaces.describedBy(data)) {
      throw new InputException(
          data
              + ": photos need the points of their faces, and this build finds none; say"
              + " --data toyfaces:...");
    }
    String people =
        "toyfaces:ids=%d,per-id=7,seed=1,start-id=%d".formatted(full ? FULL : QUICK, FIRST_UNSEEN);
    return new ToyPhotos(ToyFaces.parse(data == null ? people : data));
  }

  private void refuseToOverwrite() throws IOException {
    Path study = out.resolve("study.json");
    if (Files.exists(study) && !overwrite) {
      throw new InputException(study + " exists: choose another --out, or say --overwrite");
    }
    Files.createDirectories(out);
  }

  private Generator generator(Device device) {
    NetworkConfig config = NetworkConfig.of(Map.of());
    return weights == null
        ? LoadedNetworks.demoGenerator(device, config)
        : (Generator)
            LoadedNetworks.open(
                    "ciagan.generator", config, device, weights.toString(), 0, DType.F32)
                .layer();
  }

  /// All that results depend on.
  private SequencedMap<String, Object> settings(ControlExperiment experiment, Device device) {
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("version", BuildInfo.read().version());
    settings.put("data", experiment.photos().name());
    settings.put("seed", options().seed());
    // not its threads: results are the same for any number
    settings.put("device", device.description().replaceFirst(", [0-9]+ threads?$", ""));
    settings.put("generator", weights == null ? "demo" : weights.toString());
    settings.put("generator_sha256", experiment.generator().weightsSha256());
    settings.put("generator_size", experiment.generator().size());
    settings.put("judge", "DAN, " + experiment.judge().name());
    settings.put("judge_sha256", experiment.judge().sha256());
    settings.put("judge_classes", experiment.judge().classes());
    settings.put("bootstrap_draws", Bootstrap.DRAWS);
    return settings;
  }

  private String command() {
    StringBuilder line = new StringBuilder("./sosia study control");
    if (full) {
      line.append(" --full");
    }
    if (data != null) {
      line.append(" --data ").append(data);
    }
    if (weights != null) {
      line.append(" --weights ").append(weights);
    }
    if (expressionWeights != null) {
      line.append(" --expression-weights ").append(expressionWeights);
    }
    if (labels != null) {
      line.append(" --labels ").append(labels.word());
    }
    return line.append(" --seed ").append(options().seed()).append(" --out DIR").toString();
  }

  private static Map<String, Object> protocols() {
    Map<String, Object> protocols = new LinkedHashMap<>();
    protocols.put("published", new PublishedProtocol().steps());
    protocols.put("clean", new CleanProtocol().steps());
    return protocols;
  }

  /// What the study printed, for CIAGAN's published weights on RAF-DB: never to be mixed with ours.
  private static Map<String, Object> published() {
    Map<String, Object> published = new LinkedHashMap<>();
    published.put("source", "Brant, 2022: RAF-DB, CIAGAN's and DAN's published weights");
    published.put("rate", 0.3245);
    published.put("rate_happiness", 0.5093);
    return published;
  }
}
