package dev.sosia.engine.conformance;

import dev.sosia.engine.conformance.Evaluation.Result;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A kernel with inputs to try it on.
///
/// @param inPlace which inputs the kernel overwrites, in the order of its results; empty if none
/// @param widened whether the judge computes in F64; a kernel whose types are the point is judged
///   in its own
record KernelCase(
    String name,
    Kernel kernel,
    List<OpCase.Input> inputs,
    List<Integer> inPlace,
    boolean widened,
    Tolerance tolerance) {

  private static final Set<Layout> ONE_PLACE_EACH =
      Set.of(Layout.CONTIGUOUS, Layout.STRIDED, Layout.PERMUTED, Layout.FLIPPED);

  /// Runs it, as the judge does or as the backend under test.
  List<Result> run(Device device, boolean judge, Layout layout) {
    try (Scope _ = Scope.open()) {
      Tensor[] x = new Tensor[inputs.size()];
      for (int i = 0; i < x.length; i++) {
        OpCase.Input in = inputs.get(i);
        DType dtype = judge && widened && in.dtype() == DType.F32 ? DType.F64 : in.dtype();
        // what is written in place cannot repeat: its layout does not, its values do
        boolean fits = ONE_PLACE_EACH.contains(layout) || !inPlace.contains(i);
        Layout own = fits ? layout : Layout.CONTIGUOUS;
        x[i] = own.place(device, dtype, in.shape(), in.draw(name, i, layout));
      }
      if (inPlace.isEmpty()) {
        return Result.of(device.runAll(kernel, x));
      }
      List<Tensor> out = new ArrayList<>();
      inPlace.forEach(i -> out.add(x[i]));
      device.into(kernel, x, out.toArray(Tensor[]::new));
      return Result.of(out);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
