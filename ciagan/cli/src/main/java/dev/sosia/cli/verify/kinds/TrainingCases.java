package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cases of kind `training`: whole optimiser steps from given parameters.
public final class TrainingCases implements CaseKind {
  /// What the format calls an optimiser's buffers, and what PyTorch calls them.
  private static final Map<String, String> BUFFERS =
      Map.of("m", "exp_avg", "v", "exp_avg_sq", "momentum", "momentum_buffer");

  @Override
  public String kind() {
    return "training";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    NetworkParts parts = new NetworkParts(c, target);
    Tolerance tolerance = Tolerance.read(fields.object("tolerance"));
    String trainer = fields.text("trainer");
    switch (trainer) {
      case "ciagan" -> CiaganTrainingRun.run(parts, fields, tolerance, checks);
      case "dan" -> DanTrainingRun.run(parts, fields, tolerance, checks);
      default -> checks.skip("there is no trainer " + trainer);
    }
  }

  /// The steps to take: all of them, or in F64 as many as have F64 results.
  static List<Fields> steps(Fields fields, Target target) {
    List<Fields> steps = new ArrayList<>();
    for (Object node : fields.list("steps")) {
      Fields step = Fields.of(fields.at("steps") + "[" + steps.size() + "]", node);
      if (target.isF64() && !step.isSet("expect_f64")) {
        break;
      }
      steps.add(step);
    }
    return steps;
  }

  /// Compares the state dict and the optimiser's memory with what `after` expects of them.
  static void compareAfter(
      NetworkParts parts,
      String what,
      Fields after,
      Map<String, Tensor> state,
      Map<String, Optimizer.State> optimizer,
      Tolerance tolerance,
      Checks checks) {
    var expected = NetworkCases.expected(after, "state", parts.target());
    parts.compare(what + " state", expected, state, tolerance, checks);
    boolean f64 = parts.target().isF64();
    for (String list : List.of("optimizer", "optimizer_f64")) {
      if (!after.isSet(list)) {
        continue;
      }
      List<Object> slots = new ArrayList<>(after.list(list));
      if (list.endsWith("_f64") == f64) {
        compareSlots(parts, what, after.at(list), slots, optimizer, tolerance, checks);
      }
    }
    after.done();
  }

  private static void compareSlots(
      NetworkParts parts,
      String what,
      String where,
      List<Object> slots,
      Map<String, Optimizer.State> optimizer,
      Tolerance tolerance,
      Checks checks) {
    Map<String, Optimizer.State> unexpected = new LinkedHashMap<>(optimizer);
    unexpected.values().removeIf(s -> s.step() == 0);
    for (int i = 0; i < slots.size(); i++) {
      Fields slot = Fields.of(where + "[" + i + "]", slots.get(i));
      String name = slot.text("name");
      unexpected.remove(name);
      Optimizer.State found = optimizer.get(name);
      if (found == null) {
        checks.fail(what + " optimizer." + name + ": there is no such parameter");
        continue;
      }
      if (slot.isSet("step") && slot.integer("step") != found.step()) {
        checks.fail(
            "%s optimizer.%s: took %d steps, expected %d"
                .formatted(what, name, found.step(), slot.integer("step")));
      }
      Map<String, Tensor> buffers = new LinkedHashMap<>();
      BUFFERS.forEach(
          (ours, pytorchs) -> {
            Tensor buffer = found.buffers().get(pytorchs);
            if (buffer != null) {
              buffers.put(ours, buffer);
            }
          });
      parts.compare(
          what + " optimizer." + name,
          NetworkParts.items(slot, "expect"),
          buffers,
          tolerance,
          checks);
      slot.done();
    }
    if (!unexpected.isEmpty()) {
      checks.fail(what + " optimizer: moved but not expected to: " + unexpected.keySet());
    }
  }

  /// The state dict, as comparisons take it.
  static Map<String, Tensor> state(Layer layer) {
    return new LinkedHashMap<>(layer.stateDict());
  }
}
