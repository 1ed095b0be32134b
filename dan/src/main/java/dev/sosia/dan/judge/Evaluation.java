package dev.sosia.dan.judge;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.data.FaceLoader;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A network read over a set of faces, in inference mode.
///
/// @param confusion what it said
/// @param crossEntropy mean over the faces
public record Evaluation(Confusion confusion, double crossEntropy) {
  private static final int BATCH = 32;
  private static final int NOTHING_IGNORED = -100;

  /// Has `dan` read all of `faces`; its parameters stay as they are.
  ///
  /// @param classes the network's outputs
  /// @throws InputException naming the face, if its scores are not numbers
  public static Evaluation of(Dan dan, int classes, FaceLoader faces, Device device) {
    dan.train(false);
    Confusion confusion = new Confusion(classes);
    double losses = 0;
    int size = faces.set().size();
    for (int from = 0; from < size; from += BATCH) {
      List<Integer> batch = IntStream.range(from, Math.min(from + BATCH, size)).boxed().toList();
      try (Scope _ = Scope.open();
          Autograd.Mode _ = Autograd.noGrad()) {
        int side = faces.size();
        float[] x = new float[batch.size() * 3 * side * side];
        long[] labels = new long[batch.size()];
        IntStream.range(0, labels.length)
            .parallel()
            .forEach(
                i -> {
                  float[] one = FaceInput.numbers(faces.square(batch.get(i))).data();
                  System.arraycopy(one, 0, x, i * one.length, one.length);
                  labels[i] = faces.set().label(batch.get(i));
                });
        Tensor out = dan.of(device.tensor(Shape.of(labels.length, 3, side, side), x)).out();
        Tensor truth = device.tensor(Shape.of(labels.length), labels);
        losses +=
            Losses.crossEntropy(out, truth, null, NOTHING_IGNORED, 0, Losses.Reduction.SUM).item();
        float[] scores = out.toFloats();
        for (int i = 0; i < labels.length; i++) {
          float[] own = Arrays.copyOfRange(scores, i * classes, (i + 1) * classes);
          int said = Scores.largest(own, faces.set().source(batch.get(i)));
          confusion.add((int) labels[i], said);
        }
      }
    }
    return new Evaluation(confusion, losses / size);
  }
}
