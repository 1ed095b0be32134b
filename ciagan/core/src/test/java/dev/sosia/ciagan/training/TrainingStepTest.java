package dev.sosia.ciagan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.ciagan.net.Critic;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.ciagan.net.SiameseResNet;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Steps of very narrow networks: which phase moves what, and what is left behind.
class TrainingStepTest {
  private static final int PEOPLE = 3;
  private static final int SIZE = 64;

  private static TrainingStep.Settings settings(
      int siamese, int critic, int generator, GanLoss gan, double l1Same) {
    return new TrainingStep.Settings(siamese, critic, generator, gan, 3, 10, true, false, l1Same);
  }

  /// Runs `body` on fresh networks and a device that must be empty afterwards.
  private static void with(
      TrainingStep.Settings settings, BiConsumer<CiaganNetworks, TrainingStep> body) {
    try (Device device = Device.open("auto", 1)) {
      try (Scope _ = Scope.open()) {
        ParameterFactory f = ParameterFactory.random(device, new Philox(1, 0));
        try (CiaganNetworks nets =
            CiaganNetworks.of(
                new Generator(f, new Generator.Config(SIZE, 6, PEOPLE, 0.03125, false)),
                new Critic(f, new Critic.Config(SIZE, 6, 0.03125)),
                new SiameseResNet(f, 3, 8, 0.03125),
                Adam.Options.adam(1e-3, 0.5, 0.999))) {
          body.accept(nets, new TrainingStep(nets, settings, device, DType.F32));
        }
      }
      assertThat(device.liveBytes()).isZero();
    }
  }

  private static Batch batch(int seed, int... identities) {
    Philox random = new Philox(seed, 1);
    int pairs = identities.length / 2;
    List<Batch.Members> both = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      int[] ids = new int[pairs];
      System.arraycopy(identities, side * pairs, ids, 0, pairs);
      float[] masks = new float[pairs * SIZE * SIZE];
      for (int i = 0; i < masks.length; i++) {
        masks[i] = i % SIZE < SIZE / 2 ? 1 : 0;
      }
      both.add(new Batch.Members(pictures(random, pairs), pictures(random, pairs), masks, ids));
    }
    return new Batch(pairs, SIZE, both.get(0), both.get(1));
  }

  private static float[] pictures(Philox random, int pairs) {
    float[] pictures = new float[pairs * 3 * SIZE * SIZE];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = random.nextFloat();
    }
    return pictures;
  }

  private static List<Batch> batches(int n) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      batches.add(batch(i, 0, 1, 0, 2));
    }
    return batches;
  }

  private static Map<String, double[]> values(Layer layer) {
    Map<String, double[]> values = new LinkedHashMap<>();
    layer.parameters().forEach((name, t) -> values.put(name, t.toDoubles()));
    return values;
  }

  private static boolean moved(Map<String, double[]> before, Layer layer) {
    return values(layer).entrySet().stream()
        .anyMatch(e -> !Arrays.equals(before.get(e.getKey()), e.getValue()));
  }

  @Test
  void everyPhaseMovesItsNetworkAlone() {
    record Phase(int siamese, int critic, int generator) {}
    for (Phase phase : List.of(new Phase(1, 0, 0), new Phase(0, 1, 0), new Phase(1, 0, 1))) {
      with(
          settings(phase.siamese, phase.critic, phase.generator, GanLoss.LSGAN, 0),
          (nets, step) -> {
            var generator = values(nets.generator());
            var critic = values(nets.critic());
            var siamese = values(nets.siamese());
            step.run(batches(phase.siamese + 2 * phase.critic + phase.generator), List.of());
            assertThat(moved(generator, nets.generator())).isEqualTo(phase.generator > 0);
            assertThat(moved(critic, nets.critic())).isEqualTo(phase.critic > 0);
            assertThat(moved(siamese, nets.siamese())).isEqualTo(phase.siamese > 0);
          });
    }
  }

  @Test
  void noGradientIsLeftBehind() {
    with(
        settings(1, 1, 2, GanLoss.VANILLA, 1),
        (nets, step) -> {
          step.run(batches(5), List.of());
          for (Layer net : List.of(nets.generator(), nets.critic(), nets.siamese())) {
            assertThat(net.parameters().values()).extracting(Tensor::grad).containsOnlyNulls();
          }
        });
  }

  @Test
  void batchesThatAPhaseDoesNotReadMayLackPictures() {
    with(
        settings(0, 1, 0, GanLoss.LSGAN, 0),
        (nets, step) -> {
          Batch full = batch(1, 0, 1, 0, 2);
          Batch.Members second = full.second();
          Batch.Members bare =
              new Batch.Members(new float[0], new float[0], new float[0], second.identities());
          Batch lean = new Batch(2, SIZE, full.first(), bare);
          Map<String, Double> losses = step.run(List.of(lean, lean), List.of());
          assertThat(losses.get("critic")).isGreaterThan(0);
        });
  }

  @Test
  void aMaskedCriticSeesNoSurroundings() {
    for (boolean masked : new boolean[] {true, false}) {
      List<Double> real = new ArrayList<>();
      for (float surroundings : new float[] {0, 1}) {
        with(
            new TrainingStep.Settings(0, 1, 0, GanLoss.LSGAN, 3, 10, false, masked, 0),
            (_, step) -> {
              Batch shown = batch(1, 0, 1, 0, 2);
              float[] faces = shown.first().faces();
              for (int i = 0; i < faces.length; i++) {
                faces[i] = i % SIZE < SIZE / 2 ? faces[i] : surroundings;
              }
              Map<String, Double> losses =
                  step.run(List.of(batch(0, 0, 1, 0, 2), shown), List.of());
              real.add(Objects.requireNonNull(losses.get("critic_real")));
            });
      }
      assertThat(real.get(0).equals(real.get(1))).isEqualTo(masked);
    }
  }

  @Test
  void criticsLossHoldsThePenalty() {
    List<Double> critic = new ArrayList<>();
    List<Double> real = new ArrayList<>();
    for (double lambda : new double[] {0, 10}) {
      TrainingStep.Settings s =
          new TrainingStep.Settings(0, 1, 0, GanLoss.WGANGP, 3, lambda, false, false, 0);
      with(
          s,
          (_, step) -> {
            Map<String, Double> losses = step.run(batches(2), List.of(new float[] {0.5f, 0.1f}));
            critic.add(losses.getOrDefault("critic", Double.NaN));
            real.add(losses.getOrDefault("critic_real", Double.NaN));
          });
    }
    assertThat(critic.get(1)).isGreaterThan(critic.get(0) + 0.1);
    assertThat(real.get(1)).isCloseTo(real.get(0), within(1e-6));
  }

  @Test
  void theFaceItselfIsWantedWherePairsAreOnePerson() {
    with(
        settings(0, 0, 1, GanLoss.LSGAN, 1),
        (_, step) -> {
          Map<String, Double> strangers = step.run(List.of(batch(1, 0, 1, 1, 2)), List.of());
          assertThat(strangers).containsEntry("generator_l1", 0.0);
          Map<String, Double> one = step.run(List.of(batch(1, 0, 1, 0, 2)), List.of());
          assertThat(one.get("generator_l1")).isGreaterThan(0.01);
        });
  }

  @Test
  void anotherNumberOfBatchesIsRefused() {
    with(
        settings(1, 1, 1, GanLoss.LSGAN, 0),
        (_, step) ->
            assertThatThrownBy(() -> step.run(batches(3), List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("4 batches"));
  }

  @Test
  void aBatchWhoseSizesDisagreeIsRefused() {
    Batch good = batch(1, 0, 1, 0, 2);
    assertThatThrownBy(() -> new Batch(3, SIZE, good.first(), good.second()))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> good.oneHot(2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("identity 2");
    assertThat(good.same()).containsExactly(1, 0);
    assertThat(good.maskedNumbersOfSame()).isEqualTo(3.0 * SIZE * SIZE / 2);
  }
}
