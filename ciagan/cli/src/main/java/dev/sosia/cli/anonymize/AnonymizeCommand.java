package dev.sosia.cli.anonymize;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.anonymize.GeneratorReplacement;
import dev.sosia.ciagan.anonymize.IdentityChoice;
import dev.sosia.ciagan.anonymize.PreparedRun;
import dev.sosia.ciagan.data.CiaganFolder;
import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.cli.network.WeightsHash;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
import dev.sosia.study.simple.FaceDrawer;
import dev.sosia.study.simple.SimpleMethod;
import dev.sosia.study.simple.SimpleReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Replaces the faces of a folder in CIAGAN's layout.
@Command(
    name = "anonymize",
    description = "Replaces faces; from CIAGAN's folder layout, so that no detector is needed.")
public final class AnonymizeCommand extends SubCommand {
  private enum Format {
    png,
    jpg
  }

  private static final String CIAGAN = "ciagan";

  /// The original's size, where no weights say another.
  private static final int USUAL_SIZE = 128;

  private static final int SMALLEST = 8;
  private static final int LARGEST = 1024;

  @Option(
      names = "--prepared",
      required = true,
      paramLabel = "DATA",
      description = "Folder with clr/, lndm/ and msk/, a folder for each identity in each.")
  private Path prepared = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Results go to DIR/ID/NAME.png, with DIR/audit.jsonl.")
  private Path out = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE|random",
      description =
          "For ciagan: the generator's checkpoint (default: the demo's, which knows drawn people"
              + " only), or the original's first values (draws noise).")
  private @Nullable String weights;

  @Option(
      names = "--size",
      paramLabel = "64|128",
      description = "Of the pictures (default: the checkpoint's, for random 128).")
  private @Nullable Integer size;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "How faces are replaced: ciagan (default), mask, pixelate, blur, noise or k-same; with"
              + " pixelate:blocks=N, blur:sigma=X and noise:sigma=X (shares of the picture's side"
              + " and of black to white), k-same:k=N otherwise than usual.")
  private String method = CIAGAN;

  @Option(
      names = "--identity",
      paramLabel = "next|random|N|blend:N=w,...",
      description = "For ciagan: whose face is drawn (default: next, as the original).")
  private @Nullable String identity;

  @Option(names = "--format", paramLabel = "png|jpg", description = "Of results (default: png).")
  private Format format = Format.png;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Of JPEG results (default: 75, as the original).")
  private int quality = 75;

  @Option(names = "--sheet", description = "Also write DIR/sheet.png to look at.")
  private boolean sheet;

  @Option(names = "--overwrite", description = "Replace existing results.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    if (quality < 1 || quality > 100) {
      throw new InputException("--quality is 1 to 100, not " + quality);
    }
    return method.equals(CIAGAN) ? byGenerator() : bySimpleMethod(SimpleMethod.parse(method));
  }

  private int byGenerator() throws IOException {
    IdentityChoice choice = IdentityChoice.parse(identity == null ? "next" : identity);
    CiaganFolder folder = CiaganFolder.open(prepared);
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Generator generator = generator(device);
      String hash = hash(generator);
      remark("device: " + device.description() + "; seed: " + options().seed());
      try (Anonymizer anonymizer = new Anonymizer(device, generator)) {
        return replace(
            folder, new GeneratorReplacement(anonymizer, choice, options().seed(), hash));
      }
    }
  }

  private int bySimpleMethod(SimpleMethod simple) throws IOException {
    if (weights != null || identity != null) {
      throw new InputException(
          "%s goes with --method ciagan; %s draws nobody's face and needs no weights"
              .formatted(weights != null ? "--weights" : "--identity", method));
    }
    int side = size == null ? USUAL_SIZE : size;
    if (side < SMALLEST || side > LARGEST) {
      throw new InputException(
          "--size is %d to %d pixels, not %d".formatted(SMALLEST, LARGEST, side));
    }
    CiaganFolder folder = CiaganFolder.open(prepared);
    remark("seed: " + options().seed());
    FaceDrawer drawer;
    try (Progress progress = progress("looking at faces", simple.looksAt(folder), "pictures")) {
      drawer = simple.on(folder, side, options().seed(), progress::step);
    }
    return replace(folder, new SimpleReplacement(method, side, drawer));
  }

  private int replace(CiaganFolder folder, FaceReplacement replacement) throws IOException {
    PreparedRun.Settings settings =
        new PreparedRun.Settings(out, options().seed(), format.name(), quality, sheet, overwrite);
    try (Progress progress = progress("anonymizing", folder.size(), "pictures")) {
      PreparedRun.Outcome outcome =
          new PreparedRun(replacement, settings).run(folder, progress::step);
      report(outcome);
      return outcome.failed() == 0 ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
  }

  private Generator generator(Device device) {
    Map<String, String> given = new LinkedHashMap<>();
    if (size != null) {
      given.put("img_size", size.toString());
    }
    NetworkConfig config = NetworkConfig.of(given);
    if (weights == null) {
      remark(
          "no --weights: the demo's generator, which was trained on drawn people only and is not"
              + " for photos");
      return LoadedNetworks.demoGenerator(device, config);
    }
    Network network =
        LoadedNetworks.open(
            "ciagan.generator", config, device, weights, options().seed(), DType.F32);
    return (Generator) network.layer();
  }

  private String hash(Generator generator) throws IOException {
    if (weights == null) {
      return DemoWeights.sha256();
    }
    return weights.equals(LoadedNetworks.RANDOM)
        ? WeightsHash.of(generator)
        : WeightsHash.of(Path.of(weights));
  }

  private void report(PreparedRun.Outcome outcome) {
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("out", out.toString());
      document.put("method", method);
      document.put("replaced", outcome.replaced());
      document.put("failed", outcome.failed());
      printJson(document);
    } else {
      print(outcome.replaced() + " faces replaced, " + outcome.failed() + " failed: " + out);
    }
  }
}
