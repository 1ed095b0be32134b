package dev.sosia.cli.demo;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.landmarks.picture.Planes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/// Draws people, sends them through the generator, and shows what came of it. Trained weights do
/// not ship yet: the network has its first values, so what it draws is noise, in the right place.
@Command(
    name = "demo",
    description = "Draws people, replaces their faces, writes sheet.png, report.html, report.json.")
public final class DemoCommand extends SubCommand {
  private static final Path DEFAULT_OUT = Path.of("sosia-demo");
  private static final int PEOPLE = 4;
  private static final int SIZE = 128;
  private static final int IDENTITIES = 16;

  /// Passes until the power iterations of untrained weights have settled.
  private static final int SETTLING = 15;

  private static final String HONESTY =
      "The weights are untrained: faces are replaced by noise. An anonymized face is no proof of "
          + "anonymity.";

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
    Path sheetFile = folder.resolve("sheet.png");
    if (out != null && !overwrite && Files.exists(sheetFile)) {
      throw new InputException(sheetFile + " exists: choose another --out, or say --overwrite");
    }
    Files.createDirectories(folder);
    List<ContactSheet.Cell> cells = new ArrayList<>();
    String device;
    try (Device on = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      device = on.description();
      Generator generator = untrained(on);
      FaceData people =
          FaceData.open("toyfaces:ids=%d,per-id=1,seed=%d".formatted(PEOPLE, options().seed()));
      try (Anonymizer anonymizer = new Anonymizer(on, generator)) {
        for (int person = 0; person < PEOPLE; person++) {
          addPerson(cells, anonymizer, people, person);
        }
      }
    }
    ContactSheet sheet =
        new ContactSheet(4, List.of("drawn", "landmarks", "without face", "replaced"), SIZE);
    byte[] png = PictureWriter.png(sheet.compose(cells));
    AtomicFile.writeBytes(sheetFile, png);
    Map<String, Object> report = report(device, sheetFile);
    AtomicFile.writeString(
        folder.resolve("report.json"),
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report) + "\n");
    AtomicFile.writeString(folder.resolve("report.html"), page(png, device));
    if (options().json()) {
      printJson(report);
    } else {
      print("device: " + device);
      print(HONESTY);
      print("look at " + sheetFile.toAbsolutePath());
      print("     or " + folder.resolve("report.html").toAbsolutePath());
    }
    return ExitCode.DONE;
  }

  private Generator untrained(Device device) {
    ParameterFactory factory = LoadedNetworks.firstValues(device, options().seed());
    Generator generator = new Generator(factory, Generator.Config.of(SIZE, IDENTITIES));
    generator.train(true);
    for (int i = 0; i < SETTLING; i++) {
      try (Scope _ = Scope.open();
          var _ = Autograd.noGrad()) {
        generator.of(device.zeros(DType.F32, Shape.of(1, 6, SIZE, SIZE)), null);
        generator.of(
            device.zeros(DType.F32, Shape.of(1, 6, SIZE, SIZE)),
            device.zeros(DType.F32, Shape.of(1, IDENTITIES)));
      }
    }
    return generator;
  }

  private void addPerson(
      List<ContactSheet.Cell> cells, Anonymizer anonymizer, FaceData people, int person) {
    SampleLoader loader = new SampleLoader(people, SIZE);
    Sample sample = loader.load(new PictureId(person, 0), null);
    Picture face = sample.face().toPicture();
    Picture landmarks = sample.landmarks().toPicture();
    int identity = (person + 1) % anonymizer.identities();
    Picture result = anonymizer.anonymize(sample, Map.of(identity, 1.0));
    Planes black = Planes.of(3, SIZE, SIZE, new float[3 * SIZE * SIZE]);
    cells.add(new ContactSheet.Cell(face, "person " + person));
    cells.add(new ContactSheet.Cell(landmarks, ""));
    cells.add(
        new ContactSheet.Cell(
            Preprocessing.composite(black, sample.mask(), sample.face()).toPicture(), ""));
    cells.add(new ContactSheet.Cell(result, "identity " + identity));
  }

  private Map<String, Object> report(String device, Path sheet) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("device", device);
    report.put("seed", options().seed());
    report.put("people", PEOPLE);
    report.put("weights", "untrained");
    report.put("note", HONESTY);
    report.put("sheet", sheet.toString());
    return report;
  }

  private static String page(byte[] png, String device) {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>Sosia demo</title>
    <style>body{font:16px/1.5 sans-serif;margin:2em auto;max-width:60em}img{width:100%%}</style>
    </head><body><h1>Sosia demo</h1>
    <p>%s</p>
    <p>Computed on: %s.</p>
    <img alt="drawn face, landmarks, face cut out, replaced face" src="data:image/png;base64,%s">
    </body></html>
    """
        .formatted(HONESTY, device, Base64.getEncoder().encodeToString(png));
  }
}
