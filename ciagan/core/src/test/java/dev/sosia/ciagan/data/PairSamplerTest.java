package dev.sosia.ciagan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairSamplerTest {
  @TempDir Path root;

  /// Ten identities with 1, 2, .. 10 pictures.
  private CiaganFolder tenIdentities() {
    int[][] numbers =
        IntStream.range(0, 10)
            .mapToObj(i -> IntStream.rangeClosed(0, i).toArray())
            .toArray(int[][]::new);
    return CiaganFolder.open(DrawnFaces.names(root, numbers));
  }

  @Test
  void anEpochHasAsManyBatchesAsThePicturesMake() {
    CiaganFolder folder = tenIdentities();
    PairSampler sampler = new PairSampler(folder, 16);
    assertThat(sampler.batches()).isEqualTo(55 / 16);
    List<List<Pair>> epoch = sampler.epoch(new SplittableRandom(1));
    assertThat(epoch).hasSize(3).allSatisfy(batch -> assertThat(batch).hasSize(16));
    assertThat(folder.pictures())
        .containsAll(epoch.stream().flatMap(List::stream).map(Pair::first).toList())
        .containsAll(epoch.stream().flatMap(List::stream).map(Pair::second).toList());
  }

  @Test
  void halfOfThePairsAreOfOnePerson() {
    PairSampler sampler = new PairSampler(tenIdentities(), 8);
    SplittableRandom random = new SplittableRandom(2);
    int same = 0;
    int pairs = 0;
    Set<Integer> perBatch = new HashSet<>();
    Set<PictureId> seen = new HashSet<>();
    for (int e = 0; e < 400; e++) {
      for (List<Pair> batch : sampler.epoch(random)) {
        int here = (int) batch.stream().filter(Pair::isSame).count();
        same += here;
        pairs += batch.size();
        perBatch.add(here);
        batch.forEach(p -> seen.add(p.second()));
      }
    }
    // half, and of the other half a tenth by accident: 0.55, with a deviation of 0.003
    assertThat((double) same / pairs).isBetween(0.535, 0.565);
    // the whole list is shuffled, so that a batch is half and half on average only
    assertThat(perBatch).contains(3, 4, 5, 6);
    assertThat(seen).hasSize(55);
  }

  @Test
  void anOddBatchHasOneMoreOfOnePersonAndABatchOfOneNothingElse() {
    CiaganFolder folder = tenIdentities();
    SplittableRandom random = new SplittableRandom(3);
    long different =
        new PairSampler(folder, 55)
            .epoch(random).getFirst().stream().filter(p -> !p.isSame()).count();
    assertThat(different).isBetween(15L, 27L);
    assertThat(new PairSampler(folder, 1).epoch(random))
        .hasSize(55)
        .allSatisfy(batch -> assertThat(batch.getFirst().isSame()).isTrue());
  }

  @Test
  void identitiesAreDrawnEvenlyWhateverTheyHave() {
    PairSampler sampler = new PairSampler(tenIdentities(), 5);
    SplittableRandom random = new SplittableRandom(4);
    int[] drawn = new int[10];
    for (int e = 0; e < 200; e++) {
      sampler.epoch(random).forEach(b -> b.forEach(p -> drawn[p.first().identity()]++));
    }
    // 11,000 draws: 1,100 each, with a deviation of 31
    for (int n : drawn) {
      assertThat(n).isBetween(940, 1260);
    }
  }

  @Test
  void theSameSeedGivesTheSameEpoch() {
    PairSampler sampler = new PairSampler(tenIdentities(), 4);
    List<List<Pair>> first = sampler.epoch(new SplittableRandom(9));
    assertThat(sampler.epoch(new SplittableRandom(9))).isEqualTo(first);
    assertThat(sampler.epoch(new SplittableRandom(10))).isNotEqualTo(first);
  }

  @Test
  void setsThatMakeNoBatchAreRefused() throws IOException {
    CiaganFolder folder = CiaganFolder.open(DrawnFaces.names(root, new int[] {1, 2}));
    assertThatThrownBy(() -> new PairSampler(folder, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 pictures, fewer than a batch of 3");
    assertThatThrownBy(() -> new PairSampler(folder, 0)).isInstanceOf(InputException.class);
    Files.createDirectory(root.resolve("lndm/1"));
    assertThatThrownBy(() -> new PairSampler(CiaganFolder.open(root), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("identity 1 has no pictures");
  }
}
