package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train identity`, a few steps of it.
class TrainIdentityCommandTest {
  private static final String DATA = "toyfaces:ids=20,per-id=2,seed=7,size=89x109";

  @TempDir private Path folder;

  @Test
  void aResumedTrainingGivesTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    Captured trained = train(whole, "--data", DATA, "--steps", "4");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("18 people to learn from, 2 for validation");
    Path parts = folder.resolve("parts");
    assertThat(train(parts, "--data", DATA, "--steps", "2").code()).isZero();
    assertThat(
            Captured.run("train", "identity", "--out", parts.toString(), "--resume", "--steps", "4")
                .code())
        .isZero();
    assertThat(parts.resolve("export/identity.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("export/identity.safetensors"));
    assertThat(Files.readAllLines(whole.resolve("metrics.jsonl"))).hasSize(4);
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    Captured one = train(folder.resolve("a"), "--data", "toyfaces:ids=1,per-id=2", "--steps", "1");
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("two at least");
    assertThat(train(folder.resolve("b"), "--data", DATA, "--recipe", "paper").err())
        .contains("use demo");
  }

  private static Captured train(Path out, String... more) {
    String[] line = {
      "train", "identity", "--out", out.toString(), "--batch", "4", "--set", "width=0.25"
    };
    String[] all = new String[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Captured.run(all);
  }
}
