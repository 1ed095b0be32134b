package dev.sosia.engine.type;

import dev.sosia.engine.error.ShapeException;
import java.util.Arrays;

/// Sizes of a tensor's dimensions, outermost first. Rank 0 is a single number. Immutable.
public final class Shape {
  /// The largest rank a tensor may have.
  public static final int MAX_RANK = 6;

  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final long numel;

  private Shape(int[] dims) {
    if (dims.length > MAX_RANK) {
      throw new ShapeException(
          "a tensor has at most " + MAX_RANK + " dimensions, not " + Arrays.toString(dims));
    }
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new ShapeException("negative size in shape " + Arrays.toString(dims));
      }
      n = Math.multiplyExact(n, d);
    }
    this.dims = dims;
    this.numel = n;
  }

  /// A shape of these sizes.
  ///
  /// @throws ShapeException if a size is negative or there are more than [#MAX_RANK]
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  /// Size of dimension `i`; negative counts from the end.
  public int dim(int i) {
    return dims[i < 0 ? i + dims.length : i];
  }

  /// Number of elements: the product of all sizes, 1 for rank 0.
  public long numel() {
    return numel;
  }

  public int[] dims() {
    return dims.clone();
  }

  /// `dim` with negative numbers counted from the end.
  ///
  /// @throws ShapeException naming `op` if there is no such dimension
  public int axis(String op, int dim) {
    int n = Math.max(rank(), 1);
    if (dim < -n || dim >= n) {
      throw new ShapeException(op + ": dimension " + dim + " of a tensor of shape " + this);
    }
    return dim < 0 ? dim + n : dim;
  }

  /// This shape with dimension `axis` set to `size`.
  public Shape with(int axis, int size) {
    int[] d = dims.clone();
    d[axis] = size;
    return new Shape(d);
  }

  /// Strides, in elements, of a row-major tensor of this shape.
  public long[] rowMajor() {
    long[] strides = new long[dims.length];
    long at = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = at;
      at *= Math.max(dims[i], 1);
    }
    return strides;
  }

  /// The shape both broadcast to, by NumPy's rule.
  ///
  /// @throws ShapeException naming `op` if they do not fit
  public static Shape broadcast(String op, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] d = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dim(-i) : 1;
      int y = i <= b.rank() ? b.dim(-i) : 1;
      if (x != y && x != 1 && y != 1) {
        throw new ShapeException(
            op + ": shapes " + a + " and " + b + " do not broadcast (" + x + " against " + y + ")");
      }
      d[rank - i] = x == 1 ? y : x;
    }
    return new Shape(d);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
