package dev.sosia.study.identity.training;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.identity.IdentityNet;
import dev.sosia.study.identity.Templates;
import dev.sosia.study.statistics.Embeddings;
import dev.sosia.study.statistics.Reidentification;
import dev.sosia.trainer.Part;
import dev.sosia.trainer.RandomStream;
import dev.sosia.trainer.Training;
import dev.sosia.weights.LayerState;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// The judge of identity as the trainer takes it, measured now and then on people whom it does not
/// learn from.
public final class IdentityTraining implements Training<IdentityBatch>, AutoCloseable {
  private static final RandomStream FIRST_VALUES = new RandomStream(0);

  private final IdentityRecipe recipe;
  private final IdentityFaces validation;
  private final Device device;
  private final Learner learner;
  private final Adam adam;

  /// What a training changes: the network, and the directions that are left behind with it.
  private static final class Learner extends Layer {
    private final IdentityNet net;
    private final PersonDirections directions;

    Learner(IdentityRecipe recipe, int people, Device device, long seed) {
      ParameterFactory n = ParameterFactory.random(device, FIRST_VALUES.of(seed, 0));
      ParameterFactory d = ParameterFactory.random(device, FIRST_VALUES.of(seed, 1));
      net = child("network", new IdentityNet(n, recipe.network()));
      directions = child("loss", new PersonDirections(d, people, recipe.outputs()));
    }
  }

  /// A training that has not begun; the network belongs to the innermost scope.
  ///
  /// @param people how many are learnt from
  /// @param validation faces of others; there may be none
  public IdentityTraining(
      IdentityRecipe recipe, int people, IdentityFaces validation, Device device, long seed) {
    this.recipe = recipe;
    this.validation = validation;
    this.device = device;
    this.learner = new Learner(recipe, people, device, seed);
    this.adam = new Adam(learner.parameters(), recipe.adam());
  }

  /// Begins with what another network knows instead of random values.
  ///
  /// @param source the other network, for messages
  /// @throws dev.sosia.engine.error.InputException if it has another shape
  public void beginWith(IdentityNet other, String source) {
    try (Arena arena = Arena.ofConfined()) {
      LayerState.load(learner.net, LayerState.read(other, arena), "the judge of identity", source);
    }
  }

  /// The network that is trained.
  public IdentityNet network() {
    return learner.net;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("identity", learner, adam));
  }

  @Override
  public int batchesPerStep() {
    return 1;
  }

  @Override
  public int batchSize() {
    return recipe.batch();
  }

  /// Takes a step.
  ///
  /// @return `cross_entropy`, with the margin, and `accuracy`, the share of faces nearest to their
  ///   own person's direction
  @Override
  public SequencedMap<String, Double> step(long number, List<IdentityBatch> batches) {
    IdentityBatch batch = batches.getFirst();
    long[] right = batch.people();
    int side = IdentityNet.SIZE;
    learner.train(true);
    adam.setLr(recipe.rate(number - 1));
    Tensor x = device.tensor(Shape.of(right.length, 3, side, side), batch.x());
    Tensor cosines = learner.directions.cosines(learner.net.of(x));
    Tensor loss = learner.directions.loss(cosines, right, recipe.scale(), recipe.margin());
    adam.clearGrads();
    Autograd.backward(loss);
    adam.step();
    adam.clearGrads();
    long[] said = Reductions.argmax(cosines, 1, false).toLongs();
    int hits = 0;
    for (int i = 0; i < said.length; i++) {
      hits += said[i] == right[i] ? 1 : 0;
    }
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("cross_entropy", loss.item());
    metrics.put("accuracy", (double) hits / said.length);
    metrics.put("learning_rate", recipe.rate(number - 1));
    return metrics;
  }

  /// `validation_rank1_whole` and `validation_rank1_inside`: how many of the faces are found in a
  /// gallery made of each person's first half.
  @Override
  public SequencedMap<String, Double> watch(long number, Consumer<String> warnings) {
    SequencedMap<String, Double> seen = new LinkedHashMap<>();
    if (validation.people() < 2) {
      return seen;
    }
    try (IdentityJudge judge = new IdentityJudge(device, learner.net)) {
      for (FaceView view : FaceView.values()) {
        Double found = reidentification(judge, view).rank(1).rate().orNull();
        if (found != null) {
          seen.put("validation_rank1_" + view.word(), found);
        }
      }
    }
    return seen;
  }

  private Reidentification reidentification(IdentityJudge judge, FaceView view) {
    int half = validation.size() / validation.people() / 2;
    List<double[]> gallery = new ArrayList<>();
    List<double[]> probes = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    List<Integer> sought = new ArrayList<>();
    int[] faces = new int[validation.people()];
    for (int i = 0; i < validation.size(); i++) {
      int person = validation.person(i);
      boolean enrolled = faces[person]++ < half;
      (enrolled ? gallery : probes).add(judge.point(validation.face(i), view));
      (enrolled ? known : sought).add(person);
    }
    return Reidentification.of(
        Templates.of(embeddings(gallery, known)), embeddings(probes, sought));
  }

  private static Embeddings embeddings(List<double[]> points, List<Integer> people) {
    return new Embeddings(
        points.toArray(double[][]::new), people.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public boolean plots(String metric) {
    return !metric.equals("learning_rate");
  }

  /// Writes the network as `identity.pth` and `identity.safetensors`.
  ///
  /// @throws EnvironmentException if the machine refuses to write
  @Override
  public void export(Path into) {
    try (Arena arena = Arena.ofConfined()) {
      var weights = LayerState.read(learner.net, arena);
      for (String ending : List.of(".safetensors", ".pth")) {
        weights.save(into.resolve("identity" + ending));
      }
    }
  }

  /// Frees the optimiser's state.
  @Override
  public void close() {
    adam.close();
  }
}
