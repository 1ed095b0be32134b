package dev.sosia.cli.verify.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/// A `manifest.json`: cases of one kind, and the file that holds their tensors.
///
/// @param file the manifest itself
/// @param kind what its cases are
/// @param tensors the safetensors file beside it, null if it names none
/// @param cases the cases as they are in the file
record Manifest(Path file, String kind, @Nullable Path tensors, List<Fields> cases) {
  static final String FILE_NAME = "manifest.json";
  private static final long FORMAT = 1;

  /// Reads `file`.
  ///
  /// @throws ManifestException if it is not as the format says
  /// @throws IOException if it cannot be read
  static Manifest read(Path file, Map<String, CaseKind> kinds) throws IOException {
    Fields fields = Fields.of(file.toString(), parse(file));
    if (fields.integer("format") != FORMAT) {
      throw fields.error("format", String.valueOf(FORMAT));
    }
    String kind = fields.text("kind");
    if (fields.has("reference")) {
      fields.text("reference");
    }
    Path tensors = null;
    if (fields.has("tensors")) {
      tensors = file.resolveSibling(fields.text("tensors"));
      if (!Files.isRegularFile(tensors)) {
        throw fields.error("tensors", "a file beside the manifest");
      }
    }
    List<Fields> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<@Nullable Object> nodes = fields.list("cases");
    for (int i = 0; i < nodes.size(); i++) {
      String name = Fields.of(file + ": cases[" + i + "]", nodes.get(i)).text("name");
      if (!names.add(name)) {
        throw new ManifestException(file + ": two cases have the name '" + name + "'");
      }
      cases.add(Fields.of(file + ": case '" + name + "'", nodes.get(i)));
    }
    CaseKind known = kinds.get(kind);
    if (known != null) { // other kinds have fields of their own, and are skipped by name
      known.remarks().stream().filter(fields::has).forEach(fields::raw);
      fields.done();
    }
    return new Manifest(file, kind, tensors, cases);
  }

  private static @Nullable Object parse(Path file) throws IOException {
    try {
      return JSON.std.anyFrom(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new ManifestException(file + ": is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
