package dev.sosia.study.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// The test for equal shares of the classes before and after, on the same pictures.
///
/// Sources: Stuart, "A Test for Homogeneity of the Marginal Distributions in a Two-Way
/// Classification", 1955; Maxwell, "Comparing the Classification of Subjects by Two Independent
/// Judges", 1970.
///
/// @param statistic chi-squared distributed if the shares are equal
/// @param degreesOfFreedom the number of used classes less one
/// @param p the probability of a statistic at least as large
/// @param classesUsed those that occur before or after
public record StuartMaxwell(
    double statistic, int degreesOfFreedom, double p, List<Integer> classesUsed) {

  /// The test on these counts. A symmetric table, in which nothing can have changed, has the
  /// statistic 0. Undefined where the differences' covariance is singular.
  ///
  /// That covariance, of rows less columns, has on its diagonal all changes from and to a class and
  /// beside it the negated changes between two: it is the Laplacian matrix of the graph of changes.
  /// With one class left out it is singular exactly if that graph falls apart (Kirchhoff), which
  /// needs no threshold on rounded numbers.
  public static Statistic<StuartMaxwell> of(Confusion table) {
    int[] used = table.used();
    if (used.length == 0) {
      return Statistic.undefined("there are no pictures");
    }
    List<Integer> classes = Arrays.stream(used).boxed().toList();
    int df = used.length - 1;
    if (table.isSymmetric()) {
      return Statistic.of(new StuartMaxwell(0, df, 1, classes));
    }
    if (!table.isConnected()) {
      return Statistic.undefined(
          "no picture changed between some classes and the others, so that the covariance of the"
              + " differences is singular");
    }
    double statistic = statistic(table, used);
    double p = ChiSquaredDistribution.of(df).survivalProbability(statistic);
    return Statistic.of(new StuartMaxwell(statistic, df, p, classes));
  }

  /// `d' V^-1 d` for all used classes but the last; any may be left out.
  private static double statistic(Confusion table, int[] used) {
    int n = used.length - 1;
    DMatrixRMaj d = new DMatrixRMaj(n, 1);
    DMatrixRMaj v = new DMatrixRMaj(n, n);
    for (int a = 0; a < n; a++) {
      int i = used[a];
      long before = table.before(i);
      long after = table.after(i);
      d.set(a, 0, (double) (before - after));
      for (int b = 0; b < n; b++) {
        int j = used[b];
        long covariance =
            a == b
                ? before + after - 2 * table.count(i, i)
                : -(table.count(i, j) + table.count(j, i));
        v.set(a, b, (double) covariance);
      }
    }
    DMatrixRMaj solved = new DMatrixRMaj(n, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(n);
    if (!solver.setA(v)) {
      throw new IllegalStateException("a connected table's covariance is definite: " + table);
    }
    solver.solve(d, solved);
    return CommonOps_DDRM.dot(d, solved);
  }
}
