package dev.sosia.ciagan.training;

import static java.util.Map.entry;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.optim.Schedule;
import dev.sosia.trainer.RecordSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The numbers of a training. Each can be set by its name in small letters with underscores:
/// `learning_rate=2e-4`.
///
/// @param imgSize side of the pictures in pixels, 64 or 128
/// @param identities how many of the data's identities there are to learn and to become, from the
///   first; 0 stands for all
/// @param batch pairs in a batch, from 1
/// @param augmentation whether pictures are cropped at random
/// @param generatorWidth, criticWidth, siameseWidth factors on the networks' inner channels, 1 as
///   published
/// @param siameseNetwork which embedding
/// @param siameseOutputs numbers in an embedding
/// @param gan what the critic's answers cost
/// @param margin how far apart the siamese network should see two people
/// @param lambda weight of the gradient penalty, for `wgangp`
/// @param learningRate, beta1, beta2, epsilon of Adam, the same for all networks
/// @param halveEvery after how many steps the learning rate is halved, each time again; 0 never, as
///   in the original
/// @param siameseIterations in a step; 0 leaves the siamese network and the identity loss out
/// @param criticIterations, generatorIterations in a step, from 1
/// @param siameseMask whether the siamese network sees faces without their surroundings
/// @param criticMask whether the critic sees faces without their surroundings; never in the
///   original
/// @param l1Same weight of the difference between drawn and real face where a pair is one person; 0
///   in the original
/// @param epochs how long to train, if nothing else is said
public record Recipe(
    int imgSize,
    int identities,
    int batch,
    boolean augmentation,
    double generatorWidth,
    double criticWidth,
    double siameseWidth,
    Siamese siameseNetwork,
    int siameseOutputs,
    GanLoss gan,
    double margin,
    double lambda,
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    int halveEvery,
    int siameseIterations,
    int criticIterations,
    int generatorIterations,
    boolean siameseMask,
    boolean criticMask,
    double l1Same,
    int epochs) {

  /// The embeddings there are.
  public enum Siamese {
    RESNET,
    PATCH
  }

  private static final int ORIGINAL_OUTPUTS = 1200;

  /// What the released code does (`run_training.py`).
  private static final Recipe CODE =
      new Recipe(
          64,
          0,
          1,
          true,
          1,
          1,
          1,
          Siamese.RESNET,
          ORIGINAL_OUTPUTS,
          GanLoss.LSGAN,
          3,
          10,
          1e-4,
          0.5,
          0.999,
          1e-8,
          0,
          1,
          1,
          3,
          false,
          false,
          0,
          2001);

  private static final SequencedMap<String, Recipe> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("code", CODE);
    // what the CVPR text says; where it is silent, the code
    NAMED.put(
        "paper",
        CODE.with(
            Map.of(
                "img_size",
                128,
                "identities",
                1200,
                "batch",
                16,
                "learning_rate",
                1e-5,
                "beta2",
                0.9,
                "epochs",
                60)));
    // what the study of 2022 set
    NAMED.put(
        "study",
        CODE.with(
            Map.of(
                "img_size",
                128,
                "identities",
                1200,
                "learning_rate",
                1e-5,
                "beta2",
                0.9,
                "epochs",
                101)));
    // narrow networks that two cores train in hours, for the drawn people that ship
    NAMED.put(
        "demo",
        CODE.with(
            Map.ofEntries(
                entry("batch", 8),
                entry("augmentation", false),
                entry("generator_width", 0.5),
                entry("critic_width", 0.5),
                entry("siamese_width", 0.25),
                entry("siamese_outputs", 128),
                entry("learning_rate", 4e-4),
                entry("generator_iterations", 1),
                entry("l1_same", 40),
                entry("epochs", 100))));
  }

  private Recipe with(Map<String, ?> changes) {
    return RecordSettings.with(this, changes);
  }

  /// Checks the numbers.
  ///
  /// @throws InputException naming the one that is out of its range
  public Recipe {
    if (imgSize != 64 && imgSize != 128) {
      throw new InputException("img_size is 64 or 128, not " + imgSize);
    }
    atLeast("identities", identities, 0);
    atLeast("batch", batch, 1);
    positive("generator_width", generatorWidth);
    positive("critic_width", criticWidth);
    positive("siamese_width", siameseWidth);
    atLeast("siamese_outputs", siameseOutputs, 1);
    positive("margin", margin);
    atLeast("lambda", lambda, 0);
    atLeast("halve_every", halveEvery, 0);
    atLeast("siamese_iterations", siameseIterations, 0);
    atLeast("critic_iterations", criticIterations, 1);
    atLeast("generator_iterations", generatorIterations, 1);
    atLeast("l1_same", l1Same, 0);
    atLeast("epochs", epochs, 1);
    var _ = new Adam.Options(learningRate, beta1, beta2, epsilon, 0, false, false);
  }

  private static void atLeast(String name, double value, int least) {
    if (!(value >= least)) {
      throw new InputException(name + " is at least " + least + ", not " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new InputException(name + " is above 0, not " + value);
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

  /// The numbers of a step.
  public TrainingStep.Settings step() {
    return new TrainingStep.Settings(
        siameseIterations,
        criticIterations,
        generatorIterations,
        gan,
        margin,
        lambda,
        siameseMask,
        criticMask,
        l1Same);
  }

  /// The learning rate by step, the first being 0.
  public Schedule schedule() {
    return halveEvery == 0
        ? Schedule.constant(learningRate)
        : Schedule.step(learningRate, halveEvery, 0.5);
  }

  /// Adam's numbers at first.
  public Adam.Options adam() {
    return new Adam.Options(learningRate, beta1, beta2, epsilon, 0, false, false);
  }

  /// What this keeps of the original that may surprise, a sentence each.
  ///
  /// @param people how many identities the training has
  public List<String> quirks(int people) {
    List<String> quirks = new ArrayList<>();
    if (batch == 1 && siameseIterations > 0) {
      quirks.add(
          "with batch 1 both pictures of every pair show one person, as in the original (half of 1"
              + " is 0): the siamese network never learns to tell two people apart; batch=2 or more"
              + " shows it both");
    }
    if (imgSize == 64) {
      quirks.add(
          "at 64 px the generator's last convolution has twice the inputs it has at 128, as in the"
              + " first version of the original, since the published last version stops there with"
              + " a shape error");
    }
    if (siameseOutputs == ORIGINAL_OUTPUTS && siameseIterations > 0 && people != ORIGINAL_OUTPUTS) {
      quirks.add(
          "the siamese network has 1200 outputs though there are "
              + people
              + " identities, as in the original: it is an embedding, not a classifier");
    }
    if (augmentation) {
      quirks.add(
          "training sees half to three quarters of a picture's width, inference 8/9, as in the"
              + " original: faces are smaller there; augmentation=false trains on what inference"
              + " sees");
    }
    return quirks;
  }
}
