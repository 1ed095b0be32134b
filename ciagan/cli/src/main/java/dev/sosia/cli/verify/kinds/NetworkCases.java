package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.network.Network;
import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cases of kind `networks`: forward passes in order on one network.
public final class NetworkCases implements CaseKind {
  @Override
  public String kind() {
    return "networks";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    NetworkParts parts = new NetworkParts(c, target);
    Tolerance tolerance = Tolerance.read(fields.object("tolerance"));
    Network network = parts.network(fields);
    int number = 0;
    for (Object entry : fields.list("runs")) {
      Fields run = Fields.of(fields.at("runs") + "[" + number + "]", entry);
      try (Scope _ = Scope.open();
          var _ = Autograd.noGrad()) {
        pass(parts, network, run, "run " + number, tolerance, checks);
      }
      number++;
    }
    fields.done();
  }

  private static void pass(
      NetworkParts parts,
      Network network,
      Fields run,
      String what,
      Tolerance tolerance,
      Checks checks) {
    network.layer().train(mode(run).equals("train"));
    Map<String, Tensor> outputs = network.of(parts.tensors(run, "inputs"));
    List<NetworkParts.Item> out = expected(run, "expect", parts.target());
    List<NetworkParts.Item> state = expected(run, "expect_state", parts.target());
    run.done();
    parts.compare(what, out, outputs, tolerance, checks);
    parts.compare(
        what + " state",
        state,
        new LinkedHashMap<>(network.layer().stateDict()),
        tolerance,
        checks);
  }

  static String mode(Fields fields) {
    String mode = fields.text("mode");
    if (!mode.equals("train") && !mode.equals("eval")) {
      throw fields.error("mode", "train or eval");
    }
    return mode;
  }

  /// The list `name`, or for F64 arithmetic the list `name_f64`; both are read, so that neither is
  /// an unknown field. Empty where it is not there.
  static List<NetworkParts.Item> expected(Fields fields, String name, Target target) {
    List<NetworkParts.Item> f32 = fields.isSet(name) ? NetworkParts.items(fields, name) : List.of();
    List<NetworkParts.Item> f64 =
        fields.isSet(name + "_f64") ? NetworkParts.items(fields, name + "_f64") : List.of();
    return target.isF64() ? f64 : f32;
  }
}
