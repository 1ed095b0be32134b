package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.op.Indexing;
import java.util.ArrayList;
import java.util.List;

/// Cases of [Indexing].
final class IndexingCases {
  private IndexingCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    int[] x = {5, 7, 9};
    for (int d = 0; d < 3; d++) {
      int dim = d;
      int[] index = {3, 4, 6};
      index[dim] = 31;
      cases.add(
          OpCase.of("gather along " + dim, t -> Indexing.gather(t.get(0), dim, t.get(1)))
              .input(Values.normal(), x)
              .index(Values.below(x[dim]), index)
              .within(sums(31)));
      cases.add(
          OpCase.of(
                  "scatter_add along " + dim,
                  t -> Indexing.scatterAdd(t.get(0), dim, t.get(1), t.get(2)))
              .input(Values.normal(), x)
              .index(Values.below(x[dim]), index)
              .input(Values.normal(), index)
              .within(sums(31)));
    }
    cases.add(
        OpCase.of("gather nothing", t -> Indexing.gather(t.get(0), 0, t.get(1)))
            .input(Values.normal(), 4, 3)
            .index(Values.below(1), 0, 3)
            .within(sums(1)));
    for (int dim = 0; dim < 2; dim++) {
      int axis = dim;
      cases.add(
          OpCase.of(
                  "index_select along " + dim, t -> Indexing.indexSelect(t.get(0), axis, t.get(1)))
              .input(Values.normal(), 5, 7)
              .index(Values.below(5), 9)
              .within(sums(9)));
    }
    cases.add(
        OpCase.of("embedding", t -> Indexing.embedding(t.get(1), t.get(0), null))
            .input(Values.normal(), 7, 5)
            .index(Values.below(7), 3, 4)
            .within(sums(12)));
    cases.add(
        OpCase.of("embedding with padding", t -> Indexing.embedding(t.get(1), t.get(0), -1))
            .input(Values.normal(), 3, 5)
            .index(Values.below(3), 3, 4)
            .bend() // the padding's row is a constant on purpose
            .within(sums(12)));
    cases.add(
        OpCase.of("one_hot", t -> Indexing.oneHot(t.get(0), 6))
            .index(Values.below(6), 3, 4)
            .forwardOnly()
            .within(Tolerance.EXACT));
    return cases;
  }
}
