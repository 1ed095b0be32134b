package dev.sosia.cli.doctor;

import dev.sosia.cli.command.BuildInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `doctor` found.
///
/// @param models weights that were fetched or built on this machine
record Diagnosis(
    BuildInfo build, String java, Cpu cpu, List<BackendStatus> backends, List<String> models) {

  /// Looks at this machine. Nothing is computed and no device is opened, so it is quick.
  static Diagnosis make() {
    String java = Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")";
    return new Diagnosis(BuildInfo.read(), java, Cpu.detect(), BackendStatus.all(), List.of());
  }

  /// The document of `doctor --json`.
  Map<String, Object> toJson() {
    Map<String, Object> cpuFields = new LinkedHashMap<>();
    cpuFields.put("name", cpu.name());
    cpuFields.put("isa", cpu.isa());
    cpuFields.put("cores", cpu.cores());

    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", build.version());
    document.put("java", java);
    document.put("cpu", cpuFields);
    document.put("backends", backends.stream().map(Diagnosis::fields).toList());
    document.put("models", models);
    document.put("libraries", build.libraries());
    return document;
  }

  private static Map<String, Object> fields(BackendStatus backend) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", backend.name());
    fields.put("available", backend.available());
    fields.put("reason", backend.reason());
    fields.put("remedy", backend.remedy());
    return fields;
  }
}
