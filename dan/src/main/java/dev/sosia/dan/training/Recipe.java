package dev.sosia.dan.training;

import dev.sosia.dan.augment.Augmentation;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.optim.Schedule;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.trainer.RecordSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The numbers of a training. Each can be set by its name in small letters with underscores:
/// `learning_rate=0.05`.
///
/// @param labels which classes, in which order
/// @param imgSize side of the pictures in pixels; 224 as published
/// @param heads attention heads; 4 as published
/// @param width factor on the network's channels; 1 as published
/// @param centers of the affinity loss, K: at least the number of classes
/// @param batch faces in a batch, from 2
/// @param augmentation how faces are changed at random
/// @param balanced whether faces are drawn with replacement, each class as often as another, or all
///   faces once in random order
/// @param optimizer which one
/// @param learningRate of the first epoch
/// @param momentum of SGD
/// @param beta1, beta2, epsilon of Adam
/// @param weightDecay of either; the centers decay too
/// @param decay what the rate is multiplied by every `decayEvery` epochs
/// @param decayEvery in epochs, from 1
/// @param keepAbove a network whose validation accuracy is above this and the best so far is kept
///   under the original's name
/// @param epochs how long to train, if nothing else is said
public record Recipe(
    LabelOrder labels,
    int imgSize,
    int heads,
    double width,
    int centers,
    int batch,
    Augmentation augmentation,
    boolean balanced,
    Kind optimizer,
    double learningRate,
    double momentum,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double decay,
    int decayEvery,
    double keepAbove,
    int epochs) {

  /// The optimisers there are.
  public enum Kind {
    SGD,
    ADAM
  }

  private static final int SMALLEST_SIDE = 32;

  /// What `rafdb.py` does, with its 8 centers for 7 classes.
  private static final Recipe RAFDB =
      new Recipe(
          LabelOrder.RAFDB,
          224,
          4,
          1,
          8,
          256,
          Augmentation.RAFDB,
          false,
          Kind.SGD,
          0.1,
          0.9,
          0.9,
          0.999,
          1e-8,
          1e-4,
          0.1,
          10,
          0.89,
          40);

  private static final SequencedMap<String, Recipe> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("rafdb", RAFDB);
    NAMED.put("rafdb-corrected", RAFDB.with(Map.of("centers", 7)));
    // what affectnet.py does
    Recipe affectnet =
        RAFDB.with(
            Map.of(
                "labels",
                "affectnet8",
                "augmentation",
                "affectnet",
                "balanced",
                true,
                "optimizer",
                "adam",
                "learning_rate",
                1e-4,
                "weight_decay",
                0,
                "decay",
                0.6,
                "decay_every",
                1,
                "keep_above",
                0.62));
    NAMED.put(
        "affectnet7",
        affectnet.with(Map.of("labels", "affectnet7", "centers", 7, "keep_above", 0.65)));
    NAMED.put("affectnet8", affectnet);
    // a narrow network that two cores train in half an hour, for the drawn people that ship
    NAMED.put(
        "demo",
        RAFDB.with(
            Map.of(
                "width",
                0.25,
                "centers",
                7,
                "batch",
                32,
                "optimizer",
                "adam",
                "learning_rate",
                1e-3,
                "decay",
                0.5,
                "decay_every",
                4,
                "keep_above",
                0,
                "epochs",
                16)));
  }

  private Recipe with(Map<String, ?> changes) {
    return RecordSettings.with(this, changes);
  }

  /// Checks the numbers.
  ///
  /// @throws InputException naming the one that is out of its range
  public Recipe {
    atLeast("img_size", imgSize, SMALLEST_SIDE);
    atLeast("heads", heads, 1);
    if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
      throw new InputException("width is above 0, not " + width);
    }
    if (centers < labels.classes()) {
      throw new InputException(
          "centers is at least the number of classes, %d for %s, not %d"
              .formatted(labels.classes(), labels.word(), centers));
    }
    if (batch < 2) {
      throw new InputException(
          "batch is at least 2, not " + batch + ": DAN's batch normalisation needs two faces");
    }
    atLeast("decay_every", decayEvery, 1);
    if (!(decay > 0 && decay <= 1)) {
      throw new InputException("decay is above 0 and at most 1, not " + decay);
    }
    if (!(keepAbove >= 0 && keepAbove <= 1)) {
      throw new InputException("keep_above is 0 to 1, not " + keepAbove);
    }
    atLeast("epochs", epochs, 1);
    var _ = new Sgd.Options(learningRate, momentum, 0, weightDecay, false);
    var _ = new Adam.Options(learningRate, beta1, beta2, epsilon, weightDecay, false, false);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new InputException(name + " is at least " + least + ", not " + value);
    }
  }

  /// The names of the recipes there are.
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /// The recipe called `name`, one of [#names].
  public static Recipe named(String name) {
    Recipe recipe = NAMED.get(name);
    if (recipe == null) {
      throw new InputException(
          "there is no recipe " + name + ": use " + String.join(", ", NAMED.keySet()));
    }
    return recipe;
  }

  /// How the network is built.
  public Dan.Config network() {
    return new Dan.Config(labels.classes(), heads, width);
  }

  /// An optimiser of `parameters`.
  Optimizer<?> optimizer(Map<String, Tensor> parameters) {
    return switch (optimizer) {
      case SGD ->
          new Sgd(parameters, new Sgd.Options(learningRate, momentum, 0, weightDecay, false));
      case ADAM ->
          new Adam(
              parameters,
              new Adam.Options(learningRate, beta1, beta2, epsilon, weightDecay, false, false));
    };
  }

  /// The learning rate of each epoch, the first being 0.
  Schedule schedule() {
    return Schedule.step(learningRate, decayEvery, decay);
  }

  /// What this keeps of the original that may surprise, a sentence each.
  public List<String> quirks() {
    List<String> quirks = new ArrayList<>();
    int more = centers - labels.classes();
    if (more > 0) {
      quirks.add(
          "there are %d centers for %d classes, as in the original: what is left over belongs to no class and only adds to the spread that the affinity loss is divided by; recipe rafdb-corrected has as many as classes"
              .formatted(centers, labels.classes()));
    }
    return quirks;
  }
}
