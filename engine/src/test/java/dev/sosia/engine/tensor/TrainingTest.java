package dev.sosia.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.conformance.DelayedBackend;
import dev.sosia.engine.nn.BasicBlock;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.InstanceNorm;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.SpectralConv2d;
import dev.sosia.engine.op.Composites;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Everything at once: layers of all kinds, a loss with a gradient in it, Adam.
class TrainingTest {
  private static final int BATCH = 3;

  private static Sequential network(Device device) {
    ParameterFactory f = ParameterFactory.random(device, new Philox(1, 0));
    Sequential net =
        new Sequential()
            .add(new SpectralConv2d(f, 2, 4, 3, Initializer.normal(0.3), Initializer.constant(0)))
            .add(new InstanceNorm(f, 4))
            .add(x -> Elementwise.leakyRelu(x, 0.2))
            .add(new BasicBlock(f, 4, 5, 2, "shortcut", Initializer::xavierNormal))
            .add(x -> Pooling.adaptiveAvgPool2d(x, 2, 2))
            .add(x -> Shapes.reshape(x, x.dim(0), -1))
            .add(new Linear(f, 20, 3));
    net.train(true);
    return net;
  }

  /// The losses, and the state at the end.
  private record Outcome(List<Double> losses, Map<String, double[]> state, TreeSet<Long> live) {}

  private static Outcome train(Device device, int steps) {
    Scope model = Scope.open();
    Sequential net = network(device);
    Conv2d critic =
        new Conv2d(ParameterFactory.random(device, new Philox(2, 0)), 2, 1, 3, 2, 1, true);
    Map<String, Tensor> learnt = new LinkedHashMap<>(net.parameters());
    critic.parameters().forEach((key, t) -> learnt.put("critic." + key, t));
    List<Double> losses = new ArrayList<>();
    TreeSet<Long> live = new TreeSet<>();
    Philox random = new Philox(3, 0);
    try (Adam adam = new Adam(learnt, Adam.Options.adam(1e-2, 0.9, 0.99))) {
      for (int step = 0; step < steps; step++) {
        try (Scope _ = Scope.open()) {
          float[] pixels = new float[BATCH * 2 * 10 * 10];
          for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
          }
          Tensor x = device.tensor(Shape.of(BATCH, 2, 10, 10), pixels);
          Tensor target = device.tensor(Shape.of(BATCH), random.nextInt(3), 1L, 2);
          Tensor loss =
              Losses.crossEntropy(net.of(x), target, null, -100, 0.1, Losses.Reduction.MEAN);
          Tensor penalty =
              Composites.gradientPenalty(
                  x, p -> Reductions.mean(Elementwise.tanh(critic.of(p)), false, 1, 2, 3), 1);
          Tensor total = Elementwise.add(loss, penalty);
          Autograd.backward(total);
          adam.step();
          learnt.values().forEach(Tensor::clearGrad);
          losses.add(total.item());
        }
        if (step > 0) {
          live.add(device.liveBytes());
        }
      }
    }
    Map<String, double[]> state = new LinkedHashMap<>();
    net.stateDict().forEach((key, t) -> state.put(key, t.toDoubles()));
    critic.stateDict().forEach((key, t) -> state.put("critic." + key, t.toDoubles()));
    model.close();
    assertThat(device.liveBytes()).as("bytes in use at the end").isZero();
    return new Outcome(losses, state, live);
  }

  @Test
  void fiftyStepsUseNoMoreMemoryThanTwoAndLearnSomething() {
    try (Device device = new Device(new ReferenceBackend(2))) {
      Outcome o = train(device, 50);
      assertThat(o.live).as("live bytes after each step from the second on").hasSize(1);
      assertThat(o.losses.getLast()).isLessThan(o.losses.getFirst());
    }
  }

  @Test
  void aDelayedBackendWithItsOwnMemoryLearnsTheSameBits() {
    try (Device plain = new Device(new ReferenceBackend(2));
        Device delayed = new Device(new DelayedBackend(new ReferenceBackend(1)))) {
      Outcome expected = train(plain, 6);
      Outcome found = train(delayed, 6);
      assertThat(found.losses).isEqualTo(expected.losses);
      assertThat(found.state.keySet()).isEqualTo(expected.state.keySet());
      expected.state.forEach(
          (key, values) -> assertThat(found.state.get(key)).as(key).containsExactly(values));
    }
  }
}
