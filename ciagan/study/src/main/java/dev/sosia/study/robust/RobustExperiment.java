package dev.sosia.study.robust;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.FirstPhotos;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.protocol.Shift;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// What the judge says of spoilt photos, and of these once their faces were replaced the clean way.
///
/// @param generator the method to judge
/// @param seed of the noise
public record RobustExperiment(
    LabelledPhotos photos, ExpressionJudge judge, FaceReplacement generator, long seed)
    implements Experiment {
  static final String INPUT = "input";
  static final String STAGE = "stage";
  static final String AS_IT_IS = "as it is";
  static final String MOVED = "shift 2";
  static final String ANONYMIZED = "anonymized";

  @Override
  public String name() {
    return "robust";
  }

  @Override
  public List<Factor> factors() {
    return List.of(
        new Factor(INPUT, Arrays.stream(Damage.values()).map(Damage::word).toList()),
        new Factor(STAGE, List.of(AS_IT_IS, MOVED, ANONYMIZED)));
  }

  /// Only untouched photos are moved: the judge is judged by them.
  @Override
  public boolean has(Cell cell) {
    return !cell.level(STAGE).equals(MOVED) || cell.level(INPUT).equals(Damage.NONE.word());
  }

  static Cell cell(Damage damage, String stage) {
    SequencedMap<String, String> levels = new LinkedHashMap<>();
    levels.put(INPUT, damage.word());
    levels.put(STAGE, stage);
    return new Cell(levels);
  }

  @Override
  public Optional<Experiment> sample(int few) {
    return Optional.of(new RobustExperiment(new FirstPhotos(photos, few), judge, generator, seed));
  }

  @Override
  public int pictures() {
    return photos.size();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    Damage damage = Damage.valueOf(cell.level(INPUT).toUpperCase(Locale.ROOT));
    return Labels.of(
        photos,
        each,
        i -> {
          Photo photo = damage.apply(photos.photo(i), seed, i);
          return judge.label(shown(cell.level(STAGE), photo, i), photos.key(i));
        });
  }

  private Picture shown(String stage, Photo photo, int i) {
    return switch (stage) {
      case AS_IT_IS -> photo.picture();
      case MOVED -> new Shift(2, 0).apply(photo.picture());
      default -> {
        Protocol clean = new CleanProtocol();
        Picture finished = clean.run(photos.id(i), photo.picture(), photo.points(), generator, i);
        yield clean.face(finished, photo.points());
      }
    };
  }
}
