package dev.sosia.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.BackendProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void readsNameAndInstructionSetsOfAnX86Processor() {
    Cpu cpu =
        Cpu.parse(
            List.of(
                "processor\t: 0",
                "model name\t: Some CPU @ 2.00GHz",
                "flags\t\t: fpu sse4_2 avx avx2 fma f16c avx512f avx512vl"),
            4);
    assertThat(cpu.name()).isEqualTo("Some CPU @ 2.00GHz");
    assertThat(cpu.isa())
        .containsExactly("sse4_2", "avx", "avx2", "fma", "f16c", "avx512f", "avx512vl");
    assertThat(cpu.cores()).isEqualTo(4);
  }

  @Test
  void readsAnArmProcessorWithoutName() {
    Cpu cpu = Cpu.parse(List.of("processor : 0", "Features : fp asimd sve", "CPU part : 0xd0c"), 8);
    assertThat(cpu.name()).isEqualTo(System.getProperty("os.arch"));
    assertThat(cpu.isa()).containsExactly("asimd", "sve");
  }

  @Test
  void listsBackendsSlowestFirstAndNamesWhatIsMissing() {
    List<BackendStatus> all =
        BackendStatus.all(
            List.of(
                provider("cpu", 10, BackendProvider.Availability.no("no library", "install gcc")),
                provider("reference", 0, BackendProvider.Availability.YES)));
    assertThat(all).extracting(BackendStatus::name).containsExactly("reference", "cpu", "cuda");
    assertThat(all.get(0).available()).isTrue();
    assertThat(all.get(1)).isEqualTo(new BackendStatus("cpu", false, "no library", "install gcc"));
    assertThat(all.get(2).available()).isFalse();
    assertThat(all.get(2).reason()).contains("cuda");
    assertThat(all.get(2).remedy()).isNotEmpty();
  }

  private static BackendProvider provider(
      String name, int rank, BackendProvider.Availability availability) {
    return new BackendProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int rank() {
        return rank;
      }

      @Override
      public Availability availability() {
        return availability;
      }

      @Override
      public Backend open(int index, int threads) {
        throw new AssertionError("doctor opens no device");
      }
    };
  }
}
