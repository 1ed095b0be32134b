package dev.sosia.study.preserve;

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
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.protocol.RoundTrip;
import dev.sosia.study.protocol.Shift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What the judge says of photos as they are, moved by two pixels, gone a protocol's way with their
/// own faces, and with those of the generator.
///
/// @param generator the method to judge
/// @param protocols their names
/// @param seed of pairs that are drawn
public record PreserveExperiment(
    LabelledPhotos photos,
    ExpressionJudge judge,
    FaceReplacement generator,
    List<String> protocols,
    long seed)
    implements Experiment {
  static final String PROTOCOL = "protocol";
  static final String STAGE = "stage";
  static final String NONE = "none";
  static final String UNTOUCHED = "untouched";
  static final String MOVED = "shift 2";
  static final String ROUND_TRIP = "round trip";
  static final String ANONYMIZED = "anonymized";

  /// Copies the list.
  public PreserveExperiment {
    protocols = List.copyOf(protocols);
  }

  @Override
  public String name() {
    return "preserve";
  }

  @Override
  public List<Factor> factors() {
    List<String> ways = new ArrayList<>(List.of(NONE));
    ways.addAll(protocols);
    return List.of(
        new Factor(PROTOCOL, ways),
        new Factor(STAGE, List.of(UNTOUCHED, MOVED, ROUND_TRIP, ANONYMIZED)));
  }

  @Override
  public boolean has(Cell cell) {
    boolean before = List.of(UNTOUCHED, MOVED).contains(cell.level(STAGE));
    return cell.level(PROTOCOL).equals(NONE) == before;
  }

  static Cell cell(String protocol, String stage) {
    SequencedMap<String, String> levels = new LinkedHashMap<>();
    levels.put(PROTOCOL, protocol);
    levels.put(STAGE, stage);
    return new Cell(levels);
  }

  @Override
  public Optional<Experiment> sample(int few) {
    return Optional.of(
        new PreserveExperiment(new FirstPhotos(photos, few), judge, generator, protocols, seed));
  }

  @Override
  public int pictures() {
    return photos.size();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    return Labels.of(photos, each, i -> judge.label(shown(cell, i), photos.key(i)));
  }

  private Picture shown(Cell cell, int i) {
    return switch (cell.level(STAGE)) {
      case UNTOUCHED -> photos.picture(i);
      case MOVED -> new Shift(2, 0).apply(photos.picture(i));
      default -> {
        Protocol protocol = Protocol.of(cell.level(PROTOCOL));
        FaceReplacement replacement =
            cell.level(STAGE).equals(ROUND_TRIP) ? new RoundTrip(generator.size()) : generator;
        Photo photo = photos.photo(i);
        Picture finished =
            protocol.run(photos.id(i), photo.picture(), photo.points(), replacement, i);
        yield protocol.face(finished, photo.points());
      }
    };
  }
}
