package dev.sosia.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.TensorType;
import dev.sosia.kernels.cpu.Placement.Layout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeBackendTest {
  @BeforeEach
  void library() {
    Levels.assumeLibrary();
  }

  private static BackendProvider provider() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(p -> p.name().equals("cpu"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isFoundAndOpensWithItsLevelAndThreads() {
    assertThat(provider().availability()).isEqualTo(BackendProvider.Availability.YES);
    try (Backend b = provider().open(0, 2)) {
      assertThat(b.description()).matches("cpu (base|avx2|avx512), 2 threads");
      assertThat(b.computesIn(DType.F32)).isTrue();
      assertThat(b.computesIn(DType.F64)).isFalse();
    }
  }

  @Test
  void refusesDoublesAndNamesWhoTakesThem() {
    try (NativeBackend b = new NativeBackend(-1, 1)) {
      Placement x = new Placement(b, TensorType.of(DType.F64, 3), Layout.DENSE);
      assertThatThrownBy(
              () ->
                  b.execute(
                      Unary.of(Unary.Function.EXP), List.of(x.operand()), List.of(x.operand())))
          .isInstanceOf(InputException.class)
          .hasMessage("exp in F64: the cpu backend computes in F32 only; use --device reference");
    }
  }

  @Test
  void countsAndReusesMemory() {
    try (NativeBackend b = new NativeBackend(-1, 1)) {
      long before = b.liveBytes();
      Buffer first = b.allocate(DType.F32, 1000);
      assertThat(b.liveBytes()).isGreaterThanOrEqualTo(before + 4000);
      long address = ((NativeBuffer) first).segment().address();
      assertThat(address % 64).isZero();
      b.release(first);
      assertThat(b.liveBytes()).isEqualTo(before);
      Buffer second = b.allocate(DType.I16, 2000);
      assertThat(((NativeBuffer) second).segment().address()).isEqualTo(address);
      assertThatThrownBy(() -> b.release(first)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void blockSizesWasteAnEighthAtMost() {
    for (long bytes = 1; bytes < 1L << 40; bytes += bytes / 7 + 1) {
      long size = NativeMemory.roundUp(bytes);
      assertThat(size).isGreaterThanOrEqualTo(bytes).isLessThanOrEqualTo(bytes + bytes / 8 + 4096);
      assertThat(size % 64).isZero();
    }
  }

  @Test
  void sizesThatNoMachineHasAreRefused() {
    try (NativeBackend b = new NativeBackend(-1, 1)) {
      long before = b.liveBytes();
      assertThatThrownBy(() -> b.allocate(DType.F32, 1L << 50))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no memory for");
      assertThatThrownBy(() -> b.allocate(DType.F64, Long.MAX_VALUE))
          .isInstanceOf(EnvironmentException.class);
      assertThat(b.liveBytes()).isEqualTo(before);
    }
  }

  @Test
  void readsAndWritesPartsOnly() {
    try (NativeBackend b = new NativeBackend(-1, 1)) {
      Buffer x = b.allocate(DType.F32, 8);
      b.write(MemorySegment.ofArray(new float[8]), x, 0);
      b.write(MemorySegment.ofArray(new float[] {1, 2}), x, 3);
      float[] part = new float[3];
      b.read(x, 2, MemorySegment.ofArray(part));
      assertThat(part).containsExactly(0, 1, 2);
      assertThatThrownBy(() -> b.write(MemorySegment.ofArray(new float[2]), x, 7))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void unpacksOnceAndReplacesADamagedFile(@TempDir Path cache) throws IOException {
    Path file = NativeLibrary.unpack(cache);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2, 3});
    assertThat(NativeLibrary.unpack(cache)).isEqualTo(file);
    assertThat(file).hasBinaryContent(bytes);
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void saysWhereItCouldNotUnpack(@TempDir Path cache) throws IOException {
    Path blocked = Files.writeString(cache.resolve("file"), "");
    assertThatThrownBy(() -> NativeLibrary.unpack(blocked))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(blocked.toString())
        .hasMessageContaining("XDG_CACHE_HOME");
  }
}
