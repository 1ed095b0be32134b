package dev.sosia.dan.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.picture.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecognizerTest {
  private static final Dan.Config NARROW = new Dan.Config(7, 3, 0.0625);

  private static Picture face() {
    byte[] noise = new byte[50 * 40 * 3];
    new Philox(4, 4).nextBytes(noise);
    return Picture.of(50, 40, 3, noise);
  }

  @Test
  void anExplanationReadsAsTheReading() {
    try (Device device = Device.open("reference", 1)) {
      try (Scope _ = Scope.open();
          Recognizer r =
              new Recognizer(
                  device,
                  new Dan(ParameterFactory.random(device, new Philox(1, 0)), NARROW),
                  LabelOrder.RAFDB,
                  64)) {
        Reading reading = r.read(face(), "noise");
        assertThat(reading.byName().keySet()).containsExactlyElementsOf(LabelOrder.RAFDB.names());
        assertThat(Arrays.stream(reading.shares()).sum()).isEqualTo(1, within(1e-9));
        assertThat(reading.share()).isEqualTo(reading.byName().get(reading.name()));
        Explanation e = r.explain(face(), "noise");
        assertThat(e.reading().label()).isEqualTo(reading.label());
        for (int c = 0; c < 7; c++) {
          assertThat(e.reading().shares()[c]).isEqualTo(reading.shares()[c], within(1e-5));
        }
        assertThat(e.heads()).hasSize(3).allSatisfy(m -> assertThat(m.width()).isEqualTo(2));
        assertThat(e.gradCamPlusPlus().height()).isEqualTo(2);
        Picture sheet = AttentionSheet.of(List.of(e, e), List.of("", "a"), 64);
        assertThat(sheet.width()).isEqualTo(8 + 6 * 72);
      }
      assertThat(device.liveBytes()).isZero();
    }
  }

  @Test
  void damagedWeightsAndOtherClassesAreNamed() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Dan dan = new Dan(ParameterFactory.random(device, new Philox(1, 0)), NARROW);
      assertThatThrownBy(() -> new Recognizer(device, dan, LabelOrder.AFFECTNET8, 64))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("affectnet8 has 8 classes, the network 7");
      Tensor bias = Objects.requireNonNull(dan.stateDict().get("fc.bias"));
      bias.assign(device.fill(DType.F32, bias.shape(), Double.NaN));
      try (Recognizer r = new Recognizer(device, dan, LabelOrder.AFFECTNET7, 64)) {
        assertThatThrownBy(() -> r.read(face(), "noise.png"))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("noise.png is NaN");
        assertThatThrownBy(() -> r.explain(face(), "noise.png")).isInstanceOf(InputException.class);
      }
    }
  }
}
