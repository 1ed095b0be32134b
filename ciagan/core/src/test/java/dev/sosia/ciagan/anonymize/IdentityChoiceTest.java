package dev.sosia.ciagan.anonymize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityChoiceTest {

  @Test
  void nextWrapsAroundTheGeneratorsIdentities() {
    IdentityChoice next = IdentityChoice.parse("next");
    assertThat(next.resolve(3, 1200, 0, 0)).isEqualTo(Map.of(4, 1.0));
    assertThat(next.resolve(1199, 1200, 0, 0)).isEqualTo(Map.of(0, 1.0));
  }

  @Test
  void randomIsNeverTheOwnAndReachesAllOthers() {
    IdentityChoice random = IdentityChoice.parse("random");
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.addAll(random.resolve(2, 5, 7, i).keySet());
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 3, 4);
    assertThat(random.resolve(2, 5, 7, 9)).isEqualTo(random.resolve(2, 5, 7, 9));
    assertThat(random.resolve(0, 1, 7, 9)).isEqualTo(Map.of(0, 1.0));
  }

  @Test
  void blendKeepsItsWeights() {
    IdentityChoice blend = IdentityChoice.parse("blend:3=0.25,0=-1.5");
    assertThat(blend.resolve(0, 5, 0, 0)).isEqualTo(Map.of(3, 0.25, 0, -1.5));
    assertThatThrownBy(() -> blend.check(3)).hasMessageContaining("0 to 2");
    blend.check(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "previous",
        "-1",
        "blend:",
        "blend:1",
        "blend:1=x",
        "blend:1=1,1=2",
        "blend:1=NaN"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> IdentityChoice.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--identity");
  }
}
