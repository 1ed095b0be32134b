package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/// The Frechet distance between Gaussians fitted to two sets of features: `|m1 - m2|^2 + tr(S1 + S2
/// - 2 (S1 S2)^(1/2))`.
///
/// Sources: Dowson and Landau, "The Frechet distance between multivariate normal distributions",
/// 1982; Heusel and others, "GANs Trained by a Two Time-Scale Update Rule", 2017. It depends on
/// what the features are, so it is always named together with them.
public final class FrechetDistance {
  private FrechetDistance() {}

  /// The distance between two sets of rows; 0 for equal ones. The covariance is divided by the
  /// number of rows less one, so that each set needs two.
  ///
  /// With centred rows A and B, divided by the root of that number, S1 = A'A and S2 = B'B, and the
  /// eigenvalues of S1 S2 are the squared singular values of A B'. So the trace of the root is the
  /// sum of singular values, and no root of a rounded product is taken: rows fewer than columns do
  /// no harm.
  ///
  /// @throws InputException if rows differ in length
  public static Statistic<Double> between(double[][] first, double[][] second) {
    if (first.length < 2 || second.length < 2) {
      return Statistic.undefined(
          "a covariance needs two rows, there are %d and %d"
              .formatted(first.length, second.length));
    }
    int d = first[0].length;
    double[] m1 = mean(first, d);
    double[] m2 = mean(second, d);
    DMatrixRMaj a = root(first, m1);
    DMatrixRMaj b = root(second, m2);
    DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numRows);
    CommonOps_DDRM.multTransB(a, b, product);
    double apart = 0;
    for (int i = 0; i < d; i++) {
      apart += (m1[i] - m2[i]) * (m1[i] - m2[i]);
    }
    double fa = NormOps_DDRM.normF(a);
    double fb = NormOps_DDRM.normF(b);
    double distance = apart + fa * fa + fb * fb - 2 * sumOfSingularValues(product);
    return Statistic.of(Math.max(distance, 0)); // below 0 by rounding alone
  }

  private static double[] mean(double[][] rows, int d) {
    double[] mean = new double[d];
    for (double[] row : rows) {
      if (row.length != d) {
        throw new InputException(
            "features are rows of one length, but there are %d and %d".formatted(d, row.length));
      }
      for (int i = 0; i < d; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  /// A matrix R with `R'R` = the covariance, of at most as many rows as columns.
  private static DMatrixRMaj root(double[][] rows, double[] mean) {
    int d = mean.length;
    double scale = 1 / Math.sqrt(rows.length - 1.0);
    DMatrixRMaj centred = new DMatrixRMaj(rows.length, d);
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < d; i++) {
        centred.set(r, i, (rows[r][i] - mean[i]) * scale);
      }
    }
    if (rows.length <= d) {
      return centred;
    }
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(rows.length, d);
    if (!qr.decompose(centred)) {
      throw new IllegalStateException("QR decomposition of " + rows.length + " x " + d);
    }
    return qr.getR(null, true);
  }

  private static double sumOfSingularValues(DMatrixRMaj m) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(m.numRows, m.numCols, false, false, true);
    if (!svd.decompose(m)) {
      throw new InputException("the features hold numbers that are not finite");
    }
    double sum = 0;
    for (int i = 0; i < svd.numberOfSingularValues(); i++) {
      sum += svd.getSingularValues()[i];
    }
    return sum;
  }
}
