package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.type.DType;
import dev.sosia.kernels.cpu.Placement.Layout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Steps work in place: outputs are the views of the inputs.
class OptimizerStepsTest {
  static final List<String> LEVELS = Levels.NAMES;

  private static void check(
      String level, Kernel k, List<Values> inputs, int[] inPlace, double[]... expected) {
    for (int threads = 1; threads <= 2; threads++) {
      try (NativeBackend backend = Levels.open(level, threads)) {
        for (Layout layout : Layout.values()) {
          List<Placement> in = new ArrayList<>();
          List<Operand> out = new ArrayList<>();
          inputs.forEach(v -> in.add(new Placement(backend, v, layout)));
          for (int i : inPlace) {
            out.add(in.get(i).operand());
          }
          backend.execute(k, in.stream().map(Placement::operand).toList(), out);
          for (int i = 0; i < inPlace.length; i++) {
            double[] found = in.get(inPlace[i]).values().v();
            KernelCheck.compare(k + " " + layout, found, expected[i], 1e-7, 1e-6);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void sgd(String level) {
    Values p = Values.random(1, 33, 31);
    Values g = Values.random(2, 33, 31);
    Values b = Values.random(3, 33, 31);
    for (boolean nesterov : new boolean[] {false, true}) {
      for (boolean first : new boolean[] {false, true}) {
        SgdStep k = new SgdStep(0.1, 0.9, 0.25, 0.01, nesterov, first);
        double[] buffer = new double[b.v().length];
        double[] q = new double[b.v().length];
        for (int i = 0; i < q.length; i++) {
          double grad = g.v()[i] + 0.01 * p.v()[i];
          buffer[i] = first ? grad : 0.9 * b.v()[i] + 0.75 * grad;
          q[i] = p.v()[i] - 0.1 * (nesterov ? grad + 0.9 * buffer[i] : buffer[i]);
        }
        check(level, k, List.of(p, g, b), new int[] {0, 2}, q, buffer);
      }
    }
    double[] plain = new double[p.v().length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = p.v()[i] - 0.1 * g.v()[i];
    }
    SgdStep k = new SgdStep(0.1, 0, 0, 0, false, false);
    check(level, k, List.of(p, g), new int[] {0}, plain);
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void adam(String level) {
    Values p = Values.random(1, 127, 33);
    Values g = Values.random(2, 127, 33);
    Values m = Values.random(3, 127, 33);
    Values v = positive(4);
    Values largest = positive(5);
    for (boolean decoupled : new boolean[] {false, true}) {
      for (boolean amsgrad : new boolean[] {false, true}) {
        AdamStep k = new AdamStep(0.01, 0.9, 0.999, 1e-8, 0.1, decoupled, amsgrad, 7);
        int n = p.v().length;
        double[] q = new double[n];
        double[] m2 = new double[n];
        double[] v2 = new double[n];
        double[] l2 = new double[n];
        for (int i = 0; i < n; i++) {
          double x = p.v()[i] * (decoupled ? 1 - 0.001 : 1);
          double grad = g.v()[i] + (decoupled ? 0 : 0.1 * p.v()[i]);
          m2[i] = 0.9 * m.v()[i] + 0.1 * grad;
          v2[i] = 0.999 * v.v()[i] + 0.001 * grad * grad;
          l2[i] = Math.max(largest.v()[i], v2[i]);
          double second = Math.sqrt(amsgrad ? l2[i] : v2[i]) / Math.sqrt(1 - Math.pow(0.999, 7));
          q[i] = x - 0.01 / (1 - Math.pow(0.9, 7)) * m2[i] / (second + 1e-8);
        }
        if (amsgrad) {
          int[] inPlace = {0, 2, 3, 4};
          check(level, k, List.of(p, g, m, v, largest), inPlace, q, m2, v2, l2);
        } else {
          check(level, k, List.of(p, g, m, v), new int[] {0, 2, 3}, q, m2, v2);
        }
      }
    }
  }

  private static Values positive(long seed) {
    Values r = Values.random(seed, 127, 33);
    return Values.of(DType.F32, r.shape(), i -> (float) (Math.abs(r.v()[i]) + 0.01));
  }
}
