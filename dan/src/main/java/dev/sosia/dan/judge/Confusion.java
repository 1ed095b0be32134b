package dev.sosia.dan.judge;

import java.util.Arrays;

/// How often which class was said of which.
public final class Confusion {
  private final int[][] counts;

  /// Of so many classes, nothing counted yet.
  public Confusion(int classes) {
    counts = new int[classes][classes];
  }

  /// Counts one face.
  public void add(int truth, int said) {
    counts[truth][said]++;
  }

  /// How often `said` was said of `truth`.
  public int count(int truth, int said) {
    return counts[truth][said];
  }

  private int of(int truth) {
    return Arrays.stream(counts[truth]).sum();
  }

  /// How many were right of all.
  public Proportion accuracy() {
    int hits = 0;
    int all = 0;
    for (int c = 0; c < counts.length; c++) {
      hits += counts[c][c];
      all += of(c);
    }
    return new Proportion(hits, all);
  }

  /// How many of class `truth` were recognised.
  public Proportion recall(int truth) {
    return new Proportion(counts[truth][truth], of(truth));
  }

  /// The mean recall of the classes that occur (scikit-learn's `balanced_accuracy_score`): a class
  /// of few counts as much as one of many. NaN where nothing was counted.
  public double balancedAccuracy() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < counts.length; c++) {
      if (of(c) > 0) {
        sum += recall(c).share();
        occurring++;
      }
    }
    return sum / occurring;
  }
}
