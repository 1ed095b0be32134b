package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Expectation;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.optim.Gradients;
import dev.sosia.engine.optim.Schedule;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cases of kind `optimizers`: steps of an optimiser, rates of a schedule, and clipped gradients.
public final class OptimizerCases implements CaseKind {
  @Override
  public String kind() {
    return "optimizers";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    switch (fields.text("op")) {
      case "optimizer" -> new OptimizerRun(c, target, checks).run();
      case "schedule" -> schedule(fields, checks);
      case "clip_grad_norm" -> clip(c, target, checks);
      default -> checks.skip("there is no op " + fields.text("op"));
    }
  }

  private static void schedule(Fields fields, Checks checks) {
    String name = fields.text("schedule");
    Fields at = fields.object("attributes");
    double base = fields.number("base_lr");
    Schedule schedule =
        switch (name) {
          case "StepLR" -> Schedule.step(base, at.integer("step_size"), at.number("gamma"));
          case "MultiStepLR" ->
              Schedule.multiStep(
                  base,
                  at.number("gamma"),
                  Arrays.stream(at.sizes("milestones")).asLongStream().toArray());
          case "ExponentialLR" -> Schedule.exponential(base, at.number("gamma"));
          case "CosineAnnealingLR" ->
              Schedule.cosine(base, at.integer("T_max"), at.number("eta_min"));
          case "LinearLR" ->
              Schedule.linear(
                  base,
                  at.number("start_factor"),
                  at.number("end_factor"),
                  at.integer("total_iters"));
          case "LambdaWarmup" -> Schedule.warmup(base, at.integer("warmup_steps"));
          default -> null;
        };
    if (schedule == null) {
      checks.skip("there is no schedule " + name);
      return;
    }
    at.done();
    int steps = fields.size("steps");
    Fields expect = fields.object("expect");
    double[] expected = expect.numbers("lr");
    expect.done();
    Tolerance tolerance = Tolerance.read(fields.object("tolerance"));
    fields.done();
    if (expected.length != steps) {
      throw expect.error("lr", steps + " numbers");
    }
    for (int i = 0; i < steps; i++) {
      checks.compare("lr[" + i + "]", expected[i], schedule.lr(i), tolerance);
    }
  }

  private static void clip(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    Fields at = fields.object("attributes");
    double maxNorm = at.number("max_norm");
    double p = at.number("norm_type");
    at.done();
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Fields gradients = fields.object("gradients");
    for (String name : gradients.names()) {
      parameters.put(name, withGradient(c, target, gradients, name));
    }
    Tolerance tolerance = target.tolerance(Tolerance.read(fields.object("tolerance")));
    Expected f32 = Expected.read(c, fields.object("expect"));
    Expected f64 =
        fields.isSet("expect_f64") ? Expected.read(c, fields.object("expect_f64")) : null;
    fields.done();
    Expected expected = target.isF64() ? f64 : f32;
    if (expected == null) {
      checks.skip("there are no F64 results");
      return;
    }
    Tensor total = Gradients.clipNorm(parameters.values(), maxNorm, p);
    checks.compare("total_norm", expected.totalNorm, Values.of(total), tolerance);
    expected.gradients.forEach(
        (name, e) -> {
          Tensor parameter = parameters.get(name);
          Tensor g = parameter == null ? null : parameter.grad();
          if ((g == null) != (e == null)) {
            checks.fail(
                "gradients." + name + ": " + (g == null ? "there is none" : "none expected"));
          } else if (g != null && e != null) {
            checks.compare("gradients." + name, e, Values.of(g), tolerance);
          }
        });
  }

  private record Expected(Expectation totalNorm, Map<String, @Nullable Expectation> gradients) {
    static Expected read(Case c, Fields f) {
      Map<String, @Nullable Expectation> all = new LinkedHashMap<>();
      Fields g = f.object("gradients");
      for (String name : g.names()) {
        Object node = g.raw(name);
        all.put(name, node == null ? null : c.tensors().expectation(g.at(name), node));
      }
      Expected e =
          new Expected(c.tensors().expectation(f.at("total_norm"), f.raw("total_norm")), all);
      f.done();
      return e;
    }
  }

  /// A parameter whose gradient is what the field says, none for null.
  private static Tensor withGradient(Case c, Target target, Fields gradients, String name) {
    Object node = gradients.raw(name);
    if (node == null) {
      return target.device().zeros(target.arithmetic(), Shape.SCALAR).requiresGrad(true);
    }
    Values values = c.tensors().tensor(gradients.at(name), node).widened(target.arithmetic());
    Tensor p = target.device().zeros(target.arithmetic(), values.shape()).requiresGrad(true);
    giveGradient(p, values);
    return p;
  }

  /// Makes `gradient` what [Tensor#grad] of the leaf `p` answers, as a backward pass does.
  static void giveGradient(Tensor p, Values gradient) {
    p.clearGrad();
    Autograd.backward(p, gradient.on(p.device()), false);
  }
}
