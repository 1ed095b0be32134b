package dev.sosia.study.preserve;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Photos whose expression is a grey level all over the picture, which every step of a protocol
/// leaves alone but for a few levels, and a judge who reads it: what comes out is known.
///
/// @param people how many, each showing `shown` in turn
/// @param torn the photo that cannot be read; none if negative
record PlantedFaces(int people, List<Emotion> shown, int torn) implements LabelledPhotos {
  private static final int SIDE = 100;
  private static final int FIRST = 60;
  private static final int STEP = 25;
  private static final FaceLandmarks POINTS =
      new ToyPhotos(ToyFaces.parse("toyfaces:ids=1,per-id=1,size=89x109")).points(0);

  @Override
  public String name() {
    return "planted";
  }

  @Override
  public int size() {
    return people * shown.size();
  }

  @Override
  public PictureId id(int i) {
    return new PictureId(i / shown.size(), i % shown.size());
  }

  @Override
  public Emotion truth(int i) {
    return shown.get(i % shown.size());
  }

  @Override
  public Picture picture(int i) {
    if (i == torn) {
      throw new InputException("the file is torn");
    }
    return Picture.filled(SIDE, SIDE, 3, level(truth(i)));
  }

  @Override
  public FaceLandmarks points(int i) {
    return POINTS;
  }

  @Override
  public int people() {
    return people;
  }

  private static int level(Emotion emotion) {
    return FIRST + STEP * LabelOrder.RAFDB.indexOf(emotion);
  }

  /// Reads the grey level.
  record Reader() implements ExpressionJudge {
    @Override
    public String name() {
      return "reader";
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public List<String> classes() {
      return LabelOrder.RAFDB.names();
    }

    @Override
    public int indexOf(Emotion emotion) {
      return LabelOrder.RAFDB.indexOf(emotion);
    }

    @Override
    public int label(Picture face, String source) {
      int[] levels = new int[face.width() * face.height()];
      for (int k = 0; k < levels.length; k++) {
        levels[k] = face.data()[3 * k] & 255;
      }
      Arrays.sort(levels);
      long label = Math.round((levels[levels.length / 2] - FIRST) / (double) STEP);
      return Math.clamp(label, 0, classes().size() - 1);
    }
  }

  /// Always the same answer.
  record Stubborn(ExpressionJudge classesOf, int answer) implements ExpressionJudge {
    @Override
    public String name() {
      return "stubborn";
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public List<String> classes() {
      return classesOf.classes();
    }

    @Override
    public int indexOf(Emotion emotion) {
      return classesOf.indexOf(emotion);
    }

    @Override
    public int label(Picture face, String source) {
      return answer;
    }
  }

  /// One person's neutral face for everybody, all over the picture.
  record Neutral(int size) implements FaceReplacement {
    @Override
    public String method() {
      return "neutral";
    }

    @Override
    public @Nullable String weightsSha256() {
      return null;
    }

    @Override
    public @Nullable String identity(PictureId id, int index) {
      return "0";
    }

    @Override
    public Picture replace(Sample sample, int index) {
      return Picture.filled(size, size, 3, level(Emotion.NEUTRAL));
    }
  }
}
