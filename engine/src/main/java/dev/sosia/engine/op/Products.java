package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Products of vectors, matrices and stacks of matrices.
public final class Products {
  private Products() {}

  /// The matrix product as NumPy's: vectors are rows (left) or columns (right), leading dimensions
  /// broadcast.
  public static Tensor matmul(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw new ShapeException("matmul: " + a.type() + " and " + b.type() + " are not matrices");
    }
    Tensor left = a.rank() == 1 ? Shapes.unsqueeze(a, 0) : a;
    Tensor right = b.rank() == 1 ? Shapes.unsqueeze(b, -1) : b;
    Shape leading = Shape.broadcast("matmul", leading(left), leading(right));
    Tensor y = product(stacked(left, leading), stacked(right, leading));
    if (a.rank() == 1) {
      y = Shapes.squeeze(y, -2);
    }
    return b.rank() == 1 ? Shapes.squeeze(y, -1) : y;
  }

  private static Shape leading(Tensor x) {
    return Shape.of(Arrays.copyOf(x.shape().dims(), x.rank() - 2));
  }

  private static Tensor stacked(Tensor x, Shape leading) {
    int[] dims = Arrays.copyOf(leading.dims(), leading.rank() + 2);
    dims[leading.rank()] = x.dim(-2);
    dims[leading.rank() + 1] = x.dim(-1);
    return x.shape().equals(Shape.of(dims)) ? x : Shapes.expand(x, dims);
  }

  private static Tensor product(Tensor a, Tensor b) {
    Tensor y = a.device().run(new MatMul(), a, b);
    return Autograd.record(
        "matmul",
        y,
        List.of(a, b),
        List.of(a, b),
        c ->
            c.grads(
                () -> product(c.dy(), Shapes.transpose(c.saved(1), -2, -1)),
                () -> gradientOfRight(c.saved(0), c.dy(), c.saved(1))));
  }

  /// `a^T dy`, laid out in memory as `b` is: the gradient of a weight, which enters as a transposed
  /// view, then needs no copy before it is collected.
  private static Tensor gradientOfRight(Tensor a, Tensor dy, Tensor b) {
    boolean transposed = !b.isContiguous() && Shapes.transpose(b, -2, -1).isContiguous();
    return transposed
        ? Shapes.transpose(product(Shapes.transpose(dy, -2, -1), a), -2, -1)
        : product(Shapes.transpose(a, -2, -1), dy);
  }

  /// `y = x W^T + b`: x `[.., I]`, weight `[O, I]`, bias `[O]`, y `[.., O]`.
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    if (x.rank() == 0 || weight.rank() != 2 || x.dim(-1) != weight.dim(1)) {
      throw new ShapeException(
          "linear: input "
              + x.type()
              + " and weight "
              + weight.type()
              + ", expected [.., I] and [O, I]");
    }
    if (bias != null && !bias.shape().equals(Shape.of(weight.dim(0)))) {
      throw new ShapeException("linear: bias " + bias.type() + " for weight " + weight.type());
    }
    Tensor rows = Shapes.reshape(x, rows(x), x.dim(-1));
    Tensor y = product(rows, Shapes.transpose(weight, 0, 1));
    if (bias != null) {
      y = Elementwise.add(y, bias);
    }
    int[] dims = x.shape().dims();
    dims[dims.length - 1] = weight.dim(0);
    return Shapes.reshape(y, dims);
  }

  private static int rows(Tensor x) {
    int rows = 1;
    for (int i = 0; i < x.rank() - 1; i++) {
      rows *= x.dim(i);
    }
    return rows;
  }
}
