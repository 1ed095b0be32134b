package dev.sosia.cli.verify.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final Tolerance TENTH = new Tolerance(0.1, 0);

  private static Values f64(double... x) {
    return Values.of(Shape.of(x.length), x);
  }

  private static Checks compare(Values expected, Values actual, Tolerance t) {
    Checks checks = new Checks();
    checks.compare("y", new Expectation.Whole(expected), actual, t);
    return checks;
  }

  @Test
  void theLargestErrorIsToldAsAShareOfWhatIsAllowed() {
    Checks checks = compare(f64(1, 2, 3), f64(1, 2.05, 3.025), TENTH);
    assertThat(checks.failures()).isEmpty();
    assertThat(checks.worst()).isBetween(0.499, 0.501);
  }

  @Test
  void relativeToleranceIsOfTheLargestFiniteValue() {
    Tolerance relative = new Tolerance(0, 0.01);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(compare(f64(inf, 100, 0), f64(inf, 100, 0.9), relative).failures()).isEmpty();
    assertThat(compare(f64(inf, 100, 0), f64(inf, 100, 1.1), relative).failures()).hasSize(1);
  }

  @Test
  void minusZeroIsZero() {
    assertThat(compare(f64(0.0), f64(-0.0), Tolerance.EXACT).failures()).isEmpty();
  }

  @Test
  void shapeAndTypeMustBeEqual() {
    assertThat(compare(f64(1, 2), f64(1), TENTH).failures()).hasSize(1);
    Values narrow = Values.zeros(DType.F32, Shape.of(1));
    assertThat(compare(f64(0), narrow, TENTH).failures()).hasSize(1);
  }

  /// A digest sees an error that no sample shows.
  @Test
  void aDigestSeesWhatIsBetweenItsSamples() {
    double[] x = new double[100];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.sin(i);
    }
    Expectation digest = digest(f64(x));
    Checks same = new Checks();
    same.compare("y", digest, f64(x), new Tolerance(1e-12, 0));
    assertThat(same.failures()).isEmpty();
    x[50] += 0.1;
    x[51] -= 0.1; // the sum stays, the projection does not
    Checks moved = new Checks();
    moved.compare("y", digest, f64(x), new Tolerance(1e-5, 0));
    assertThat(moved.failures()).anyMatch(f -> f.contains("projection"));
  }

  @Test
  void aDigestIsNotPassedByNaN() {
    double[] x = {1, 2, Double.NaN};
    Checks checks = new Checks();
    checks.compare("y", digest(f64(1, 2, 3)), f64(x), new Tolerance(1e9, 0));
    assertThat(checks.failures()).isNotEmpty();
  }

  @Test
  void bitsTellZerosApart() {
    Checks checks = new Checks();
    checks.compareBits("y", f64(0.0), f64(-0.0));
    assertThat(checks.failures()).hasSize(1);
  }

  private static Expectation.Digest digest(Values x) {
    Formula r = new Formula(x.shape(), DType.F32, 3, -1, 1);
    double sum = 0;
    double abs = 0;
    double squares = 0;
    double projection = 0;
    for (int i = 0; i < x.numel(); i++) {
      sum += x.get(i);
      abs += Math.abs(x.get(i));
      squares += x.get(i) * x.get(i);
      projection += x.get(i) * r.at(i);
    }
    return new Expectation.Digest(
        x.shape(),
        sum,
        abs,
        Math.sqrt(squares),
        3,
        projection,
        new long[] {0, 1},
        new double[] {x.get(0), x.get(1)});
  }
}
