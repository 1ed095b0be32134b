package dev.sosia.engine.conformance;

import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// An operation with inputs to try it on.
///
/// @param name unique; the seed of the inputs is taken from it
/// @param op from inputs to results
/// @param derivatives how often it is differentiated: 0, 1 or 2
/// @param smooth whether finite differences find its gradients: not where it bends, or where it
///   takes something for a constant on purpose
/// @param large run for its size, which slow checks leave out
/// @param layouts how its inputs are laid out in memory
public record OpCase(
    String name,
    List<Input> inputs,
    Function<List<Tensor>, List<Tensor>> op,
    Tolerance tolerance,
    int derivatives,
    boolean smooth,
    boolean large,
    Set<Layout> layouts) {

  /// What is known of an input before its values are drawn. Floating-point inputs are handed over
  /// in the type under test.
  ///
  /// @param wanted whether gradients by it are checked
  public record Input(DType dtype, Shape shape, Values values, boolean wanted) {
    /// Input number `index` of the case called `name`.
    double[] draw(String name, int index, Layout layout) {
      var random = new Philox(name.hashCode(), index);
      return layout.adjust(shape, values.draw(random, Math.toIntExact(shape.numel())));
    }
  }

  /// Begins a case with one result; it is differentiated twice and its inputs are laid out in all
  /// ways.
  static Builder of(String name, Function<List<Tensor>, Tensor> op) {
    return all(name, x -> List.of(op.apply(x)));
  }

  /// The same with several results.
  static Builder all(String name, Function<List<Tensor>, List<Tensor>> op) {
    return new Builder(name, op);
  }

  @Override
  public String toString() {
    return name;
  }

  /// Gathers what a case needs.
  static final class Builder {
    private final String name;
    private final Function<List<Tensor>, List<Tensor>> op;
    private final List<Input> inputs = new ArrayList<>();
    private final Set<Layout> layouts = EnumSet.allOf(Layout.class);
    private int derivatives = 2;
    private boolean smooth = true;
    private boolean large;

    private Builder(String name, Function<List<Tensor>, List<Tensor>> op) {
      this.name = name;
      this.op = op;
    }

    /// A differentiable input.
    Builder input(Values values, int... dims) {
      inputs.add(new Input(DType.F32, Shape.of(dims), values, true));
      return this;
    }

    /// An input that gets no gradient.
    Builder constant(Values values, int... dims) {
      inputs.add(new Input(DType.F32, Shape.of(dims), values, false));
      return this;
    }

    /// An input of integers.
    Builder index(Values values, int... dims) {
      inputs.add(new Input(DType.I64, Shape.of(dims), values, false));
      return this;
    }

    /// An input of truth values.
    Builder mask(int... dims) {
      inputs.add(new Input(DType.BOOL, Shape.of(dims), Values.below(2), false));
      return this;
    }

    /// Forward only: the operation has no gradient, or none that is finite at these inputs.
    Builder forwardOnly() {
      derivatives = 0;
      return this;
    }

    /// Differentiated once only.
    Builder once() {
      derivatives = 1;
      return this;
    }

    /// The inputs lie where the operation bends, or it takes something for a constant on purpose:
    /// finite differences say nothing about its gradients.
    Builder bend() {
      smooth = false;
      return this;
    }

    /// Leaves a layout out, because its repeated values make the operation ill-conditioned.
    Builder without(Layout layout) {
      layouts.remove(layout);
      return this;
    }

    /// Only row-major inputs, without finite differences.
    Builder large() {
      large = true;
      layouts.retainAll(EnumSet.of(Layout.CONTIGUOUS));
      return this;
    }

    OpCase within(Tolerance tolerance) {
      return new OpCase(
          name,
          List.copyOf(inputs),
          op,
          tolerance,
          derivatives,
          smooth,
          large,
          Set.copyOf(layouts));
    }
  }
}
