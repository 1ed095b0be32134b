package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.leakyRelu;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;

/// The other embedding: a patch discriminator (Isola et al. 2017) whose 6x6 answers a linear layer
/// reads. `[B, 3, S, S]` with S from 64 to 71 (or 128 to 143) to `[B, outputs]`. At other sizes the
/// original fails or silently mixes samples; they are refused here.
public final class SiamesePatch extends Unit {
  private static final int ANSWERS = 6;

  private final Sequential model;
  private final Linear classifier;

  public SiamesePatch(
      ParameterFactory factory, int imgSize, int inputChannels, int outputs, double width) {
    if (imgSize != 64 && imgSize != 128) {
      throw new InputException("ciagan.siamese_patch: img_size is 64 or 128, not " + imgSize);
    }
    int n = imgSize == 64 ? 3 : 4;
    int base = Math.max(1, (int) Math.round(64 * width));
    Sequential m = new Sequential();
    m.add(new Conv2d(factory, inputChannels, base, 4, 2, 1, true)).add(SiamesePatch::activation);
    int channels = base;
    for (int i = 1; i <= n; i++) {
      int out = Math.min(1 << i, 8) * base;
      m.add(new Conv2d(factory, channels, out, 4, i < n ? 2 : 1, 1, false))
          .add(new BatchNorm(factory, out))
          .add(SiamesePatch::activation);
      channels = out;
    }
    m.add(new Conv2d(factory, channels, 1, 4, 1, 1, true));
    model = child("model", m);
    classifier = child("classifier", new Linear(factory, ANSWERS * ANSWERS, outputs));
  }

  private static Tensor activation(Tensor x) {
    return leakyRelu(x, 0.2);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor answers = model.of(x); // [B, 1, 6, 6]
    if (answers.dim(2) != ANSWERS || answers.dim(3) != ANSWERS) {
      throw new ShapeException(
          "ciagan.siamese_patch: input "
              + x.shape()
              + " gives "
              + answers.dim(2)
              + " x "
              + answers.dim(3)
              + " patches, expected 6 x 6: use 64 to 71 px (or 128 to 143)");
    }
    return classifier.of(Shapes.reshape(answers, x.dim(0), -1));
  }
}
