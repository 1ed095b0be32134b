package dev.sosia.cli.anonymize;

import dev.sosia.ciagan.anonymize.Anonymizer;
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
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
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

  private enum Method {
    ciagan
  }

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
          "The generator's checkpoint (default: the demo's, which knows drawn people only), or"
              + " the original's first values (draws noise).")
  private @Nullable String weights;

  @Option(
      names = "--size",
      paramLabel = "64|128",
      description = "Of the pictures (default: the checkpoint's, for random 128).")
  private @Nullable Integer size;

  @Option(names = "--method", paramLabel = "ciagan", description = "How faces are replaced.")
  private Method method = Method.ciagan;

  @Option(
      names = "--identity",
      paramLabel = "next|random|N|blend:N=w,...",
      description = "Whose face is drawn (default: next, as the original).")
  private String identity = "next";

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
    IdentityChoice choice = IdentityChoice.parse(identity);
    CiaganFolder folder = CiaganFolder.open(prepared);
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Generator generator = generator(device);
      String hash = hash(generator);
      remark("device: " + device.description() + "; seed: " + options().seed());
      try (Anonymizer anonymizer = new Anonymizer(device, generator);
          Progress progress = progress("anonymizing", folder.size(), "pictures")) {
        PreparedRun.Settings settings =
            new PreparedRun.Settings(
                out, choice, options().seed(), format.name(), quality, sheet, overwrite, hash);
        PreparedRun.Outcome outcome =
            new PreparedRun(anonymizer, settings).run(folder, progress::step);
        report(outcome);
        return outcome.failed() == 0 ? ExitCode.DONE : ExitCode.NEGATIVE;
      }
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
      document.put("method", method.name());
      document.put("replaced", outcome.replaced());
      document.put("failed", outcome.failed());
      printJson(document);
    } else {
      print(outcome.replaced() + " faces replaced, " + outcome.failed() + " failed: " + out);
    }
  }
}
