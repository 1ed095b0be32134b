package dev.sosia.study.variant;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.landmarks.figure.Drawing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.MeshContour;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.CubicResize;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import java.util.ArrayList;
import java.util.List;

/// What a generator is given of a photo: which lines are drawn in its landmark picture and how,
/// which region is replaced, what is cut out of the photo.
///
/// @param features which lines
/// @param line what they look like
/// @param mask which region is replaced
/// @param cut what of the photo is used
public record FigureStyle(Features features, Line line, Mask mask, Cut cut) {
  private static final int PAPER = 0xFFFFFF;
  private static final int INSIDE = 0x000000;

  /// CIAGAN's.
  public static final FigureStyle PUBLISHED =
      new FigureStyle(Features.PUBLISHED, Line.STRONG, Mask.BROWS, Cut.EYES);

  /// Which lines are drawn.
  public enum Features {
    /// Jaw, nose bridge and inner lips.
    PUBLISHED("jaw, nose bridge, inner lips"),
    OUTER_LIPS("+ outer lips", FaceFeature.OUTER_LIPS),
    EYES("+ eyes", FaceFeature.EYE_ON_LEFT, FaceFeature.EYE_ON_RIGHT),
    BROWS("+ brows", FaceFeature.BROW_ON_LEFT, FaceFeature.BROW_ON_RIGHT),
    ALL(
        "+ outer lips, eyes, brows",
        FaceFeature.OUTER_LIPS,
        FaceFeature.EYE_ON_LEFT,
        FaceFeature.EYE_ON_RIGHT,
        FaceFeature.BROW_ON_LEFT,
        FaceFeature.BROW_ON_RIGHT);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list
    private final List<FaceFeature> more;

    Features(String words, FaceFeature... more) {
      this.words = words;
      this.more = List.of(more);
    }

    /// For tables.
    public String words() {
      return words;
    }

    private List<FaceFeature> all() {
      List<FaceFeature> all = new ArrayList<>(FaceFeature.PUBLISHED);
      all.addAll(more);
      return all;
    }
  }

  /// What lines look like.
  public enum Line {
    /// Blue, one pixel wide: CIAGAN's.
    STRONG("strong", 0x0000FF, 1),
    /// 224 on white: what the study drew in, by its drawing tool's default.
    FAINT("224 on 255", 0xE0E0E0, 1),
    WIDE("strong, 2 wide", 0x0000FF, 2),
    /// The study's.
    FAINT_WIDE("224 on 255, 2 wide", 0xE0E0E0, 2);

    private final String words;
    private final int color;
    private final int width;

    Line(String words, int color, int width) {
      this.words = words;
      this.color = color;
      this.width = width;
    }

    /// For tables.
    public String words() {
      return words;
    }
  }

  /// Which region is replaced.
  public enum Mask {
    /// From the jaw to the brows: CIAGAN's.
    BROWS("jaw to brows"),
    /// The face mesh's oval: the study's.
    OVAL("face oval");

    private final String words;

    Mask(String words) {
      this.words = words;
    }

    /// For tables.
    public String words() {
      return words;
    }
  }

  /// What of the photo is used.
  public enum Cut {
    /// A crop around the eyes: CIAGAN's.
    EYES("around the eyes"),
    /// All of it: the study's.
    WHOLE("whole photo");

    private final String words;

    Cut(String words) {
      this.words = words;
    }

    /// For tables.
    public String words() {
      return words;
    }
  }

  /// What a generator is given of a photo.
  ///
  /// @throws dev.sosia.engine.error.InputException if no face can be cut out of it
  public PreparedFace prepare(ToyFace photo) {
    FaceLandmarks points = photo.landmarks();
    Box box = box(points, photo.picture().width(), photo.picture().height());
    double scaleX = (double) PreparedFace.WIDTH / box.width();
    double scaleY = (double) PreparedFace.HEIGHT / box.height();
    FaceLandmarks moved = points.moved(box.left(), box.top(), scaleX, scaleY);
    Picture region =
        switch (mask) {
          case BROWS -> PreparedFace.mask(moved);
          case OVAL ->
              oval(photo.contours().getOrDefault(MeshContour.FACE_OVAL, new double[0]), box);
        };
    return new PreparedFace(face(photo.picture(), points), lines(moved), region);
  }

  /// A picture cut out as a photo with these points is, and brought to the size of prepared faces.
  Picture face(Picture picture, FaceLandmarks points) {
    return CubicResize.resize(
        Crop.edgeCrop(picture, box(points, picture.width(), picture.height())),
        PreparedFace.WIDTH,
        PreparedFace.HEIGHT);
  }

  private Box box(FaceLandmarks points, int width, int height) {
    return switch (cut) {
      case EYES -> PreparedFace.box(points);
      case WHOLE -> new Box(0, 0, width, height);
    };
  }

  /// The landmark picture of a face in a photo of `width` x `height`, without the photo.
  ///
  /// @throws dev.sosia.engine.error.InputException if no face can be cut out there
  Picture drawing(FaceLandmarks points, int width, int height) {
    Box box = box(points, width, height);
    double scaleX = (double) PreparedFace.WIDTH / box.width();
    double scaleY = (double) PreparedFace.HEIGHT / box.height();
    return lines(points.moved(box.left(), box.top(), scaleX, scaleY));
  }

  /// A photo's points in a result of `size` x `size` pixels.
  FaceLandmarks moved(ToyFace photo, int size) {
    Box box = box(photo.landmarks(), photo.picture().width(), photo.picture().height());
    double side = Preprocessing.resizedSide(size);
    Box crop = Preprocessing.cropBox((int) side, (int) side, size, null);
    return photo
        .landmarks()
        .moved(box.left(), box.top(), side / box.width(), side / box.height())
        .moved(crop.left(), crop.top(), 1, 1);
  }

  private Picture lines(FaceLandmarks points) {
    Drawing drawing = new Drawing(PreparedFace.WIDTH, PreparedFace.HEIGHT, PAPER);
    for (FaceFeature feature : features.all()) {
      int n = feature.last - feature.first + 1;
      for (int down = 0; down < line.width; down++) {
        for (int right = 0; right < line.width; right++) {
          int[] x = new int[n];
          int[] y = new int[n];
          for (int i = 0; i < n; i++) {
            x[i] = (int) points.x(feature.first + i) + right;
            y[i] = (int) points.y(feature.first + i) + down;
          }
          drawing.lines(x, y, feature.closed, line.color);
        }
      }
    }
    return drawing.picture();
  }

  private static Picture oval(double[] xy, Box box) {
    int[] x = new int[xy.length / 2];
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (int) Math.rint((xy[2 * i] - box.left()) * PreparedFace.WIDTH / box.width());
      y[i] = (int) Math.rint((xy[2 * i + 1] - box.top()) * PreparedFace.HEIGHT / box.height());
    }
    Drawing drawing = new Drawing(PreparedFace.WIDTH, PreparedFace.HEIGHT, PAPER);
    drawing.polygon(x, y, INSIDE);
    return drawing.picture();
  }
}
