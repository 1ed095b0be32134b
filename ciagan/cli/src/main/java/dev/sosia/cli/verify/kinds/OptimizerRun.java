package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.optim.Optimizer.Group;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs one case of an optimiser, step by step.
final class OptimizerRun {
  private final Case c;
  private final Fields fields;
  private final Target target;
  private final Checks checks;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, List<@Nullable Values>> gradients = new LinkedHashMap<>();

  OptimizerRun(Case c, Target target, Checks checks) {
    this.c = c;
    this.fields = c.fields();
    this.target = target;
    this.checks = checks;
  }

  void run() {
    readParameters();
    String name = fields.text("optimizer");
    switch (name) {
      case "SGD" -> {
        try (Sgd optimizer = new Sgd(groups(OptimizerRun::sgd))) {
          run(optimizer);
        }
      }
      case "Adam", "AdamW" -> {
        boolean decoupled = name.equals("AdamW");
        try (Adam optimizer = new Adam(groups(at -> adam(at, decoupled)))) {
          run(optimizer);
        }
      }
      default -> checks.skip("there is no optimizer " + name);
    }
  }

  private void readParameters() {
    Fields p = fields.object("parameters");
    Fields g = fields.object("gradients");
    for (String name : p.names()) {
      Values values = c.tensors().tensor(p, name).widened(target.arithmetic());
      parameters.put(name, values.on(target.device()).requiresGrad(true));
      List<@Nullable Values> steps = new ArrayList<>();
      for (Object node : g.list(name)) {
        steps.add(
            node == null
                ? null
                : c.tensors().tensor(g.at(name), node).widened(target.arithmetic()));
      }
      gradients.put(name, steps);
    }
    g.done();
  }

  private static Sgd.Options sgd(Fields at) {
    return new Sgd.Options(
        at.number("lr"),
        at.number("momentum"),
        at.number("dampening"),
        at.number("weight_decay"),
        at.flag("nesterov"));
  }

  private static Adam.Options adam(Fields at, boolean decoupled) {
    double[] betas = at.numbers("betas");
    if (betas.length != 2) {
      throw at.error("betas", "two numbers");
    }
    return new Adam.Options(
        at.number("lr"),
        betas[0],
        betas[1],
        at.number("eps"),
        at.number("weight_decay"),
        decoupled,
        at.flag("amsgrad"));
  }

  /// The groups of the case, one of all parameters where it has none.
  private <S> List<Group<S>> groups(Function<Fields, S> settings) {
    Fields common = fields.object("attributes");
    S base = settings.apply(common);
    common.done();
    if (!fields.isSet("groups")) {
      return List.of(new Group<>(parameters, base));
    }
    List<Group<S>> groups = new ArrayList<>();
    for (Object node : fields.list("groups")) {
      Fields group = Fields.of(fields.at("groups"), node);
      Map<String, Tensor> members = new LinkedHashMap<>();
      for (Object member : group.list("parameters")) {
        Tensor p = parameters.get(String.valueOf(member));
        if (p == null) {
          throw group.error("parameters", "names of parameters");
        }
        members.put(String.valueOf(member), p);
      }
      Fields own = group.object("attributes").over(common);
      groups.add(new Group<>(members, settings.apply(own)));
      own.done();
      group.done();
    }
    return groups;
  }

  private <S extends Optimizer.Settings<S>> void run(Optimizer<S> optimizer) {
    double[] rates = fields.isSet("lr_per_step") ? fields.numbers("lr_per_step") : null;
    Tolerance tolerance = target.tolerance(Tolerance.read(fields.object("tolerance")));
    Fields f32 = fields.object("expect");
    Fields f64 = fields.isSet("expect_f64") ? fields.object("expect_f64") : null;
    fields.done();
    Fields expect = target.isF64() ? f64 : f32;
    if (expect == null) {
      checks.skip("there are no F64 results");
      return;
    }
    List<@Nullable Object> after = expect.list("parameters");
    for (int step = 0; step < after.size(); step++) {
      if (rates != null) {
        optimizer.setLr(rates[step]);
      }
      optimizer.clearGrads();
      giveGradients(step);
      optimizer.step();
      Fields e = Fields.of(expect.at("parameters"), after.get(step));
      for (String name : e.names()) {
        Tensor p = parameters.get(name);
        if (p == null) {
          throw new ManifestException(e.at(name) + ": there is no such parameter");
        }
        compare("parameters[" + step + "]." + name, e, name, Values.of(p), tolerance);
      }
    }
    compareState(expect.object("state"), optimizer.state(), tolerance);
    expect.done();
  }

  private void giveGradients(int step) {
    gradients.forEach(
        (name, steps) -> {
          if (step >= steps.size()) {
            throw new ManifestException(
                fields.at("gradients") + ": " + name + " has none for step " + step);
          }
          Values g = steps.get(step);
          Tensor p = parameters.get(name);
          if (g != null && p != null) {
            OptimizerCases.giveGradient(p, g);
          }
        });
  }

  private void compareState(
      Fields expect, Map<String, Optimizer.State> state, Tolerance tolerance) {
    for (String name : expect.names()) {
      Fields e = expect.object(name);
      Optimizer.State found = state.get(name);
      if (found == null) {
        checks.fail("state." + name + ": there is none");
        continue;
      }
      Set<String> unexpected = new LinkedHashSet<>(found.buffers().keySet());
      for (String buffer : e.names()) {
        String what = "state." + name + "." + buffer;
        Tensor tensor = found.buffers().get(buffer);
        if (buffer.equals("step")) {
          Values steps = Values.zeros(target.arithmetic(), Shape.SCALAR);
          steps.set(0, (double) found.step());
          compare(what, e, buffer, steps, tolerance);
        } else if (tensor == null) {
          checks.fail(what + ": there is none");
        } else {
          compare(what, e, buffer, Values.of(tensor), tolerance);
        }
        unexpected.remove(buffer);
      }
      if (!unexpected.isEmpty()) {
        checks.fail("state." + name + ": not expected: " + unexpected);
      }
    }
  }

  private void compare(String what, Fields f, String field, Values actual, Tolerance tolerance) {
    checks.compare(what, c.tensors().expectation(f.at(field), f.raw(field)), actual, tolerance);
  }
}
