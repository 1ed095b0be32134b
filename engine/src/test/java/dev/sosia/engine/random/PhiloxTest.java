package dev.sosia.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  /// Philox 4x32-10 word by word, as the paper writes it: counter and key, lowest words first.
  private static int[] plain(int[] counter, int[] key) {
    int[] c = counter.clone();
    int[] k = key.clone();
    for (int round = 0; round < 10; round++) {
      long left = 0xD2511F53L * Integer.toUnsignedLong(c[0]);
      long right = 0xCD9E8D57L * Integer.toUnsignedLong(c[2]);
      c =
          new int[] {
            (int) (right >>> 32) ^ c[1] ^ k[0],
            (int) right,
            (int) (left >>> 32) ^ c[3] ^ k[1],
            (int) left
          };
      k[0] += 0x9E3779B9;
      k[1] += 0xBB67AE85;
    }
    return c;
  }

  private static int[] words(long... values) {
    return LongStream.of(values).mapToInt(v -> (int) v).toArray();
  }

  /// Known answers of Random123 (`kat_vectors`), for the plain form above: two of their counters
  /// lie beyond the last position that a signed long can count to.
  @Test
  void thePlainFormGivesTheKnownAnswers() {
    assertThat(plain(words(0, 0, 0, 0), words(0, 0)))
        .containsExactly(words(0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L));
    assertThat(plain(words(-1, -1, -1, -1), words(-1, -1)))
        .containsExactly(words(0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL));
    assertThat(
            plain(
                words(0x243f6a88L, 0x85a308d3L, 0x13198a2eL, 0x03707344L),
                words(0xa4093822L, 0x299f31d0L)))
        .containsExactly(words(0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L));
  }

  @Test
  void drawsAreTheKnownAnswersInOrder() {
    Philox zero = new Philox(0, 0);
    assertThat(zero.nextLong()).isEqualTo(0xe169c58d_6627e8d5L);
    assertThat(zero.nextLong()).isEqualTo(0x9b00dbd8_bc57ac4cL);
  }

  @Test
  void blockNumberStreamAndSeedFillCounterAndKey() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      long seed = random.nextLong();
      long stream = random.nextLong();
      long block = random.nextLong() >>> 2;
      int[] c = plain(words(block, block >>> 32, stream, stream >>> 32), words(seed, seed >>> 32));
      Philox philox = new Philox(seed, stream, 2 * block);
      assertThat(philox.nextLong()).isEqualTo(Integer.toUnsignedLong(c[0]) | (long) c[1] << 32);
      assertThat(philox.nextLong()).isEqualTo(Integer.toUnsignedLong(c[2]) | (long) c[3] << 32);
    }
  }

  @Test
  void resumesWhereItWas() {
    Philox whole = new Philox(42, 7);
    long[] draws = LongStream.generate(whole::nextLong).limit(101).toArray();
    for (int at : new int[] {0, 1, 2, 33, 100}) {
      Philox resumed = new Philox(42, 7, at);
      assertThat(resumed.nextLong()).isEqualTo(draws[at]);
      assertThat(resumed.position()).isEqualTo(at + 1);
    }
    assertThat(whole.position()).isEqualTo(101);
    assertThat(whole.seed()).isEqualTo(42);
    assertThat(whole.stream()).isEqualTo(7);
  }

  @Test
  void resumesInTheMiddleOfDrawsOfAnyKind() {
    Philox whole = new Philox(1, 2);
    for (int i = 0; i < 50; i++) {
      whole.nextGaussian();
      whole.nextInt(10);
      whole.nextDouble();
    }
    Philox resumed = new Philox(1, 2, whole.position());
    for (int i = 0; i < 50; i++) {
      assertThat(resumed.nextGaussian()).isEqualTo(whole.nextGaussian());
      assertThat(resumed.nextInt(10)).isEqualTo(whole.nextInt(10));
    }
  }

  @Test
  void streamsAndSeedsDiffer() {
    assertThat(
            LongStream.of(
                new Philox(0, 0).nextLong(),
                new Philox(0, 1).nextLong(),
                new Philox(1, 0).nextLong(),
                new Philox(0, 1L << 40).nextLong(),
                new Philox(1L << 40, 0).nextLong(),
                new Philox(0, 0, 2).nextLong()))
        .doesNotHaveDuplicates();
  }
}
