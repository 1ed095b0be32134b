package dev.sosia.dan.judge;

import dev.sosia.engine.error.InputException;

/// What a network's outputs for one face say.
public final class Scores {
  private Scores() {}

  /// The class with the largest score, the first of equal ones.
  ///
  /// @param source the face, for messages
  /// @throws InputException if a score is NaN or infinite: no answer can be read off them
  public static int largest(float[] scores, String source) {
    int largest = 0;
    for (int c = 0; c < scores.length; c++) {
      if (!Float.isFinite(scores[c])) {
        throw new InputException(
            "the network's score of class %d for %s is %s: its weights are damaged or not a trained network's; sosia weights list shows them"
                .formatted(c, source, scores[c]));
      }
      largest = scores[c] > scores[largest] ? c : largest;
    }
    return largest;
  }

  /// The scores as shares that add up to 1 (softmax).
  public static double[] shares(float[] scores, int largest) {
    double[] shares = new double[scores.length];
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      shares[c] = Math.exp(scores[c] - scores[largest]);
      sum += shares[c];
    }
    for (int c = 0; c < scores.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }
}
