package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings of a very narrow network on small drawn faces.
class TrainDanCommandTest {
  private static final String FACES = "toyfaces:ids=5,per-id=7,seed=2,size=48x56";

  @TempDir private Path folder;

  private Captured train(String out, String... more) {
    List<String> line =
        new ArrayList<>(List.of("train", "dan", "--out", run(out).toString(), "--threads", "1"));
    line.addAll(List.of(more));
    return Captured.run(line.toArray(String[]::new));
  }

  private Captured begin(String out, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("--data", FACES, "--recipe", "demo", "--batch", "4", "--size", "32"));
    line.addAll(List.of("--set", "width=0.0625", "--set", "heads=2"));
    line.addAll(List.of(more));
    return train(out, line.toArray(String[]::new));
  }

  private Path run(String out) {
    return folder.resolve(out);
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void aRunIsContinuedBitForBit() throws IOException {
    Captured whole = begin("whole", "--steps", "9");
    assertThat(whole.err())
        .contains("28 faces to learn from, 7 for validation", "labels rafdb", "7 steps an epoch")
        .contains("epoch 1: training accuracy 0.", "validation accuracy 0.")
        .doesNotContain("warning");
    assertThat(whole.code()).isZero();
    assertThat(run("whole/export/dan.pth")).exists();
    assertThat(run("whole/export")).isDirectoryContaining("glob:**toyfaces_epoch1_acc*_bacc*.pth");

    assertThat(begin("parts", "--steps", "6", "--save-every", "3").code()).isZero();
    assertThat(run("parts/samples/step-000006.png")).exists();
    Captured rest = train("parts", "--resume", "--steps", "9");
    assertThat(rest.err()).contains("going on after step 6");
    assertThat(rest.code()).isZero();
    Map<String, byte[]> expected = files(run("whole/checkpoints/step-000009"));
    assertThat(expected).hasSize(2);
    assertThat(files(run("parts/checkpoints/step-000009"))).containsExactlyEntriesOf(expected);
    assertThat(files(run("parts/export"))).containsExactlyEntriesOf(files(run("whole/export")));

    List<String> lines = Files.readAllLines(run("parts/metrics.jsonl"));
    assertThat(lines).hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(lines.get(i))
          .contains("\"epoch\":" + (i < 7 ? "1.0" : "2.0"))
          .contains("\"cross_entropy\"", "\"affinity\"", "\"partition\"", "\"accuracy\"");
      assertThat(lines.get(i).contains("\"validation_accuracy\"")).isEqualTo(i == 6);
      assertThat(lines.get(i).contains("\"balanced_accuracy\"")).isEqualTo(i == 6);
    }

    Captured changed = train("parts", "--resume", "--set", "centers=8");
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("settings.centers was 7");
  }

  @Test
  void aTrainedNetworkSaysItsLabelsAndIsRead() {
    assertThat(begin("short", "--steps", "1").code()).isZero();
    Path face = folder.resolve("faces");
    Captured prepared =
        Captured.run("prepare", FACES, "--layout", "affectnet", "--out", face.toString());
    assertThat(prepared.code()).isZero();
    Path half = folder.resolve("half.safetensors");
    String pth = run("short/export/dan.pth").toString();
    assertThat(Captured.run("weights", "convert", pth, half.toString(), "--to", "f16").code())
        .isZero();
    for (Path weights : List.of(Path.of(pth), run("short/export/dan.safetensors"), half)) {
      Captured read =
          Captured.run(
              "expression", face.resolve("val/3").toString(), "--weights", weights.toString());
      assertThat(read.err()).contains("labels: rafdb");
      assertThat(read.out()).contains("Happiness");
      assertThat(read.code()).isZero();
    }
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsWritten() {
    Captured one = train("run", "--data", FACES, "--recipe", "demo", "--batch", "27");
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("single one for the last batch of 27", "batch=28");

    Captured unknown = begin("run", "--set", "lables=rafdb");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean 'labels'?");

    Captured recipe = train("run", "--data", FACES, "--recipe", "raf");
    assertThat(recipe.code()).isEqualTo(2);
    assertThat(recipe.err()).contains("rafdb, rafdb-corrected, affectnet7, affectnet8, demo");

    Captured nothing = train("run");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("--data");

    Captured nowhere = train("run", "--data", folder.toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("in no known layout");

    assertThat(run("run")).doesNotExist();
  }

  @Test
  void whatSurprisesIsSaid() {
    Captured contempt =
        begin("eight", "--set", "labels=affectnet8", "--set", "centers=9", "--steps", "0");
    assertThat(contempt.code()).isZero();
    assertThat(contempt.err())
        .contains("there are 9 centers for 8 classes")
        .contains("no face of class Contempt");
  }

  @Test
  void aStartThatIsNoResNetIsRefused() throws IOException {
    assertThat(begin("start", "--steps", "0").code()).isZero();
    Captured refused =
        begin("other", "--steps", "0", "--trunk", run("start/export/dan.pth").toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("dan.pth is no ResNet-18");
  }

  /// RAF-DB's layout, small.
  private Path rafDb() {
    Path data = folder.resolve("raf");
    assertThat(Captured.run("prepare", FACES, "--layout", "rafdb", "--out", data.toString()).code())
        .isZero();
    return data;
  }

  private static void damage(Path data, String part) throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("Image/aligned"))) {
      for (Path file : all.filter(f -> f.getFileName().toString().startsWith(part)).toList()) {
        Files.writeString(file, "no picture");
      }
    }
  }

  private Captured trainOn(Path data, String out) {
    return train(
        out,
        "--data",
        data.toString(),
        "--recipe",
        "rafdb-corrected",
        "--batch",
        "4",
        "--size",
        "32",
        "--set",
        "width=0.0625",
        "--set",
        "heads=1",
        "--epochs",
        "1",
        "--save-every",
        "7");
  }

  @Test
  void damagedFacesForValidationAreToldAndTrainingGoesOn() throws IOException {
    Path data = rafDb();
    damage(data, "test");
    Captured trained = trainOn(data, "told");
    assertThat(trained.code()).isZero();
    assertThat(trained.err())
        .contains("warning: epoch 1 is not measured", "_aligned.jpg is neither");
    assertThat(run("told/checkpoints/step-000007")).exists();
  }

  @Test
  void aDamagedFaceToLearnFromEndsTheTrainingWithItsName() throws IOException {
    Path data = rafDb();
    damage(data, "train");
    Captured trained = trainOn(data, "named");
    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).contains("_aligned.jpg is neither a PNG nor a JPEG");
  }
}
