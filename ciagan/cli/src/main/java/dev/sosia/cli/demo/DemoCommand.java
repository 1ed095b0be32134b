package dev.sosia.cli.demo;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.demo.Demonstration;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/// Draws people, replaces their faces by those of others with the generator that ships, and judges
/// the results.
@Command(
    name = "demo",
    description = "Draws people, replaces their faces, writes sheet.png, report.html, report.json.")
public final class DemoCommand extends SubCommand {
  private static final Path DEFAULT_OUT = Path.of("sosia-demo");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go (default: sosia-demo, replaced each time).")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace existing results in DIR.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    Path folder = out == null ? DEFAULT_OUT : out;
    Path sheet = folder.resolve("sheet.png");
    if (out != null && !overwrite && Files.exists(sheet)) {
      throw new InputException(sheet + " exists: choose another --out, or say --overwrite");
    }
    Files.createDirectories(folder);
    DemoReport report = demonstrate();
    byte[] png = PictureWriter.png(report.sheet());
    Map<String, Object> document = report.document();
    AtomicFile.writeBytes(sheet, png);
    AtomicFile.writeString(
        folder.resolve("report.json"),
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document) + "\n");
    AtomicFile.writeString(folder.resolve("report.html"), report.page(png));
    if (options().json()) {
      printJson(document);
    } else {
      report.sentences().forEach(this::print);
      print("look at " + sheet.toAbsolutePath());
      print("     or " + folder.resolve("report.html").toAbsolutePath());
    }
    return ExitCode.DONE;
  }

  private DemoReport demonstrate() {
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open();
        Anonymizer anonymizer =
            new Anonymizer(
                device, LoadedNetworks.demoGenerator(device, NetworkConfig.of(Map.of())));
        Progress progress = progress("drawing people", Demonstration.PEOPLE, "people")) {
      ToyFaces training = ToyFaces.parse(DemoWeights.DATA);
      Demonstration demonstration = new Demonstration(anonymizer, training, options().seed());
      List<Demonstration.Row> rows = new ArrayList<>();
      for (int person = 0; person < Demonstration.PEOPLE; person++) {
        rows.add(demonstration.row(person));
        progress.step();
      }
      return new DemoReport(rows, device.description(), options().seed(), DemoWeights.sha256());
    }
  }
}
