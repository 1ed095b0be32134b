package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;

/// Operations along dimensions.
final class ReductionOps {
  private ReductionOps() {}

  private interface Reduction {
    Tensor apply(Tensor x, boolean keepdim, int... dims);
  }

  private interface Spread {
    Tensor apply(Tensor x, boolean unbiased, boolean keepdim, int... dims);
  }

  private interface Selection {
    Reductions.ValuesAndIndices apply(Tensor x, int dim, boolean keepdim);
  }

  private interface Scan {
    Tensor apply(Tensor x, int dim);
  }

  static void addTo(OpTable t) {
    reduction(t, "sum", Reductions::sum);
    reduction(t, "mean", Reductions::mean);
    reduction(t, "amax", Reductions::amax);
    reduction(t, "amin", Reductions::amin);
    reduction(t, "logsumexp", Reductions::logsumexp);
    spread(t, "var", Reductions::var);
    spread(t, "std", Reductions::std);
    t.single(
        "norm",
        (in, at) ->
            Reductions.norm(
                in.tensor("input"), at.number("p"), at.flag("keepdim"), Op.dims(at, "dim")));
    selection(t, "max", Reductions::max);
    selection(t, "min", Reductions::min);
    t.single("argmax", ReductionOps::argmax);
    scan(t, "softmax", Reductions::softmax);
    scan(t, "log_softmax", Reductions::logSoftmax);
    scan(t, "cumsum", Reductions::cumsum);
  }

  private static void reduction(OpTable t, String name, Reduction op) {
    t.single(
        name, (in, at) -> op.apply(in.tensor("input"), at.flag("keepdim"), Op.dims(at, "dim")));
  }

  private static void spread(OpTable t, String name, Spread op) {
    t.single(
        name,
        (in, at) ->
            op.apply(
                in.tensor("input"), at.flag("unbiased"), at.flag("keepdim"), Op.dims(at, "dim")));
  }

  private static void selection(OpTable t, String name, Selection op) {
    t.add(
        name,
        (in, at) -> {
          var found = op.apply(in.tensor("input"), at.size("dim"), at.flag("keepdim"));
          return Op.Result.of(List.of(found.values(), found.indices()));
        });
  }

  private static void scan(OpTable t, String name, Scan op) {
    t.single(name, (in, at) -> op.apply(in.tensor("input"), at.size("dim")));
  }

  private static Tensor argmax(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    boolean keepdim = at.flag("keepdim");
    return at.raw("dim") == null
        ? Reductions.argmax(x, keepdim)
        : Reductions.argmax(x, at.size("dim"), keepdim);
  }
}
