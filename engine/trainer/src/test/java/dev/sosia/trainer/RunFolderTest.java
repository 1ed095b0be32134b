package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path temporary;

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("recipe", "code");
    settings.put("seed", 0);
    settings.put("betas", List.of(0.5, 0.999));
    settings.put("critic", Map.of("lr", 1e-4, "iterations", 1));
    return settings;
  }

  @Test
  void theConfigurationIsWhatWasSet() throws IOException {
    Path folder = temporary.resolve("a b/run");
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    Map<String, Object> config =
        Json.parse(Files.readString(folder.resolve("config.json"))).orElseThrow();
    assertThat(config).containsEntry("recipe", "code").containsEntry("steps", 100);
    try (RunFolder again = RunFolder.resume(folder, settings(), Plan.of(100))) {
      assertThat(again.resumed()).isTrue();
      config.keySet().removeAll(Plan.of(0).settings().keySet());
      assertThat(again.settings()).isEqualTo(config).hasSize(4);
    }
  }

  @Test
  void changedSettingsAreRefusedByNameEachWithBothValues() {
    Path folder = temporary.resolve("run");
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    Map<String, Object> other = settings();
    other.put("critic", Map.of("lr", 1e-3, "iterations", 1.0));
    other.put("betas", List.of(0.5, 0.9));
    other.remove("recipe");
    other.put("size", 64);
    assertThatThrownBy(() -> RunFolder.resume(folder, other, Plan.of(100)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("critic.lr was 1.0E-4, now it is 0.001")
        .hasMessageContaining("betas was [0.5, 0.999], now it is [0.5, 0.9]")
        .hasMessageContaining("recipe was code, now it is not set")
        .hasMessageContaining("size was not set, now it is 64")
        .hasMessageNotContaining("iterations")
        .hasMessageNotContaining("seed");
    assertThat(folder.resolve("config.json")).content().contains("\"recipe\"");
  }

  @Test
  void howLongAndHowOftenMayChange() throws IOException {
    Path folder = temporary.resolve("run");
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    RunFolder.resume(folder, settings(), new Plan(200, 7, 1, 2, 3, 4)).close();
    assertThat(Json.parse(Files.readString(folder.resolve("config.json"))).orElseThrow())
        .containsEntry("steps", 200)
        .containsEntry("checkpoint_every", 7);
  }

  @Test
  void aRunIsNotBegunOverSomethingElse() throws IOException {
    Path folder = temporary.resolve("run");
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    assertThatThrownBy(() -> RunFolder.create(folder, settings(), Plan.of(100)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--resume");
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.createFile(other.resolve("thesis.tex"));
    assertThatThrownBy(() -> RunFolder.create(other, settings(), Plan.of(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> RunFolder.create(other.resolve("thesis.tex"), settings(), Plan.of(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> RunFolder.resume(other, settings(), Plan.of(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void twoTrainingsDoNotWorkInOneFolder() {
    Path folder = temporary.resolve("run");
    try (RunFolder _ = RunFolder.create(folder, settings(), Plan.of(100))) {
      assertThatThrownBy(() -> RunFolder.resume(folder, settings(), Plan.of(100)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another training");
    }
    RunFolder.resume(folder, settings(), Plan.of(100)).close();
  }

  @Test
  void leftoversOfKilledWritesAreDeleted() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("run"));
    Path leftover = Files.createFile(folder.resolve(".sosia-1234.tmp"));
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    assertThat(leftover).doesNotExist();
    Files.createFile(leftover);
    RunFolder.resume(folder, settings(), Plan.of(100)).close();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsAMatterOfTheMachine() {
    Path folder = Path.of("/proc/sosia-run");
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "no /proc on this system");
    assertThatThrownBy(() -> RunFolder.create(folder, settings(), Plan.of(100)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("/proc/sosia-run");
  }

  @Test
  void aDamagedConfigurationIsNamed() throws IOException {
    Path folder = temporary.resolve("run");
    RunFolder.create(folder, settings(), Plan.of(100)).close();
    Files.writeString(folder.resolve("config.json"), "{\"recipe\": \"co");
    assertThatThrownBy(() -> RunFolder.resume(folder, settings(), Plan.of(100)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("config.json is damaged");
  }
}
