package dev.sosia.dan.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelOrderTest {
  @Test
  void theOrdersArePublishedOnes() {
    assertThat(LabelOrder.RAFDB.names())
        .containsExactly("Surprise", "Fear", "Disgust", "Happiness", "Sadness", "Anger", "Neutral");
    assertThat(LabelOrder.AFFECTNET8.names())
        .containsExactly(
            "Neutral", "Happy", "Sad", "Surprise", "Fear", "Disgust", "Anger", "Contempt");
    assertThat(LabelOrder.AFFECTNET7.names())
        .isEqualTo(LabelOrder.AFFECTNET8.names().subList(0, 7));
  }

  @ParameterizedTest
  @EnumSource
  void namesAndEmotionsBelongTogether(LabelOrder order) {
    assertThat(order.emotions()).hasSize(order.classes()).doesNotHaveDuplicates();
    for (int c = 0; c < order.classes(); c++) {
      assertThat(order.indexOf(order.emotions().get(c))).isEqualTo(c);
      assertThat(order.emotions().get(c).name())
          .startsWithIgnoringCase(order.names().get(c).substring(0, 3));
    }
    assertThat(LabelOrder.of(order.word())).isEqualTo(order);
  }

  @Test
  void anOrderIsSaidOrAskedForAndNeverGuessed() {
    assertThat(LabelOrder.resolve(null, Map.of("labels", "affectnet7"), 7, "w.pth"))
        .isEqualTo(LabelOrder.AFFECTNET7);
    assertThat(LabelOrder.resolve(LabelOrder.RAFDB, Map.of(), 7, "w.pth"))
        .isEqualTo(LabelOrder.RAFDB);
    assertThatThrownBy(() -> LabelOrder.resolve(null, Map.of(), 7, "w.pth"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("w.pth has 7 classes")
        .hasMessageEndingWith("--labels rafdb|affectnet7");
    assertThatThrownBy(() -> LabelOrder.resolve(null, Map.of(), 8, "w.pth"))
        .hasMessageEndingWith("--labels affectnet8");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> LabelOrder.resolve(LabelOrder.RAFDB, Map.of(), 8, "w.pth"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("w.pth has 8 classes, rafdb has 7");
    assertThatThrownBy(
            () -> LabelOrder.resolve(LabelOrder.RAFDB, Map.of("labels", "affectnet7"), 7, "w.pth"))
        .hasMessageContaining("says that its labels are affectnet7, not rafdb");
    assertThatThrownBy(() -> LabelOrder.resolve(null, Map.of("labels", "fer"), 7, "w.pth"))
        .hasMessageContaining("'fer'");
    assertThatThrownBy(() -> LabelOrder.resolve(null, Map.of(), 5, "w.pth"))
        .hasMessageContaining("network of 5 classes");
    assertThatThrownBy(() -> LabelOrder.of("affectnet"))
        .hasMessageContaining("rafdb, affectnet7, affectnet8");
  }
}
