package dev.sosia.cli.weights;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Printable;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.StateDictDiff;
import dev.sosia.weights.StateDictDiff.ShapeDifference;
import dev.sosia.weights.StateDictDiff.TensorDifference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// Compares the tensors of two checkpoints, of any two formats, by name.
@Command(
    name = "diff",
    description =
        "Compares two checkpoints; exit code 1 and the largest differences if they differ.")
final class DiffCommand extends SubCommand {
  private static final int SHOWN = 10;

  @Parameters(index = "0", paramLabel = "A", description = "A checkpoint.")
  private Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path b = Path.of("");

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      converter = Tolerance.class,
      description = "How far two elements may be apart (default: 0).")
  private double tolerance;

  @Override
  protected int run() {
    try (Checkpoint first = Checkpoint.open(a);
        Checkpoint second = Checkpoint.open(b)) {
      StateDictDiff diff = StateDictDiff.of(tensors(first), tensors(second));
      boolean equal = diff.within(tolerance);
      List<TensorDifference> apart =
          diff.tensors().stream().filter(t -> !(t.largest() <= tolerance)).toList();
      if (options().json()) {
        printJson(json(diff, apart, equal));
      } else {
        text(diff, apart, equal);
      }
      return equal ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
  }

  /// A file without tensors would be equal to any other such file, which nobody means to hear.
  private static StateDict tensors(Checkpoint checkpoint) {
    StateDict all = AllTensors.of(StateDict.of(checkpoint));
    if (all.tensors().isEmpty()) {
      throw new InputException(checkpoint.file() + " holds no tensors to compare");
    }
    return all;
  }

  private void text(StateDictDiff diff, List<TensorDifference> apart, boolean equal) {
    diff.onlyInA().forEach(name -> print("only in " + a + ": " + Printable.of(name)));
    diff.onlyInB().forEach(name -> print("only in " + b + ": " + Printable.of(name)));
    for (ShapeDifference s : diff.misshapen()) {
      print(Printable.of(s.name()) + ": shape " + s.a() + " against " + s.b());
    }
    for (TensorDifference t : apart.stream().limit(SHOWN).toList()) {
      print(
          String.format(
              Locale.ROOT,
              "%s: %.6g apart at element %d (%.9g against %.9g), %d elements differ",
              Printable.of(t.name()),
              t.largest(),
              t.index(),
              t.a(),
              t.b(),
              t.differing()));
    }
    if (apart.size() > SHOWN) {
      print("and " + (apart.size() - SHOWN) + " more tensors");
    }
    print(
        equal
            ? diff.tensors().size() + " tensors, none more than " + tolerance + " apart"
            : String.format(
                Locale.ROOT,
                "different: %d of %d common tensors by more than %s, %d of other shape, %d only in"
                    + " A, %d only in B",
                apart.size(),
                diff.tensors().size(),
                tolerance,
                diff.misshapen().size(),
                diff.onlyInA().size(),
                diff.onlyInB().size()));
  }

  private Map<String, Object> json(
      StateDictDiff diff, List<TensorDifference> apart, boolean equal) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("equal", equal);
    document.put("tolerance", tolerance);
    document.put("compared", diff.tensors().size());
    document.put("only_in_a", diff.onlyInA());
    document.put("only_in_b", diff.onlyInB());
    document.put("misshapen", diff.misshapen().stream().map(DiffCommand::json).toList());
    document.put("different", apart.stream().map(DiffCommand::json).toList());
    return document;
  }

  private static Map<String, Object> json(ShapeDifference difference) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", difference.name());
    fields.put("a", Arrays.stream(difference.a().dims()).boxed().toList());
    fields.put("b", Arrays.stream(difference.b().dims()).boxed().toList());
    return fields;
  }

  private static Map<String, Object> json(TensorDifference difference) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", difference.name());
    fields.put("largest", difference.largest());
    fields.put("index", difference.index());
    fields.put("a", difference.a());
    fields.put("b", difference.b());
    fields.put("differing", difference.differing());
    return fields;
  }

  /// Reads a number from 0 up.
  static final class Tolerance implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double x = Double.parseDouble(value);
      if (!(x >= 0)) {
        throw new TypeConversionException("'" + value + "' is less than 0 or no number");
      }
      return x;
    }
  }
}
