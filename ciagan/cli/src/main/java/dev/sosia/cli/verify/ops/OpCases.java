package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Target;

/// Cases of kind `ops`: one operation, its gradients, and the derivatives of those.
public final class OpCases implements CaseKind {
  private final OpTable table = new OpTable();

  @Override
  public String kind() {
    return "ops";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    String name = c.fields().text("op");
    Op op = table.get(name);
    if (op == null) {
      checks.skip("there is no op " + name);
      return;
    }
    OpCase parsed = OpCase.read(c, target);
    new OpRun(parsed, op, target, checks).run();
  }
}
