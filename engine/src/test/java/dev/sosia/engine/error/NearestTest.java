package dev.sosia.engine.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> WORDS =
      List.of("anonymize", "doctor", "forward", "graph", "train", "verify", "weights");

  @ParameterizedTest
  @CsvSource({
    "anonymise,anonymize",
    "anon,anonymize",
    "wieghts,weights",
    "weight,weights",
    "verfy,verify",
    "tarin,train",
    "grpah,graph",
    "Forward,forward"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(Nearest.to(typed, WORDS)).contains(meant);
  }

  @Test
  void isSilentWhereNothingIsNear() {
    assertThat(Nearest.to("kubernetes", WORDS)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
