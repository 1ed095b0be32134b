package dev.sosia.ciagan.training;

import dev.sosia.ciagan.data.CropJitter;
import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.Pair;
import dev.sosia.ciagan.data.PairSampler;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.data.SquareFace;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.trainer.BatchSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The batches of a training, each a function of seed, step and index. The pairs of an epoch are
/// drawn as the original draws them, and what is left of an epoch's batches after its whole steps
/// is dropped, as there.
public final class CiaganBatches implements BatchSource<Batch> {
  /// The epoch being trained on, and the next, which is loaded ahead.
  private static final int EPOCHS_KEPT = 2;

  private final SampleLoader loader;
  private final PairSampler sampler;
  private final Recipe recipe;
  private final TrainingStep.Settings step;
  private final long seed;
  private final long stepsPerEpoch;
  private final Map<Long, List<List<Pair>>> epochs = new LinkedHashMap<>();

  /// @param data of which all identities are used
  /// @throws InputException if the data are too few for a step
  public CiaganBatches(FaceData data, SampleLoader loader, Recipe recipe, long seed) {
    this.loader = loader;
    this.sampler = new PairSampler(data, recipe.batch());
    this.recipe = recipe;
    this.step = recipe.step();
    this.seed = seed;
    this.stepsPerEpoch = sampler.batches() / step.batches();
    if (stepsPerEpoch == 0) {
      throw new InputException(
          "%s has %d pictures, which make %d batches of %d, fewer than the %d of one step: use a smaller batch"
              .formatted(
                  data.name(), data.size(), sampler.batches(), recipe.batch(), step.batches()));
    }
  }

  @Override
  public long stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public Batch load(long step, int index) {
    long epoch = (step - 1) / stepsPerEpoch;
    int inEpoch = (int) ((step - 1) % stepsPerEpoch);
    List<Pair> pairs = pairs(epoch).get(inEpoch * this.step.batches() + index);
    Philox random = Streams.CROPS.of(seed, step * this.step.batches() + index);
    List<@Nullable CropJitter> first = new ArrayList<>();
    List<@Nullable CropJitter> second = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      first.add(recipe.augmentation() ? CropJitter.draw(random) : null);
      second.add(recipe.augmentation() ? CropJitter.draw(random) : null);
    }
    TrainingStep.Use use = this.step.use(index);
    boolean siamese = use.otherFaces();
    boolean masked = recipe.siameseMask();
    boolean firstMasks = use.masks() || (siamese && masked) || (!siamese && recipe.criticMask());
    return new Batch(
        pairs.size(),
        recipe.imgSize(),
        members(pairs, Pair::first, first, true, use.landmarks(), firstMasks),
        members(pairs, Pair::second, second, siamese, false, siamese && masked));
  }

  private List<List<Pair>> pairs(long epoch) {
    synchronized (epochs) {
      List<List<Pair>> pairs = epochs.get(epoch);
      if (pairs == null) {
        pairs = sampler.epoch(Streams.PAIRS.of(seed, epoch));
        if (epochs.size() == EPOCHS_KEPT) {
          epochs.remove(epochs.keySet().iterator().next());
        }
        epochs.put(epoch, pairs);
      }
      return pairs;
    }
  }

  /// One side of the pairs, with those pictures that are asked for.
  private Batch.Members members(
      List<Pair> pairs,
      Function<Pair, PictureId> side,
      List<@Nullable CropJitter> jitters,
      boolean faces,
      boolean landmarks,
      boolean masks) {
    List<Planes> face = new ArrayList<>();
    List<Planes> landmark = new ArrayList<>();
    List<Planes> mask = new ArrayList<>();
    int[] identities = new int[pairs.size()];
    for (int i = 0; i < identities.length; i++) {
      PictureId id = side.apply(pairs.get(i));
      CropJitter jitter = jitters.get(i);
      identities[i] = id.identity();
      if (!faces && !landmarks && !masks) {
        continue;
      }
      SquareFace square = loader.square(id);
      if (faces) {
        face.add(square.face(jitter));
      }
      if (landmarks) {
        landmark.add(square.landmarks(jitter));
      }
      if (masks) {
        mask.add(square.mask(jitter));
      }
    }
    return new Batch.Members(
        Batch.together(face), Batch.together(landmark), Batch.together(mask), identities);
  }
}
