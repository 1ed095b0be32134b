package dev.sosia.weights;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How two state dicts differ.
///
/// @param onlyInA names that only the first has
/// @param onlyInB names that only the second has
/// @param misshapen tensors whose shapes differ; their values are not compared
/// @param tensors all others, the largest difference first
public record StateDictDiff(
    List<String> onlyInA,
    List<String> onlyInB,
    List<ShapeDifference> misshapen,
    List<TensorDifference> tensors) {

  public StateDictDiff {
    onlyInA = List.copyOf(onlyInA);
    onlyInB = List.copyOf(onlyInB);
    misshapen = List.copyOf(misshapen);
    tensors = List.copyOf(tensors);
  }

  /// A tensor that has another shape in either.
  public record ShapeDifference(String name, Shape a, Shape b) {}

  /// The largest difference of a tensor's elements. A NaN and a number are infinitely far apart;
  /// two NaN, and equal infinities, are not.
  ///
  /// @param index row-major place of that element, -1 in an empty tensor
  /// @param a its value in the first
  /// @param b its value in the second
  /// @param largest the absolute difference, 0 to infinity, never NaN
  /// @param differing number of elements that are not equal
  public record TensorDifference(
      String name,
      DType dtypeA,
      DType dtypeB,
      long index,
      double a,
      double b,
      double largest,
      long differing) {}

  /// Compares two state dicts.
  public static StateDictDiff of(StateDict a, StateDict b) {
    List<String> onlyInA = new ArrayList<>();
    List<ShapeDifference> misshapen = new ArrayList<>();
    List<TensorDifference> tensors = new ArrayList<>();
    a.tensors()
        .forEach(
            (name, x) -> {
              @Nullable HostTensor y = b.tensors().get(name);
              if (y == null) {
                onlyInA.add(name);
              } else if (!x.shape().equals(y.shape())) {
                misshapen.add(new ShapeDifference(name, x.shape(), y.shape()));
              } else {
                tensors.add(compare(name, x, y));
              }
            });
    List<String> onlyInB = new ArrayList<>(b.tensors().keySet());
    onlyInB.removeAll(a.tensors().keySet());
    tensors.sort(Comparator.comparingDouble(TensorDifference::largest).reversed());
    return new StateDictDiff(onlyInA, onlyInB, misshapen, tensors);
  }

  private static TensorDifference compare(String name, HostTensor x, HostTensor y) {
    boolean integers = !x.dtype().isFloating() && !y.dtype().isFloating();
    long at = x.numel() == 0 ? -1 : 0;
    double largest = 0;
    long differing = 0;
    for (long i = 0; i < x.numel(); i++) {
      double d =
          integers
              ? distance(x.getLong(i), y.getLong(i))
              : distance(x.getDouble(i), y.getDouble(i));
      if (d > 0) {
        differing++;
      }
      if (d > largest) {
        largest = d;
        at = i;
      }
    }
    return new TensorDifference(
        name,
        x.dtype(),
        y.dtype(),
        at,
        at < 0 ? 0 : x.getDouble(at),
        at < 0 ? 0 : y.getDouble(at),
        largest,
        differing);
  }

  private static double distance(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return 0;
    }
    double d = Math.abs(a - b);
    return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d;
  }

  /// Whole numbers are subtracted as such: as doubles, 2^53 and 2^53 + 1 would be equal.
  private static double distance(long a, long b) {
    long d = a - b;
    boolean overflows = ((a ^ b) & (a ^ d)) < 0;
    return overflows ? Math.abs((double) a - (double) b) : Math.abs((double) d);
  }

  /// Whether both have the same names and shapes and no two elements are further apart than
  /// `tolerance`. Types may differ.
  public boolean within(double tolerance) {
    return onlyInA.isEmpty()
        && onlyInB.isEmpty()
        && misshapen.isEmpty()
        && tensors.stream().allMatch(t -> t.largest() <= tolerance);
  }
}
