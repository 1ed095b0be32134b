package dev.sosia.ciagan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.trainer.RecordSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CiaganBatchesTest {
  private static final int SIZE = 64;

  private static Recipe recipe(int batch, boolean augmentation) {
    return RecordSettings.with(
        Recipe.named("code"),
        Map.of("batch", batch, "augmentation", augmentation, "generator_iterations", 1));
  }

  private static CiaganBatches batches(FaceData data, Recipe recipe, long seed, long cache) {
    return new CiaganBatches(data, new SampleLoader(data, SIZE, cache), recipe, seed);
  }

  private static String content(Batch b) {
    StringBuilder text = new StringBuilder();
    for (Batch.Members m : List.of(b.first(), b.second())) {
      text.append(Arrays.hashCode(m.faces()))
          .append(' ')
          .append(Arrays.hashCode(m.landmarks()))
          .append(' ')
          .append(Arrays.hashCode(m.masks()))
          .append(' ')
          .append(Arrays.toString(m.identities()));
    }
    return text.toString();
  }

  @Test
  void aBatchDependsOnSeedStepAndIndexAlone() {
    record Place(long step, int index) {}
    DrawnPeople people = new DrawnPeople(3, 8);
    Recipe recipe = recipe(2, true);
    CiaganBatches inOrder = batches(people, recipe, 5, 0);
    List<Place> places = new ArrayList<>();
    for (long step = 1; step <= 4 * inOrder.stepsPerEpoch(); step++) {
      for (int index = 0; index < 4; index++) {
        places.add(new Place(step, index));
      }
    }
    List<String> expected =
        places.stream().map(p -> content(inOrder.load(p.step, p.index))).toList();
    CiaganBatches backwards = batches(people, recipe, 5, Long.MAX_VALUE);
    List<String> found = new ArrayList<>();
    for (Place p : places.reversed()) {
      found.add(content(backwards.load(p.step, p.index)));
    }
    Collections.reverse(found);
    assertThat(found).isEqualTo(expected);
    assertThat(new HashSet<>(expected)).hasSameSizeAs(expected);
    assertThat(content(batches(people, recipe, 6, 0).load(1, 0))).isNotEqualTo(expected.getFirst());
  }

  @Test
  void anEpochHasWholeStepsOnly() {
    assertThat(batches(new DrawnPeople(3, 11), recipe(2, true), 0, 0).stepsPerEpoch())
        .isEqualTo(4); // 33 pictures, 16 batches, 4 a step
    assertThatThrownBy(() -> batches(new DrawnPeople(1, 7), recipe(2, true), 0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("drawn people has 7 pictures")
        .hasMessageContaining("smaller batch");
  }

  @Test
  void onlyWhatIsLookedAtIsLoaded() {
    CiaganBatches source = batches(new DrawnPeople(2, 8), recipe(2, false), 0, 0);
    int pictures = 2 * 3 * SIZE * SIZE;
    int masks = 2 * SIZE * SIZE;
    assertLengths(source.load(1, 0), pictures, 0, 0, pictures);
    assertLengths(source.load(1, 1), pictures, pictures, masks, 0);
    assertLengths(source.load(1, 2), pictures, pictures, 0, 0);
    assertLengths(source.load(1, 3), pictures, pictures, masks, pictures);
  }

  private static void assertLengths(Batch b, int faces, int landmarks, int masks, int others) {
    assertThat(b.first().faces()).hasSize(faces);
    assertThat(b.first().landmarks()).hasSize(landmarks);
    assertThat(b.first().masks()).hasSize(masks);
    assertThat(b.second().faces()).hasSize(others);
    assertThat(b.second().identities()).hasSize(2);
  }

  @Test
  void preparedPicturesAreLoadedOnce() {
    DrawnPeople people = new DrawnPeople(2, 4);
    CiaganBatches source = batches(people, recipe(2, true), 0, Long.MAX_VALUE);
    for (long step = 1; step <= 60; step++) {
      for (int index = 0; index < 4; index++) {
        source.load(step, index);
      }
    }
    assertThat(people.loaded().get()).isEqualTo(people.size());
  }

  @Test
  void withoutAugmentationAPictureIsAlwaysTheSame() {
    Set<Integer> plain = faces(recipe(2, false));
    assertThat(plain).hasSize(2);
    assertThat(faces(recipe(2, true)).size()).isGreaterThan(20);
  }

  /// The different faces in 16 batches of two people, each with one picture four times.
  private static Set<Integer> faces(Recipe recipe) {
    CiaganBatches source = batches(new DrawnPeople(2, 4, 1), recipe, 3, 0);
    Set<Integer> faces = new HashSet<>();
    for (long step = 1; step <= 4; step++) {
      for (int index = 0; index < 4; index++) {
        float[] both = source.load(step, index).first().faces();
        int each = both.length / 2;
        faces.add(Arrays.hashCode(Arrays.copyOfRange(both, 0, each)));
        faces.add(Arrays.hashCode(Arrays.copyOfRange(both, each, 2 * each)));
      }
    }
    return faces;
  }
}
