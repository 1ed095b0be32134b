package dev.sosia.dan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoExpressionWeightsTest {
  private static final int MOST_BYTES = 12_000_000;

  @Test
  void theyAreSmallAndSayWhatTheyAre() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DemoExpressionWeights.class.getResourceAsStream("expression.safetensors"))) {
      assertThat(in.readAllBytes().length).isLessThanOrEqualTo(MOST_BYTES);
    }
    try (Checkpoint checkpoint = DemoExpressionWeights.FILE.open()) {
      assertThat(StateDict.notes(checkpoint))
          .containsEntry(LabelOrder.KEY, "rafdb")
          .containsKey(FaceInput.SIZE_KEY);
    }
  }
}
