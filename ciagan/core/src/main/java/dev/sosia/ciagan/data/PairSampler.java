package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws an epoch's batches of pairs, as the original's sampler does.
///
/// For every batch of B: B/2 (rounded down) pairs of two identities drawn on their own, which now
/// and then are the same, and for the rest two pictures of one identity, which now and then are the
/// same. Then the pairs of **all** batches are shuffled, so that a batch is half and half only on
/// average. With B = 1 there are only pairs of one identity.
public final class PairSampler {
  private final FaceData data;
  private final int batch;

  /// @param batch pairs in a batch, at least 1
  /// @throws InputException if there are fewer pictures than a batch has pairs, or an identity has
  ///   none
  public PairSampler(FaceData data, int batch) {
    if (batch < 1) {
      throw new InputException("a batch has at least one pair, not " + batch);
    }
    if (data.size() < batch) {
      throw new InputException(
          "%s has %d pictures, fewer than a batch of %d"
              .formatted(data.name(), data.size(), batch));
    }
    for (int i = 0; i < data.identities(); i++) {
      if (data.pictures(i).isEmpty()) {
        throw new InputException(
            "%s: identity %d has no pictures; training needs one at least"
                .formatted(data.name(), i));
      }
    }
    this.data = data;
    this.batch = batch;
  }

  /// The number of batches in an epoch: pictures / batch, rounded down.
  public int batches() {
    return data.size() / batch;
  }

  /// A new epoch: [#batches] lists of as many pairs as a batch has.
  public List<List<Pair>> epoch(RandomGenerator random) {
    List<Pair> pairs = new ArrayList<>(batches() * batch);
    for (int i = 0; i < batches(); i++) {
      for (int k = 0; k < batch; k++) {
        int first = random.nextInt(data.identities());
        int second = k < batch / 2 ? random.nextInt(data.identities()) : first;
        pairs.add(new Pair(picture(first, random), picture(second, random)));
      }
    }
    for (int i = pairs.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Pair moved = pairs.get(i);
      pairs.set(i, pairs.get(j));
      pairs.set(j, moved);
    }
    List<List<Pair>> batches = new ArrayList<>();
    for (int i = 0; i < batches(); i++) {
      batches.add(List.copyOf(pairs.subList(i * batch, (i + 1) * batch)));
    }
    return batches;
  }

  private PictureId picture(int identity, RandomGenerator random) {
    List<PictureId> pictures = data.pictures(identity);
    return pictures.get(random.nextInt(pictures.size()));
  }
}
