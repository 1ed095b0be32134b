package dev.sosia.engine.conformance;

import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case run on a device: its results, the gradients of `sum <result, seed>` by its inputs, and
/// the gradients of `sum <gradient, seed>` by inputs and first seeds.
///
/// @param second empty if the case is differentiated less than twice; so is `first`
record Evaluation(List<Result> forward, List<Result> first, List<Result> second) {

  /// A tensor that has left its device.
  record Result(DType dtype, Shape shape, double[] values) {
    static List<Result> of(List<Tensor> tensors) {
      return tensors.stream()
          .map(t -> new Result(t.dtype(), t.shape(), Encoding.values(t)))
          .toList();
    }
  }

  /// The numbers that go in: inputs and seeds, as plain arrays that a check may move about.
  record Point(List<double[]> inputs, List<double[]> seeds, List<double[]> secondSeeds) {
    static Point of(OpCase c, Layout layout) {
      List<double[]> inputs = new ArrayList<>();
      for (int i = 0; i < c.inputs().size(); i++) {
        inputs.add(c.inputs().get(i).draw(c.name(), i, layout));
      }
      return new Point(inputs, new ArrayList<>(), new ArrayList<>());
    }
  }

  static Evaluation of(OpCase c, Device device, DType dtype, Layout layout) {
    return of(c, device, dtype, layout, Point.of(c, layout));
  }

  /// Runs `c` at `point`, whose seeds are drawn here where they are missing.
  static Evaluation of(OpCase c, Device device, DType dtype, Layout layout, Point point) {
    try (Scope _ = Scope.open()) {
      List<Tensor> inputs = new ArrayList<>();
      List<Tensor> targets = new ArrayList<>();
      for (int i = 0; i < c.inputs().size(); i++) {
        OpCase.Input in = c.inputs().get(i);
        DType as = in.dtype().isFloating() ? dtype : in.dtype();
        Tensor x = layout.place(device, as, in.shape(), point.inputs.get(i));
        if (in.wanted() && c.derivatives() > 0) {
          targets.add(x.requiresGrad(true));
        }
        inputs.add(x);
      }
      List<Tensor> results = c.op().apply(inputs);
      if (c.derivatives() == 0) {
        return of(results, List.of(), List.of());
      }
      List<Tensor> roots = results.stream().filter(t -> t.dtype().isFloating()).toList();
      List<@Nullable Tensor> seeds = new ArrayList<>();
      for (int i = 0; i < roots.size(); i++) {
        seeds.add(seed(c, i, roots.get(i), layout, point.seeds).requiresGrad(true));
      }
      List<Tensor> gradients = Autograd.grad(roots, seeds, targets, c.derivatives() > 1);
      if (c.derivatives() == 1) {
        return of(results, gradients, List.of());
      }
      List<@Nullable Tensor> secondSeeds = new ArrayList<>();
      for (int i = 0; i < gradients.size(); i++) {
        secondSeeds.add(seed(c, 50 + i, gradients.get(i), layout, point.secondSeeds));
      }
      List<Tensor> all = new ArrayList<>(targets);
      for (Tensor s : seeds) {
        if (s != null) {
          all.add(s);
        }
      }
      List<Tensor> again = Autograd.grad(gradients, secondSeeds, all, false);
      return of(results, gradients, again);
    }
  }

  /// Reads at the very end, so that a backend that works behind the scenes may do so until then.
  private static Evaluation of(List<Tensor> forward, List<Tensor> first, List<Tensor> second) {
    return new Evaluation(Result.of(forward), Result.of(first), Result.of(second));
  }

  private static Tensor seed(OpCase c, int index, Tensor like, Layout layout, List<double[]> at) {
    int place = index % 50;
    if (at.size() <= place) {
      var random = new Philox(c.name().hashCode(), 1000 + index);
      double[] drawn = Values.normal().draw(random, Math.toIntExact(like.numel()));
      at.add(layout.adjust(like.shape(), drawn));
    }
    return layout.place(like.device(), like.dtype(), like.shape(), at.get(place));
  }
}
