package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;

/// Points of a space in which near means the same person, and whose they are.
///
/// @param points rows of one length, finite
/// @param identity of each row
public record Embeddings(double[][] points, int[] identity) {

  /// @throws InputException if there are not as many of both, a point has another number of
  ///   coordinates than the first, or one is not finite
  public Embeddings {
    if (points.length != identity.length) {
      throw new InputException(
          "every embedding belongs to somebody, but there are %d and %d identities"
              .formatted(points.length, identity.length));
    }
    for (double[] p : points) {
      if (p.length != points[0].length) {
        throw new InputException(
            "embeddings have one number of coordinates, not %d and %d"
                .formatted(points[0].length, p.length));
      }
      for (double v : p) {
        if (!Double.isFinite(v)) {
          throw new InputException("an embedding has a coordinate that is " + v);
        }
      }
    }
  }

  public int size() {
    return points.length;
  }

  /// The Euclidean distances of a point to all of these.
  double[] distances(double[] from) {
    double[] distances = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double sum = 0;
      for (int k = 0; k < from.length; k++) {
        double d = points[i][k] - from[k];
        sum += d * d;
      }
      distances[i] = Math.sqrt(sum);
    }
    return distances;
  }
}
