package dev.sosia.ciagan.anonymize;

import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.net.Generator;
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
import java.util.Map;

/// A generator ready to replace faces, one at a time, in inference mode.
public final class Anonymizer implements AutoCloseable {
  private final Device device;
  private final Generator.Config config;
  private final CompiledFunction generator;

  /// Compiles `generator`, which must outlive this.
  public Anonymizer(Device device, Generator generator) {
    this.device = device;
    this.config = generator.config();
    generator.train(false);
    int s = config.imgSize();
    this.generator =
        CompiledFunction.of(
            device,
            List.of(
                TensorType.of(DType.F32, 1, config.inputChannels(), s, s),
                TensorType.of(DType.F32, 1, config.identities())),
            in -> List.of(generator.of(in.get(0), in.get(1))));
  }

  /// How many identities there are to choose from.
  public int identities() {
    return config.identities();
  }

  /// The side of pictures it takes and gives, in pixels.
  public int size() {
    return config.imgSize();
  }

  /// Replaces a face as the original does (test.py): the generator sees the landmark picture and
  /// the face without its masked region; what it draws replaces that region alone; values are cut
  /// off to 0..1 and truncated to bytes.
  ///
  /// @param identity weights of identities, see [IdentityChoice#resolve]
  public Picture anonymize(Sample sample, Map<Integer, Double> identity) {
    int s = config.imgSize();
    int plane = s * s;
    float[] face = sample.face().data();
    float[] mask = sample.mask().data();
    float[] x = new float[6 * plane];
    System.arraycopy(sample.landmarks().data(), 0, x, 0, 3 * plane);
    for (int i = 0; i < 3 * plane; i++) {
      float m = mask[sample.mask().channels() == 1 ? i % plane : i];
      x[3 * plane + i] = face[i] * (1 - m);
    }
    float[] vector = new float[config.identities()];
    identity.forEach((i, weight) -> vector[i] = weight.floatValue());
    float[] drawn;
    try (Scope _ = Scope.open()) {
      Tensor in = device.tensor(Shape.of(1, 6, s, s), x);
      Tensor who = device.tensor(Shape.of(1, vector.length), vector);
      drawn = generator.of(List.of(in, who)).getFirst().toFloats();
    }
    Planes generated = Planes.of(3, s, s, drawn);
    return Preprocessing.composite(generated, sample.mask(), sample.face()).toPicture();
  }

  @Override
  public void close() {
    generator.close();
  }
}
