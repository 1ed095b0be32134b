package dev.sosia.study.identity;

import dev.sosia.study.statistics.Embeddings;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What a gallery keeps of people: one point each, the mean of the points of their faces, brought
/// to length 1. So the rank of a person counts people, not pictures.
public final class Templates {
  private Templates() {}

  /// One point for each person that occurs, by their numbers.
  public static Embeddings of(Embeddings faces) {
    Map<Integer, double[]> sums = new TreeMap<>();
    for (int i = 0; i < faces.size(); i++) {
      double[] point = faces.points()[i];
      double[] sum = sums.computeIfAbsent(faces.identity()[i], _ -> new double[point.length]);
      for (int k = 0; k < point.length; k++) {
        sum[k] += point[k];
      }
    }
    double[][] points = sums.values().stream().map(Templates::unit).toArray(double[][]::new);
    int[] people = sums.keySet().stream().mapToInt(Integer::intValue).toArray();
    return new Embeddings(points, people);
  }

  /// Of length 1; zeros stay.
  private static double[] unit(double[] point) {
    double length = Math.sqrt(Arrays.stream(point).map(v -> v * v).sum());
    return length == 0 ? point : Arrays.stream(point).map(v -> v / length).toArray();
  }
}
