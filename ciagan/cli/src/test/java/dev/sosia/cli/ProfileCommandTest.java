package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.jr.ob.JSON;

class ProfileCommandTest {
  private static Captured profile(String... more) {
    String[] first = {"profile", "ciagan.generator", "--config", "img_size=64,width=0.125"};
    String[] line = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, line, first.length, more.length);
    return Captured.run(line);
  }

  @ParameterizedTest
  @CsvSource({"inference, 0", "training, 1"})
  void timesEveryKernel(String mode, int leastGradients) {
    Captured run = profile("--mode", mode, "--batch", "2", "--runs", "2", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    Map<String, Object> document = JSON.std.mapFrom(run.out());
    List<?> kernels = (List<?>) Objects.requireNonNull(document.get("kernels"));
    double sum = 0;
    int gradients = 0;
    int convolutions = 0;
    for (Object k : kernels) {
      Map<?, ?> kernel = (Map<?, ?>) k;
      sum += (Double) Objects.requireNonNull(kernel.get("milliseconds"));
      String name = (String) Objects.requireNonNull(kernel.get("kernel"));
      gradients += name.contains("grad") ? 1 : 0;
      if (name.equals("conv2d")) {
        convolutions++;
        assertThat((Double) Objects.requireNonNull(kernel.get("operations"))).isPositive();
      }
    }
    assertThat(convolutions).isPositive();
    assertThat(gradients).isGreaterThanOrEqualTo(leastGradients);
    assertThat((Double) Objects.requireNonNull(document.get("milliseconds")))
        .isCloseTo(sum, Offset.offset(1e-9 * sum));
  }

  @Test
  void writesATraceAndARecording(@TempDir Path folder) throws Exception {
    Path trace = folder.resolve("trace.json");
    Path recording = folder.resolve("events.jfr");
    Captured run =
        profile("--runs", "3", "--trace", trace.toString(), "--recording", recording.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("conv1.conv_r1.conv2d").contains("all kernels: ");
    List<?> events = (List<?>) JSON.std.mapFrom(Files.readString(trace)).get("traceEvents");
    assertThat(Objects.requireNonNull(events)).isNotEmpty();
    long recorded =
        RecordingFile.readAllEvents(recording).stream()
            .filter(e -> e.getEventType().getName().equals("dev.sosia.Kernel"))
            .count();
    assertThat(recorded).isEqualTo(3L * events.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"--runs 0 | at least 1", "--batch 0 | at least 1", "--mode both | inference or"})
  void refusesWhatItDoesNotKnow(String more, String words) {
    Captured run = profile(more.split(" ", -1));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words);
  }
}
