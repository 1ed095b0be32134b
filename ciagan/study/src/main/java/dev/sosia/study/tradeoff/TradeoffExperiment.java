package dev.sosia.study.tradeoff;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.control.PhotoFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.simple.SimpleMethod;
import dev.sosia.study.simple.SimpleReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Photos as each method leaves them, on the clean way and at the generator's size, seen by the
/// judges; and seen by an attacker who has learnt from other people's photos after the same method
/// (the parrot attack: Newton, Sweeney, Malin, "Preserving Privacy by De-Identifying Face Images",
/// 2005).
///
/// @param generator to compare with
/// @param seed of what methods draw
public record TradeoffExperiment(
    LabelledPhotos photos,
    ExpressionJudge expressions,
    IdentityJudge identities,
    FaceReplacement generator,
    ParrotAttack attack,
    long seed)
    implements Experiment {
  static final String METHOD = "method";
  static final String SEEN_BY = "seen_by";

  /// The photos themselves, before anything.
  static final String ORIGINAL = "original";

  /// The way alone, no method.
  static final String NONE = "none";

  static final String GENERATOR = "ciagan";
  static final String JUDGES = "judges";
  static final String ATTACKER = "attacker";

  private static final CleanProtocol WAY = new CleanProtocol();

  @Override
  public String name() {
    return "tradeoff";
  }

  @Override
  public List<Factor> factors() {
    List<String> methods = new ArrayList<>(List.of(ORIGINAL, NONE));
    methods.addAll(SimpleMethod.NAMES);
    methods.add(GENERATOR);
    return List.of(new Factor(METHOD, methods), new Factor(SEEN_BY, List.of(JUDGES, ATTACKER)));
  }

  /// The attacker learns from results; of originals alone there is nothing new to learn.
  @Override
  public boolean has(Cell cell) {
    return !(cell.level(METHOD).equals(ORIGINAL) && cell.level(SEEN_BY).equals(ATTACKER));
  }

  @Override
  public int pictures() {
    return photos.size();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    String method = cell.level(METHOD);
    ResultMeasures measures = new ResultMeasures(expressions, identities, pictures());
    if (method.equals(ORIGINAL)) {
      return collect(measures, each, (i, photo) -> original(measures, i, photo));
    }
    FaceReplacement replacement;
    try {
      replacement = replacement(method, photos);
      if (cell.level(SEEN_BY).equals(ATTACKER)) {
        return attack.run(this, method, replacement(method, attack.people()), replacement, each);
      }
    } catch (InputException e) { // too few people for k-same: the table says so
      IntStream.range(0, pictures()).forEach(_ -> each.run());
      return Labels.none(pictures(), String.valueOf(e.getMessage()));
    }
    return collect(
        measures,
        each,
        (i, photo) -> {
          Sample sample =
              Protocol.sample(
                  photos.id(i), WAY.prepare(photo.picture(), photo.points()), replacement.size());
          Picture result = replacement.replace(sample, i);
          measures.result(
              i,
              WAY.face(result, photo.points()),
              result,
              CleanProtocol.moved(photo.points(), result.width()),
              sample,
              photos.key(i));
        });
  }

  private void original(ResultMeasures measures, int i, Photo photo) {
    AlignedFace aligned = AlignedFace.in(photo.picture(), photo.points(), ResultMeasures.SIDE);
    measures.face(i, photo.picture(), aligned, photos.key(i));
  }

  /// Looks at one photo.
  interface Look {
    void at(int i, Photo photo);
  }

  private Labels collect(ResultMeasures measures, Runnable each, Look look) {
    for (int i = 0; i < pictures(); i++) {
      try {
        look.at(i, photos.photo(i));
      } catch (InputException e) {
        measures.failed(i, photos.key(i) + ": " + e.getMessage());
      }
      each.run();
    }
    return measures.labels();
  }

  /// A photo's face after a method.
  ///
  /// @throws InputException if it cannot be prepared
  static AlignedFace after(FaceReplacement replacement, LabelledPhotos photos, int i) {
    Photo photo = photos.photo(i);
    Sample sample =
        Protocol.sample(
            photos.id(i), WAY.prepare(photo.picture(), photo.points()), replacement.size());
    Picture result = replacement.replace(sample, i);
    FaceLandmarks points = CleanProtocol.moved(photo.points(), result.width());
    return AlignedFace.in(result, points, ResultMeasures.SIDE);
  }

  private FaceReplacement replacement(String method, LabelledPhotos people) {
    int size = generator.size();
    return switch (method) {
      case NONE -> new RoundTrip(size);
      case GENERATOR -> generator;
      default ->
          new SimpleReplacement(
              method,
              size,
              SimpleMethod.parse(method).on(new PhotoFaces(people, WAY), size, seed, () -> {}));
    };
  }
}
