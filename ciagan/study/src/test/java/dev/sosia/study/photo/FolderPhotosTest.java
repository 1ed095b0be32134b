package dev.sosia.study.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.ciagan.data.ToyFaceData;
import dev.sosia.ciagan.prepare.FacePlan;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.dataset.DataSetPlan;
import dev.sosia.landmarks.dataset.DataSetWriter;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.layout.AffectNetPlan;
import dev.sosia.landmarks.toyfaces.layout.CelebaPlan;
import dev.sosia.landmarks.toyfaces.layout.RafDbPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drawn people written in the layouts of data sets are read as those data sets would be.
class FolderPhotosTest {
  private static final ToyFaces PEOPLE = ToyFaces.parse("toyfaces:ids=3,per-id=7,size=89x109");
  private static final LabelledPhotos DRAWN = new ToyPhotos(PEOPLE);
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir private Path folder;

  private FolderPhotos written(DataSetPlan plan) {
    new DataSetWriter(folder, 2, false).write(plan, () -> {});
    return FolderPhotos.open(folder, null, ALL, 0);
  }

  private static void samePoints(FaceLandmarks a, FaceLandmarks b, double tolerance) {
    for (int k = 0; k < FaceLandmarks.COUNT; k++) {
      assertThat(a.x(k)).isCloseTo(b.x(k), within(tolerance));
      assertThat(a.y(k)).isCloseTo(b.y(k), within(tolerance));
    }
  }

  @Test
  void rafDbsFacesAreTheDrawnOnesToTheByte() {
    FolderPhotos photos = written(new RafDbPlan(PEOPLE));
    assertThat(photos.size()).isEqualTo(21);
    assertThat(photos.key(0)).isEqualTo("train_00001_aligned.jpg");
    assertThat(photos.knowsPeople()).isFalse();
    assertThat(photos.people()).isEqualTo(21);
    for (int i = 0; i < 21; i++) {
      assertThat(photos.picture(i)).isEqualTo(DRAWN.picture(i));
      assertThat(photos.truth(i)).isEqualTo(DRAWN.truth(i));
      samePoints(photos.points(i), DRAWN.points(i), 0.006);
    }
  }

  @Test
  void affectNetsAreLargerAndSortedByClass() {
    FolderPhotos photos = written(new AffectNetPlan(PEOPLE));
    assertThat(photos.size()).isEqualTo(21);
    for (int i = 0; i < 21; i++) {
      String key = photos.key(i);
      assertThat(key).matches("(train|val)/[0-6]/[0-9]{6}[.]jpg");
      int drawn = Integer.parseInt(key.substring(key.lastIndexOf('/') + 1, key.length() - 4)) - 1;
      assertThat(photos.truth(i)).isEqualTo(DRAWN.truth(drawn));
      assertThat(photos.picture(i).width()).isEqualTo(224);
      samePoints(photos.points(i).moved(0, 0, 100 / 224.0, 100 / 224.0), DRAWN.points(drawn), 0.01);
    }
  }

  @Test
  void celebasHeadsAreCutToTheFaceAndPeopleAreKnown() {
    FolderPhotos photos = written(new CelebaPlan(PEOPLE));
    assertThat(photos.size()).isEqualTo(21);
    assertThat(photos.people()).isEqualTo(3);
    assertThat(photos.truth(0)).isNull();
    assertThat(photos.truths(_ -> 1)).containsOnly(-1);
    assertThat(photos.whole(0).picture().width()).isEqualTo(89);
    assertThat(photos.picture(20).width()).isEqualTo(100);
    assertThat(photos.id(7).identity()).isEqualTo(1);
    samePoints(photos.points(20), DRAWN.points(20), 0.03);
  }

  @Test
  void ofMoreThanIsWantedSomeAreDrawnWholePeopleTogether() {
    written(new CelebaPlan(PEOPLE));
    FolderPhotos some = FolderPhotos.open(folder, null, 15, 0);
    assertThat(some.size()).isEqualTo(14);
    assertThat(some.people()).isEqualTo(2);
    assertThat(some.persons()).containsOnly(0, 1).isSorted();
    assertThat(some.name()).contains("14 of 21");
    List<String> keys = IntStream.range(0, 14).mapToObj(some::key).toList();
    assertThat(keys).isSorted();
    assertThat(FolderPhotos.open(folder, null, 15, 0).sha256()).isEqualTo(some.sha256());
    assertThat(FolderPhotos.open(folder, null, 3, 0).size()).isEqualTo(3);
  }

  @Test
  void whatIsKnownOfPicturesIsInTheHash() throws IOException {
    FolderPhotos photos = written(new RafDbPlan(PEOPLE));
    String before = photos.sha256();
    Path points = folder.resolve("points.jsonl");
    List<String> lines = Files.readAllLines(points);
    Files.write(points, lines.subList(1, lines.size()));
    FolderPhotos fewer = FolderPhotos.open(folder, null, ALL, 0);
    assertThat(fewer.sha256()).isNotEqualTo(before);
    assertThat(fewer.remarks()).contains("1 of 21 photos have no known points of a face");
    assertThatThrownBy(() -> fewer.points(0)).isInstanceOf(InputException.class);
    assertThat(fewer.picture(0)).isEqualTo(photos.picture(0));
  }

  @Test
  void withoutPointsOrLayoutASentenceSaysWhatToDo() throws IOException {
    written(new RafDbPlan(PEOPLE));
    Files.delete(folder.resolve("points.jsonl"));
    assertThatThrownBy(() -> FolderPhotos.open(folder, null, ALL, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no face detector")
        .hasMessageContaining("train_00001_aligned.jpg");
    assertThatThrownBy(() -> FolderPhotos.open(folder.resolve("no"), null, ALL, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no folder");
    Path other = folder.resolve("other.jsonl");
    Files.writeString(other, "");
    assertThatThrownBy(() -> FolderPhotos.open(folder, other, ALL, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of the photos");
  }

  @Test
  void ciagansFacesNeedPointsToo() {
    new DataSetWriter(folder, 2, false).write(new FacePlan(new ToyFaceData(PEOPLE)), () -> {});
    assertThatThrownBy(() -> FolderPhotos.open(folder, null, ALL, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0/000000.jpg");
  }
}
