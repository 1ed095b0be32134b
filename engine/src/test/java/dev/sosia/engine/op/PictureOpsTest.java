package dev.sosia.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refusals and corners of pooling, padding and indexing that no fixture asks for.
class PictureOpsTest {
  private final Device device = Device.open("reference", 1);
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    device.close();
  }

  private Tensor zeros(int... dims) {
    return device.zeros(DType.F32, Shape.of(dims));
  }

  @Test
  void paddingOverHalfAWindowIsRefused() {
    var window = new Pooling.Window(3, 3, 1, 1, 2, 1, 1, 1, false);
    assertThatThrownBy(() -> Pooling.maxPool2d(zeros(1, 1, 5, 5), window))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("max_pool2d", "padding 2");
  }

  @Test
  void aWindowLargerThanThePictureIsRefused() {
    assertThatThrownBy(() -> Pooling.avgPool2d(zeros(1, 1, 3, 9), Pooling.Window.of(4, 1), true))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("avg_pool2d", "4", "3");
  }

  @Test
  void reflectingMoreThanThereIsIsRefused() {
    assertThatThrownBy(() -> Resampling.padReflect(zeros(1, 1, 4, 3), 3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("reflect", "dimension 3");
  }

  @Test
  void croppingMoreThanThereIsIsRefused() {
    assertThatThrownBy(() -> Resampling.padConstant(zeros(2, 3), 0, -2, -2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[-2, -2]");
  }

  @Test
  void reflectsAndReplicatesVolumes() {
    Tensor x = device.tensor(Shape.of(1, 1, 2, 1, 1), 1.0, 2.0);
    assertThat(Resampling.padReplicate(x, 0, 0, 0, 0, 1, 2).toDoubles())
        .containsExactly(1, 1, 2, 2, 2);
    assertThat(Resampling.padReflect(x, 0, 0, 0, 0, 1, 1).toDoubles()).containsExactly(2, 1, 2, 1);
  }

  @Test
  void anIndexThatIsNoClassIsNamed() {
    Tensor classes = device.tensor(Shape.of(2), 0L, 7L);
    assertThatThrownBy(() -> Indexing.oneHot(classes, 5))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("7", "5");
    assertThatThrownBy(() -> Indexing.indexSelect(zeros(3, 2), 0, classes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("7");
  }
}
