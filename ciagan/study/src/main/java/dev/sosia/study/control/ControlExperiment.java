package dev.sosia.study.control;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.FaceData;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.FirstPhotos;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.protocol.JpegGeneration;
import dev.sosia.study.protocol.PictureStep;
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.protocol.Shift;
import dev.sosia.study.simple.SimpleMethod;
import dev.sosia.study.simple.SimpleReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the judge says of photos that next to nothing was done to, that went a protocol's whole way
/// without anonymization, and that were anonymized by the simple methods and by a generator.
///
/// @param generator the generator to compare with
/// @param seed of what methods draw
public record ControlExperiment(
    LabelledPhotos photos, ExpressionJudge judge, FaceReplacement generator, long seed)
    implements Experiment {
  static final String PROTOCOL = "protocol";
  static final String CONDITION = "condition";

  /// The protocol of pictures that went none.
  static final String NONE = "none";

  static final String UNTOUCHED = "untouched";
  static final String ROUND_TRIP = "round trip";
  static final String GENERATOR = "ciagan";

  /// The published network's size.
  private static final int SIZE = 128;

  private static final List<Integer> SHIFTS = List.of(1, 2, 4);

  @Override
  public String name() {
    return "control";
  }

  @Override
  public List<Factor> factors() {
    List<String> conditions = new ArrayList<>(touches());
    conditions.addAll(replacements());
    return List.of(
        new Factor(PROTOCOL, List.of(NONE, "published", "clean")),
        new Factor(CONDITION, conditions));
  }

  /// What is done to photos that go no protocol's way.
  private static List<String> touches() {
    List<String> touches = new ArrayList<>(List.of(UNTOUCHED));
    SHIFTS.forEach(n -> touches.add("shift " + n));
    touches.add("jpeg 75");
    return touches;
  }

  private List<String> replacements() {
    List<String> replacements = new ArrayList<>(List.of(ROUND_TRIP));
    if (generator.size() != SIZE) {
      replacements.add(small());
    }
    replacements.addAll(SimpleMethod.NAMES);
    replacements.add(GENERATOR);
    return replacements;
  }

  private String small() {
    return ROUND_TRIP + " at " + generator.size();
  }

  /// The round trip that a condition is to be held against: the one of its size.
  String ceiling(String condition) {
    return condition.equals(GENERATOR) && generator.size() != SIZE ? small() : ROUND_TRIP;
  }

  @Override
  public boolean has(Cell cell) {
    return cell.level(PROTOCOL).equals(NONE) == touches().contains(cell.level(CONDITION));
  }

  @Override
  public Optional<Experiment> sample(int few) {
    return Optional.of(new ControlExperiment(new FirstPhotos(photos, few), judge, generator, seed));
  }

  @Override
  public int pictures() {
    return photos.size();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    String condition = cell.level(CONDITION);
    if (cell.level(PROTOCOL).equals(NONE)) {
      return Labels.of(
          photos, each, i -> judge.label(touched(condition, photos.picture(i)), photos.key(i)));
    }
    Protocol protocol = Protocol.of(cell.level(PROTOCOL));
    FaceReplacement replacement;
    try {
      replacement = replacement(condition, protocol);
    } catch (InputException e) { // too few people for k-same: the table says so
      IntStream.range(0, pictures()).forEach(_ -> each.run());
      return Labels.none(pictures(), String.valueOf(e.getMessage()));
    }
    return Labels.of(
        photos,
        each,
        i -> {
          Photo photo = photos.photo(i);
          Picture finished =
              protocol.run(photos.id(i), photo.picture(), photo.points(), replacement, i);
          return judge.label(protocol.face(finished, photo.points()), photos.key(i));
        });
  }

  private static Picture touched(String condition, Picture picture) {
    if (condition.equals(UNTOUCHED)) {
      return picture;
    }
    String[] words = condition.split(" ", -1);
    int number = Integer.parseInt(words[1]);
    PictureStep step = words[0].equals("shift") ? new Shift(number, 0) : new JpegGeneration(number);
    return step.apply(picture);
  }

  private FaceReplacement replacement(String condition, Protocol protocol) {
    if (condition.startsWith(ROUND_TRIP)) {
      return new RoundTrip(condition.equals(ROUND_TRIP) ? SIZE : generator.size());
    }
    if (condition.equals(GENERATOR)) {
      return generator;
    }
    FaceData gallery = new PhotoFaces(photos, protocol);
    return new SimpleReplacement(
        condition, SIZE, SimpleMethod.parse(condition).on(gallery, SIZE, seed, () -> {}));
  }
}
