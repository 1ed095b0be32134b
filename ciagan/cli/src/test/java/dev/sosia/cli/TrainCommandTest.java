package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings of very narrow networks on noise.
class TrainCommandTest {
  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void twoPeople() throws IOException {
    data = folder.resolve("two people");
    for (int id = 0; id < 2; id++) {
      for (int k = 0; k < 4; k++) {
        Philox random = new Philox(id, k);
        for (String kind : List.of("clr", "lndm", "msk")) {
          Path where = data.resolve(kind).resolve(Integer.toString(id));
          Files.createDirectories(where);
          byte[] noise = new byte[24 * 24 * 3];
          random.nextBytes(noise);
          PictureWriter.write(where.resolve("%06d.jpg".formatted(k)), Picture.of(24, 24, 3, noise));
        }
      }
    }
  }

  private Captured train(String out, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("train", "ciagan", "--data", data.toString(), "--out", run(out).toString()));
    line.addAll(List.of("--recipe", "demo", "--set", "batch=2", "--threads", "1"));
    for (String net : List.of("generator", "critic", "siamese")) {
      line.addAll(List.of("--set", net + "_width=0.03125"));
    }
    line.addAll(List.of(more));
    return Captured.run(line.toArray(String[]::new));
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
    Captured whole = train("whole", "--steps", "3");
    assertThat(whole.err()).contains("64 px").doesNotContain("warning");
    assertThat(whole.code()).isZero();
    assertThat(run("whole/export/Aunet_flex_Dtwo-people_Tdemo_G.pth")).exists();

    assertThat(train("parts", "--steps", "2", "--save-every", "1").code()).isZero();
    assertThat(run("parts/samples")).isDirectoryContaining("glob:**.png");
    Captured rest =
        Captured.run(
            "train",
            "ciagan",
            "--out",
            run("parts").toString(),
            "--resume",
            "--steps",
            "3",
            "--threads",
            "1");
    assertThat(rest.err()).contains("going on after step 2");
    assertThat(rest.code()).isZero();
    Map<String, byte[]> expected = files(run("whole/checkpoints/step-000003"));
    assertThat(expected).hasSize(6);
    assertThat(files(run("parts/checkpoints/step-000003"))).containsExactlyEntriesOf(expected);
    assertThat(Files.readAllLines(run("parts/metrics.jsonl")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"generator_l1\"", "\"images_per_second\""));

    Captured changed = train("parts", "--resume", "--set", "margin=2");
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("margin was 3");
  }

  @Test
  void aRunKeepsItsSeedUnlessAnotherIsAskedFor() {
    assertThat(train("seeded", "--seed", "5", "--steps", "1").code()).isZero();
    String out = run("seeded").toString();
    Captured other = Captured.run("train", "ciagan", "--out", out, "--resume", "--seed", "0");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("seed was 5, now it is 0");
    Captured same = Captured.run("train", "ciagan", "--out", out, "--resume", "--steps", "1");
    assertThat(same.code()).isZero();
    assertThat(same.err()).contains("seed: 5");
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsWritten() {
    Captured unknown = train("run", "--set", "learning_rat=1");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean 'learning_rate'?");

    Captured tooMany = train("run", "--set", "identities=3");
    assertThat(tooMany.code()).isEqualTo(2);
    assertThat(tooMany.err()).contains("2 identities", "identities=0");

    Captured tooFew = train("run", "--set", "batch=8");
    assertThat(tooFew.code()).isEqualTo(2);
    assertThat(tooFew.err()).contains("8 pictures", "smaller batch");

    Captured both = train("run", "--steps", "1", "--epochs", "1");
    assertThat(both.code()).isEqualTo(2);

    Captured nothing = train("run", "--resume");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("no run");

    assertThat(run("run")).doesNotExist();
  }

  @Test
  void aBatchOfOneIsWarnedOf() {
    Captured one = train("one", "--batch", "1", "--steps", "0");
    assertThat(one.code()).isZero();
    assertThat(one.err()).contains("batch normalisation of siamese", "show one person");
  }
}
