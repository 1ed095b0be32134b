package dev.sosia.dan.training;

import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.data.FaceLoader;
import dev.sosia.dan.judge.Evaluation;
import dev.sosia.dan.net.Dan;
import dev.sosia.dan.net.PretrainedTrunk;
import dev.sosia.dan.recognize.AttentionSheet;
import dev.sosia.dan.recognize.Explanation;
import dev.sosia.dan.recognize.Recognizer;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.optim.Schedule;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.trainer.Part;
import dev.sosia.trainer.Training;
import dev.sosia.weights.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// DAN as the trainer takes it: [TrainingStep] by step, the rate by epoch, measured on faces that
/// are not learnt from after each epoch.
public final class DanTraining implements Training<ExpressionBatch>, AutoCloseable {
  private static final int SAMPLE_CELL = 128;

  private final Recipe recipe;
  private final FaceLoader validation;
  private final Device device;
  private final long stepsPerEpoch;
  private final Learner learner;
  private final Optimizer<?> optimizer;
  private final TrainingStep step;
  private final Schedule schedule;
  private final KeptNetworks kept;

  /// A training that has not begun; the network belongs to the innermost scope.
  ///
  /// @param validation faces that are not learnt from; there may be none
  /// @param drawn whether the faces are drawn people's
  /// @param exports where the best networks are kept
  public DanTraining(
      Recipe recipe,
      FaceLoader validation,
      boolean drawn,
      Device device,
      long seed,
      long stepsPerEpoch,
      Path exports) {
    this.recipe = recipe;
    this.validation = validation;
    this.device = device;
    this.stepsPerEpoch = stepsPerEpoch;
    this.learner = new Learner(recipe, device, seed);
    this.optimizer = recipe.optimizer(TrainingStep.parameters(learner.dan(), learner.centers()));
    this.step = new TrainingStep(learner.dan(), learner.centers(), optimizer);
    this.schedule = recipe.schedule();
    this.kept = new KeptNetworks(exports, recipe, drawn);
  }

  /// Begins with the trunk of a whole ResNet-18 instead of random values.
  ///
  /// @throws InputException as [PretrainedTrunk#load] does
  public void beginWith(StateDict resnet, String source) {
    PretrainedTrunk.load(learner.dan(), resnet, source);
  }

  /// The network that is trained.
  public Dan network() {
    return learner.dan();
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("dan", learner, optimizer));
  }

  @Override
  public int batchesPerStep() {
    return 1;
  }

  @Override
  public int batchSize() {
    return recipe.batch();
  }

  @Override
  public SequencedMap<String, Double> step(long number, List<ExpressionBatch> batches) {
    ExpressionBatch batch = batches.getFirst();
    long epoch = (number - 1) / stepsPerEpoch;
    optimizer.setLr(schedule.lr(epoch));
    int n = batch.labels().length;
    Tensor x = device.tensor(Shape.of(n, 3, batch.size(), batch.size()), batch.x());
    Tensor labels = device.tensor(Shape.of(n), batch.labels());
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("epoch", epoch + 1.0);
    metrics.putAll(step.run(x, labels));
    metrics.put("learning_rate", schedule.lr(epoch));
    return metrics;
  }

  /// At the end of an epoch: `validation_accuracy`, `balanced_accuracy`, `validation_loss`. The
  /// best network so far is kept.
  @Override
  public SequencedMap<String, Double> watch(long number, Consumer<String> warnings) {
    SequencedMap<String, Double> seen = new LinkedHashMap<>();
    if (number % stepsPerEpoch != 0 || validation.set().size() == 0) {
      return seen;
    }
    long epoch = number / stepsPerEpoch;
    try {
      Evaluation e = Evaluation.of(learner.dan(), recipe.labels().classes(), validation, device);
      seen.put("validation_accuracy", e.confusion().accuracy().share());
      seen.put("balanced_accuracy", e.confusion().balancedAccuracy());
      seen.put("validation_loss", e.crossEntropy());
      if (kept.isBest(epoch, e)) {
        kept.write(learner.dan(), kept.name(epoch, e));
      }
    } catch (InputException | EnvironmentException refused) {
      warnings.accept(
          "epoch %d is not measured, or its network not kept: %s"
              .formatted(epoch, refused.getMessage()));
    }
    return seen;
  }

  /// A validation face of each class with what the network says and looks at.
  @Override
  public boolean sample(long number, Path png) {
    ExpressionSet set = validation.set();
    List<String> names = recipe.labels().names();
    List<Explanation> faces = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    try (Recognizer recognizer =
        new Recognizer(device, learner.dan(), recipe.labels(), recipe.imgSize())) {
      for (int c = 0; c < names.size(); c++) {
        int label = c;
        OptionalInt first =
            IntStream.range(0, set.size()).filter(i -> set.label(i) == label).findFirst();
        if (first.isPresent()) {
          int i = first.getAsInt();
          faces.add(recognizer.explain(validation.square(i), set.source(i)));
          truths.add("(" + names.get(c) + ")");
        }
      }
    }
    if (!faces.isEmpty()) {
      PictureWriter.write(png, AttentionSheet.of(faces, truths, SAMPLE_CELL));
    }
    return !faces.isEmpty();
  }

  @Override
  public boolean plots(String metric) {
    return !metric.equals("epoch") && !metric.equals("learning_rate");
  }

  /// Writes the network as `dan.pth` and `dan.safetensors`; the best ones lie beside it.
  ///
  /// @throws EnvironmentException if the machine refuses to write
  @Override
  public void export(Path into) {
    kept.write(learner.dan(), "dan");
  }

  /// Frees the optimiser's state.
  @Override
  public void close() {
    optimizer.close();
  }
}
