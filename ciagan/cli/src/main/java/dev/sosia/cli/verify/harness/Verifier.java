package dev.sosia.cli.verify.harness;

import dev.sosia.cli.verify.harness.CaseResult.Outcome;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs the cases of all manifests below some folders.
///
/// @param target where and in which arithmetic
/// @param kinds what can be run, by name
/// @param wanted the kinds to look at; empty: all
/// @param names the cases to look at
public record Verifier(
    Target target, Map<String, CaseKind> kinds, Set<String> wanted, Pattern names) {

  /// A verifier of `available` kinds that looks at all cases.
  public static Verifier of(Target target, List<CaseKind> available) {
    Map<String, CaseKind> kinds = new LinkedHashMap<>();
    available.forEach(k -> kinds.put(k.kind(), k));
    return new Verifier(target, kinds, Set.of(), Pattern.compile(".*", Pattern.DOTALL));
  }

  /// Only cases of these kinds (empty: all) whose whole name matches `glob`, in which `*` stands
  /// for any text and `?` for any character.
  public Verifier only(Set<String> wantedKinds, String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c ->
                regex.append(
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    }));
    return new Verifier(
        target, kinds, wantedKinds, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /// Runs every case below `folders` and tells `each` of its result as soon as it is known.
  ///
  /// @throws InputException if there is no manifest, one cannot be read, or no case is to be looked
  ///   at
  public List<CaseResult> run(List<Path> folders, Consumer<CaseResult> each) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : manifests(folder)) {
        run(Manifest.read(file, kinds), results, each);
      }
    }
    if (results.isEmpty()) {
      throw new InputException("no case below " + folders + " is of that kind and name");
    }
    return results;
  }

  private static List<Path> manifests(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(p -> p.endsWith(Manifest.FILE_NAME)).sorted().toList();
      if (files.isEmpty()) {
        throw new InputException(folder + ": there is no " + Manifest.FILE_NAME + " below it");
      }
      return files;
    }
  }

  private void run(Manifest manifest, List<CaseResult> results, Consumer<CaseResult> each) {
    if (!wanted.isEmpty() && !wanted.contains(manifest.kind())) {
      return;
    }
    Path folder = manifest.file().toAbsolutePath().resolveSibling("").normalize();
    try (TensorSource tensors = new TensorSource(folder, manifest.tensors())) {
      for (Fields fields : manifest.cases()) {
        String name = fields.text("name");
        if (names.matcher(name).matches()) {
          CaseResult result =
              run(new Case(manifest.file(), manifest.kind(), name, fields, tensors));
          results.add(result);
          each.accept(result);
        }
      }
    }
  }

  private CaseResult run(Case c) {
    CaseKind kind = kinds.get(c.kind());
    Checks checks = new Checks();
    if (kind == null) {
      checks.skip("cases of kind " + c.kind() + " cannot be run");
    } else {
      attempt(kind, c, checks);
    }
    String skipped = checks.skipped();
    if (skipped != null) {
      return new CaseResult(c.name(), c.kind(), c.manifest(), Outcome.SKIPPED, 0, skipped);
    }
    List<String> failures = checks.failures();
    Outcome outcome = failures.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
    return new CaseResult(
        c.name(), c.kind(), c.manifest(), outcome, checks.worst(), String.join("; ", failures));
  }

  private void attempt(CaseKind kind, Case c, Checks checks) {
    try (Scope _ = Scope.open()) {
      kind.run(c, target, checks);
    } catch (ManifestException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      checks.fail(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
    }
  }
}
