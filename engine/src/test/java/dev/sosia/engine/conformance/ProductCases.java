package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.products;

import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Shapes;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Products].
final class ProductCases {
  private final List<OpCase> cases = new ArrayList<>();

  private ProductCases() {}

  static List<OpCase> all() {
    var c = new ProductCases();
    c.matrices();
    c.linear();
    return c.cases;
  }

  private static OpCase.Builder matmul(String name, int[] a, int[] b) {
    return OpCase.of("matmul " + name, x -> Products.matmul(x.get(0), x.get(1)))
        .input(Values.normal(), a)
        .input(Values.normal(), b);
  }

  private void matrices() {
    int[] sizes = {1, 7, 31, 33};
    for (int m : sizes) {
      for (int k : new int[] {1, 8, 33}) {
        for (int n : sizes) {
          String name = m + "x" + k + "x" + n;
          cases.add(matmul(name, new int[] {m, k}, new int[] {k, n}).within(products(k)));
        }
      }
    }
    cases.add(
        matmul("127x129x65", new int[] {127, 129}, new int[] {129, 65})
            .large()
            .within(products(129)));
    cases.add(
        matmul("1x1031x3", new int[] {1, 1031}, new int[] {1031, 3})
            .large()
            .within(products(1031)));
    cases.add(matmul("of vectors", new int[] {31}, new int[] {31}).within(products(31)));
    cases.add(matmul("vector by matrix", new int[] {7}, new int[] {7, 9}).within(products(7)));
    cases.add(matmul("matrix by vector", new int[] {9, 7}, new int[] {7}).within(products(7)));
    cases.add(matmul("stacks", new int[] {3, 5, 7}, new int[] {3, 7, 2}).within(products(7)));
    cases.add(matmul("broadcast", new int[] {2, 1, 5, 7}, new int[] {3, 7, 4}).within(products(7)));
    cases.add(matmul("stack by vector", new int[] {2, 3, 7}, new int[] {7}).within(products(7)));
    cases.add(matmul("nothing inside", new int[] {3, 0}, new int[] {0, 5}).within(products(1)));
    cases.add(matmul("no rows", new int[] {0, 4}, new int[] {4, 5}).within(products(1)));
    cases.add(
        OpCase.of("matmul with NaN", x -> Products.matmul(x.get(0), x.get(1)))
            .input(Values.of(1, 0, 2, Double.NaN, 1, 0, 0, 3, 1, 1, 1, 0), 4, 3)
            .input(Values.of(1, 2, Double.POSITIVE_INFINITY, 0, 1, 3), 3, 2)
            .forwardOnly()
            .within(products(3)));
    cases.add(
        OpCase.of(
                "matmul transposed",
                x ->
                    Products.matmul(
                        Shapes.transpose(x.get(0), 0, 1), Shapes.transpose(x.get(1), 0, 1)))
            .input(Values.normal(), 17, 9)
            .input(Values.normal(), 33, 17)
            .within(products(17)));
    cases.add(
        OpCase.of("matmul of x with itself", x -> Products.matmul(x.getFirst(), x.getFirst()))
            .input(Values.normal(), 7, 7)
            .within(products(14)));
  }

  private void linear() {
    for (int batch : new int[] {0, 1, 3}) {
      cases.add(
          OpCase.of("linear of " + batch, x -> Products.linear(x.get(0), x.get(1), x.get(2)))
              .input(Values.normal(), batch, 33)
              .input(Values.normal(), 7, 33)
              .input(Values.normal(), 7)
              .within(products(33)));
    }
    cases.add(
        OpCase.of("linear without bias", x -> Products.linear(x.get(0), x.get(1), null))
            .input(Values.normal(), 2, 3, 31)
            .input(Values.normal(), 9, 31)
            .within(products(31)));
    cases.add(
        OpCase.of("linear of a vector", x -> Products.linear(x.get(0), x.get(1), x.get(2)))
            .input(Values.normal(), 5)
            .input(Values.normal(), 1, 5)
            .input(Values.normal(), 1)
            .within(products(5)));
  }
}
