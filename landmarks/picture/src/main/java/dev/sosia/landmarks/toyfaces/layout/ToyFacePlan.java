package dev.sosia.landmarks.toyfaces.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.dataset.DataSetPlan;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/// What the layouts of drawn people have in common: a piece is a photo, person by person.
abstract class ToyFacePlan implements DataSetPlan {
  /// The file of the points, which the data sets themselves have not.
  static final String POINTS = "points.jsonl";

  /// Of the pictures; drawn ones suffer from less.
  private static final int QUALITY = 95;

  /// One person in this many is only in the second part (test, validation).
  private static final int HELD_OUT = 5;

  final ToyFaces faces;

  ToyFacePlan(ToyFaces faces) {
    if ((long) faces.ids() * faces.perId() > 999_999) {
      throw new InputException(
          "this layout numbers pictures with six digits; %d x %d are too many"
              .formatted(faces.ids(), faces.perId()));
    }
    this.faces = faces;
  }

  @Override
  public int pieces() {
    return faces.ids() * faces.perId();
  }

  int person(int piece) {
    return piece / faces.perId();
  }

  int photo(int piece) {
    return piece % faces.perId();
  }

  /// What is kept of a photo.
  abstract Picture picture(ToyFace photo);

  /// Where the points of a photo are in what is kept of it.
  abstract FaceLandmarks points(FaceLandmarks inPhoto);

  /// The true points of all pictures, a line of JSON each: `{"file": NAME, "points": [[x, y],
  /// ...]}`, in the picture's pixels, to a hundredth.
  ///
  /// @param name of the picture of a piece, in the folder of the pictures
  byte[] points(IntFunction<String> name) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pieces(); i++) {
      FaceLandmarks points = points(faces.landmarks(person(i), photo(i)));
      lines.append("{\"file\": \"").append(name.apply(i)).append("\", \"points\": [");
      for (int k = 0; k < FaceLandmarks.COUNT; k++) {
        lines
            .append(k == 0 ? "[" : ", [")
            .append(StrictMath.rint(100 * points.x(k)) / 100)
            .append(", ")
            .append(StrictMath.rint(100 * points.y(k)) / 100)
            .append(']');
      }
      lines.append("]}\n");
    }
    return lines.toString().getBytes(UTF_8);
  }

  /// One file for each piece: its picture.
  @Override
  public SequencedMap<String, byte[]> files(int piece) {
    ToyFace photo = faces.face(person(piece), photo(piece));
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    files.put(names(piece).getFirst(), PictureWriter.jpeg(picture(photo), QUALITY));
    return files;
  }

  /// Whether a piece belongs to the second part. Nobody is in both, unless there is one person
  /// only.
  boolean heldOut(int piece) {
    int number = faces.ids() == 1 ? photo(piece) : person(piece);
    int all = faces.ids() == 1 ? faces.perId() : faces.ids();
    int last = all == 1 ? 0 : Math.max(1, all / HELD_OUT);
    return number >= all - last;
  }

  /// The face from the forehead to the chin, square.
  static Picture square(Picture photo, FaceLandmarks points, int side) {
    Picture cut = FaceSquare.around(points).of(photo);
    return Resize.resize(cut, side, side, Resampling.BILINEAR);
  }
}
