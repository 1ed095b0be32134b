package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.engine.error.SosiaException;
import dev.sosia.weights.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cases of kind `checkpoints`: files that must be read as they are, or refused.
public final class CheckpointCases implements CaseKind {
  @Override
  public String kind() {
    return "checkpoints";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    String op = fields.text("op");
    if (!op.equals("read")) {
      checks.skip("there is no op " + op);
      return;
    }
    Path file = c.tensors().file(fields, "file");
    String format = fields.text("format");
    Object expect = fields.raw("expect");
    fields.done();
    if (expect instanceof String outcome) {
      refuse(fields, file, outcome, checks);
      return;
    }
    Fields expected = fields.object("expect");
    Map<String, String> metadata = expected.isSet("metadata") ? metadata(expected) : null;
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      boolean ordered = !format.equals("safetensors");
      boolean views = format.equals("pth");
      new NodeComparison(c.tensors(), checks, ordered, views)
          .compare("value", expected.object("value"), checkpoint.value());
      if (metadata != null && !metadata.equals(checkpoint.metadata())) {
        checks.fail("metadata: " + checkpoint.metadata() + ", expected " + metadata);
      }
    }
    expected.done();
  }

  private static void refuse(Fields fields, Path file, String outcome, Checks checks) {
    boolean mayOpen =
        switch (outcome) {
          case "error" -> false;
          case "survive" -> true;
          default -> throw fields.error("expect", "a value, 'error' or 'survive'");
        };
    @Nullable SosiaException refusal = null;
    try (Checkpoint _ = Checkpoint.open(file)) {
      if (!mayOpen) {
        checks.fail("the file was read; it must be refused");
      }
    } catch (SosiaException e) {
      refusal = e;
    }
    if (refusal != null && (refusal.getMessage() == null || refusal.getMessage().isBlank())) {
      checks.fail("the file was refused without a word");
    }
  }

  private static Map<String, String> metadata(Fields expected) {
    Fields f = expected.object("metadata");
    Map<String, String> metadata = new LinkedHashMap<>();
    f.names().forEach(name -> metadata.put(name, f.text(name)));
    return metadata;
  }
}
