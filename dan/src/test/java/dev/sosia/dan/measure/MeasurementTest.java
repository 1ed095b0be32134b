package dev.sosia.dan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.data.ToyExpressions;
import dev.sosia.dan.judge.Proportion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void aNetworkThatAlwaysSaysOneThingIsStableAndRightOnceInSeven() {
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open()) {
      Dan dan =
          new Dan(ParameterFactory.random(device, new Philox(1, 0)), new Dan.Config(7, 1, 0.0625));
      // whatever is seen, the last norm adds so much to class 4 that nothing else counts
      Tensor bias = Objects.requireNonNull(dan.stateDict().get("bn.bias"));
      bias.assign(device.tensor(bias.shape(), 0f, 0, 0, 0, 1e6f, 0, 0));
      AtomicInteger seen = new AtomicInteger();
      try (Recognizer r = new Recognizer(device, dan, LabelOrder.RAFDB, 32)) {
        ToyFaces people = ToyFaces.parse("toyfaces:ids=1,per-id=7,size=48x56");
        Measurement m =
            Measurement.of(r, ToyExpressions.all(people, LabelOrder.RAFDB), seen::incrementAndGet);
        assertThat(m.confusion().accuracy()).isEqualTo(new Proportion(1, 7));
        assertThat(m.confusion().count(0, 4)).isEqualTo(1);
        assertThat(m.stable()).isEqualTo(new Proportion(7, 7));
      }
      assertThat(seen).hasValue(7);
    }
  }

  @Test
  void aMovedFaceKeepsItsPixels() {
    byte[] bytes = new byte[5 * 4 * 3];
    new Philox(1, 1).nextBytes(bytes);
    Picture face = Picture.of(5, 4, 3, bytes);
    Picture moved = Measurement.moved(face, 2, -1);
    assertThat(moved.width()).isEqualTo(5);
    assertThat(moved.at(0, 1, 0)).isEqualTo(face.at(2, 0, 0));
    assertThat(moved.at(4, 3, 1)).isEqualTo(face.at(4, 2, 1));
    assertThat(moved.at(1, 0, 2)).isEqualTo(face.at(3, 0, 2));
  }
}
