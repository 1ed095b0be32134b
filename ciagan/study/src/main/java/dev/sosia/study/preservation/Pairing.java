package dev.sosia.study.preservation;

import dev.sosia.engine.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Which labels are compared with which: of the same photos, or of what a slip makes of them.
///
/// @param before, after for each pair the photo whose label before and whose label after is taken
public record Pairing(int[] before, int[] after) {
  private static final long ORDER = 0x7061_6972_0001L;
  private static final long MISSING = 0x7061_6972_0002L;
  private static final long SHUFFLED = 0x7061_6972_0003L;

  /// Every photo with itself.
  public static Pairing keyed(int photos) {
    int[] all = IntStream.range(0, photos).toArray();
    return new Pairing(all, all);
  }

  /// What happens where results are named by a running counter, photos without a face give no
  /// result, and the counter is taken for the photo's number: behind each missing one all results
  /// belong to the next photo. Photos stand in a drawn order, as those of a data set that is not
  /// sorted by what they show.
  ///
  /// @param missing how many photos have no result, fewer than there are photos
  public static Pairing byCounter(int photos, int missing, long seed) {
    int[] order = permutation(photos, new Philox(seed, ORDER));
    boolean[] absent = new boolean[photos];
    int[] drawn = permutation(photos, new Philox(seed, MISSING));
    for (int i = 0; i < missing; i++) {
      absent[drawn[i]] = true;
    }
    int[] results = Arrays.stream(order).filter(i -> !absent[i]).toArray();
    return new Pairing(Arrays.copyOf(order, results.length), results);
  }

  /// The same where it is known which photos have no result: photos stand in their own order.
  ///
  /// @param absent for each photo whether it has none
  public static Pairing byCounter(boolean[] absent) {
    int[] results = IntStream.range(0, absent.length).filter(i -> !absent[i]).toArray();
    return new Pairing(IntStream.range(0, results.length).toArray(), results);
  }

  /// Every photo with any.
  public static Pairing shuffled(int photos, long seed) {
    int[] all = IntStream.range(0, photos).toArray();
    return new Pairing(all, permutation(photos, new Philox(seed, SHUFFLED)));
  }

  private static int[] permutation(int n, Philox random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
