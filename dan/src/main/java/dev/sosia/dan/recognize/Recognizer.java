package dev.sosia.dan.recognize;

import dev.sosia.dan.attention.GradCam;
import dev.sosia.dan.attention.HeatMap;
import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.List;
import java.util.stream.IntStream;

/// A network ready to read expressions, one face at a time, in inference mode.
public final class Recognizer implements AutoCloseable {
  private final Device device;
  private final Dan dan;
  private final LabelOrder order;
  private final int size;
  private final CompiledFunction scores;

  /// Compiles `dan`, which must outlive this and keep its weights.
  ///
  /// @param order of its outputs
  /// @param size side of the squares it looks at, in pixels
  /// @throws InputException if the order has another number of classes
  public Recognizer(Device device, Dan dan, LabelOrder order, int size) {
    if (order.classes() != dan.config().classes()) {
      throw new InputException(
          "%s has %d classes, the network %d"
              .formatted(order.word(), order.classes(), dan.config().classes()));
    }
    if (size < 1) {
      throw new InputException("the side of a face is at least one pixel, not " + size);
    }
    this.device = device;
    this.dan = dan;
    this.order = order;
    this.size = size;
    dan.train(false);
    this.scores =
        CompiledFunction.of(
            device,
            List.of(TensorType.of(DType.F32, 1, 3, size, size)),
            in -> {
              Dan.Result r = dan.of(in.getFirst());
              return List.of(r.out(), Reductions.mean(r.features(), false, 2, 3));
            });
  }

  /// What its outputs mean.
  public LabelOrder order() {
    return order;
  }

  /// Side of the squares it looks at, in pixels.
  public int size() {
    return size;
  }

  /// Reads a face.
  ///
  /// @param face RGB, cut to the face, of any size
  /// @param source the face, for messages
  /// @throws InputException if the scores are not finite
  public Reading read(Picture face, String source) {
    return look(face, source).reading();
  }

  /// What a face shows, and what was seen of it.
  ///
  /// @param features of the trunk, each averaged over its map
  public record Look(Reading reading, double[] features) {}

  /// Reads a face and keeps what it was read off.
  ///
  /// @param face, source as in [#read]
  /// @throws InputException if the scores are not finite
  public Look look(Picture face, String source) {
    try (Scope _ = Scope.open()) {
      Tensor x = input(FaceInput.square(face, size));
      List<Tensor> seen = scores.of(List.of(x));
      Reading reading = Reading.of(order, seen.getFirst().toFloats(), source);
      float[] features = seen.getLast().toFloats();
      return new Look(
          reading, IntStream.range(0, features.length).mapToDouble(i -> features[i]).toArray());
    }
  }

  /// Reads a face and says what the answer rests on.
  ///
  /// @param face, source as in [#read]
  /// @throws InputException if the scores are not finite
  public Explanation explain(Picture face, String source) {
    Picture square = FaceInput.square(face, size);
    try (Scope _ = Scope.open();
        Autograd.Mode _ = Autograd.recording()) {
      Dan.Result r = dan.of(input(square));
      Reading reading = Reading.of(order, r.out().toFloats(), source);
      int c = reading.label();
      Tensor score = Reductions.sum(Shapes.slice(r.out(), 1, c, c + 1, 1));
      Tensor gradient = Autograd.grad(score, List.of(r.features()), false).getFirst();
      float[] features = r.features().toFloats();
      float[] gradients = gradient.toFloats();
      int h = r.features().dim(2);
      int w = r.features().dim(3);
      return new Explanation(
          square,
          reading,
          r.maps().stream().map(m -> new HeatMap(w, h, m.toFloats())).toList(),
          GradCam.PLAIN.of(features, gradients, w, h),
          GradCam.PLUS_PLUS.of(features, gradients, w, h));
    }
  }

  private Tensor input(Picture square) {
    Planes x = FaceInput.numbers(square);
    return device.tensor(Shape.of(1, 3, size, size), x.data());
  }

  @Override
  public void close() {
    scores.close();
  }
}
