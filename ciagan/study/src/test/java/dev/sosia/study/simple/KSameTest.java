package dev.sosia.study.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.study.statistics.Embeddings;
import dev.sosia.study.statistics.Reidentification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class KSameTest {
  private static final int SIZE = 32;

  @Property(tries = 200)
  void everyFaceStandsForAtLeastKPeople(
      @ForAll @IntRange(min = 2, max = 9) int k,
      @ForAll @IntRange(max = 40) int more,
      @ForAll long seed) {
    FMatrixRMaj faces = drawn(k + more, 6, seed);
    FaceGroups groups = FaceGroups.of(faces, ones(6), k);
    int[] members = new int[groups.groups()];
    for (int i = 0; i < faces.numRows; i++) {
      members[groups.group(i)]++;
    }
    assertThat(Arrays.stream(members)).allMatch(n -> n >= k && n < 2 * k);
    for (int i = 0; i < faces.numRows; i++) {
      for (int j = 0; j < i; j++) {
        if (groups.group(i) == groups.group(j)) {
          assertThat(groups.face(i)).isEqualTo(groups.face(j));
        }
      }
    }
  }

  /// Whatever recognises, and whatever it was trained on: of each group it can be right for one.
  @Property(tries = 50)
  void nobodyIsRecognisedBetterThanOnceInK(
      @ForAll @IntRange(min = 2, max = 7) int k,
      @ForAll @IntRange(max = 30) int more,
      @ForAll long seed) {
    int n = k + more;
    FMatrixRMaj faces = drawn(n, 8, seed);
    FaceGroups groups = FaceGroups.of(faces, ones(8), k);
    double[][] originals =
        IntStream.range(0, n).mapToObj(i -> row(faces, i)).toArray(double[][]::new);
    double[][] released =
        IntStream.range(0, n).mapToObj(i -> doubles(groups.face(i))).toArray(double[][]::new);
    int[] people = IntStream.range(0, n).toArray();
    assertThat(rank1(originals, released, people)).as("pixels").isLessThanOrEqualTo(1.0 / k);
    assertThat(rank1(released, released, people)).as("parrot").isLessThanOrEqualTo(1.0 / k);
    for (int projection = 0; projection < 5; projection++) {
      double[] along = doubles(drawn(1, 8, seed + projection + 1).data);
      assertThat(rank1(projected(originals, along), projected(released, along), people))
          .as("projection %d", projection)
          .isLessThanOrEqualTo(1.0 / k);
    }
    assertThat(rank1(originals, originals, people)).as("untouched").isEqualTo(1.0);
  }

  @Test
  void peopleWhoLookAlikeComeTogetherAndTheMeanOfAllStays() {
    FMatrixRMaj faces = new FMatrixRMaj(6, 2);
    float[] first = {0, 100, 1, 101, 2, 102};
    for (int i = 0; i < 6; i++) {
      faces.set(i, 0, first[i]);
      faces.set(i, 1, 7);
    }
    FaceGroups groups = FaceGroups.of(faces, ones(2), 3);
    assertThat(IntStream.range(0, 6).map(groups::group)).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(groups.face(0)).containsExactly(1, 7);
    assertThat(groups.face(5)).containsExactly(101, 7);
  }

  /// A column that does not matter, as the background does not, parts nobody.
  @Test
  void whatDoesNotMatterIsNotLookedAt() {
    FMatrixRMaj faces = new FMatrixRMaj(4, 2);
    float[][] rows = {{0, 0}, {9, 0}, {0, 50}, {9, 50}};
    for (int i = 0; i < 4; i++) {
      faces.set(i, 0, rows[i][0]);
      faces.set(i, 1, rows[i][1]);
    }
    FaceGroups groups = FaceGroups.of(faces, new float[] {1, 0}, 2);
    assertThat(IntStream.range(0, 4).map(groups::group)).containsExactly(0, 1, 0, 1);
  }

  @Test
  void tooFewPeopleAreRefused() {
    FaceData people = FaceData.open("toyfaces:ids=4,per-id=1,size=89x109");
    assertThatThrownBy(() -> new KSame(5).on(people, SIZE, 0, () -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("stand for 5 people")
        .hasMessageContaining("there are 4");
  }

  /// Whole pictures: people of a group, put into one and the same photo, cannot be told apart.
  @Test
  void peopleOfAGroupGetOneFace() {
    FaceData people = FaceData.open("toyfaces:ids=9,per-id=2,size=89x109");
    FaceDrawer drawer = new KSame(3).on(people, SIZE, 0, () -> {});
    SampleLoader loader = new SampleLoader(people, SIZE);
    Sample photo = loader.load(new PictureId(0, 0), null);
    Map<Integer, Integer> standFor = new HashMap<>();
    for (int person = 0; person < 9; person++) {
      Sample asIf =
          new Sample(new PictureId(person, 1), photo.face(), photo.landmarks(), photo.mask());
      standFor.merge(Arrays.hashCode(drawer.draw(asIf).data()), 1, Integer::sum);
    }
    assertThat(standFor.values()).allMatch(n -> n >= 3).hasSizeGreaterThan(1);
  }

  @Test
  void picturesThatCannotBeReadAreNotCounted() {
    FaceData people = FaceData.open("toyfaces:ids=5,per-id=2,size=89x109");
    Set<PictureId> broken = new HashSet<>();
    broken.add(new PictureId(1, 0));
    broken.add(new PictureId(3, 0));
    broken.add(new PictureId(3, 1));
    FaceData damaged = new Damaged(people, broken);
    int[] looked = {0};
    FaceDrawer drawer = new KSame(4).on(damaged, SIZE, 0, () -> looked[0]++);
    assertThat(looked[0]).isEqualTo(new KSame(4).looksAt(damaged)).isEqualTo(10);
    Sample photo = new SampleLoader(people, SIZE).load(new PictureId(4, 1), null);
    float[] face = drawer.draw(photo).data();
    assertThat(face).hasSize(3 * SIZE * SIZE);
    for (float v : face) {
      assertThat(v).isBetween(0f, 1f);
    }
    Sample stranger =
        new Sample(new PictureId(3, 0), photo.face(), photo.landmarks(), photo.mask());
    assertThatThrownBy(() -> drawer.draw(stranger))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("person 3");
    assertThatThrownBy(() -> new KSame(5).on(damaged, SIZE, 0, () -> {}))
        .hasMessageContaining("there are 4");
  }

  @Test
  void aMaskThatCoversNothingIsLeftAlone() {
    FaceData people = FaceData.open("toyfaces:ids=2,per-id=1,size=89x109");
    FaceDrawer drawer = new KSame(2).on(people, SIZE, 0, () -> {});
    Sample photo = new SampleLoader(people, SIZE).load(new PictureId(0, 0), null);
    Sample bare =
        new Sample(
            photo.id(),
            photo.face(),
            photo.landmarks(),
            Planes.of(1, SIZE, SIZE, new float[SIZE * SIZE]));
    assertThat(drawer.draw(bare).data()).isEqualTo(photo.face().data());
  }

  @Test
  void aFaceMovedToItsOwnFrameStays() {
    FaceData people = FaceData.open("toyfaces:ids=1,per-id=1,size=89x109");
    Sample photo = new SampleLoader(people, SIZE).load(new PictureId(0, 0), null);
    MaskFrame frame = MaskFrame.of(photo.mask()).orElseThrow();
    float[] still = frame.moved(photo.face(), frame).data();
    for (int i = 0; i < still.length; i++) {
      assertThat(still[i]).isCloseTo(photo.face().data()[i], within(1e-6f));
    }
    MaskFrame moved =
        MaskFrame.of(frame.moved(photo.mask(), MaskFrame.standard(SIZE))).orElseThrow();
    assertThat(moved.x()).isCloseTo((SIZE - 1) / 2.0, within(0.5));
    assertThat(moved.width()).isCloseTo(SIZE / 6.0, within(0.5));
    assertThat(moved.height()).isCloseTo(SIZE / 6.0, within(0.5));
  }

  private static double rank1(double[][] gallery, double[][] probes, int[] people) {
    return Reidentification.of(new Embeddings(gallery, people), new Embeddings(probes, people))
        .rank(1)
        .rate()
        .orElseThrow();
  }

  private static double[][] projected(double[][] faces, double[] along) {
    return Arrays.stream(faces)
        .map(
            f -> {
              double sum = 0;
              for (int i = 0; i < f.length; i++) {
                sum += f[i] * along[i];
              }
              return new double[] {sum};
            })
        .toArray(double[][]::new);
  }

  private static FMatrixRMaj drawn(int rows, int columns, long seed) {
    Philox random = new Philox(seed, 0);
    FMatrixRMaj m = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < m.data.length; i++) {
      m.data[i] = random.nextFloat();
    }
    return m;
  }

  private static double[] row(FMatrixRMaj m, int i) {
    return doubles(Arrays.copyOfRange(m.data, i * m.numCols, (i + 1) * m.numCols));
  }

  private static double[] doubles(float[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Faces of which some cannot be read.
  private record Damaged(FaceData whole, Set<PictureId> broken) implements FaceData {
    @Override
    public String name() {
      return whole.name();
    }

    @Override
    public int identities() {
      return whole.identities();
    }

    @Override
    public List<PictureId> pictures(int identity) {
      return whole.pictures(identity);
    }

    @Override
    public PreparedFace load(PictureId id) {
      if (broken.contains(id)) {
        throw new InputException(id + " is damaged");
      }
      return whole.load(id);
    }

    @Override
    public String source(PictureId id) {
      return whole.source(id);
    }
  }
}
