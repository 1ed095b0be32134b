package dev.sosia.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.kernel.Taps;
import org.junit.jupiter.api.Test;

class TapPatternTest {
  @Test
  void mirroredEnds() {
    int[] sources = {2, 1, 0, 1, 2, 3, 2};
    Taps taps = Taps.of("pad", 4, sources.length, (i, tap) -> tap.add(sources[i], 1));
    assertThat(TapPattern.Reflect.of(taps)).isEqualTo(new TapPattern.Reflect(2, 1));
    assertThat(TapPattern.Repeat.of(taps)).isNull();
    assertThat(TapPattern.Window.of(taps)).isNull();
  }

  @Test
  void repeatedSources() {
    Taps taps = Taps.of("nearest", 3, 6, (i, tap) -> tap.add(i / 2, 1));
    assertThat(TapPattern.Repeat.of(taps)).isEqualTo(new TapPattern.Repeat(2));
    Taps other = Taps.of("half", 3, 6, (i, tap) -> tap.add(i / 2, 0.5));
    assertThat(TapPattern.Repeat.of(other)).isNull();
  }

  @Test
  void windowsCutAtTheEnds() {
    Taps taps =
        Taps.of(
            "pool",
            5,
            3,
            (i, tap) -> {
              for (int s = Math.max(0, 2 * i - 1); s < Math.min(5, 2 * i + 2); s++) {
                tap.add(s, 1);
              }
            });
    assertThat(TapPattern.Window.of(taps)).isEqualTo(new TapPattern.Window(3, 2, 1, 1));
    assertThat(TapPattern.Window.ofMeans(taps)).isNull();
  }

  @Test
  void meansOfWindows() {
    Taps taps =
        Taps.of(
            "mean",
            4,
            2,
            (i, tap) -> {
              tap.add(2 * i, 0.5);
              tap.add(2 * i + 1, 0.5);
            });
    assertThat(TapPattern.Window.ofMeans(taps)).isEqualTo(new TapPattern.Window(2, 2, 0, 0));
  }

  @Test
  void irregularWindowsAreNone() {
    Taps taps =
        Taps.of(
            "holes",
            4,
            2,
            (i, tap) -> {
              tap.add(i, 1);
              tap.add(i + 2, 1);
            });
    assertThat(TapPattern.Window.of(taps)).isNull();
  }
}
