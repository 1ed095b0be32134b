package dev.sosia.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.conformance.Evaluation.Point;
import dev.sosia.engine.conformance.Evaluation.Result;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Gradients of the reference backend in F64 against central differences along random directions:
/// of results, and of gradients once more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FiniteDifferencesTest {
  private static final double STEP = 1e-5;

  /// The difference quotient is off by `STEP^2` times a third derivative, and by a rounding error
  /// of 1e-16 times the sum divided by `STEP`: both well below this for values around 1.
  private static final double TOLERANCE = 2e-7;

  private final Device device = new Device(new ReferenceBackend(1));

  @AfterAll
  void close() {
    device.close();
  }

  @TestFactory
  Stream<DynamicNode> gradientsAreSlopes() {
    return cases(1).map(c -> dynamicTest(c.name(), () -> checkFirst(c)));
  }

  @TestFactory
  Stream<DynamicNode> gradientsOfGradientsAreTheirSlopes() {
    return cases(2).map(c -> dynamicTest(c.name(), () -> checkSecond(c)));
  }

  private static Stream<OpCase> cases(int derivatives) {
    return OpCases.all().stream()
        .filter(c -> c.smooth() && !c.large() && c.derivatives() >= derivatives);
  }

  private void checkFirst(OpCase c) {
    Point at = Point.of(c, Layout.CONTIGUOUS);
    List<Result> gradients = evaluate(c, at).first();
    Function<Point, Double> sum = p -> dot(floating(evaluate(c, p).forward()), p.seeds());
    int target = 0;
    for (int i = 0; i < c.inputs().size(); i++) {
      if (c.inputs().get(i).wanted()) {
        check(c, "input " + i, at, at.inputs(), i, gradients.get(target++), sum);
      }
    }
    assertThat(target).isEqualTo(gradients.size());
  }

  private void checkSecond(OpCase c) {
    Point at = Point.of(c, Layout.CONTIGUOUS);
    List<Result> again = evaluate(c, at).second();
    Function<Point, Double> sum = p -> dot(evaluate(c, p).first(), p.secondSeeds());
    int target = 0;
    for (int i = 0; i < c.inputs().size(); i++) {
      if (c.inputs().get(i).wanted()) {
        check(c, "input " + i, at, at.inputs(), i, again.get(target++), sum);
      }
    }
    for (int i = 0; i < at.seeds().size(); i++) {
      check(c, "seed " + i, at, at.seeds(), i, again.get(target++), sum);
    }
    assertThat(target).isEqualTo(again.size());
  }

  private Evaluation evaluate(OpCase c, Point at) {
    return Evaluation.of(c, device, DType.F64, Layout.CONTIGUOUS, at);
  }

  /// Compares the slope of `sum` along a random direction of `where[index]` with what the gradient
  /// says it is.
  private void check(
      OpCase c,
      String what,
      Point at,
      List<double[]> where,
      int index,
      Result gradient,
      Function<Point, Double> sum) {
    double[] original = where.get(index);
    var random = new Philox(c.name().hashCode(), 2000 + index);
    double[] direction = Values.normal().draw(random, original.length);
    double expected = dot(gradient.values(), direction);
    where.set(index, moved(original, direction, STEP));
    double above = sum.apply(at);
    where.set(index, moved(original, direction, -STEP));
    double below = sum.apply(at);
    where.set(index, original);
    double slope = (above - below) / (2 * STEP);
    double size = 1 + Math.abs(expected) + Math.abs(above) / 10;
    assertThat(Math.abs(slope - expected) <= TOLERANCE * size)
        .as("%s: slope %s, gradient says %s", what, slope, expected)
        .isTrue();
  }

  private static double[] moved(double[] from, double[] direction, double step) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += step * direction[i];
    }
    return to;
  }

  private static List<Result> floating(List<Result> results) {
    List<Result> kept = new ArrayList<>(results);
    kept.removeIf(r -> !r.dtype().isFloating());
    return kept;
  }

  private static double dot(List<Result> results, List<double[]> seeds) {
    double sum = 0;
    for (int i = 0; i < results.size(); i++) {
      sum += dot(results.get(i).values(), seeds.get(i));
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
