package dev.sosia.cli.expression;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.ExpressionNetwork;
import dev.sosia.cli.network.LabelOrderWord;
import dev.sosia.dan.data.ExpressionData;
import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.measure.Measurement;
import dev.sosia.dan.recognize.Reading;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says which expression faces show.
@Command(
    name = "expression",
    description = "Says which expression faces show, and with --attention what it looked at.")
public final class ExpressionCommand extends SubCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "INPUT",
      description = "Pictures, or folders of them: PNG or JPEG, each cut to a face.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "DAN's checkpoint (default: the demo's, which knows drawn people only).")
  private @Nullable Path weights;

  @Option(
      names = "--labels",
      paramLabel = "rafdb|affectnet7|affectnet8",
      converter = LabelOrderWord.class,
      description = "What the network's classes are, where the checkpoint does not say.")
  private @Nullable LabelOrder labels;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Side of the face in pixels (default: as the checkpoint says, else 224).")
  private @Nullable Integer size;

  @Option(
      names = "--evaluate",
      paramLabel = "DATA",
      description = {
        "Instead of INPUT, measures the network on faces with labels: the validation part of a",
        "folder in RAF-DB's or AffectNet's layout, or all of toyfaces:..."
      })
  private @Nullable String evaluate;

  @Option(
      names = "--attention",
      paramLabel = "DIR",
      description =
          "Writes heat maps of what the network looked at: a picture a face, a sheet a class.")
  private @Nullable Path attention;

  @Option(names = "--overwrite", description = "Replaces existing heat maps.")
  private boolean overwrite;

  /// One face that was read.
  private record Row(Path input, Picture face, Reading reading) {}

  @Override
  protected int run() throws IOException {
    if (evaluate != null) {
      return evaluate(evaluate);
    }
    if (inputs.isEmpty()) {
      throw new InputException("name pictures or folders of pictures, each cut to a face");
    }
    List<Path> files = PictureFiles.of(inputs);
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      ExpressionNetwork net = load(device);
      remark("device: " + device.description() + "; labels: " + net.order().word());
      remark("faces are not looked for: each picture is taken as a face");
      AttentionFiles maps =
          attention == null ? null : AttentionFiles.in(attention, files, net.order(), overwrite);
      List<Row> rows = new ArrayList<>();
      int failed = 0;
      try (Recognizer recognizer = new Recognizer(device, net.dan(), net.order(), net.size());
          Progress progress = progress("reading expressions", files.size(), "pictures")) {
        for (Path file : files) {
          Picture face = picture(file, files.size() == 1);
          if (face == null) {
            failed++;
          } else {
            rows.add(new Row(file, face, recognizer.read(face, file.toString())));
            if (maps != null) {
              maps.add(file, recognizer.explain(face, file.toString()));
            }
          }
          progress.step();
        }
      }
      if (rows.isEmpty()) {
        throw new InputException("none of the %d pictures could be read".formatted(files.size()));
      }
      if (maps != null) {
        maps.writeSheets();
      }
      tell(rows, net);
      return failed == 0 ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
  }

  private int evaluate(String data) throws IOException {
    if (!inputs.isEmpty() || attention != null) {
      throw new InputException("--evaluate takes neither INPUT nor --attention");
    }
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      ExpressionNetwork net = load(device);
      remark("device: " + device.description() + "; labels: " + net.order().word());
      ExpressionSet set = ExpressionData.toMeasure(data, net.order());
      try (Recognizer recognizer = new Recognizer(device, net.dan(), net.order(), net.size());
          Progress progress = progress("reading expressions", set.size(), "faces")) {
        Measurement measured = Measurement.of(recognizer, set, progress::step);
        MeasurementReport report = new MeasurementReport(data, net.order(), measured, net.sha256());
        if (options().json()) {
          printJson(report.document());
        } else {
          report.lines().forEach(this::print);
        }
      }
      return ExitCode.DONE;
    }
  }

  private ExpressionNetwork load(Device device) throws IOException {
    if (size != null && size < 1) {
      throw new InputException("--size is at least 1, not " + size);
    }
    if (weights == null) {
      remark(
          "no --weights: the demo's network, which was trained on drawn people only and is not"
              + " for photos");
    }
    ExpressionNetwork net = ExpressionNetwork.open(device, weights, labels);
    return size == null ? net : net.withSize(size);
  }

  /// The picture, or null where it cannot be read and is not the only one: that is told.
  private @Nullable Picture picture(Path file, boolean only) {
    try {
      return new PictureReader().read(file, ColorMode.RGB);
    } catch (InputException e) {
      if (only) {
        throw e;
      }
      console().err().println("not read: " + e.getMessage());
      return null;
    }
  }

  private void tell(List<Row> rows, ExpressionNetwork net) {
    if (options().json()) {
      printJson(rows.stream().map(r -> json(r, net)).toList());
      return;
    }
    for (Row row : rows) {
      StringBuilder line = new StringBuilder(row.input() + ": " + row.reading().name());
      String before = " (";
      for (Map.Entry<String, Double> share : row.reading().byName().entrySet()) {
        line.append(
            String.format(Locale.ROOT, "%s%s %.3f", before, share.getKey(), share.getValue()));
        before = ", ";
      }
      print(line + ")");
    }
    if (attention != null) {
      print("heat maps: " + attention.toAbsolutePath());
    }
  }

  private static Map<String, Object> json(Row row, ExpressionNetwork net) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("input", row.input().toString());
    all.put("face", List.of(0, 0, row.face().width(), row.face().height()));
    all.put("label", row.reading().name());
    all.put("scores", row.reading().byName());
    all.put("weights_sha256", net.sha256());
    return all;
  }
}
