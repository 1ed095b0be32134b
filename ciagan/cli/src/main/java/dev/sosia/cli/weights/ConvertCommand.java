package dev.sosia.cli.weights;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// Writes the tensors of a checkpoint in another format.
@Command(
    name = "convert",
    description = "Writes a checkpoint's tensors as .pth, .pt, .safetensors or .npz, by ending.")
final class ConvertCommand extends SubCommand {
  @Parameters(index = "0", paramLabel = "IN", description = "The checkpoint to read.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "TYPE",
      converter = FloatType.class,
      description = "f32, f16 or bf16: the type of all floating-point tensors.")
  private @Nullable DType to;

  @Option(
      names = "--strip-prefix",
      paramLabel = "P",
      description = "Takes P off every name that begins with it.")
  private @Nullable String prefix;

  @Option(names = "--overwrite", description = "Replaces OUT if it exists.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(in);
        Arena arena = Arena.ofConfined()) {
      refuseToDestroy();
      StateDict weights = StateDict.of(checkpoint);
      if (weights.tensors().isEmpty()) {
        throw new InputException(
            in
                + " holds no tensors by name at its top, in state_dict or in model_state_dict;"
                + " sosia weights list shows what it holds");
      }
      SequencedMap<String, String> notes = StateDict.notes(checkpoint);
      Set<String> left = new LinkedHashSet<>(weights.other().keySet());
      left.removeAll(notes.keySet());
      if (!left.isEmpty()) {
        remark("not written, as no tensors of the network: " + left);
      }
      if (prefix != null) {
        weights = weights.withoutPrefix(prefix);
      }
      if (to != null) {
        weights = weights.converted(to, arena);
      }
      weights.save(out, notes);
      report(weights);
    }
    return ExitCode.DONE;
  }

  private void refuseToDestroy() throws IOException {
    if (!Files.exists(out)) {
      return;
    }
    if (Files.isSameFile(in, out)) {
      throw new InputException(out + " is the input, which is never written to; name another file");
    }
    if (!overwrite) {
      throw new InputException(out + " exists; --overwrite replaces it");
    }
  }

  private void report(StateDict written) throws IOException {
    int tensors = written.tensors().size();
    long bytes = Files.size(out);
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("output", out.toString());
      document.put("tensors", tensors);
      document.put("bytes", bytes);
      printJson(document);
    } else {
      print(out + ": " + tensors + " tensors, " + bytes + " bytes");
    }
  }

  /// Reads `f32|f16|bf16`.
  static final class FloatType implements ITypeConverter<DType> {
    @Override
    public DType convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "f32" -> DType.F32;
        case "f16" -> DType.F16;
        case "bf16" -> DType.BF16;
        default ->
            throw new TypeConversionException("'" + value + "' is not one of f32, f16, bf16");
      };
    }
  }
}
