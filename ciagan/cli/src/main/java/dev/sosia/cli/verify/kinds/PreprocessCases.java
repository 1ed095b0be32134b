package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Expectation;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cases of kind `preprocess`: what is done to pictures before and behind networks. None of it
/// depends on the backend or on the arithmetic.
public final class PreprocessCases implements CaseKind {
  @Override
  public String kind() {
    return "preprocess";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    String op = fields.text("op");
    Fields attributes = fields.object("attributes");
    PictureSteps steps = new PictureSteps(c.tensors(), fields.object("inputs"));
    Values actual = op.equals("chain") ? chain(attributes, steps) : steps.apply(op, attributes);
    if (actual == null) {
      checks.skip("there is no op " + op);
      return;
    }
    attributes.done();
    steps.inputs().done();
    Fields expect = fields.object("expect");
    Expectation expected = c.tensors().expectation(expect.at("output"), expect.raw("output"));
    expect.done();
    Fields t = fields.object("tolerance");
    Tolerance tolerance = new Tolerance(t.number("absolute"), t.number("relative"));
    double mean = t.has("mean_absolute") ? t.number("mean_absolute") : Double.NaN;
    boolean levels = t.has("mean_absolute");
    t.done();
    fields.done();
    if (levels) {
      checks.compareLevels("output", expected, actual, tolerance, mean);
    } else {
      checks.compare("output", expected, actual, tolerance);
    }
  }

  private static @Nullable Values chain(Fields attributes, PictureSteps steps) {
    Values y = null;
    List<@Nullable Object> nodes = attributes.list("steps");
    for (Object node : nodes) {
      Fields step = Fields.of(attributes.at("steps"), node);
      Fields own = step.object("attributes");
      y = steps.apply(step.text("op"), own);
      if (y == null) {
        return null;
      }
      own.done();
      step.done();
      steps.next(y);
    }
    return y;
  }
}
