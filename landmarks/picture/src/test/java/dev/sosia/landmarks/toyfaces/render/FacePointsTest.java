package dev.sosia.landmarks.toyfaces.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.MeshContour;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Pose;
import dev.sosia.landmarks.toyfaces.person.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The points are where the picture shows what they name.
class FacePointsTest {
  private static final List<Expression> EXPRESSIONS = List.of(Expression.values());
  private static final int WIDTH = 178;
  private static final int HEIGHT = 218;

  /// For each point its mirror image, by the scheme.
  private static int mirrored(int point) {
    int[][] swaps = {
      {17, 26}, {18, 25}, {19, 24}, {20, 23}, {21, 22}, {31, 35}, {32, 34}, {36, 45}, {37, 44},
      {38, 43}, {39, 42}, {40, 47}, {41, 46}, {48, 54}, {49, 53}, {50, 52}, {55, 59}, {56, 58},
      {60, 64}, {61, 63}, {65, 67}
    };
    for (int[] swap : swaps) {
      if (swap[0] == point || swap[1] == point) {
        return swap[0] + swap[1] - point;
      }
    }
    return point <= 16 ? 16 - point : point;
  }

  private static Renderer plain(long person, ActionUnits units) {
    return new Renderer(Identity.draw(person), units, Scene.PLAIN, WIDTH, HEIGHT);
  }

  private static FaceLandmarks shown(long person, Expression expression) {
    return plain(person, expression.show(1, new Philox(person, 8))).points().landmarks();
  }

  @Test
  void allPointsLieInThePictureWhateverThePose() {
    for (int person = 0; person < 60; person++) {
      Philox random = new Philox(person, 4);
      ActionUnits units = EXPRESSIONS.get(person % 7).show(1, random);
      Renderer renderer =
          new Renderer(Identity.draw(person), units, Scene.draw(random), WIDTH, HEIGHT);
      FaceLandmarks points = renderer.points().landmarks();
      for (int i = 0; i < FaceLandmarks.COUNT; i++) {
        assertThat(points.x(i)).as("x of %d of person %d", i, person).isBetween(0.0, WIDTH - 1.0);
        assertThat(points.y(i)).as("y of %d of person %d", i, person).isBetween(0.0, HEIGHT - 1.0);
      }
    }
  }

  @Test
  void aFaceAtRestFromTheFrontIsSymmetric() {
    for (int person = 0; person < 20; person++) {
      FaceLandmarks points = plain(person, ActionUnits.REST).points().landmarks();
      for (int i = 0; i < FaceLandmarks.COUNT; i++) {
        int m = mirrored(i);
        assertThat(points.x(i) + points.x(m)).as("%d and %d", i, m).isCloseTo(WIDTH, within(1e-6));
        assertThat(points.y(i)).as("%d and %d", i, m).isCloseTo(points.y(m), within(1e-6));
      }
    }
  }

  @Test
  void pointsFollowTheScheme() {
    for (int person = 0; person < 40; person++) {
      FaceLandmarks p = plain(person, ActionUnits.REST).points().landmarks();
      for (int i = 3; i <= 14; i++) {
        assertThat(p.x(i)).as("the jaw goes to the right at %d", i).isGreaterThan(p.x(i - 1));
      }
      for (int i = 0; i < 17; i++) {
        assertThat(p.y(8)).as("the chin is the lowest point").isGreaterThanOrEqualTo(p.y(i));
      }
      for (int[] row : new int[][] {{17, 26}, {31, 35}, {36, 39}, {42, 45}, {48, 54}, {60, 64}}) {
        for (int i = row[0] + 1; i <= row[1]; i++) {
          assertThat(p.x(i)).as("to the right at %d", i).isGreaterThan(p.x(i - 1));
        }
      }
      assertThat(p.y(19)).isLessThan(p.y(37));
      assertThat(p.y(27)).isLessThan(p.y(30));
      assertThat(p.y(30)).isLessThan(p.y(33));
      assertThat(p.y(33)).isLessThan(p.y(51));
      assertThat(p.y(51)).isLessThan(p.y(57));
      assertThat(p.y(57)).isLessThan(p.y(8));
    }
  }

  @Test
  void irisesLieBetweenTheCornersOfTheEyes() {
    for (int person = 0; person < 40; person++) {
      Philox random = new Philox(person, 4);
      ActionUnits units = EXPRESSIONS.get(person % 7).show(1, random);
      Renderer renderer =
          new Renderer(Identity.draw(person), units, Scene.draw(random), WIDTH, HEIGHT);
      FaceLandmarks p = renderer.points().landmarks();
      for (int eye = 0; eye < 2; eye++) {
        double[] iris = renderer.points().irisCenter(eye);
        assertThat(iris[0]).isBetween(p.x(36 + 6 * eye), p.x(39 + 6 * eye));
      }
    }
  }

  @Test
  void eyesAreDarkInTheMiddleAndLightBeside() {
    int compared = 0;
    for (int person = 0; person < 30; person++) {
      Renderer renderer = plain(person, ActionUnits.REST);
      if (Identity.draw(person).glasses().worn()) {
        continue;
      }
      Picture picture = renderer.picture();
      FaceLandmarks p = renderer.points().landmarks();
      double[] iris = renderer.points().irisCenter(1);
      double white = (p.x(45) * 0.7 + iris[0] * 0.3);
      assertThat(light(picture, iris[0] - 1, iris[1] + 1))
          .as("pupil against white of person %d", person)
          .isLessThan(light(picture, white, iris[1]));
      compared++;
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void lipsAreRedderThanSkin() {
    double lips = 0;
    double skin = 0;
    int people = 30;
    for (int person = 0; person < people; person++) {
      Renderer renderer = plain(person, ActionUnits.REST);
      Picture picture = renderer.picture();
      FaceLandmarks p = renderer.points().landmarks();
      lips += redness(picture, p.x(57), 0.5 * (p.y(57) + p.y(66))) / people;
      skin += redness(picture, p.x(27), p.y(27)) / people;
    }
    assertThat(lips).isGreaterThan(skin + 0.05);
  }

  private static double light(Picture picture, double x, double y) {
    int sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += picture.at((int) x, (int) y, c);
    }
    return sum / 3.0;
  }

  private static double redness(Picture picture, double x, double y) {
    return picture.at((int) x, (int) y, 0) / (light(picture, x, y) + 1);
  }

  @ParameterizedTest
  @EnumSource(value = Expression.class, names = "NEUTRAL", mode = EnumSource.Mode.EXCLUDE)
  void everyExpressionMovesMouthBrowsAndEyes(Expression expression) {
    double mouth = 0;
    double brows = 0;
    double eyes = 0;
    int people = 20;
    for (int person = 0; person < people; person++) {
      FaceLandmarks rest = plain(person, ActionUnits.REST).points().landmarks();
      FaceLandmarks p = shown(person, expression);
      mouth += furthest(rest, p, 48, 67);
      brows += furthest(rest, p, 17, 26);
      eyes += furthest(rest, p, 36, 47);
    }
    assertThat(mouth / people).as("mouth, in pixels").isGreaterThan(3);
    assertThat(brows / people).as("brows, in pixels").isGreaterThan(1.2);
    assertThat(eyes / people).as("eyes, in pixels").isGreaterThan(0.8);
  }

  private static double furthest(FaceLandmarks a, FaceLandmarks b, int from, int to) {
    double furthest = 0;
    for (int i = from; i <= to; i++) {
      furthest = Math.max(furthest, Math.hypot(a.x(i) - b.x(i), a.y(i) - b.y(i)));
    }
    return furthest;
  }

  @Test
  void expressionsGoTheRightWay() {
    for (int person = 0; person < 20; person++) {
      FaceLandmarks rest = shown(person, Expression.NEUTRAL);
      FaceLandmarks happy = shown(person, Expression.HAPPY);
      FaceLandmarks sad = shown(person, Expression.SAD);
      FaceLandmarks surprise = shown(person, Expression.SURPRISE);
      FaceLandmarks anger = shown(person, Expression.ANGER);
      assertThat(width(happy, 48, 54)).isGreaterThan(width(rest, 48, 54));
      assertThat(corners(happy)).isLessThan(corners(rest));
      assertThat(corners(sad)).isGreaterThan(corners(rest));
      assertThat(height(surprise, 62, 66)).isGreaterThan(height(rest, 62, 66) + 5);
      assertThat(surprise.y(19)).isLessThan(rest.y(19));
      assertThat(anger.y(21)).isGreaterThan(rest.y(21));
      assertThat(sad.y(21)).isLessThan(rest.y(21));
      assertThat(height(surprise, 37, 41)).isGreaterThan(height(rest, 37, 41));
      assertThat(height(happy, 37, 41)).isLessThan(height(rest, 37, 41));
    }
  }

  private static double width(FaceLandmarks p, int left, int right) {
    return p.x(right) - p.x(left);
  }

  private static double height(FaceLandmarks p, int upper, int lower) {
    return p.y(lower) - p.y(upper);
  }

  /// How far the mouth's corners hang below the middle of the upper lip's edge.
  private static double corners(FaceLandmarks p) {
    return (p.y(48) + p.y(54)) / 2 - p.y(51);
  }

  @Test
  void intensityIsContinuous() {
    FaceLandmarks none = at(0);
    double before = 0;
    for (double intensity = 0.25; intensity <= 1; intensity += 0.25) {
      double moved = furthest(none, at(intensity), 48, 67);
      assertThat(moved).isGreaterThan(before + 0.3);
      before = moved;
    }
  }

  private static FaceLandmarks at(double intensity) {
    return plain(3, Expression.HAPPY.show(intensity, new Philox(3, 8))).points().landmarks();
  }

  @Test
  void theHeadTurnsAsSaid() {
    double straight = noseOffset(Pose.FRONTAL);
    assertThat(noseOffset(new Pose(20, 0, 0))).isGreaterThan(straight + 4);
    assertThat(noseOffset(new Pose(-20, 0, 0))).isLessThan(straight - 4);
    FaceLandmarks level = posed(Pose.FRONTAL);
    FaceLandmarks up = posed(new Pose(0, 12, 0));
    assertThat(up.y(30) - up.y(36)).isLessThan(level.y(30) - level.y(36) - 1);
    FaceLandmarks leaning = posed(new Pose(0, 0, 8));
    assertThat(leaning.y(45)).isGreaterThan(leaning.y(36) + 3);
    assertThat(leaning.x(27)).isGreaterThan(leaning.x(8));
  }

  private static double noseOffset(Pose pose) {
    FaceLandmarks p = posed(pose);
    return p.x(30) - 0.5 * (p.x(36) + p.x(45));
  }

  private static FaceLandmarks posed(Pose pose) {
    Scene s = Scene.PLAIN;
    Scene scene = new Scene(pose, s.light(), s.backdrop(), s.clothing(), 0, 0, 1);
    return new Renderer(Identity.draw(5), ActionUnits.REST, scene, WIDTH, HEIGHT)
        .points()
        .landmarks();
  }

  @ParameterizedTest
  @EnumSource(MeshContour.class)
  void contoursHaveTheirPointsAndLieInTheFace(MeshContour contour) {
    FacePoints points = plain(2, ActionUnits.REST).points();
    double[] xy = points.contour(contour);
    assertThat(xy).hasSize(2 * contour.points().size());
    FaceLandmarks p = points.landmarks();
    for (int i = 0; i < xy.length; i += 2) {
      assertThat(xy[i]).isBetween(p.x(0) - 1, p.x(16) + 1);
      assertThat(xy[i + 1]).isBetween(0.0, p.y(8) + 1);
    }
  }

  @Test
  void contoursAgreeWithTheSixtyEightPoints() {
    FacePoints points = plain(2, ActionUnits.REST).points();
    FaceLandmarks p = points.landmarks();
    double[] right = points.contour(MeshContour.RIGHT_EYE_UPPER);
    assertThat(right[0]).isCloseTo(p.x(36), within(1e-9));
    assertThat(right[16]).isCloseTo(p.x(39), within(1e-9));
    double[] left = points.contour(MeshContour.LEFT_EYE_LOWER);
    assertThat(left[0]).isCloseTo(p.x(45), within(1e-9));
    double[] oval = points.contour(MeshContour.FACE_OVAL);
    assertThat(oval[36]).isCloseTo(p.x(8), within(1e-9)); // point 152 is the chin
    assertThat(oval[37]).isCloseTo(p.y(8), within(1e-9));
    assertThat(oval[16]).as("454 is on the picture's right").isGreaterThan(oval[56]);
    double[] ridge = points.contour(MeshContour.NOSE_RIDGE);
    assertThat(ridge[0]).isCloseTo(p.x(27), within(1e-6));
  }
}
