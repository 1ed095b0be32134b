package dev.sosia.cli.weights;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Printable;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.CheckpointFormat;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.TensorStatistics;
import dev.sosia.weights.value.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Lists a checkpoint's tensors, as a network would load them, with their statistics, and what else
/// is in the file. Opening the file has verified its checksums.
@Command(
    name = "list",
    description = "Lists the tensors of a checkpoint with their statistics; verifies checksums.")
final class ListCommand extends SubCommand {
  private static final int VALUE_WIDTH = 80;

  @Parameters(paramLabel = "FILE", description = "A .pth, .pt, .safetensors, .npz or .npy file.")
  private Path file = Path.of("");

  /// A tensor and what its numbers are like.
  private record Row(String name, HostTensor tensor, TensorStatistics statistics) {
    long bytes() {
      return tensor.numel() * tensor.dtype().bytes();
    }
  }

  @Override
  protected int run() {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      StateDict weights = StateDict.of(checkpoint);
      List<Row> rows = new ArrayList<>();
      AllTensors.of(weights)
          .tensors()
          .forEach((name, tensor) -> rows.add(new Row(name, tensor, TensorStatistics.of(tensor))));
      if (options().json()) {
        printJson(json(checkpoint, weights, rows));
      } else {
        text(checkpoint, weights, rows);
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> json(
      Checkpoint checkpoint, StateDict weights, List<Row> rows) {
    Map<String, Object> document = new LinkedHashMap<>();
    boolean legacy = checkpoint.format() == CheckpointFormat.LEGACY_PTH;
    document.put("format", legacy ? CheckpointFormat.PTH.label() : checkpoint.format().label());
    if (legacy) {
      document.put("legacy", true);
    }
    document.put("tensors", rows.stream().map(ListCommand::json).toList());
    document.put("elements", rows.stream().mapToLong(r -> r.tensor.numel()).sum());
    document.put("bytes", rows.stream().mapToLong(Row::bytes).sum());
    document.put("other", OtherValues.plain(weights.other()));
    document.put("metadata", checkpoint.metadata());
    return document;
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", row.name);
    fields.put("dtype", row.tensor.dtype().name());
    fields.put("shape", Arrays.stream(row.tensor.shape().dims()).boxed().toList());
    fields.put("bytes", row.bytes());
    fields.put("min", row.statistics.min());
    fields.put("max", row.statistics.max());
    fields.put("mean", row.statistics.mean());
    fields.put("nan_count", row.statistics.nanCount());
    fields.put("infinite_count", row.statistics.infiniteCount());
    return fields;
  }

  private void text(Checkpoint checkpoint, StateDict weights, List<Row> rows) {
    int names = rows.stream().mapToInt(r -> Printable.of(r.name).length()).max().orElse(0);
    String layout = "%-" + Math.max(names, 4) + "s  %-5s  %-20s  %12s  %12s  %12s  %12s  %s";
    print(
        String.format(
                Locale.ROOT, layout, "name", "dtype", "shape", "bytes", "min", "max", "mean", "NaN")
            .strip());
    for (Row row : rows) {
      TensorStatistics s = row.statistics;
      print(
          String.format(
              Locale.ROOT,
              layout,
              Printable.of(row.name),
              row.tensor.dtype(),
              row.tensor.shape(),
              row.bytes(),
              number(s.min()),
              number(s.max()),
              number(s.mean()),
              s.nanCount()));
    }
    print(
        String.format(
            Locale.ROOT,
            "%d tensors, %d elements, %d bytes, %s",
            rows.size(),
            rows.stream().mapToLong(r -> r.tensor.numel()).sum(),
            rows.stream().mapToLong(Row::bytes).sum(),
            checkpoint.format().label()));
    Map<String, @Nullable Object> other = OtherValues.plain(weights.other());
    other.forEach(
        (name, value) ->
            print(String.format(Locale.ROOT, "other: %s = %s", Printable.of(name), cut(value))));
    checkpoint
        .metadata()
        .forEach(
            (key, value) ->
                print(
                    String.format(
                        Locale.ROOT, "metadata: %s = %s", Printable.of(key), cut(value))));
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.5g", x);
  }

  private static String cut(@Nullable Object value) {
    String text = Printable.of(String.valueOf(value));
    return text.length() <= VALUE_WIDTH ? text : text.substring(0, VALUE_WIDTH) + " ...";
  }
}
