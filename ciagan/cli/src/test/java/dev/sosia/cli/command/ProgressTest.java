package dev.sosia.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  @Test
  void lineTellsCountRateAndTimeLeft() {
    assertThat(Progress.line("anonymizing", 30, 150, "pictures", Duration.ofSeconds(60)))
        .isEqualTo("anonymizing: 30 of 150 pictures in 60 s, 0.50 a second, 240 s left");
  }

  @Test
  void lineWithoutTotalOrWithoutProgressGuessesNothing() {
    assertThat(Progress.line("reading", 7, 0, "files", Duration.ofSeconds(2)))
        .isEqualTo("reading: 7 files in 2 s, 3.50 a second");
    assertThat(Progress.line("reading", 0, 9, "files", Duration.ofSeconds(30)))
        .isEqualTo("reading: 0 of 9 files in 30 s, 0.00 a second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "err", "out,err"})
  void quickWorkShowsNothing(String terminals) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new ByteArrayOutputStream(), err, terminals, Map.of());
    try (Progress progress = Progress.start(console, false, "reading", 3, "files")) {
      progress.step();
      progress.step(2);
    }
    assertThat(err.size()).isZero();
  }
}
