package dev.sosia.dan.training;

import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.data.FaceLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.trainer.BatchSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The batches of a training, each a function of seed and step. The last batch of an epoch holds
/// what is left, as in the original.
public final class DanBatches implements BatchSource<ExpressionBatch> {
  /// The epoch being trained on, and the next, which is loaded ahead.
  private static final int EPOCHS_KEPT = 2;

  private final FaceLoader faces;
  private final Recipe recipe;
  private final long seed;
  private final EpochOrder order;
  private final Map<Long, int[]> epochs = new LinkedHashMap<>();

  /// @param faces to learn from
  /// @param name of the data, for messages
  /// @throws InputException if there are too few faces, or an epoch's last batch would hold only
  ///   one, which batch normalisation cannot learn from
  public DanBatches(FaceLoader faces, String name, Recipe recipe, long seed) {
    this.faces = faces;
    this.recipe = recipe;
    this.seed = seed;
    ExpressionSet set = faces.set();
    if (set.size() < 2) {
      throw new InputException(
          "%s has %d faces to learn from: DAN's batch normalisation needs two at least"
              .formatted(name, set.size()));
    }
    if (set.size() % recipe.batch() == 1) {
      throw new InputException(
          "%s has %d faces, which leaves a single one for the last batch of %d, and batch normalisation needs two: use batch=%d"
              .formatted(name, set.size(), recipe.batch(), recipe.batch() + 1));
    }
    this.order = new EpochOrder(set, recipe.labels().classes(), recipe.balanced());
  }

  @Override
  public long stepsPerEpoch() {
    return Math.ceilDiv(faces.set().size(), recipe.batch());
  }

  @Override
  public ExpressionBatch load(long step, int index) {
    long epoch = (step - 1) / stepsPerEpoch();
    int from = (int) ((step - 1) % stepsPerEpoch()) * recipe.batch();
    int[] order = order(epoch);
    int batch = Math.min(recipe.batch(), order.length - from);
    int side = faces.size();
    float[] x = new float[batch * 3 * side * side];
    long[] labels = new long[batch];
    Philox random = Streams.AUGMENTATION.of(seed, step);
    for (int i = 0; i < batch; i++) {
      int face = order[from + i];
      float[] one = recipe.augmentation().of(faces.square(face), random).data();
      System.arraycopy(one, 0, x, i * one.length, one.length);
      labels[i] = faces.set().label(face);
    }
    return new ExpressionBatch(side, x, labels);
  }

  private int[] order(long epoch) {
    synchronized (epochs) {
      int[] known = epochs.get(epoch);
      if (known == null) {
        known = order.of(Streams.ORDER.of(seed, epoch));
        if (epochs.size() == EPOCHS_KEPT) {
          epochs.remove(epochs.keySet().iterator().next());
        }
        epochs.put(epoch, known);
      }
      return known;
    }
  }
}
