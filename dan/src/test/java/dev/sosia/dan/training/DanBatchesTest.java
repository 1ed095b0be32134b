package dev.sosia.dan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.data.FaceLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.trainer.RecordSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DanBatchesTest {
  /// Faces of one grey each, so that a batch tells which they are.
  private record Greys(int... labels) implements ExpressionSet {
    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int label(int i) {
      return labels[i];
    }

    @Override
    public Picture picture(int i) {
      return Picture.filled(40, 40, 3, i);
    }

    @Override
    public String source(int i) {
      return "grey " + i;
    }
  }

  private static DanBatches batches(ExpressionSet set, Map<String, ?> changes) {
    Recipe recipe =
        RecordSettings.with(
            RecordSettings.with(
                Recipe.named("demo"), Map.of("img_size", 32, "augmentation", "none")),
            changes);
    return new DanBatches(new FaceLoader(set, 32, 1 << 20), "greys", recipe, 5);
  }

  private static List<Integer> faces(ExpressionBatch batch) {
    int each = 3 * batch.size() * batch.size();
    return IntStream.range(0, batch.labels().length)
        .mapToObj(i -> (int) Math.round((batch.x()[i * each] * 0.229 + 0.485) * 255))
        .toList();
  }

  @Test
  void anEpochHasEveryFaceOnceAndKeepsItsLastBatch() {
    DanBatches batches = batches(new Greys(0, 1, 2, 3, 4, 5, 6, 0), Map.of("batch", 3));
    assertThat(batches.stepsPerEpoch()).isEqualTo(3);
    List<List<Integer>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int s = 1; s <= 3; s++) {
        ExpressionBatch batch = batches.load(epoch * 3L + s, 0);
        assertThat(batch.labels()).hasSize(s < 3 ? 3 : 2);
        List<Integer> faces = faces(batch);
        for (int i = 0; i < faces.size(); i++) {
          assertThat(batch.labels()[i]).isEqualTo(faces.get(i) % 7);
        }
        seen.addAll(faces);
      }
      assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
      epochs.add(seen);
    }
    assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
  }

  @Test
  void aBatchIsAFunctionOfItsStep() {
    Map<String, ?> changes = Map.of("batch", 2, "augmentation", "affectnet", "balanced", true);
    DanBatches one = batches(new Greys(0, 1, 2, 0, 0, 0), changes);
    DanBatches other = batches(new Greys(0, 1, 2, 0, 0, 0), changes);
    ExpressionBatch late = other.load(17, 0);
    for (long step = 1; step < 17; step++) {
      one.load(step, 0);
    }
    assertThat(one.load(17, 0).x()).isEqualTo(late.x());
    assertThat(one.load(17, 0).labels()).isEqualTo(late.labels());
    assertThat(one.load(18, 0).x()).isNotEqualTo(late.x());
  }

  @Test
  void numbersAreTheNormalisedOnesOfTheResizedFace() {
    DanBatches batches = batches(new Greys(0, 1), Map.of("batch", 2));
    ExpressionBatch batch = batches.load(1, 0);
    int first = faces(batch).getFirst();
    float[] expected =
        FaceInput.numbers(FaceInput.square(Picture.filled(40, 40, 3, first), 32)).data();
    assertThat(Arrays.copyOf(batch.x(), expected.length)).isEqualTo(expected);
  }

  @Test
  void balancedDrawsClassesAlikeAndNoneThatIsEmpty() {
    Greys set = new Greys(IntStream.range(0, 100).map(i -> i == 7 ? 2 : i == 8 ? 4 : 0).toArray());
    int[] order = new EpochOrder(set, 7, true).of(new Philox(1, 1));
    assertThat(order).hasSize(100);
    int[] counts = new int[7];
    for (int round = 0; round < 30; round++) {
      for (int i : new EpochOrder(set, 7, true).of(new Philox(2, round))) {
        counts[set.label(i)]++;
      }
    }
    // 3000 draws of three classes: 1000 each, with a deviation of 26
    for (int c : new int[] {0, 2, 4}) {
      assertThat(counts[c]).isBetween(870, 1130);
    }
    assertThat(counts[1] + counts[3] + counts[5] + counts[6]).isZero();
  }

  @Test
  void aSingleFaceIsRefusedBeforeTraining() {
    assertThatThrownBy(() -> batches(new Greys(3), Map.of("batch", 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("greys has 1 faces");
    assertThatThrownBy(() -> batches(new Greys(0, 1, 2, 3, 4), Map.of("batch", 4)))
        .hasMessageContaining("leaves a single one")
        .hasMessageContaining("batch=5");
  }
}
