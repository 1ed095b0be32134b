package dev.sosia.study.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.variant.FigureStyle.Cut;
import dev.sosia.study.variant.FigureStyle.Features;
import dev.sosia.study.variant.FigureStyle.Line;
import dev.sosia.study.variant.FigureStyle.Mask;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigureStyleTest {
  private static final ToyFace PHOTO = ToyFaces.parse("toyfaces:ids=1,per-id=1,seed=9").face(0, 0);

  @Test
  void thePublishedStyleIsWhatCiaganIsGiven() {
    assertThat(FigureStyle.PUBLISHED.prepare(PHOTO))
        .isEqualTo(PreparedFace.of(PHOTO.picture(), PHOTO.landmarks()));
  }

  @Test
  void featuresAddLinesAndTakeNoneAway() {
    Picture published = lines(Features.PUBLISHED, Line.STRONG);
    for (Features more : Features.values()) {
      Picture picture = lines(more, Line.STRONG);
      assertThat(drawn(picture)).as(more.words()).containsAll(drawn(published));
      if (more != Features.PUBLISHED) {
        assertThat(drawn(picture).size()).isGreaterThan(drawn(published).size());
        assertThat(drawn(lines(Features.ALL, Line.STRONG))).containsAll(drawn(picture));
      }
    }
  }

  @Test
  void aFaintLineIs224OnWhiteAndAWideOneTwoPixels() {
    Picture faint = lines(Features.ALL, Line.FAINT);
    Set<Integer> values = new HashSet<>();
    for (byte b : faint.data()) {
      values.add(b & 255);
    }
    assertThat(values).containsExactlyInAnyOrder(224, 255);
    assertThat(drawn(faint)).isEqualTo(drawn(lines(Features.ALL, Line.STRONG)));
    Set<Integer> thin = drawn(lines(Features.PUBLISHED, Line.STRONG));
    Set<Integer> wide = drawn(lines(Features.PUBLISHED, Line.WIDE));
    assertThat(wide).containsAll(thin);
    for (int at : thin) {
      assertThat(wide).contains(at + 1, at + PreparedFace.WIDTH, at + PreparedFace.WIDTH + 1);
    }
    assertThat(wide.size()).isGreaterThan(thin.size() * 3 / 2);
  }

  @Test
  void theOvalReachesAboveTheBrows() {
    Picture brows = style(Mask.BROWS, Cut.EYES).prepare(PHOTO).mask();
    Picture oval = style(Mask.OVAL, Cut.EYES).prepare(PHOTO).mask();
    assertThat(top(oval)).isLessThan(top(brows));
  }

  @Test
  void withoutACutTheWholePhotoIsUsed() {
    PreparedFace whole = style(Mask.BROWS, Cut.WHOLE).prepare(PHOTO);
    assertThat(whole.face()).isEqualTo(PHOTO.picture()); // it has that size already
    assertThat(style(Mask.BROWS, Cut.WHOLE).moved(PHOTO, 64).x(8)).isBetween(0.0, 64.0);
  }

  private static FigureStyle style(Mask mask, Cut cut) {
    return new FigureStyle(Features.PUBLISHED, Line.STRONG, mask, cut);
  }

  private static Picture lines(Features features, Line line) {
    return new FigureStyle(features, line, Mask.BROWS, Cut.EYES).prepare(PHOTO).landmarks();
  }

  /// The pixels that are not white.
  private static Set<Integer> drawn(Picture picture) {
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      if ((picture.data()[3 * i] & 255) != 255) {
        drawn.add(i);
      }
    }
    return drawn;
  }

  private static int top(Picture mask) {
    return drawn(mask).stream().mapToInt(i -> i / mask.width()).min().orElseThrow();
  }
}
