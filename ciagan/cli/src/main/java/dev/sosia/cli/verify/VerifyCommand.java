package dev.sosia.cli.verify;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.verify.harness.CaseResult;
import dev.sosia.cli.verify.harness.CaseResult.Outcome;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Verifier;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs recorded cases and reports where we differ.
@Command(
    name = "verify",
    description = "Compares this build with recorded reference numbers; exit code 1 if any differ.")
public final class VerifyCommand extends SubCommand {
  /// The arithmetic `--dtype` asks for.
  enum Arithmetic {
    F32,
    F64
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders with a manifest.json in or below them.")
  private List<Path> folders = List.of();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Arithmetic to compute in: f32 (default) or f64.")
  private Arithmetic arithmetic = Arithmetic.F32;

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description = "Only cases of these kinds.")
  private Set<String> kinds = Set.of();

  @Option(
      names = "--case",
      paramLabel = "GLOB",
      description = "Only cases whose name matches: * is any text, ? any character.")
  private String glob = "*";

  @Override
  protected int run() throws IOException {
    DType dtype = arithmetic == Arithmetic.F64 ? DType.F64 : DType.F32;
    List<CaseResult> results;
    try (Device device = Device.open(options().device().toString(), options().threads())) {
      if (!device.backend().computesIn(dtype)) {
        throw new InputException(
            device.description() + " does not compute in " + dtype + ": use --device reference");
      }
      Verifier verifier = Verifier.of(new Target(device, dtype), CaseKinds.all()).only(kinds, glob);
      results = verifier.run(folders, this::tell);
    }
    if (options().json()) {
      printJson(json(results));
    } else {
      summary(results);
    }
    return count(results, Outcome.FAILED) > 0 ? ExitCode.NEGATIVE : ExitCode.DONE;
  }

  private void tell(CaseResult r) {
    if (!options().json() && r.outcome() != Outcome.PASSED) {
      print("%s  %s: %s  (%s)".formatted(r.outcome().word(), r.name(), r.reason(), r.manifest()));
    }
  }

  private void summary(List<CaseResult> results) {
    Map<String, List<CaseResult>> byKind = new TreeMap<>();
    results.forEach(r -> byKind.computeIfAbsent(r.kind(), _ -> new java.util.ArrayList<>()).add(r));
    byKind.forEach((kind, list) -> print("%-12s %s".formatted(kind, counts(list))));
    print(counts(results));
  }

  private static String counts(List<CaseResult> results) {
    return "%d passed, %d failed, %d skipped"
        .formatted(
            count(results, Outcome.PASSED),
            count(results, Outcome.FAILED),
            count(results, Outcome.SKIPPED));
  }

  private static long count(List<CaseResult> results, Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).count();
  }

  private static Map<String, Object> json(List<CaseResult> results) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      json.put(outcome.word(), count(results, outcome));
    }
    json.put("cases", results.stream().map(CaseResult::toJson).toList());
    return json;
  }
}
