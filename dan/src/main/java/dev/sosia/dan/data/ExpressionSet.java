package dev.sosia.dan.data;

import dev.sosia.landmarks.picture.Picture;

/// Faces with class numbers, counted from 0. Safe for any number of threads.
public interface ExpressionSet {
  int size();

  /// The class of face `i`, by the data's order of labels.
  int label(int i);

  /// Face `i`, RGB, of whatever size it has.
  ///
  /// @throws dev.sosia.engine.error.InputException naming the file, if it cannot be used
  Picture picture(int i);

  /// Where face `i` comes from, for messages and records.
  String source(int i);

  /// How many faces each class has.
  default int[] counts(int classes) {
    int[] counts = new int[classes];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }
}
