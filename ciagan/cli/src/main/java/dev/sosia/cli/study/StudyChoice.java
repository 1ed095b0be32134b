package dev.sosia.cli.study;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.photo.FolderPhotos;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What was asked for on the command line.
///
/// @param full whether it may take long
/// @param data null for drawn people
/// @param points file of the faces' points, for a folder; null for the one in it
/// @param weights of the generator; null for the demo's
/// @param expressionWeights of the judge; null for the demo's
/// @param labels the judge's order, where it was said
record StudyChoice(
    boolean full,
    @Nullable String data,
    @Nullable Path points,
    @Nullable Path weights,
    @Nullable Path expressionWeights,
    @Nullable LabelOrder labels,
    long seed) {
  /// The first of the people whom neither the generator nor the judge that ship were trained on.
  private static final int FIRST_UNSEEN = 300_000;

  private static final int QUICK = 24;
  private static final int QUICK_PHOTOS = 400;
  private static final int FULL = 240;

  /// The photos: drawn people whom nobody was trained on, or what was asked for.
  ///
  /// @throws InputException if there is no such data, or it cannot be used
  LabelledPhotos photos() {
    if (data != null && !ToyFaces.describedBy(data)) {
      return FolderPhotos.open(
          Path.of(data), points, full ? Integer.MAX_VALUE : QUICK_PHOTOS, seed);
    }
    if (points != null) {
      throw new InputException("--points is for photos in a folder; drawn people bring theirs");
    }
    String people =
        "toyfaces:ids=%d,per-id=7,seed=1,start-id=%d".formatted(full ? FULL : QUICK, FIRST_UNSEEN);
    return new ToyPhotos(ToyFaces.parse(data == null ? people : data));
  }

  /// The command that makes `experiment` again.
  String command(String experiment) {
    StringBuilder line = new StringBuilder("./sosia study ").append(experiment);
    if (full) {
      line.append(" --full");
    }
    option(line, "--data", data);
    option(line, "--points", points);
    option(line, "--weights", weights);
    option(line, "--expression-weights", expressionWeights);
    option(line, "--labels", labels == null ? null : labels.word());
    return line.append(" --seed ").append(seed).append(" --out DIR").toString();
  }

  private static void option(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      String text = value.toString();
      String word = text.matches("[A-Za-z0-9_./:=,+-]+") ? text : "'" + text + "'";
      line.append(' ').append(name).append(' ').append(word);
    }
  }
}
