package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;

import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Cases of [Shapes].
final class ShapesCases {
  private final List<OpCase> cases = new ArrayList<>();

  private ShapesCases() {}

  static List<OpCase> all() {
    var c = new ShapesCases();
    c.views();
    c.slices();
    c.joins();
    return c.cases;
  }

  private void moves(String name, UnaryOperator<Tensor> f, int... dims) {
    cases.add(
        OpCase.of(name, x -> f.apply(x.getFirst())).input(Values.normal(), dims).within(EXACT));
  }

  private void views() {
    moves("copy", Shapes::copy, 3, 5, 7);
    moves("contiguous", Shapes::contiguous, 3, 5, 7);
    moves("reshape", x -> Shapes.reshape(x, 5, -1), 3, 5, 7);
    moves("reshape to a number", x -> Shapes.reshape(x), 1, 1);
    moves("reshape of nothing", x -> Shapes.reshape(x, 0, 5), 5, 0);
    moves("permute", x -> Shapes.permute(x, 2, 0, 3, 1), 2, 3, 5, 7);
    moves(
        "permute a 6-dimensional one", x -> Shapes.permute(x, 5, 3, 1, 4, 2, 0), 2, 3, 1, 2, 3, 2);
    moves("transpose", x -> Shapes.transpose(x, -1, 0), 31, 1, 33);
    moves("transpose and copy", x -> Shapes.copy(Shapes.transpose(x, 0, 1)), 33, 65);
    moves("expand", x -> Shapes.expand(x, 4, 3, 5, 7), 3, 1, 7);
    moves("expand a number", x -> Shapes.expand(x, 2, 3));
    moves("sum_to", x -> Shapes.sumTo(x, Shape.of(3, 1)), 2, 3, 4);
    moves("squeeze", Shapes::squeeze, 1, 3, 1, 5);
    moves("squeeze one", x -> Shapes.squeeze(x, -2), 1, 3, 1, 5);
    moves("unsqueeze", x -> Shapes.unsqueeze(x, -2), 3, 5);
    moves("flip", x -> Shapes.flip(x, 0, -1), 3, 5, 7);
    moves("roll", x -> Shapes.roll(x, 3, 1), 2, 5, 3);
    moves("roll back", x -> Shapes.roll(x, -9, 1), 2, 5, 3);
    moves("tril", x -> Shapes.tril(x, 0), 2, 7, 5);
    moves("tril above", x -> Shapes.tril(x, 2), 7, 9);
  }

  private void slices() {
    moves("slice", x -> Shapes.slice(x, 1, 1, 4, 1), 3, 5, 7);
    moves("slice by steps", x -> Shapes.slice(x, -1, 1, 100, 3), 3, 5, 17);
    moves("slice from the end", x -> Shapes.slice(x, 0, -3, -1, 1), 7, 2);
    moves("slice of nothing", x -> Shapes.slice(x, 0, 4, 2, 1), 7, 2);
    moves("slice a slice", x -> Shapes.slice(Shapes.slice(x, 0, 1, 30, 2), 0, 1, 9, 3), 31, 3);
    cases.add(
        OpCase.all("split", x -> Shapes.split(x.getFirst(), new int[] {1, 4, 2}, 1))
            .input(Values.normal(), 3, 7, 2)
            .within(EXACT));
    cases.add(
        OpCase.all("split by 3", x -> Shapes.split(x.getFirst(), 3, -1))
            .input(Values.normal(), 2, 7)
            .within(EXACT));
    cases.add(
        OpCase.all("chunk", x -> Shapes.chunk(x.getFirst(), 3, 0))
            .input(Values.normal(), 7, 2)
            .within(EXACT));
  }

  private void joins() {
    for (int dim = 0; dim < 3; dim++) {
      int axis = dim;
      int[] a = {2, 3, 5};
      int[] b = a.clone();
      b[axis] = 4;
      int[] none = a.clone();
      none[axis] = 0;
      cases.add(
          OpCase.of("cat along " + axis, x -> Shapes.cat(x, axis))
              .input(Values.normal(), a)
              .input(Values.normal(), none)
              .input(Values.normal(), b)
              .within(EXACT));
    }
    for (int dim : new int[] {0, 1, -1}) {
      cases.add(
          OpCase.of("stack along " + dim, x -> Shapes.stack(x, dim))
              .input(Values.normal(), 3, 7)
              .input(Values.normal(), 3, 7)
              .within(EXACT));
    }
  }
}
