package dev.sosia.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.TensorType;
import dev.sosia.kernels.cpu.Placement.Layout;
import java.util.Arrays;
import java.util.List;

/// Runs a kernel on operands that lie in every way, on one and two threads, and compares with what
/// is expected. Guard bytes must survive, and the bytes of both thread counts must be equal.
final class KernelCheck implements AutoCloseable {
  private final NativeBackend one;
  private final NativeBackend two;

  KernelCheck(String level) {
    this.one = Levels.open(level, 1);
    this.two = Levels.open(level, 2);
  }

  /// Fails unless the results are equal, NaN where NaN is expected.
  void exact(Kernel kernel, List<Values> inputs, double[]... expected) {
    within(0, 0, kernel, inputs, expected);
  }

  /// Fails unless each result is within `absolute` plus `relative` times the largest finite
  /// expected magnitude.
  void within(
      double absolute, double relative, Kernel kernel, List<Values> inputs, double[]... expected) {
    for (Layout in : Layout.values()) {
      for (Layout out : Layout.values()) {
        if (in == Layout.DENSE || out == Layout.DENSE) {
          List<Values> a = run(one, kernel, inputs, in, out);
          List<Values> b = run(two, kernel, inputs, in, out);
          for (int i = 0; i < expected.length; i++) {
            String what = kernel + " of " + in + " to " + out + ", result " + i;
            compare(what, a.get(i).v(), expected[i], absolute, relative);
            assertThat(b.get(i).v()).as("%s on two threads", what).isEqualTo(a.get(i).v());
          }
        }
      }
    }
  }

  static List<Values> run(
      NativeBackend backend, Kernel kernel, List<Values> inputs, Layout in, Layout out) {
    List<TensorType> types = kernel.outputs(inputs.stream().map(Values::type).toList());
    List<Placement> from = inputs.stream().map(v -> new Placement(backend, v, in)).toList();
    List<Placement> to = types.stream().map(t -> new Placement(backend, t, out)).toList();
    try {
      backend.execute(kernel, operands(from), operands(to));
      List<Values> results = to.stream().map(Placement::values).toList();
      for (int i = 0; i < inputs.size(); i++) {
        assertThat(from.get(i).values().v())
            .as("input %d afterwards", i)
            .isEqualTo(inputs.get(i).v());
      }
      return results;
    } finally {
      from.forEach(Placement::release);
      to.forEach(Placement::release);
    }
  }

  private static List<Operand> operands(List<Placement> placements) {
    return placements.stream().map(Placement::operand).toList();
  }

  static void compare(
      String what, double[] found, double[] expected, double absolute, double relative) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    double tolerance = absolute + relative * scale;
    for (int i = 0; i < found.length; i++) {
      double f = found[i];
      double e = expected[i];
      boolean good = Double.isFinite(e) ? Math.abs(f - e) <= tolerance : Double.compare(f, e) == 0;
      if (!good) {
        throw new AssertionError(
            what + ": element " + i + " is " + f + ", expected " + e + " within " + tolerance);
      }
    }
  }

  NativeBackend backend() {
    return one;
  }

  @Override
  public void close() {
    assertThat(one.liveBytes()).isEqualTo(two.liveBytes());
    one.close();
    two.close();
  }
}
