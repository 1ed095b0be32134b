package dev.sosia.cli.verify.ops;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which operation a name stands for.
final class OpTable {
  private final Map<String, Op> ops = new HashMap<>();

  /// All operations there are.
  OpTable() {
    ElementwiseOps.addTo(this);
    ReductionOps.addTo(this);
    ShapeOps.addTo(this);
    NetworkOps.addTo(this);
    PictureOps.addTo(this);
    LossOps.addTo(this);
  }

  /// The operation called `name`, or null.
  @Nullable Op get(String name) {
    return ops.get(name);
  }

  void add(String name, Op op) {
    if (ops.put(name, op) != null) {
      throw new IllegalStateException("two operations are called " + name);
    }
  }

  void single(String name, Op.Single op) {
    add(name, (in, at) -> Op.Result.of(op.apply(in, at)));
  }

  void ofOne(String name, Op.OfOne op) {
    single(name, (in, _) -> op.apply(in.tensor("input")));
  }

  void ofTwo(String name, Op.OfTwo op) {
    single(name, (in, _) -> op.apply(in.tensor("input"), in.tensor("other")));
  }
}
