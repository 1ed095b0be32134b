package dev.sosia.dan.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes of the published networks.
class DanTest {
  @ParameterizedTest
  @CsvSource({
    "7, 4, 275, 152, 19723733",
    "8, 4, 275, 152, 19724248",
    "7, 1, 164, 86, 13316021",
    "8, 6, 349, 196, 23996056"
  })
  void everyHeadAddsWhatItShould(int classes, int heads, int entries, int learnable, long numbers) {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Dan dan =
          new Dan(ParameterFactory.toBeLoaded(device, DType.F32), Dan.Config.of(classes, heads));
      assertThat(dan.stateDict()).hasSize(entries);
      assertThat(dan.parameters()).hasSize(learnable);
      assertThat(dan.parameters().values().stream().mapToLong(Tensor::numel).sum())
          .isEqualTo(numbers);
      assertThat(dan.config().features()).isEqualTo(512);
    }
  }
}
