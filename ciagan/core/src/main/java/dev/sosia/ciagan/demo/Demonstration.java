package dev.sosia.ciagan.demo;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Drawn people whom the generator never saw, each turned into several whom it was trained on, and
/// a [Verdict] on each result.
public final class Demonstration {
  /// People who are shown.
  public static final int PEOPLE = 12;

  /// Whom each of them is turned into.
  public static final int IDENTITIES_EACH = 3;

  /// The first person who is nobody in training data of any size that one would train on.
  private static final int FIRST_UNSEEN = 100_000;

  /// One person, and what became of them.
  ///
  /// @param expression what the face shows: `happy`
  /// @param results for each person asked for
  public record Row(
      int person,
      String expression,
      Picture face,
      Picture landmarks,
      Picture rest,
      List<Result> results) {}

  /// One result.
  ///
  /// @param identity who was asked for
  public record Result(int identity, Picture picture, Verdict verdict) {}

  private final Anonymizer anonymizer;
  private final ToyFaces training;
  private final ToyFaces unseen;

  /// @param training what the anonymizer's generator was trained on
  /// @param seed chooses the people; equal seeds show the same
  public Demonstration(Anonymizer anonymizer, ToyFaces training, long seed) {
    if (anonymizer.identities() != training.ids()) {
      throw new InputException(
          "the generator knows %d identities, %s has %d people"
              .formatted(anonymizer.identities(), training, training.ids()));
    }
    this.anonymizer = anonymizer;
    this.training = training;
    this.unseen =
        new ToyFaces(
            PEOPLE,
            1,
            training.seed(),
            training.width(),
            training.height(),
            FIRST_UNSEEN + PEOPLE * Math.floorMod(seed, 50_000),
            training.expressions());
  }

  /// Whom a person is turned into: people far apart in the training data's order.
  List<Integer> identities(int person) {
    List<Integer> asked = new ArrayList<>();
    for (int k = 0; k < IDENTITIES_EACH; k++) {
      asked.add((person * 7 + k * training.ids() / IDENTITIES_EACH) % training.ids());
    }
    return asked;
  }

  /// Draws person number `person`, 0 to [#PEOPLE] - 1, and replaces their face.
  public Row row(int person) {
    ToyFace photo = unseen.face(person, 0);
    PreparedFace prepared = PreparedFace.of(photo.picture(), photo.landmarks());
    Sample sample = sample(person, prepared);
    List<Integer> asked = identities(person);
    List<Picture> truths = new ArrayList<>();
    for (int identity : asked) {
      Picture other = photo.showing(training.person(identity)).picture();
      truths.add(square(PreparedFace.of(other, photo.landmarks()).face()));
    }
    Picture face = sample.face().toPicture();
    truths.add(face);
    List<Result> results = new ArrayList<>();
    for (int k = 0; k < asked.size(); k++) {
      Picture result = anonymizer.anonymize(sample, Map.of(asked.get(k), 1.0));
      results.add(new Result(asked.get(k), result, Verdict.of(sample.mask(), result, truths, k)));
    }
    return new Row(
        person,
        photo.expression().word(),
        face,
        sample.landmarks().toPicture(),
        sample.withoutFace().toPicture(),
        results);
  }

  private Sample sample(int person, PreparedFace prepared) {
    return new Sample(
        new PictureId(person, 0),
        Planes.of(square(prepared.face())),
        Planes.of(square(prepared.landmarks())),
        Preprocessing.mask(square(prepared.mask())));
  }

  private Picture square(Picture picture) {
    return Preprocessing.picture(picture, size(), null);
  }

  private int size() {
    return anonymizer.size();
  }
}
