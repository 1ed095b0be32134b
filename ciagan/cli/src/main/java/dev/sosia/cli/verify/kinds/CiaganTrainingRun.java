package dev.sosia.cli.verify.kinds;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.ciagan.net.Critic;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.ciagan.training.Batch;
import dev.sosia.ciagan.training.CiaganNetworks;
import dev.sosia.ciagan.training.TrainingStep;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs the steps of a case of trainer `ciagan`.
final class CiaganTrainingRun {
  private static final int CHANNELS = 3;

  private final NetworkParts parts;
  private final Tolerance tolerance;
  private final Checks checks;

  private CiaganTrainingRun(NetworkParts parts, Tolerance tolerance, Checks checks) {
    this.parts = parts;
    this.tolerance = tolerance;
    this.checks = checks;
  }

  static void run(NetworkParts parts, Fields fields, Tolerance tolerance, Checks checks) {
    new CiaganTrainingRun(parts, tolerance, checks).run(fields);
  }

  private void run(Fields fields) {
    Target target = parts.target();
    Fields recipe = fields.object("recipe");
    try (CiaganNetworks nets =
        CiaganNetworks.of(
            network(fields, "generator", Generator.class),
            network(fields, "critic", Critic.class),
            network(fields, "siamese", Unit.class),
            adam(recipe))) {
      TrainingStep step =
          new TrainingStep(nets, settings(recipe), target.device(), target.arithmetic());
      int size = recipe.size("img_size");
      int batch = recipe.size("batch");
      readWhatNetworksSay(recipe);
      recipe.done();
      List<Fields> steps = TrainingCases.steps(fields, target);
      boolean all = steps.size() == fields.list("steps").size();
      Fields after = fields.object("after");
      fields.done();
      if (steps.isEmpty()) {
        checks.skip("there are no F64 results");
        return;
      }
      for (int i = 0; i < steps.size(); i++) {
        step(step, steps.get(i), "step " + i, batch, size);
      }
      if (all) {
        after(nets, after);
      }
    }
  }

  /// Fields that say again how the networks are built.
  private static void readWhatNetworksSay(Fields recipe) {
    recipe.size("identities");
    recipe.text("siamese_network");
    recipe.size("siamese_outputs");
  }

  private <L extends Layer> L network(Fields fields, String name, Class<L> kind) {
    Fields f = fields.object(name);
    Layer layer = parts.network(f).layer();
    f.done();
    if (!kind.isInstance(layer)) {
      throw new ManifestException(f.at("network") + ": no network for the part of the " + name);
    }
    return kind.cast(layer);
  }

  private static Adam.Options adam(Fields recipe) {
    double[] betas = recipe.numbers("betas");
    if (betas.length != 2) {
      throw recipe.error("betas", "two numbers");
    }
    return new Adam.Options(
        recipe.number("learning_rate"),
        betas[0],
        betas[1],
        recipe.number("epsilon"),
        0,
        false,
        false);
  }

  private static TrainingStep.Settings settings(Fields recipe) {
    Fields iterations = recipe.object("iterations");
    TrainingStep.Settings settings =
        new TrainingStep.Settings(
            iterations.size("siamese"),
            iterations.size("critic"),
            iterations.size("generator"),
            switch (recipe.text("gan")) {
              case "lsgan" -> GanLoss.LSGAN;
              case "vanilla" -> GanLoss.VANILLA;
              case "wgangp" -> GanLoss.WGANGP;
              default -> throw recipe.error("gan", "lsgan, vanilla or wgangp");
            },
            recipe.number("margin"),
            recipe.number("lambda"),
            recipe.flag("siamese_mask"),
            false,
            0);
    iterations.done();
    return settings;
  }

  private void step(TrainingStep step, Fields f, String what, int batch, int size) {
    List<Batch> batches = new ArrayList<>();
    for (Object node : f.list("batches")) {
      String where = f.at("batches") + "[" + batches.size() + "]";
      batches.add(batch(Fields.of(where, node), batch, size));
    }
    List<float[]> shares = new ArrayList<>();
    if (f.isSet("alphas")) {
      for (Object node : f.list("alphas")) {
        shares.add(floats(f.at("alphas") + "[" + shares.size() + "]", node));
      }
    }
    var expected = NetworkCases.expected(f, "expect", parts.target());
    f.done();
    try (Scope _ = Scope.open()) {
      Map<String, Tensor> losses = new LinkedHashMap<>();
      step.run(batches, shares).forEach((name, sum) -> losses.put(name, parts.number(sum)));
      parts.compare(what, expected, losses, tolerance, checks);
    }
  }

  private Batch batch(Fields f, int pairs, int size) {
    List<float[]> faces = both(f, "faces", node -> floats(f.at("faces"), node));
    List<float[]> landmarks = both(f, "landmarks", node -> floats(f.at("landmarks"), node));
    List<float[]> masks = both(f, "mask_boxes", node -> masks(f.at("mask_boxes"), node, size));
    List<int[]> ids = both(f, "ids", node -> numbers(f.at("ids"), node));
    f.done();
    return new Batch(
        pairs,
        size,
        new Batch.Members(faces.get(0), landmarks.get(0), masks.get(0), ids.get(0)),
        new Batch.Members(faces.get(1), landmarks.get(1), masks.get(1), ids.get(1)));
  }

  /// What is said of the first and of the second members.
  private static <T> List<T> both(Fields f, String name, Function<@Nullable Object, T> read) {
    List<T> both = new ArrayList<>();
    for (Object node : f.list(name)) {
      both.add(read.apply(node));
    }
    if (both.size() != 2) {
      throw f.error(name, "two entries");
    }
    return both;
  }

  private float[] floats(String where, @Nullable Object node) {
    Values v = parts.c().tensors().tensor(where, node);
    float[] floats = new float[v.numel()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) v.get(i);
    }
    return floats;
  }

  /// Boxes `[y0, y1, x0, x1]`, a mask each.
  private static float[] masks(String where, @Nullable Object node, int size) {
    List<@Nullable Object> boxes = Fields.list(where, node);
    int plane = size * size;
    float[] masks = new float[boxes.size() * CHANNELS * plane];
    for (int b = 0; b < boxes.size(); b++) {
      int[] box = numbers(where, boxes.get(b));
      if (box.length != 4) {
        throw new ManifestException(where + ": a box is [y0, y1, x0, x1]");
      }
      for (int c = 0; c < CHANNELS; c++) {
        for (int y = box[0]; y < box[1]; y++) {
          int row = (b * CHANNELS + c) * plane + y * size;
          Arrays.fill(masks, row + box[2], row + box[3], 1);
        }
      }
    }
    return masks;
  }

  private static int[] numbers(String where, @Nullable Object node) {
    return Fields.list(where, node).stream()
        .mapToInt(n -> Math.toIntExact(Fields.integer(where, n)))
        .toArray();
  }

  private void after(CiaganNetworks nets, Fields after) {
    after("generator", nets.generator(), nets.generatorAdam(), after);
    after("critic", nets.critic(), nets.criticAdam(), after);
    after("siamese", nets.siamese(), nets.siameseAdam(), after);
    after.done();
  }

  private void after(String name, Layer layer, Adam adam, Fields after) {
    TrainingCases.compareAfter(
        parts,
        name,
        after.object(name),
        TrainingCases.state(layer),
        adam.state(),
        tolerance,
        checks);
  }
}
