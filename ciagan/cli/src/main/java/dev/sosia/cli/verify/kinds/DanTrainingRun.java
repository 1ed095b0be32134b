package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.dan.net.Dan;
import dev.sosia.dan.training.Centers;
import dev.sosia.dan.training.TrainingStep;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the steps of a case of trainer `dan`.
final class DanTrainingRun {
  private DanTrainingRun() {}

  static void run(NetworkParts parts, Fields fields, Tolerance tolerance, Checks checks) {
    Target target = parts.target();
    Fields network = fields.object("network");
    if (!(parts.network(network).layer() instanceof Dan dan)) {
      throw new ManifestException(network.at("network") + ": trainer dan trains dan alone");
    }
    network.done();
    Centers centers = centers(parts, fields);
    Fields recipe = fields.object("recipe");
    try (Optimizer<?> optimizer = optimizer(recipe, TrainingStep.parameters(dan, centers))) {
      recipe.done();
      TrainingStep step = new TrainingStep(dan, centers, optimizer);
      List<Fields> steps = TrainingCases.steps(fields, target);
      boolean all = steps.size() == fields.list("steps").size();
      Fields after = fields.object("after");
      fields.done();
      if (steps.isEmpty()) {
        checks.skip("there are no F64 results");
        return;
      }
      for (int i = 0; i < steps.size(); i++) {
        try (Scope _ = Scope.open()) {
          Fields f = steps.get(i);
          Map<String, Tensor> losses = losses(parts, step, inputs(parts, f));
          var expected = NetworkCases.expected(f, "expect", target);
          f.done();
          parts.compare("step " + i, expected, losses, tolerance, checks);
        }
      }
      if (all) {
        Map<String, Tensor> state = TrainingCases.state(dan);
        state.putAll(centers.stateDict());
        TrainingCases.compareAfter(
            parts, "dan", after, state, optimizer.state(), tolerance, checks);
      }
    }
  }

  private static Centers centers(NetworkParts parts, Fields fields) {
    Target target = parts.target();
    Values values = parts.c().tensors().tensor(fields, "centers");
    if (values.shape().rank() != 2) {
      throw fields.error("centers", "a tensor [K, D]");
    }
    Centers centers =
        new Centers(
            ParameterFactory.toBeLoaded(target.device(), target.arithmetic()),
            values.shape().dim(0),
            values.shape().dim(1));
    try (Scope _ = Scope.open()) {
      centers.values().assign(values.on(target.device()));
    }
    return centers;
  }

  private static Optimizer<?> optimizer(Fields recipe, Map<String, Tensor> parameters) {
    double rate = recipe.number("learning_rate");
    double decay = recipe.number("weight_decay");
    return switch (recipe.text("optimizer")) {
      case "sgd" ->
          new Sgd(parameters, new Sgd.Options(rate, recipe.number("momentum"), 0, decay, false));
      case "adam" -> {
        double[] betas = recipe.numbers("betas");
        if (betas.length != 2) {
          throw recipe.error("betas", "two numbers");
        }
        double eps = recipe.number("epsilon");
        yield new Adam(
            parameters, new Adam.Options(rate, betas[0], betas[1], eps, decay, false, false));
      }
      default -> throw recipe.error("optimizer", "sgd or adam");
    };
  }

  /// `x` and `targets`, in the target's arithmetic where they are numbers of it.
  private static Map<String, Tensor> inputs(NetworkParts parts, Fields step) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (NetworkParts.Item item : NetworkParts.items(step, "inputs")) {
      Values v = parts.c().tensors().tensor(item.where(), item.node());
      Values same = v.dtype() == DType.F32 ? v.widened(parts.target().arithmetic()) : v;
      inputs.put(item.name(), same.on(parts.target().device()));
    }
    for (String name : List.of("x", "targets")) {
      if (!inputs.containsKey(name)) {
        throw new ManifestException(step.at("inputs") + ": there is no " + name);
      }
    }
    return inputs;
  }

  /// The step's losses under the format's names, and their sum.
  private static Map<String, Tensor> losses(
      NetworkParts parts, TrainingStep step, Map<String, Tensor> inputs) {
    Map<String, Double> metrics =
        step.run(NetworkParts.need(inputs, "x"), NetworkParts.need(inputs, "targets"));
    Map<String, Tensor> losses = new LinkedHashMap<>();
    double sum = 0;
    for (String name : List.of("cross_entropy", "affinity", "partition")) {
      double value = metrics.getOrDefault(name, Double.NaN);
      sum += value;
      losses.put(name.equals("cross_entropy") ? "classification" : name, parts.number(value));
    }
    losses.put("loss", parts.number(sum));
    return losses;
  }
}
