package dev.sosia.ciagan.training;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.trainer.Part;
import dev.sosia.trainer.Training;
import dev.sosia.weights.LayerState;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// CIAGAN's three networks as the trainer takes them: [TrainingStep] by step, looked at by a fixed
/// set of faces, exported under the original's names.
public final class CiaganTraining implements Training<Batch>, AutoCloseable {
  private final Recipe recipe;
  private final long seed;
  private final CiaganNetworks nets;
  private final TrainingStep step;
  private final Probe probe;
  private final String exportName;

  /// A training that has not begun; the networks belong to the innermost scope.
  ///
  /// @param data of which all identities are learnt
  /// @param exportName see [#exportName(String, String)]
  public CiaganTraining(
      Recipe recipe,
      FaceData data,
      SampleLoader loader,
      Device device,
      long seed,
      String exportName) {
    this.recipe = recipe;
    this.seed = seed;
    this.nets = CiaganNetworks.of(recipe, data.identities(), device, seed);
    this.step = new TrainingStep(nets, recipe.step(), device, DType.F32);
    this.probe = new Probe(data, loader, device);
    this.exportName = exportName;
  }

  /// What the original calls the files of a training: `A`ARCH`_D`DATASET`_T`TRY, each filled up
  /// with zeros to two characters. What is no letter, digit, `.` or `-` becomes `-`.
  public static String exportName(String dataset, String attempt) {
    return "Aunet_flex_D" + filled(dataset) + "_T" + filled(attempt);
  }

  private static String filled(String word) {
    String name = word.replaceAll("[^A-Za-z0-9.-]", "-");
    return "0".repeat(Math.max(0, 2 - name.length())) + name;
  }

  /// The generator that is trained.
  public Generator generator() {
    return nets.generator();
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("generator", nets.generator(), nets.generatorAdam()),
        new Part("critic", nets.critic(), nets.criticAdam()),
        new Part("siamese", nets.siamese(), nets.siameseAdam()));
  }

  @Override
  public int batchesPerStep() {
    return recipe.step().batches();
  }

  @Override
  public int batchSize() {
    return recipe.batch();
  }

  @Override
  public SequencedMap<String, Double> step(long number, List<Batch> batches) {
    Philox random = Streams.SHARES.of(seed, number);
    List<float[]> shares = new ArrayList<>();
    for (int i = 0; i < recipe.step().penalties(); i++) {
      float[] each = new float[recipe.batch()];
      for (int k = 0; k < each.length; k++) {
        each[k] = random.nextFloat();
      }
      shares.add(each);
    }
    nets.setLearningRate(recipe.schedule().lr(number - 1));
    return step.run(batches, shares);
  }

  @Override
  public SequencedMap<String, Double> watch(long number, Consumer<String> warnings) {
    return probe.variances(nets.generator(), number, warnings);
  }

  @Override
  public boolean sample(long number, Path png) {
    PictureWriter.write(png, probe.sheet(nets.generator()));
    return true;
  }

  /// Writes `NAME_G`, `NAME_C` and `NAME_S`, each as `.safetensors` and `.pth`.
  ///
  /// @throws EnvironmentException if the machine refuses to write
  @Override
  public void export(Path into) {
    export(nets.generator(), into, "_G");
    export(nets.critic(), into, "_C");
    export(nets.siamese(), into, "_S");
  }

  private void export(Layer network, Path into, String ending) {
    try (Arena arena = Arena.ofConfined()) {
      var weights = LayerState.read(network, arena);
      for (String format : List.of(".safetensors", ".pth")) {
        weights.save(into.resolve(exportName + ending + format));
      }
    }
  }

  /// Frees the optimisers' state.
  @Override
  public void close() {
    nets.close();
  }
}
