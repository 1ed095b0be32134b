package dev.sosia.study.variant;

import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityInput;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.identity.Templates;
import dev.sosia.study.identity.training.IdentityBatch;
import dev.sosia.study.identity.training.IdentityRecipe;
import dev.sosia.study.identity.training.IdentityTraining;
import dev.sosia.study.identity.training.ListedFaces;
import dev.sosia.study.statistics.Embeddings;
import java.util.ArrayList;
import java.util.List;

/// Reads expressions off landmark pictures: the embedding of the judge of identity, trained from
/// nothing to tell expressions apart instead of people; what is nearest to an expression's mean
/// point is read as it.
final class DrawingReader implements AutoCloseable {
  private static final FaceLandmarks NO_POINTS =
      FaceLandmarks.of(new double[2 * FaceLandmarks.COUNT]);

  /// Half as wide as the judge of identity, since lines are less than faces.
  private static final double WIDTH = 0.5;

  private final IdentityJudge embedding;
  private final Embeddings means;

  private DrawingReader(IdentityJudge embedding, Embeddings means) {
    this.embedding = embedding;
    this.means = means;
  }

  /// Learns; the network belongs to the innermost scope.
  ///
  /// @param shown what each drawing shows, from 0
  static DrawingReader trained(
      Device device, List<Picture> drawings, List<Integer> shown, int steps, long seed) {
    IdentityRecipe recipe = new IdentityRecipe(WIDTH, 16, 32, 12, 0.1, 2e-3, 0, steps, steps);
    int kinds = shown.stream().mapToInt(s -> s + 1).max().orElse(0);
    try (IdentityTraining training =
        new IdentityTraining(recipe, kinds, ListedFaces.NOBODY, device, seed)) {
      List<float[]> inputs = drawings.stream().map(d -> IdentityInput.numbers(d).data()).toList();
      for (int step = 1; step <= steps; step++) {
        Philox random = new Philox(seed, step);
        float[] x = new float[recipe.batch() * inputs.getFirst().length];
        long[] right = new long[recipe.batch()];
        for (int k = 0; k < right.length; k++) {
          int i = random.nextInt(inputs.size());
          float[] one = inputs.get(i);
          System.arraycopy(one, 0, x, k * one.length, one.length);
          right[k] = shown.get(i);
        }
        try (Scope _ = Scope.open()) {
          training.step(step, List.of(new IdentityBatch(x, right)));
        }
      }
      IdentityJudge embedding = new IdentityJudge(device, training.network());
      List<double[]> points = new ArrayList<>();
      drawings.forEach(d -> points.add(point(embedding, d)));
      Embeddings all =
          new Embeddings(
              points.toArray(double[][]::new), shown.stream().mapToInt(s -> s).toArray());
      return new DrawingReader(embedding, Templates.of(all));
    }
  }

  private static double[] point(IdentityJudge embedding, Picture drawing) {
    return embedding.point(new AlignedFace(drawing, NO_POINTS), FaceView.WHOLE);
  }

  /// What a drawing shows.
  int read(Picture drawing) {
    double[] point = point(embedding, drawing);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < means.size(); k++) {
      double cosine = 0;
      for (int d = 0; d < point.length; d++) {
        cosine += point[d] * means.points()[k][d];
      }
      if (cosine > most) {
        most = cosine;
        best = means.identity()[k];
      }
    }
    return best;
  }

  @Override
  public void close() {
    embedding.close();
  }
}
