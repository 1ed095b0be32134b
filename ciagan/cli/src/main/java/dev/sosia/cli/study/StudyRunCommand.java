package dev.sosia.cli.study;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.LabelOrderWord;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.CellStore;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.ExperimentRunner;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.StudyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What all experiments of the study have in common: the options, and what becomes of the results.
abstract class StudyRunCommand extends SubCommand {
  private final String name;
  private final List<StudyPart> parts;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = {
        "DIR/report.html, study.json, a CSV file a table, a PNG file a figure; what is done of it",
        "in DIR/cells."
      })
  private Path out = Path.of("");

  @Option(
      names = "--quick",
      description = "24 drawn people, 7 photos each, or 400 of a folder's; minutes (default).")
  private boolean quick;

  @Option(
      names = "--full",
      description = "240 drawn people, 7 photos each, or all of a folder; says how long it takes.")
  private boolean full;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "Other drawn people, toyfaces:ids=24,per-id=7,..., or a folder in RAF-DB's, AffectNet's,",
        "CelebA's or CIAGAN's layout."
      })
  private @Nullable String data;

  @Option(
      names = "--points",
      paramLabel = "FILE",
      description =
          "The points of the faces in DATA (default: DATA/points.jsonl), as prepare takes them.")
  private @Nullable Path points;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The generator to judge (default: the demo's).")
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

  @Option(names = "--overwrite", description = "Replace the results in DIR.")
  private boolean overwrite;

  /// A command of these experiments.
  ///
  /// @param name of the command
  StudyRunCommand(String name, List<StudyPart> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
  }

  /// The experiments, in order; a command whose options choose them answers its own.
  List<StudyPart> parts() {
    return parts;
  }

  /// How the command begins, with the options that are its own.
  String words() {
    return name;
  }

  @Override
  protected int run() throws IOException {
    if (quick && full) {
      throw new InputException("say one of --quick and --full");
    }
    StudyChoice choice =
        new StudyChoice(full, data, points, weights, expressionWeights, labels, options().seed());
    LabelledPhotos photos = choice.photos();
    refuseToOverwrite();
    try (StudyBench bench =
        StudyBench.open(
            choice, photos, out, options().device().toString(), options().threads(), this::cells)) {
      remark(
          "device: %s; seed: %d; what is done is kept in %s"
              .formatted(
                  bench.device().description(), options().seed(), out.resolve(CellStore.FOLDER)));
      StudyReport report =
          new StudyReport(choice.command(words()), bench.settings(), sections(bench));
      report.write(out);
      if (options().json()) {
        printJson(report.document());
      } else {
        report.lines().forEach(this::print);
        print("in full: " + out.resolve(StudyReport.PAGE).toAbsolutePath());
      }
    }
    return ExitCode.DONE;
  }

  /// One experiment that cannot be run ends its command; of several, the report names it, and the
  /// others go on.
  private List<Section> sections(StudyBench bench) {
    List<StudyPart> chosen = parts();
    if (full) {
      StudyEstimate.of(chosen, bench, out.resolve(CellStore.FOLDER)).forEach(this::remark);
      chosen.forEach(part -> part.cost().ifPresent(this::remark));
    }
    List<Section> sections = new ArrayList<>();
    for (StudyPart part : chosen) {
      try {
        sections.add(part.run(bench));
      } catch (InputException e) {
        if (chosen.size() == 1) {
          throw e;
        }
        String reason = String.valueOf(e.getMessage());
        remark(part.name() + ": " + reason);
        sections.add(Section.absent(part.name(), part.title(), reason));
      }
    }
    return sections;
  }

  private SequencedMap<Cell, Labels> cells(
      Experiment experiment, SequencedMap<String, Object> settings) {
    CellStore store = new CellStore(out, settings);
    long all = (long) experiment.cells().size() * experiment.pictures();
    remark(
        "%s: %d cells of %d pictures"
            .formatted(experiment.name(), experiment.cells().size(), experiment.pictures()));
    try (Progress progress = progress(experiment.name(), all, "pictures")) {
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

  private void refuseToOverwrite() throws IOException {
    Path study = out.resolve(StudyReport.DOCUMENT);
    if (Files.exists(study) && !overwrite) {
      throw new InputException(study + " exists: choose another --out, or say --overwrite");
    }
    Files.createDirectories(out);
  }
}
