package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Combines all elements along `dims` (sorted, distinct, not negative; empty: none). Reduced
/// dimensions keep size 1: dropping them is a view. The sum of nothing is 0; the maximum or minimum
/// of nothing is an error; NaN wins over every number in all three.
///
/// Sums are accurate: F32 is summed in chunks whose boundaries do not depend on the number of
/// threads, with an error of a few units in the last place of the sum of magnitudes.
public record Reduce(Kind kind, List<Integer> dims) implements Kernel {

  /// How elements combine.
  public enum Kind {
    SUM,
    MAX,
    MIN
  }

  public Reduce {
    dims = List.copyOf(dims);
  }

  public static Reduce of(Kind kind, int... dims) {
    return new Reduce(kind, Arrays.stream(dims).sorted().distinct().boxed().toList());
  }

  @Override
  public String name() {
    return kind == Kind.SUM ? "sum" : "a" + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    Shape shape = inputs.getFirst().shape();
    for (int dim : dims) {
      require(dim >= 0 && dim < shape.rank(), "no dimension " + dim, inputs);
      require(kind == Kind.SUM || shape.dim(dim) > 0, "of nothing along dimension " + dim, inputs);
      shape = shape.with(dim, 1);
    }
    return List.of(inputs.getFirst().with(shape));
  }
}
