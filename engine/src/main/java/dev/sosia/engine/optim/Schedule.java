package dev.sosia.engine.optim;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;

/// A learning rate for every step (or epoch, if it is asked once an epoch). The closed forms of
/// PyTorch's schedulers, so that training can go on from any step.
@FunctionalInterface
public interface Schedule {
  /// The rate during step `step`, the first being 0.
  double lr(long step);

  /// Always `base`.
  static Schedule constant(double base) {
    return _ -> base;
  }

  /// `StepLR`: times `gamma` every `stepSize` steps.
  static Schedule step(double base, long stepSize, double gamma) {
    requirePositive("a step's size", stepSize);
    return e -> {
      long times = e / stepSize;
      return base * Math.pow(gamma, (double) times);
    };
  }

  /// `MultiStepLR`: times `gamma` at each of `milestones`.
  static Schedule multiStep(double base, double gamma, long... milestones) {
    long[] at = milestones.clone();
    return e -> base * Math.pow(gamma, (double) Arrays.stream(at).filter(m -> m <= e).count());
  }

  /// `ExponentialLR`: times `gamma` every step.
  static Schedule exponential(double base, double gamma) {
    return e -> base * Math.pow(gamma, (double) e);
  }

  /// `CosineAnnealingLR` (Loshchilov and Hutter 2017): from `base` to `least` in `half` steps along
  /// a cosine, and on along it.
  static Schedule cosine(double base, long half, double least) {
    requirePositive("half a cosine", half);
    return e -> least + (base - least) * (1 + Math.cos(Math.PI * e / half)) / 2;
  }

  /// `LinearLR`: the factor goes from `start` to `end` in `total` steps and stays there.
  static Schedule linear(double base, double start, double end, long total) {
    requirePositive("a line", total);
    return e -> base * (start + (end - start) * Math.min(e, total) / total);
  }

  /// Grows to `base` in `warmupSteps` equal parts, the first of them during step 0.
  static Schedule warmup(double base, long warmupSteps) {
    requirePositive("a warm-up", warmupSteps);
    return e -> base * Math.min(1, (e + 1.0) / warmupSteps);
  }

  private static void requirePositive(String what, long steps) {
    if (steps < 1) {
      throw new InputException("schedule: " + what + " takes at least 1 step, not " + steps);
    }
  }
}
