package dev.sosia.cli.doctor;

import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.backend.BackendProvider.Availability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// Whether one kind of backend works here.
///
/// @param name as `--device` takes it
/// @param reason why it does not work, empty if it does
/// @param remedy what to do about that, empty if it works
record BackendStatus(String name, boolean available, String reason, String remedy) {
  private static final List<String> PROMISED = List.of("reference", "cpu", "cuda");

  /// Every backend that this build holds, slowest first, then those that `--device` names and this
  /// build lacks.
  static List<BackendStatus> all() {
    return all(ServiceLoader.load(BackendProvider.class).stream().map(p -> p.get()).toList());
  }

  static List<BackendStatus> all(List<BackendProvider> providers) {
    List<BackendStatus> found = new ArrayList<>();
    providers.stream()
        .sorted(Comparator.comparingInt(BackendProvider::rank))
        .forEach(p -> found.add(of(p.name(), p.availability())));
    for (String name : PROMISED) {
      if (found.stream().noneMatch(b -> b.name.equals(name))) {
        found.add(
            new BackendStatus(
                name,
                false,
                "this build of Sosia has no " + name + " backend",
                "use another device, or a release that has it"));
      }
    }
    return found;
  }

  private static BackendStatus of(String name, Availability a) {
    return new BackendStatus(name, a.available(), a.reason(), a.remedy());
  }
}
