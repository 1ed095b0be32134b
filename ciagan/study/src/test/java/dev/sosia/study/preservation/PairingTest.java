package dev.sosia.study.preservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairingTest {

  @Test
  void withNothingMissingTheCounterIsRight() {
    Pairing pairs = Pairing.byCounter(50, 0, 4);
    assertThat(pairs.after()).isEqualTo(pairs.before());
    assertThat(Arrays.stream(pairs.before()).sorted().toArray()).containsExactly(range(50));
  }

  /// Up to the missing photo all pairs are right; behind it each result is taken for that of the
  /// photo before it.
  @Property(tries = 100)
  void oneMissingShiftsAllBehindIt(@ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
    Pairing pairs = Pairing.byCounter(n, 1, seed);
    int[] order = Pairing.byCounter(n, 0, seed).before();
    assertThat(pairs.before()).isEqualTo(Arrays.copyOf(order, n - 1));
    int k = 0;
    while (k < n - 1 && pairs.before()[k] == pairs.after()[k]) {
      k++;
    }
    for (; k < n - 1; k++) {
      assertThat(pairs.after()[k]).isEqualTo(order[k + 1]);
    }
  }

  @Property(tries = 100)
  void everyResultIsUsedOnce(
      @ForAll @IntRange(min = 6, max = 60) int n, @ForAll @IntRange(max = 5) int missing) {
    Pairing pairs = Pairing.byCounter(n, missing, 9);
    assertThat(pairs.after()).hasSize(n - missing).doesNotHaveDuplicates();
    assertThat(pairs.before()).hasSize(n - missing).doesNotHaveDuplicates();
    Pairing shuffled = Pairing.shuffled(n, 9);
    assertThat(Arrays.stream(shuffled.after()).sorted().toArray()).containsExactly(range(n));
    assertThat(shuffled.before()).containsExactly(range(n));
  }

  @Test
  void seedsRepeat() {
    assertThat(Pairing.shuffled(40, 1).after()).isEqualTo(Pairing.shuffled(40, 1).after());
    assertThat(Pairing.shuffled(40, 1).after()).isNotEqualTo(Pairing.shuffled(40, 2).after());
    assertThat(Pairing.keyed(3).after()).containsExactly(0, 1, 2);
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
