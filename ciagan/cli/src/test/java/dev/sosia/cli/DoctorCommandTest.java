package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class DoctorCommandTest {
  @Test
  void jsonIsOneDocumentWithTheContractsFields() {
    Captured run = Captured.run("doctor", "--json");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).isEmpty();
    Map<String, Object> document = JSON.std.mapFrom(run.out());
    assertThat(document.keySet())
        .containsExactly("version", "java", "cpu", "backends", "models", "libraries");
    assertThat((Map<?, ?>) document.get("cpu"))
        .extracting(Map::keySet)
        .isEqualTo(new LinkedHashSet<>(List.of("name", "isa", "cores")));
    List<?> backends = (List<?>) document.get("backends");
    assertThat(backends)
        .allSatisfy(
            b ->
                assertThat(((Map<?, ?>) b).keySet().toString())
                    .isEqualTo("[name, available, reason, remedy]"));
    assertThat(backends)
        .anySatisfy(
            b -> {
              assertThat(((Map<?, ?>) b).get("name")).isEqualTo("reference");
              assertThat(((Map<?, ?>) b).get("available")).isEqualTo(true);
            });
  }

  @Test
  void textNamesEveryBackendAndARemedyForEachMissingOne() {
    Captured run = Captured.run("doctor");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("reference: works", "cpu: ", "cuda: ");
    long missing =
        run.out().lines().filter(l -> l.matches(".*(reference|cpu|cuda): .*")).count()
            - run.out().lines().filter(l -> l.endsWith(": works")).count();
    assertThat(run.out().lines().filter(l -> l.contains("remedy: "))).hasSize((int) missing);
  }

  @Test
  void deviceAskedForByNameMustWork() {
    Map<String, Object> document = JSON.std.mapFrom(Captured.run("doctor", "--json").out());
    List<?> backends = (List<?>) Objects.requireNonNull(document.get("backends"));
    for (Object entry : backends) {
      Map<?, ?> backend = (Map<?, ?>) entry;
      String name = String.valueOf(backend.get("name"));
      Captured run = Captured.run("doctor", "--json", "--device", name);
      if (Boolean.TRUE.equals(backend.get("available"))) {
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
      } else {
        assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run.err()).startsWith("sosia doctor: --device " + name + ": ").hasLineCount(1);
      }
      assertThat(JSON.std.mapFrom(run.out())).containsKey("backends");
    }
  }
}
