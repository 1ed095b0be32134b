package dev.sosia.study.measure;

import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.judge.ExpressionJudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Collects what the judges say of one picture after the other, and gives it as [Labels]. Numbers
/// are rounded to a millionth, so that what is kept of a cell is what was measured.
///
/// | measure | numbers of a picture |
/// |---|---|
/// | `whole`, `inside` | its point by the judge of identity, see [FaceView] |
/// | `features` | those of the judge of expressions |
/// | `pixels` | the seam's energy, and the difference of the background |
public final class ResultMeasures {
  /// The seam's energy and the background's difference.
  public static final String PIXELS = "pixels";

  /// What the judge of expressions saw.
  public static final String FEATURES = "features";

  /// Side of faces that are shown to the judge of identity, in pixels.
  public static final int SIDE = 96;

  private static final double STEP = 1e6;

  private final ExpressionJudge expressions;
  private final IdentityJudge identities;
  private final Integer[] labels;
  private final String[] reasons;
  private final SequencedMap<String, List<double[]>> measures = new LinkedHashMap<>();

  public ResultMeasures(ExpressionJudge expressions, IdentityJudge identities, int pictures) {
    this.expressions = expressions;
    this.identities = identities;
    this.labels = new Integer[pictures];
    this.reasons = new String[pictures];
    Arrays.fill(labels, Labels.NONE);
    Arrays.fill(reasons, "");
  }

  /// Has the judges look at a face.
  ///
  /// @param face cut to the face
  /// @param source what it is, for messages
  /// @throws dev.sosia.engine.error.InputException if one cannot tell
  public void face(int i, Picture face, AlignedFace aligned, String source) {
    ExpressionJudge.Look look = expressions.look(face, source);
    for (FaceView view : FaceView.values()) {
      put(view.word(), i, identities.point(aligned, view));
    }
    put(FEATURES, i, look.features());
    labels[i] = look.label();
  }

  /// Has the judges look at a whole result with a face that has these points in it.
  ///
  /// @throws dev.sosia.engine.error.InputException if one cannot tell
  public void result(
      int i, Picture face, Picture result, FaceLandmarks points, Sample before, String source) {
    face(i, face, AlignedFace.in(result, points, SIDE), source);
    double seam = Seam.energy(result, before.mask());
    double background = Seam.background(before.face().toPicture(), result, before.mask());
    put(PIXELS, i, seam, background);
  }

  /// Numbers of another measure.
  public void put(String measure, int i, double... numbers) {
    List<double[]> rows =
        measures.computeIfAbsent(
            measure, _ -> new ArrayList<>(Collections.nCopies(labels.length, none())));
    rows.set(i, rounded(numbers));
  }

  /// Numbers to a millionth.
  public static double[] rounded(double... numbers) {
    return Arrays.stream(numbers).map(v -> Math.rint(v * STEP) / STEP).toArray();
  }

  private static double[] none() {
    return new double[0];
  }

  /// This picture could not be judged.
  public void failed(int i, String reason) {
    labels[i] = Labels.NONE;
    reasons[i] = reason;
    measures.values().forEach(rows -> rows.set(i, none()));
  }

  /// All of it.
  public Labels labels() {
    return new Labels(Arrays.asList(labels), Arrays.asList(reasons), measures);
  }
}
