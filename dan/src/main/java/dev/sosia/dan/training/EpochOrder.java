package dev.sosia.dan.training;

import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;

/// In which order an epoch sees the faces.
final class EpochOrder {
  private final int size;

  /// The faces of each class that has any; empty where all faces come once.
  private final List<int[]> classes;

  /// @param balanced whether faces are drawn with replacement, as many as there are, each with the
  ///   weight 1/(faces of its class): any class is as likely as another, and so is any face in it
  EpochOrder(ExpressionSet set, int classes, boolean balanced) {
    this.size = set.size();
    this.classes = balanced ? byClass(set, classes) : List.of();
  }

  private static List<int[]> byClass(ExpressionSet set, int classes) {
    int[] counts = set.counts(classes);
    int[][] members = new int[classes][];
    for (int c = 0; c < classes; c++) {
      members[c] = new int[counts[c]];
    }
    for (int i = set.size() - 1; i >= 0; i--) {
      int c = set.label(i);
      members[c][--counts[c]] = i;
    }
    List<int[]> occurring = new ArrayList<>();
    for (int[] m : members) {
      if (m.length > 0) {
        occurring.add(m);
      }
    }
    return occurring;
  }

  /// The faces of an epoch, drawn from `random`.
  int[] of(Philox random) {
    int[] order = new int[size];
    if (!classes.isEmpty()) {
      for (int i = 0; i < size; i++) {
        int[] members = classes.get(random.nextInt(classes.size()));
        order[i] = members[random.nextInt(members.length)];
      }
      return order;
    }
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
