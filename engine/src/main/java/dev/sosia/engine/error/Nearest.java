package dev.sosia.engine.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that someone probably meant.
public final class Nearest {
  private Nearest() {}

  /// The candidate with the fewest slips (a letter missing, too many, wrong, or two swapped)
  /// between it and `word`; empty if even that one differs in more than half of its letters. A
  /// candidate that begins with `word` counts as one slip away.
  public static Optional<String> to(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt((String c) -> distance(word, c)).thenComparing(c -> c))
        .filter(c -> distance(word, c) * 2 <= Math.max(word.length(), c.length()));
  }

  private static int distance(String word, String candidate) {
    String a = word.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    int slips = slips(a, b);
    boolean begun = a.replace("-", "").length() >= 2 && b.startsWith(a);
    return begun ? Math.min(slips, 1) : slips;
  }

  /// Optimal string alignment distance.
  private static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, d[i - 2][j - 2] + 1);
        }
        d[i][j] = best;
      }
    }
    return d[a.length()][b.length()];
  }
}
