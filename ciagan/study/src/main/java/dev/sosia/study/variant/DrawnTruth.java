package dev.sosia.study.variant;

import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.landmarks.toyfaces.person.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// A second judge of expressions, which drawn people alone allow: the photo is drawn again with the
/// person in it who was asked for, once with each expression, and the drawing that a result lies
/// nearest to inside of the mask tells what it shows. It reads blurred faces that a network reads
/// badly, and was trained on nothing.
final class DrawnTruth {
  private static final List<Expression> ALL = List.of(Expression.values());

  /// How strongly an expression is shown that the photo does not show, where it shows none.
  private static final double USUAL = 0.7;

  private final DrawnPhotos probes;
  private final long seed;
  private final ConcurrentMap<Integer, List<Picture>> drawn = new ConcurrentHashMap<>();

  DrawnTruth(DrawnPhotos probes, long seed) {
    this.probes = probes;
    this.seed = seed;
  }

  /// The place of what photo `i` shows.
  int shown(int i) {
    return ALL.indexOf(probes.photo(probes.id(i)).expression());
  }

  /// The place of the expression whose drawing is nearest to a result.
  ///
  /// @param asked who was asked for
  int nearest(int i, Identity asked, FigureStyle style, Sample sample, Picture result) {
    ToyFace photo = probes.photo(probes.id(i));
    List<Picture> truths = drawn.computeIfAbsent(i, _ -> draw(i, photo, asked));
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int e = 0; e < truths.size(); e++) {
      Picture truth =
          Preprocessing.picture(style.face(truths.get(e), photo.landmarks()), result.width(), null);
      double apart = apart(sample, result, truth);
      if (apart < least) {
        least = apart;
        best = e;
      }
    }
    return best;
  }

  /// The photo with the person asked for, showing each expression; its own as it shows it.
  private List<Picture> draw(int i, ToyFace photo, Identity asked) {
    List<Picture> pictures = new ArrayList<>();
    for (int e = 0; e < ALL.size(); e++) {
      Expression expression = ALL.get(e);
      double strength = photo.intensity() > 0 ? photo.intensity() : USUAL;
      Philox random = new Philox(seed, (long) i * ALL.size() + e);
      ToyFace other =
          expression == photo.expression()
              ? photo.showing(asked)
              : photo.showing(
                  asked, expression, expression == Expression.NEUTRAL ? 0 : strength, random);
      pictures.add(other.picture());
    }
    return pictures;
  }

  /// The sum of squared differences inside of the mask.
  private static double apart(Sample sample, Picture a, Picture b) {
    float[] mask = sample.mask().data();
    long sum = 0;
    for (int k = 0; k < a.width() * a.height(); k++) {
      for (int c = 0; mask[k] != 0 && c < 3; c++) {
        int d = (a.data()[3 * k + c] & 255) - (b.data()[3 * k + c] & 255);
        sum += (long) d * d;
      }
    }
    return sum;
  }
}
