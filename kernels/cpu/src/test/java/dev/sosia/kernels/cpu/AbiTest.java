package dev.sosia.kernels.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The bindings say what the header says.
class AbiTest {
  @BeforeEach
  void library() {
    Levels.assumeLibrary();
    NativeLibrary.open();
  }

  @Test
  void describesEveryFunctionAndStructAsTheLibraryDoes() throws Throwable {
    assertThat(Abi.text()).isEqualTo(libraryText());
    assertThat(Sk.abiHash()).isEqualTo(Abi.hash());
  }

  @SuppressWarnings("restricted")
  private static String libraryText() throws Throwable {
    var handle =
        Linker.nativeLinker()
            .downcallHandle(NativeLibrary.symbol("sk_abi"), FunctionDescriptor.of(ADDRESS));
    MemorySegment text = (MemorySegment) handle.invokeExact();
    return text.reinterpret(8192).getString(0);
  }
}
