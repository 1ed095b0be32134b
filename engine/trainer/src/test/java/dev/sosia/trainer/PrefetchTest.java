package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private static <B> BatchSource<B> source(BiFunction<Long, Integer, B> load) {
    return new BatchSource<>() {
      @Override
      public long stepsPerEpoch() {
        return 1;
      }

      @Override
      public B load(long step, int index) {
        return load.apply(step, index);
      }
    };
  }

  @Test
  void batchesComeInOrderWhoeverIsFaster() {
    CountDownLatch second = new CountDownLatch(1);
    BatchSource<String> source =
        source(
            (step, index) -> {
              if (step == 4 && index == 0) {
                await(second); // until the batch after it has been loaded
              } else {
                second.countDown();
              }
              return step + "." + index;
            });
    try (Prefetch<String> batches = new Prefetch<>(source, 2, 4, 6, 2)) {
      assertThat(batches.take()).containsExactly("4.0", "4.1");
      assertThat(batches.take()).containsExactly("5.0", "5.1");
      assertThat(batches.take()).containsExactly("6.0", "6.1");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noMoreIsLoadedAheadThanThereIsRoomFor() {
    AtomicInteger begun = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    BatchSource<Integer> source =
        source(
            (step, index) -> {
              threads.add(Thread.currentThread());
              return begun.incrementAndGet();
            });
    try (Prefetch<Integer> batches = new Prefetch<>(source, 2, 1, 1000, 3)) {
      for (int taken = 2; taken <= 20; taken += 2) {
        assertThat(batches.take()).hasSize(2);
        assertThat(begun.get()).isBetween(taken, taken + 4);
      }
    }
    assertThat(threads).hasSizeLessThanOrEqualTo(3).doesNotContain(Thread.currentThread());
  }

  @Test
  void whatLoadingThrowsIsThrownInItsTurn() {
    BatchSource<Long> source =
        source(
            (step, index) -> {
              if (step == 3) {
                throw new InputException("picture.png has vanished");
              }
              return step;
            });
    try (Prefetch<Long> batches = new Prefetch<>(source, 1, 1, 10, 4)) {
      assertThat(batches.take()).isEqualTo(List.of(1L));
      assertThat(batches.take()).isEqualTo(List.of(2L));
      assertThatThrownBy(batches::take)
          .isInstanceOf(InputException.class)
          .hasMessage("picture.png has vanished");
    }
  }
}
