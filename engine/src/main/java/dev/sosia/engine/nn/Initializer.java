package dev.sosia.engine.nn;

import dev.sosia.engine.type.Shape;
import java.util.random.RandomGenerator;

/// First values of a parameter.
@FunctionalInterface
public interface Initializer {

  /// One value; called for each element in row-major order.
  double draw(RandomGenerator random);

  static Initializer constant(double value) {
    return _ -> value;
  }

  /// Uniform in `-bound` to `bound`.
  static Initializer uniform(double bound) {
    return r -> (2 * r.nextDouble() - 1) * bound;
  }

  /// Normal with mean 0 and standard deviation `std`.
  static Initializer normal(double std) {
    return r -> r.nextGaussian() * std;
  }

  /// PyTorch's start for convolutions and linear layers, weight and bias: uniform in 1/sqrt(fan in)
  /// to both sides, which is Kaiming's (He et al. 2015) with a = sqrt(5).
  static Initializer pytorchDefault(Shape weight) {
    return uniform(1 / Math.sqrt((double) fanIn(weight)));
  }

  /// Normal with variance 2/(fan in + fan out) (Glorot and Bengio 2010).
  static Initializer xavierNormal(Shape weight) {
    return normal(Math.sqrt(2 / (double) (fanIn(weight) + fanOut(weight))));
  }

  /// Uniform with variance 2/(fan in + fan out) (Glorot and Bengio 2010).
  static Initializer xavierUniform(Shape weight) {
    return uniform(Math.sqrt(6 / (double) (fanIn(weight) + fanOut(weight))));
  }

  /// Normal with variance 2/(fan out), for layers before a ReLU (He et al. 2015, mode fan_out).
  static Initializer kaimingNormalFanOut(Shape weight) {
    return normal(Math.sqrt(2 / (double) fanOut(weight)));
  }

  /// Inputs that one output of a layer with this weight `[O, I, ..]` adds up.
  static long fanIn(Shape weight) {
    return weight.numel() / weight.dim(0);
  }

  /// Outputs that one input reaches.
  static long fanOut(Shape weight) {
    return weight.numel() / weight.dim(1);
  }
}
