package dev.sosia.trainer;

import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.SpectralConv2d;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Two networks with every kind of state: running statistics, a counter, spectral vectors; Adam
/// with its largest squares and SGD with momentum; noise from a counter-based generator; a rate
/// that falls. One learns to undo noise, the other to tell its results from the originals.
final class SmallTraining implements Training<float[]>, AutoCloseable {
  static final int BATCH = 3;
  private static final int SIDE = 6;
  private static final int NUMEL = BATCH * 2 * SIDE * SIDE;

  final Sequential cleaner;
  final Sequential judge;
  final Adam adam;
  final Sgd sgd;
  private final Device device;
  private final long seed;

  /// Whether `loss.png` is drawn: Java takes its time to draw for the first time.
  boolean plots;

  /// The sample sheet, where there is one.
  @Nullable BufferedImage sample;

  /// Is told where to export to.
  Consumer<Path> exported = _ -> {};

  /// Made in the innermost scope, which owns the networks.
  SmallTraining(Device device, long seed) {
    this.device = device;
    this.seed = seed;
    ParameterFactory f = ParameterFactory.random(device, new Philox(seed, 0));
    cleaner =
        new Sequential()
            .add(new Conv2d(f, 2, 5, 3, 1, 1, true))
            .add(new BatchNorm(f, 5))
            .add(x -> Elementwise.leakyRelu(x, 0.2))
            .add(new Conv2d(f, 5, 2, 3, 1, 1, true));
    judge =
        new Sequential()
            .add(new SpectralConv2d(f, 2, 4, 3, Initializer.normal(0.3), Initializer.constant(0)))
            .add(Elementwise::tanh)
            .add(new SpectralConv2d(f, 4, 1, 4, Initializer.normal(0.3), Initializer.constant(0)));
    cleaner.train(true);
    judge.train(true);
    adam = new Adam(cleaner.parameters(), new Adam.Options(1e-2, 0.5, 0.99, 1e-8, 0, false, true));
    sgd = new Sgd(judge.parameters(), new Sgd.Options(1e-2, 0.9, 0, 0, false));
  }

  /// Batches of smooth pictures, `[BATCH, 2, SIDE, SIDE]`.
  static BatchSource<float[]> source(long seed) {
    return new BatchSource<>() {
      @Override
      public long stepsPerEpoch() {
        return 7;
      }

      @Override
      public float[] load(long step, int index) {
        Philox random = new Philox(seed, step * 2 + index);
        float[] values = new float[NUMEL];
        double phase = random.nextDouble();
        for (int i = 0; i < NUMEL; i++) {
          values[i] = (float) Math.sin(phase + i * 0.1);
        }
        return values;
      }
    };
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("cleaner", cleaner, adam), new Part("judge", judge, sgd));
  }

  @Override
  public int batchesPerStep() {
    return 2;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public SequencedMap<String, Double> step(long step, List<float[]> batches) {
    Philox random = new Philox(seed + 1, step);
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    losses.put("judge", judgeStep(picture(batches.get(0)), noise(random)));
    losses.put("cleaner", cleanerStep(picture(batches.get(1)), noise(random)));
    adam.setLr(1e-2 / (1 + 0.1 * step));
    return losses;
  }

  private double judgeStep(Tensor clean, Tensor noise) {
    Tensor fake;
    try (var _ = Autograd.noGrad()) {
      fake = cleaner.of(Elementwise.add(clean, noise));
    }
    Tensor loss = Elementwise.add(towards(judge.of(clean), 1), towards(judge.of(fake), 0));
    Autograd.backward(loss);
    sgd.step();
    judge.clearGrads();
    return loss.item();
  }

  private double cleanerStep(Tensor clean, Tensor noise) {
    Tensor cleaned = cleaner.of(Elementwise.add(clean, noise));
    judge.trainable(false);
    Tensor loss =
        Elementwise.add(
            Losses.mse(cleaned, clean, Losses.Reduction.MEAN), towards(judge.of(cleaned), 1), 0.1);
    Autograd.backward(loss);
    judge.trainable(true);
    adam.step();
    return loss.item();
  }

  private Tensor towards(Tensor verdict, double target) {
    return Losses.mse(
        verdict, device.fill(verdict.dtype(), verdict.shape(), target), Losses.Reduction.MEAN);
  }

  private Tensor picture(float[] values) {
    return device.tensor(Shape.of(BATCH, 2, SIDE, SIDE), values);
  }

  private Tensor noise(Philox random) {
    float[] values = new float[NUMEL];
    for (int i = 0; i < NUMEL; i++) {
      values[i] = (float) random.nextGaussian() * 0.3f;
    }
    return picture(values);
  }

  @Override
  public SequencedMap<String, Double> watch(long step, Consumer<String> warnings) {
    warnings.accept("spread of step " + step);
    SequencedMap<String, Double> spread = new LinkedHashMap<>();
    spread.put("spread", 0.5);
    return spread;
  }

  @Override
  public boolean sample(long step, Path png) {
    if (sample == null) {
      return false;
    }
    try {
      return ImageIO.write(sample, "png", png.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void export(Path into) {
    exported.accept(into);
  }

  @Override
  public boolean plots(String metric) {
    return plots;
  }

  @Override
  public void close() {
    adam.close();
    sgd.close();
  }
}
