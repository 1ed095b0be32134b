package dev.sosia.landmarks.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterBankTest {
  @Test
  void weightsAreRoundedAwayFromZero() {
    FilterBank bank = FilterBank.of(Resampling.BICUBIC, 2, 0, 2, 4);
    // centre 0.25: 0.8671875 of pixel 0 and -0.0703125 of pixel 1, over their sum 0.796875, are
    // 4564389.65 and -370085.65 in units of 2^-22
    assertThat(bank.first()[0]).isZero();
    assertThat(bank.count()[0]).isEqualTo(2);
    assertThat(bank.weights()).startsWith(4_564_390, -370_086);
  }

  @Test
  void hammingsConstantsAreSinglePrecision() {
    // result 6 of 3 to 22 has its centre at 0.886..; 3128316.495 and 1065987.505 in units of 2^-22,
    // but 3128316.507 and 1065987.493 with 0.54 and 0.46 in double precision
    FilterBank bank = FilterBank.of(Resampling.HAMMING, 3, 0, 3, 22);
    int at = 6 * bank.taps();
    assertThat(bank.first()[6]).isZero();
    assertThat(bank.weights()[at]).isEqualTo(3_128_316);
    assertThat(bank.weights()[at + 1]).isEqualTo(1_065_988);
  }

  @Test
  void onlyWhatIsNeededIsRead() {
    FilterBank bank = FilterBank.of(Resampling.BILINEAR, 10, 4, 6, 2);
    // centres 4.5 and 5.5, support 1: pixels 4 (and one of no weight at each side)
    assertThat(bank.begin()).isEqualTo(4);
    assertThat(bank.end()).isEqualTo(7);
  }
}
