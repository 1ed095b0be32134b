package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.tensor.Device;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class BenchCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"inference", "training"})
  void namesMissingPeersAndMeasuresUs(String mode) {
    Assumptions.assumeTrue(
        Device.providers().stream()
            .anyMatch(p -> p.name().equals("cpu") && p.availability().available()),
        "the cpu backend does not work here");
    Captured run =
        Captured.run(
            "bench",
            "cpu",
            "--network",
            "ciagan.critic",
            "--size",
            "64",
            "--batch",
            "2",
            "--threads",
            "1",
            "--rounds",
            "1",
            "--mode",
            mode,
            "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    Map<String, Object> document = JSON.std.mapFrom(run.out());
    assertThat(document).containsOnlyKeys("machine", "rows");
    assertThat(document.get("rows")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
    Map<?, ?> row = (Map<?, ?>) ((List<?>) of(document, "rows")).getFirst();
    assertThat(row.get("network")).isEqualTo("ciagan.critic");
    assertThat(row.get("img_size")).isEqualTo(64);
    assertThat(row.get("batch")).isEqualTo(2);
    assertThat(row.get("threads")).isEqualTo(1);
    assertThat(row.get("mode")).isEqualTo(mode);
    Map<?, ?> ours = (Map<?, ?>) of(row, "ours");
    assertThat((Double) ours.get("milliseconds")).isPositive();
    assertThat((List<?>) ours.get("spread")).hasSize(2);
    assertThat(((Number) of(ours, "memory_bytes")).longValue()).isNotZero();
    assertThat((Double) row.get("share_of_peak")).isPositive();
    Map<?, ?> peers = (Map<?, ?>) of(row, "peers");
    assertThat(peers.keySet())
        .map(Object::toString)
        .containsExactlyInAnyOrder("onnxruntime", "pytorch");
    peers.values().forEach(p -> assertThat((String) ((Map<?, ?>) p).get("missing")).isNotBlank());
    assertThat((Map<?, ?>) row.get("ratio")).isEmpty();
  }

  private static Object of(Map<?, ?> object, String key) {
    return Objects.requireNonNull(object.get(key), key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench tpu | bench cpu",
        "bench cpu --network ciagan.generater | no network ciagan.generater",
        "bench cpu --batch 0 | at least 1",
        "bench cpu --mode both | inference or training"
      })
  void refusesWhatItDoesNotKnow(String line, String words) {
    Captured run = Captured.run(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }
}
