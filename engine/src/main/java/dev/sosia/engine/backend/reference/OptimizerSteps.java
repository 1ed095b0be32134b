package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.SgdStep;
import java.util.List;

/// Optimiser updates, in place. The formulas stand at the kernels.
final class OptimizerSteps {
  private OptimizerSteps() {}

  static void sgd(SgdStep k, List<Operand> in, List<Operand> out) {
    double[] p = Elements.load(in.get(0));
    double[] grad = Elements.load(in.get(1));
    double[] buffer = k.momentum() == 0 ? grad : Elements.load(in.get(2));
    for (int i = 0; i < p.length; i++) {
      double g = grad[i] + k.weightDecay() * p[i];
      if (k.momentum() != 0) {
        buffer[i] = k.first() ? g : k.momentum() * buffer[i] + (1 - k.dampening()) * g;
        g = k.nesterov() ? g + k.momentum() * buffer[i] : buffer[i];
      }
      p[i] -= k.lr() * g;
    }
    Elements.store(p, out.get(0));
    if (k.momentum() != 0) {
      Elements.store(buffer, out.get(1));
    }
  }

  static void adam(AdamStep k, List<Operand> in, List<Operand> out) {
    double[] p = Elements.load(in.get(0));
    double[] grad = Elements.load(in.get(1));
    double[] m = Elements.load(in.get(2));
    double[] v = Elements.load(in.get(3));
    double[] largest = k.amsgrad() ? Elements.load(in.get(4)) : v;
    double correction1 = 1 - Math.pow(k.beta1(), (double) k.step());
    double correction2 = Math.sqrt(1 - Math.pow(k.beta2(), (double) k.step()));
    for (int i = 0; i < p.length; i++) {
      double g = grad[i];
      if (k.decoupled()) {
        p[i] *= 1 - k.lr() * k.weightDecay();
      } else {
        g += k.weightDecay() * p[i];
      }
      m[i] = k.beta1() * m[i] + (1 - k.beta1()) * g;
      v[i] = k.beta2() * v[i] + (1 - k.beta2()) * g * g;
      largest[i] = Math.max(largest[i], v[i]);
      p[i] -= k.lr() / correction1 * m[i] / (Math.sqrt(largest[i]) / correction2 + k.eps());
    }
    Elements.store(p, out.get(0));
    Elements.store(m, out.get(1));
    Elements.store(v, out.get(2));
    if (k.amsgrad()) {
      Elements.store(largest, out.get(3));
    }
  }
}
