package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Expectation;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs one case of kind `ops`. Gradients are computed twice where second derivatives are asked
/// for: as in training, when they are not recorded and fused kernels may be used, and recorded.
final class OpRun {
  private final OpCase c;
  private final Op op;
  private final Target target;
  private final Checks checks;
  private final OpInputs inputs;

  /// The inputs that require a gradient, and whose they are.
  private final List<Tensor> leaves = new ArrayList<>();

  private final List<String> leafNames = new ArrayList<>();

  OpRun(OpCase c, Op op, Target target, Checks checks) {
    this.c = c;
    this.op = op;
    this.target = target;
    this.checks = checks;
    this.inputs = new OpInputs(c.where());
  }

  void run() {
    upload();
    Op.Result result = op.apply(inputs, c.attributes());
    inputs.done();
    c.attributes().done();
    compareOutputs(result);
    if (!c.expected().grad().isEmpty()) {
      gradients(result.outputs());
    }
  }

  private void upload() {
    c.inputs()
        .forEach(
            (name, list) -> {
              Layout layout = c.layouts().get(name);
              List<Tensor> tensors = new ArrayList<>();
              for (Values v : list) {
                tensors.add(
                    layout == null ? v.on(target.device()) : layout.place(v, target.device()));
              }
              inputs.put(name, tensors);
            });
    for (String name : c.expected().grad().keySet()) {
      for (Tensor t : inputs.peek(name)) {
        leaves.add(t.requiresGrad(true));
        leafNames.add(name);
      }
    }
  }

  private void compareOutputs(Op.Result result) {
    List<Expectation> expected = c.expected().output();
    List<Tensor> outputs = result.outputs();
    if (outputs.size() != expected.size() || result.several() != c.expected().several()) {
      checks.fail("output: " + outputs.size() + " tensors, expected " + expected.size());
      return;
    }
    for (int i = 0; i < outputs.size(); i++) {
      compare(
          expected.size() > 1 ? "output[" + i + "]" : "output", expected.get(i), outputs.get(i));
    }
    c.expected()
        .updated()
        .forEach(
            (name, e) -> {
              Tensor buffer = result.updated().get(name);
              if (buffer == null) {
                checks.fail("updated." + name + ": the op updates no such buffer");
              } else {
                compare("updated." + name, e, buffer);
              }
            });
  }

  private void gradients(List<Tensor> outputs) {
    List<Tensor> roots = new ArrayList<>();
    List<Tensor> seeds = new ArrayList<>();
    if (c.gradOutput().size() != outputs.size()) {
      throw new ManifestException(
          c.where() + ": there are " + outputs.size() + " outputs to give a grad_output for");
    }
    for (int i = 0; i < outputs.size(); i++) {
      Values seed = c.gradOutput().get(i);
      if (seed != null) {
        roots.add(outputs.get(i));
        seeds.add(seed.on(target.device()));
      }
    }
    OpCase.Second second = c.second();
    compareGradients("grad", Autograd.grad(roots, nullable(seeds), leaves, false));
    if (second != null) {
      seeds.forEach(s -> s.requiresGrad(true));
      List<Tensor> recorded = Autograd.grad(roots, nullable(seeds), leaves, true);
      compareGradients("recorded grad", recorded);
      second(second, recorded, seeds);
    }
  }

  private static List<@Nullable Tensor> nullable(List<Tensor> tensors) {
    return new ArrayList<@Nullable Tensor>(tensors);
  }

  private void compareGradients(String what, List<Tensor> gradients) {
    compareLeaves(what, c.expected().grad(), gradients);
  }

  private void second(OpCase.Second second, List<Tensor> gradients, List<Tensor> seeds) {
    List<@Nullable Tensor> directions = new ArrayList<>();
    second
        .directions()
        .forEach(
            (name, list) -> {
              if (!c.expected().grad().containsKey(name)) {
                throw new ManifestException(
                    c.where() + ": a direction for " + name + ", which has no grad");
              }
            });
    for (String name : c.expected().grad().keySet()) {
      for (Values v : listOf(second.directions(), name, "a direction")) {
        directions.add(v == null ? null : v.on(target.device()));
      }
    }
    List<Tensor> by = new ArrayList<>(leaves);
    by.addAll(seeds);
    List<Tensor> found = Autograd.grad(gradients, directions, by, false);
    compareLeaves("second", second.expected(), found.subList(0, leaves.size()));
    List<@Nullable Expectation> bySeed = listOf(second.expected(), "grad_output", "second");
    int at = leaves.size();
    for (int i = 0; i < bySeed.size(); i++) {
      Expectation e = bySeed.get(i);
      if (e != null) {
        compare("second.grad_output", e, found.get(at++));
      }
    }
    for (String name : second.expected().keySet()) {
      if (!name.equals("grad_output") && !c.expected().grad().containsKey(name)) {
        throw new ManifestException(c.where() + ": second.expect: unknown field '" + name + "'");
      }
    }
  }

  /// Compares tensors, one for each leaf, with what is expected for the inputs they belong to.
  private void compareLeaves(
      String what, Map<String, List<@Nullable Expectation>> expected, List<Tensor> found) {
    int at = 0;
    for (String name : c.expected().grad().keySet()) {
      List<@Nullable Expectation> list = listOf(expected, name, what);
      for (int i = 0; i < list.size(); i++, at++) {
        Expectation e = list.get(i);
        if (e != null) {
          String place = list.size() > 1 ? "[" + i + "]" : "";
          compare(what + "." + leafNames.get(at) + place, e, found.get(at));
        }
      }
    }
  }

  private <T extends @Nullable Object> List<T> listOf(
      Map<String, List<T>> lists, String name, String what) {
    List<T> list = lists.get(name);
    int count = name.equals("grad_output") ? c.gradOutput().size() : inputs.peek(name).size();
    if (list == null || list.size() != count) {
      throw new ManifestException(
          c.where() + ": expected " + what + " of " + count + " tensors for " + name);
    }
    return list;
  }

  private void compare(String what, Expectation expected, Tensor actual) {
    checks.compare(what, expected, Values.of(actual), c.tolerance());
  }
}
