package dev.sosia.study.tradeoff;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.identity.IdentityNet;
import dev.sosia.study.identity.training.IdentityBatches;
import dev.sosia.study.identity.training.IdentityRecipe;
import dev.sosia.study.identity.training.IdentityTraining;
import dev.sosia.study.identity.training.ListedFaces;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.weights.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// An attacker who knows the method: the judge of identity goes on learning, from photos of people
/// of the attacker's own, before and after the method, each with their person's name.
///
/// @param people the attacker's, none of whom is in the gallery
/// @param weights of the judge that the attacker begins with
/// @param recipe of the training
public record ParrotAttack(
    Device device,
    LabelledPhotos people,
    Supplier<Checkpoint> weights,
    IdentityRecipe recipe,
    long seed) {
  /// Points of photos after the method, by view: `attacked_whole`, `attacked_inside`.
  static final String AFTER = "attacked_";

  /// Points of photos before it, by the same attacker.
  static final String BEFORE = "attacked_original_";

  /// A training of so many steps, at a rate that leaves most of what is known.
  public static IdentityRecipe recipe(int steps) {
    IdentityRecipe r = IdentityRecipe.DEMO;
    return new IdentityRecipe(
        r.width(), r.outputs(), r.batch(), r.scale(), r.margin(), 5e-4, 0, steps, steps);
  }

  /// Learns from the attacker's people, then looks at the experiment's photos. Labels are all 0:
  /// the attacker does not look at expressions.
  Labels run(
      TradeoffExperiment experiment,
      String method,
      FaceReplacement onOwn,
      FaceReplacement onOthers,
      Runnable each) {
    try (Scope _ = Scope.open();
        IdentityTraining training = trained(method, onOwn);
        IdentityJudge attacker = new IdentityJudge(device, training.network())) {
      return seen(experiment.photos(), attacker, onOthers, each);
    }
  }

  private IdentityTraining trained(String method, FaceReplacement replacement) {
    List<AlignedFace> faces = new ArrayList<>();
    List<Integer> person = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      LabelledPhotos.Photo photo = people.photo(i);
      faces.add(AlignedFace.in(photo.picture(), photo.points(), ResultMeasures.SIDE));
      faces.add(TradeoffExperiment.after(replacement, people, i));
      person.add(people.id(i).identity());
      person.add(people.id(i).identity());
    }
    ListedFaces known = new ListedFaces(faces, person);
    IdentityBatches batches = new IdentityBatches(known, recipe.batch(), seed);
    IdentityTraining training =
        new IdentityTraining(recipe, known.people(), ListedFaces.NOBODY, device, seed);
    boolean done = false;
    try (Scope _ = Scope.open();
        Checkpoint checkpoint = weights.get()) {
      IdentityNet judge = IdentityJudge.load(device, checkpoint);
      training.beginWith(judge, "the judge that attacks " + method);
      done = true;
    } finally {
      if (!done) {
        training.close();
      }
    }
    for (int step = 1; step <= recipe.steps(); step++) {
      try (Scope _ = Scope.open()) {
        training.step(step, List.of(batches.load(step, 0)));
      }
    }
    return training;
  }

  private static Labels seen(
      LabelledPhotos photos, IdentityJudge attacker, FaceReplacement replacement, Runnable each) {
    int n = photos.size();
    List<Integer> labels = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    SequencedMap<String, List<double[]>> points = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      String reason = "";
      SequencedMap<String, double[]> own = new LinkedHashMap<>();
      try {
        LabelledPhotos.Photo photo = photos.photo(i);
        AlignedFace before = AlignedFace.in(photo.picture(), photo.points(), ResultMeasures.SIDE);
        AlignedFace after = TradeoffExperiment.after(replacement, photos, i);
        for (FaceView view : FaceView.values()) {
          own.put(BEFORE + view.word(), ResultMeasures.rounded(attacker.point(before, view)));
          own.put(AFTER + view.word(), ResultMeasures.rounded(attacker.point(after, view)));
        }
      } catch (InputException e) {
        reason = photos.key(i) + ": " + e.getMessage();
      }
      for (FaceView view : FaceView.values()) {
        for (String kind : List.of(BEFORE, AFTER)) {
          String name = kind + view.word();
          points
              .computeIfAbsent(name, _ -> new ArrayList<>())
              .add(own.getOrDefault(name, new double[0]));
        }
      }
      labels.add(reason.isEmpty() ? 0 : Labels.NONE);
      reasons.add(reason);
      each.run();
    }
    return new Labels(labels, reasons, points);
  }
}
