package dev.sosia.study.identity.training;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.trainer.BatchSource;
import dev.sosia.trainer.RandomStream;

/// The batches of a training, each a function of seed and step: faces drawn evenly, with
/// replacement.
public final class IdentityBatches implements BatchSource<IdentityBatch> {
  private static final RandomStream FACES = new RandomStream(1);

  private final IdentityFaces faces;
  private final int batch;
  private final long seed;

  /// @throws InputException if there are fewer than two people
  public IdentityBatches(IdentityFaces faces, int batch, long seed) {
    if (faces.people() < 2) {
      throw new InputException(
          "to tell people apart is learnt from two at least, there are " + faces.people());
    }
    this.faces = faces;
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public long stepsPerEpoch() {
    return Math.ceilDiv(faces.size(), batch);
  }

  @Override
  public IdentityBatch load(long step, int index) {
    Philox random = FACES.of(seed, step);
    float[] x = {};
    long[] people = new long[batch];
    for (int i = 0; i < batch; i++) {
      int face = random.nextInt(faces.size());
      float[] one = IdentityAugmentation.of(faces.face(face), random).data();
      if (i == 0) {
        x = new float[batch * one.length];
      }
      System.arraycopy(one, 0, x, i * one.length, one.length);
      people[i] = faces.person(face);
    }
    return new IdentityBatch(x, people);
  }
}
