package dev.sosia.dan.recognize;

import dev.sosia.dan.judge.Scores;
import dev.sosia.dan.label.LabelOrder;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What a network says of a face.
///
/// @param order what the classes are
/// @param label the class with the highest score
/// @param shares of the classes by index, adding up to 1: softmax of the network's outputs, not
///   calibrated to be probabilities
public record Reading(LabelOrder order, int label, double[] shares) {

  /// What these outputs say.
  ///
  /// @param source the face, for messages
  /// @throws dev.sosia.engine.error.InputException if one is not finite
  static Reading of(LabelOrder order, float[] outputs, String source) {
    int label = Scores.largest(outputs, source);
    return new Reading(order, label, Scores.shares(outputs, label));
  }

  /// The name of the class with the highest score.
  public String name() {
    return order.names().get(label);
  }

  /// The share of the class with the highest score.
  public double share() {
    return shares[label];
  }

  /// All shares by the classes' names, in the order of the labels.
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    for (int c = 0; c < shares.length; c++) {
      named.put(order.names().get(c), shares[c]);
    }
    return named;
  }
}
