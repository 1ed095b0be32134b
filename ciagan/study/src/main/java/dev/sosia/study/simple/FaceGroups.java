package dev.sosia.study.simple;

import dev.sosia.engine.error.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/// A gallery of one face for each person, divided into groups of at least k alike, and each group's
/// average.
///
/// Source: Newton, Sweeney, Malin, "Preserving Privacy by De-identifying Facial Images",
/// CMU-CS-03-119, 2003: the first face that is left takes the k - 1 nearest to it; the last group,
/// of fewer than 2k, takes all that are left.
final class FaceGroups {
  private final int[] group;
  private final List<FMatrixRMaj> averages;

  private FaceGroups(int[] group, List<FMatrixRMaj> averages) {
    this.group = group;
    this.averages = averages;
  }

  /// Divides the rows of `faces`, a person each.
  ///
  /// @param matters for each column, how much a difference there counts
  /// @throws InputException if there are fewer than `k` rows
  static FaceGroups of(FMatrixRMaj faces, float[] matters, int k) {
    int n = faces.numRows;
    if (n < k) {
      throw new InputException(
          "method k-same: every face shall stand for %d people, but there are %d with a face"
              .formatted(k, n));
    }
    int[] group = new int[n];
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      left.add(i);
    }
    List<FMatrixRMaj> averages = new ArrayList<>();
    while (!left.isEmpty()) {
      int size = left.size() < 2 * k ? left.size() : k;
      double[] apart = distances(faces, matters, left);
      List<Integer> members =
          left.stream().sorted(Comparator.comparingDouble(i -> apart[i])).limit(size).toList();
      members.forEach(i -> group[i] = averages.size());
      averages.add(average(faces, members));
      left.removeAll(members);
    }
    return new FaceGroups(group, averages);
  }

  /// Squared distances of those that are left to the first of them, at their own indices.
  private static double[] distances(FMatrixRMaj faces, float[] matters, List<Integer> left) {
    double[] apart = new double[faces.numRows];
    int first = left.getFirst() * faces.numCols;
    for (int i : left) {
      int from = i * faces.numCols;
      double sum = 0;
      for (int c = 0; c < faces.numCols; c++) {
        double d = faces.data[from + c] - faces.data[first + c];
        sum += matters[c] * d * d;
      }
      apart[i] = sum;
    }
    return apart;
  }

  private static FMatrixRMaj average(FMatrixRMaj faces, List<Integer> members) {
    FMatrixRMaj sum = new FMatrixRMaj(1, faces.numCols);
    FMatrixRMaj row = new FMatrixRMaj(1, faces.numCols);
    for (int i : members) {
      CommonOps_FDRM.extractRow(faces, i, row);
      CommonOps_FDRM.addEquals(sum, row);
    }
    CommonOps_FDRM.divide(sum, members.size());
    return sum;
  }

  /// How many groups there are.
  int groups() {
    return averages.size();
  }

  /// The group of a person.
  int group(int row) {
    return group[row];
  }

  /// The average of a person's group: the one face that is shown for all in it. Only to be read.
  float[] face(int row) {
    return averages.get(group[row]).data;
  }
}
