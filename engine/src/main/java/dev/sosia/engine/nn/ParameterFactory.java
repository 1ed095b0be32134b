package dev.sosia.engine.nn;

import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes the tensors of layers: with first values drawn from a generator, or as zeros that a
/// checkpoint is going to replace. Tensors belong to the scope that is innermost when a layer is
/// made.
public final class ParameterFactory {
  private final Device device;
  private final DType dtype;
  private final @Nullable RandomGenerator random;

  private ParameterFactory(Device device, DType dtype, @Nullable RandomGenerator random) {
    this.device = device;
    this.dtype = dtype;
    this.random = random;
  }

  /// First values are drawn from `random`, in the order in which layers are made.
  public static ParameterFactory random(Device device, RandomGenerator random) {
    return new ParameterFactory(device, DType.F32, random);
  }

  /// All values are 0 until a checkpoint is loaded; `dtype` is F32 or F64.
  public static ParameterFactory toBeLoaded(Device device, DType dtype) {
    return new ParameterFactory(device, dtype, null);
  }

  public Device device() {
    return device;
  }

  /// A tensor of first values.
  public Tensor values(Shape shape, Initializer initializer) {
    if (random == null) {
      return device.zeros(dtype, shape);
    }
    double[] values = new double[Math.toIntExact(shape.numel())];
    for (int i = 0; i < values.length; i++) {
      values[i] = initializer.draw(random);
    }
    return of(shape, values);
  }

  /// A vector of length 1 in a random direction: the start of a power iteration.
  public Tensor unitVector(int n) {
    if (random == null) {
      return device.zeros(dtype, Shape.of(n));
    }
    double[] values = new double[n];
    double squares = 0;
    for (int i = 0; i < n; i++) {
      values[i] = random.nextGaussian();
      squares += values[i] * values[i];
    }
    for (int i = 0; i < n; i++) {
      values[i] /= Math.sqrt(squares);
    }
    return of(Shape.of(n), values);
  }

  private Tensor of(Shape shape, double[] values) {
    if (dtype == DType.F64) {
      return device.tensor(shape, values);
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return device.tensor(shape, narrow);
  }

  /// A counter: I64, of rank 0, at 0.
  Tensor counter() {
    return device.run(new Copy(DType.I64), device.scalar(DType.F32, 0));
  }
}
