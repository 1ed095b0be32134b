package dev.sosia.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Holds a backend to [OpCases] and [KernelCases]: results, gradients and gradients of gradients in
/// F32 agree with the reference in F64; nothing is written but results; results do not depend on
/// the number of threads; no memory stays behind.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // devices are opened before the first test
public abstract class ConformanceSuite {
  private final List<Device> opened = new ArrayList<>();
  private Device judge;
  private Device dense;
  private Device strided;
  private Device one;
  private Device two;

  /// The backend under test. It is closed by the suite.
  protected abstract Backend open(int threads);

  /// The backend under test, watched: see [GuardedBackend].
  protected Backend openGuarded(int threads, boolean strided) {
    return new GuardedBackend(open(threads), strided);
  }

  @BeforeAll
  void openDevices() {
    judge = device(new ReferenceBackend(1));
    dense = device(openGuarded(2, false));
    strided = device(openGuarded(2, true));
    one = device(open(1));
    two = device(open(2));
  }

  private Device device(Backend backend) {
    Device device = new Device(backend);
    opened.add(device);
    return device;
  }

  @AfterAll
  void closeDevices() {
    opened.forEach(Device::close);
  }

  @TestFactory
  Stream<DynamicNode> operationsAgreeWithTheReference() {
    return OpCases.all().stream()
        .flatMap(
            c ->
                c.layouts().stream()
                    .sorted()
                    .map(l -> dynamicTest(c.name() + ", " + l, () -> agrees(c, l))));
  }

  private void agrees(OpCase c, Layout layout) {
    Device device = layout == Layout.CONTIGUOUS || layout == Layout.FLIPPED ? dense : strided;
    Evaluation truth = Evaluation.of(c, judge, DType.F64, layout);
    Evaluation found = Evaluation.of(c, device, DType.F32, layout);
    Agreement.results("result", truth.forward(), found.forward(), c.tolerance());
    Agreement.gradients("gradient", truth.first(), found.first(), c.tolerance());
    Agreement.gradients("gradient of gradient", truth.second(), found.second(), c.tolerance());
    assertThat(device.liveBytes()).as("bytes left behind").isZero();
  }

  @TestFactory
  Stream<DynamicNode> resultsDoNotDependOnTheNumberOfThreads() {
    return OpCases.all().stream()
        .filter(OpCase::large)
        .map(c -> dynamicTest(c.name(), () -> sameForAnyThreads(c)));
  }

  private void sameForAnyThreads(OpCase c) {
    Evaluation a = Evaluation.of(c, one, DType.F32, Layout.CONTIGUOUS);
    Evaluation b = Evaluation.of(c, two, DType.F32, Layout.CONTIGUOUS);
    Agreement.sameBits("result", a.forward(), b.forward());
    Agreement.sameBits("gradient", a.first(), b.first());
    Agreement.sameBits("gradient of gradient", a.second(), b.second());
  }

  @Test
  void computesInF64OrSaysThatItDoesNot() {
    try (Scope _ = Scope.open()) {
      Tensor x = one.tensor(Shape.of(3), -1.0, 0.1, 3);
      if (one.backend().computesIn(DType.F64)) {
        assertThat(Elementwise.exp(x).toDoubles())
            .containsExactly(
                new double[] {Math.exp(-1), Math.exp(0.1), Math.exp(3)}, withPrecision(1e-13));
      } else {
        assertThatThrownBy(() -> Elementwise.exp(x))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("does not compute in F64");
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> kernelsAgreeWithTheReference() {
    return KernelCases.all().stream()
        .flatMap(
            c ->
                Stream.of(Layout.values())
                    .map(l -> dynamicTest(c.name() + ", " + l, () -> kernelAgrees(c, l))));
  }

  private void kernelAgrees(KernelCase c, Layout layout) {
    Device device = layout == Layout.CONTIGUOUS || layout == Layout.FLIPPED ? dense : strided;
    var truth = c.run(judge, true, layout);
    var found = c.run(device, false, layout);
    Agreement.results("result", truth, found, c.tolerance());
    assertThat(device.liveBytes()).as("bytes left behind").isZero();
  }
}
