package dev.sosia.cli.prepare;

import dev.sosia.ciagan.data.ToyFaceData;
import dev.sosia.ciagan.prepare.CelebaPhotos;
import dev.sosia.ciagan.prepare.FacePlan;
import dev.sosia.ciagan.prepare.FolderPhotos;
import dev.sosia.ciagan.prepare.PhotoPlan;
import dev.sosia.ciagan.prepare.Photos;
import dev.sosia.ciagan.prepare.PointsFile;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.dataset.DataSetPlan;
import dev.sosia.landmarks.dataset.DataSetWriter;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.layout.AffectNetPlan;
import dev.sosia.landmarks.toyfaces.layout.CelebaPlan;
import dev.sosia.landmarks.toyfaces.layout.RafDbPlan;
import dev.sosia.landmarks.toyfaces.render.Renderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a data set on disk.
@Command(
    name = "prepare",
    description = "Photos, or drawn people (toyfaces:...), to CIAGAN's folder layout.")
public final class PrepareCommand extends SubCommand {
  private static final int FAILURES_SHOWN = 20;

  private enum Layout {
    ciagan,
    rafdb,
    affectnet,
    celeba
  }

  @Parameters(
      paramLabel = "INPUT",
      description =
          "Folder of photos (a folder for each person), or toyfaces:ids=40,per-id=60,seed=1,...")
  private String input = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DATA",
      description = "Where the data set goes. What is there from the same command is kept.")
  private Path out = Path.of("");

  @Option(
      names = "--layout",
      paramLabel = "ciagan|rafdb|affectnet|celeba",
      description = "Folders and lists of drawn people (default: ciagan).")
  private Layout layout = Layout.ciagan;

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description = "INPUT is CelebA's img_align_celeba, this its identity_CelebA.txt.")
  private @Nullable Path identities;

  @Option(
      names = "--legit",
      paramLabel = "FILE",
      description =
          "NumPy array of the identities to take (default: those with 30 pictures or more).")
  private @Nullable Path legit;

  @Option(
      names = "--points",
      paramLabel = "FILE",
      description =
          "The photos' 68 points, lines of JSON: {\"file\": NAME, \"points\": [[x, y], ...]}.")
  private @Nullable Path points;

  @Option(names = "--overwrite", description = "Make again what is in DATA.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    DataSetPlan plan = ToyFaces.describedBy(input) ? drawn() : photographed();
    PreparedRecord record = new PreparedRecord(out, settings(), plan.entries());
    record.begin(overwrite);
    DataSetWriter writer = new DataSetWriter(out, options().threads(), overwrite);
    DataSetWriter.Outcome outcome;
    try (Progress progress = progress("preparing", plan.pieces(), "pictures")) {
      outcome = writer.write(plan, progress::step);
    }
    outcome.failures().stream().limit(FAILURES_SHOWN).forEach(this::remark);
    if (outcome.failures().size() > FAILURES_SHOWN) {
      remark("and " + (outcome.failures().size() - FAILURES_SHOWN) + " more");
    }
    report(outcome);
    return outcome.failures().isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE;
  }

  private DataSetPlan drawn() {
    if (identities != null || legit != null || points != null) {
      throw new InputException(
          "--identities, --legit and --points are for photos; drawn people bring theirs");
    }
    ToyFaces faces = ToyFaces.parse(input);
    return switch (layout) {
      case ciagan -> new FacePlan(new ToyFaceData(faces));
      case rafdb -> new RafDbPlan(faces);
      case affectnet -> new AffectNetPlan(faces);
      case celeba -> new CelebaPlan(faces);
    };
  }

  private DataSetPlan photographed() {
    if (layout != Layout.ciagan) {
      throw new InputException(
          "--layout %s is for drawn people; photos go to CIAGAN's layout".formatted(layout));
    }
    if (legit != null && identities == null) {
      throw new InputException("--legit needs --identities, the list of whose pictures these are");
    }
    if (points == null) {
      throw new InputException(
          "no face detector is built in yet: give the photos' points with --points FILE, a line of"
              + " JSON for each photo, {\"file\": \"000001.jpg\", \"points\": [[x, y], ...]} with"
              + " 68 pairs");
    }
    Path folder = Path.of(input);
    Photos all =
        identities == null
            ? FolderPhotos.read(folder)
            : CelebaPhotos.read(folder, identities, legit);
    PointsFile source =
        PointsFile.read(
            points, all.list().stream().map(Photos.Photo::name).collect(Collectors.toSet()));
    Photos photos = all.only(source.names(), "has points in " + points);
    photos.remarks().forEach(this::remark);
    return new PhotoPlan(photos, source);
  }

  /// What the result depends on.
  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layout", layout.name());
    if (ToyFaces.describedBy(input)) {
      settings.put("input", ToyFaces.parse(input).toString());
      settings.put("renderer", Renderer.VERSION);
    } else {
      settings.put("input", absolute(Path.of(input)));
      settings.put("identities", absolute(identities));
      settings.put("legit", absolute(legit));
      settings.put("points", absolute(points));
    }
    return settings;
  }

  private static String absolute(@Nullable Path path) {
    return path == null ? "none" : path.toAbsolutePath().normalize().toString();
  }

  private void report(DataSetWriter.Outcome outcome) {
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("out", out.toString());
      document.put("layout", layout.name());
      document.put("written", outcome.written());
      document.put("kept", outcome.kept());
      document.put("failed", outcome.failures());
      printJson(document);
      return;
    }
    String kept = outcome.kept() == 0 ? "" : ", %d were there already".formatted(outcome.kept());
    String failed =
        outcome.failures().isEmpty() ? "" : ", %d failed".formatted(outcome.failures().size());
    print("%d pictures prepared%s%s: %s".formatted(outcome.written(), kept, failed, out));
  }
}
