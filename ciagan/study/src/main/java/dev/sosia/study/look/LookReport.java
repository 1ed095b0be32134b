package dev.sosia.study.look;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.protocol.PictureStep;
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.protocol.PublishedProtocol;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sheets of photos and what became of them. A photo that cannot be used is named, and the next one
/// is taken.
public final class LookReport {
  private static final int ROWS = 6;
  private static final int CELL = 178;
  private static final int SMALL = 100;

  private final LabelledPhotos photos;
  private final ExpressionJudge judge;
  private final FaceReplacement generator;
  private final List<Integer> shown = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /// Chooses photos that can be used, from all over the data.
  public LookReport(LabelledPhotos photos, ExpressionJudge judge, FaceReplacement generator) {
    this.photos = photos;
    this.judge = judge;
    this.generator = generator;
    choose();
    missing.addAll(photos.remarks());
  }

  /// Equal steps through the data, and one more each time, so that people and expressions differ.
  private void choose() {
    int n = photos.size();
    int step = Math.max(1, n / ROWS);
    for (int k = 0; k < n && shown.size() < ROWS; k++) {
      int i = (int) ((long) k * (step + 1) % n);
      if (shown.contains(i)) {
        continue;
      }
      try {
        new PublishedProtocol().prepare(photos.picture(i), photos.points(i));
        photos.whole(i);
        shown.add(i);
      } catch (InputException e) {
        missing.add("%s is not shown: %s".formatted(photos.key(i), e.getMessage()));
      }
    }
  }

  /// What there is to see.
  ///
  /// @param origin of all of it
  public Section section(Origin origin) {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    if (!shown.isEmpty()) {
      figures.add(
          states(
              "whole",
              "Whole photos, the clean way (as the study's figure 15): the photo around the eyes,"
                  + " the landmarks drawn, what the generator sees of the face, the result.",
              new CleanProtocol(),
              true));
      figures.add(
          states(
              "aligned",
              "Photos cut to the face, the published way (as figure 16): black where the photo"
                  + " ends.",
              new PublishedProtocol(),
              false));
      figures.add(pipeline());
      figures.add(new FeatureSheet(photos.whole(shown.getFirst())).figure());
      figures.add(results());
      tables.add(photosShown(origin));
    }
    return new Section(
        "look",
        "Looking",
        "What do results look like? (Experiment 1.)",
        new LinkedHashMap<>(),
        List.of(),
        tables,
        figures,
        missing);
  }

  private Table photosShown(Origin origin) {
    Table.Builder table =
        Table.named("photos", "Photos on the sheets, in order", origin)
            .place(Table.Place.FOLDED)
            .columns(
                Column.words("photo", "photo"),
                Column.words("truth", "shows"),
                Column.words("label", "label"));
    for (int i : shown) {
      table.row(
          Value.words(photos.key(i)),
          Value.words(String.valueOf(photos.truth(i) == null ? "-" : photos.truth(i))),
          Value.words(label(photos.picture(i), i)));
    }
    return table.build();
  }

  private String label(Picture face, int i) {
    try {
      return judge.classes().get(judge.label(face, photos.key(i)));
    } catch (InputException _) {
      return "none";
    }
  }

  private Photo photo(int i, boolean whole) {
    return whole ? photos.whole(i) : photos.photo(i);
  }

  /// A row for each photo: what was prepared, the landmarks, what is left, the result.
  private Figure states(String name, String caption, Protocol protocol, boolean whole) {
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (int i : shown) {
      Photo photo = photo(i, whole);
      Sample sample =
          Protocol.sample(
              photos.id(i), protocol.prepare(photo.picture(), photo.points()), generator.size());
      cells.add(cell(sample.face().toPicture()));
      cells.add(cell(sample.landmarks().toPicture()));
      cells.add(cell(sample.withoutFace().toPicture()));
      cells.add(cell(generator.replace(sample, i)));
    }
    return new Figure.Sheet(
        name,
        caption,
        "%d rows of photo, landmarks, photo without the face, and result".formatted(shown.size()),
        new ContactSheet(4, List.of("photo", "landmarks", "without face", "result"), CELL)
            .compose(cells));
  }

  /// One photo through the published way, step by step (figure 17).
  private Figure pipeline() {
    int i = shown.getFirst();
    Photo photo = photos.photo(i);
    PictureId id = photos.id(i);
    PublishedProtocol published = new PublishedProtocol();
    PreparedFace prepared = published.prepare(photo.picture(), photo.points());
    Sample sample = Protocol.sample(id, prepared, generator.size());
    List<ContactSheet.Cell> cells = new ArrayList<>();
    cells.add(new ContactSheet.Cell(photo.picture(), "1 " + label(photo.picture(), i)));
    cells.add(new ContactSheet.Cell(prepared.face(), "2 cut, 178 x 218"));
    cells.add(new ContactSheet.Cell(prepared.landmarks(), "3 landmarks"));
    cells.add(new ContactSheet.Cell(prepared.mask(), "4 mask"));
    cells.add(new ContactSheet.Cell(sample.withoutFace().toPicture(), "5 without face"));
    Picture result = generator.replace(sample, i);
    cells.add(new ContactSheet.Cell(result, "6 replaced"));
    for (PictureStep step : PublishedProtocol.finishing()) {
      result = step.apply(result);
      cells.add(new ContactSheet.Cell(result, (cells.size() + 1) + " " + step.words()));
    }
    cells.add(new ContactSheet.Cell(result, (cells.size() + 1) + " " + label(result, i)));
    return new Figure.Sheet(
        "pipeline",
        "One photo through the published way, step by step, with its label before and after (as"
            + " figure 17).",
        "The steps: %s".formatted(String.join("; ", published.steps())),
        new ContactSheet(4, List.of(), CELL).compose(cells));
  }

  /// Photos beside what both ways made of them, with their labels (figures 20, 21).
  private Figure results() {
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (int i : shown) {
      Photo photo = photos.photo(i);
      cells.add(new ContactSheet.Cell(photo.picture(), label(photo.picture(), i)));
      for (Protocol protocol : List.of(new PublishedProtocol(), new CleanProtocol())) {
        Picture finished = finished(protocol, photo, i);
        if (finished == null) {
          cells.add(new ContactSheet.Cell(Picture.filled(8, 8, 3, 255), "no result"));
        } else {
          cells.add(new ContactSheet.Cell(visible(finished), label(finished, i)));
        }
      }
    }
    return new Figure.Sheet(
        "results",
        "Photos beside their results, with the judge's labels (as figures 20 and 21).",
        "%d rows of a photo, its result the published way and the clean way"
            .formatted(shown.size()),
        new ContactSheet(3, List.of("photo", "published", "clean"), CELL).compose(cells));
  }

  private @Nullable Picture finished(Protocol protocol, Photo photo, int i) {
    try {
      Picture result = protocol.run(photos.id(i), photo.picture(), photo.points(), generator, i);
      return protocol.face(result, photo.points());
    } catch (InputException _) { // a result too dark to be cut out of its frame
      return null;
    }
  }

  private static ContactSheet.Cell cell(Picture picture) {
    return new ContactSheet.Cell(visible(picture), "");
  }

  /// Pictures of small networks twice as large, to be seen.
  private static Picture visible(Picture picture) {
    return picture.width() >= SMALL
        ? picture
        : Resize.resize(picture, 2 * picture.width(), 2 * picture.height(), Resampling.BICUBIC);
  }
}
