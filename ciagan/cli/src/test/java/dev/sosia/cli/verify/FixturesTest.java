package dev.sosia.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.cli.verify.harness.CaseResult;
import dev.sosia.cli.verify.harness.CaseResult.Outcome;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Verifier;
import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every case of the reference numbers beside the clone, of the kinds that need no network, on
/// every backend that works here.
class FixturesTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("sosia.shared", "../shared"), "fixtures");

  @ParameterizedTest
  @CsvSource({
    "ops, reference, F32",
    "ops, reference, F64",
    "ops, cpu, F32",
    "optimizers, reference, F32",
    "optimizers, reference, F64",
    "optimizers, cpu, F32",
    "preprocess, reference, F32",
    "checkpoints, reference, F32",
    "statistics, reference, F32",
    "networks, cpu, F32",
    "gradients, cpu, F32",
  })
  void everyCasePasses(String kind, String backend, DType dtype) throws IOException {
    check(kind, "*", backend, dtype);
  }

  @ParameterizedTest
  @CsvSource({"training, *lsgan", "training, *sgd"})
  void shortTrainingsPass(String kind, String cases) throws IOException {
    check(kind, cases, "cpu", DType.F32);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "networks, reference, F32",
    "networks, reference, F64",
    "gradients, reference, F32",
    "gradients, reference, F64",
    "training, cpu, F32",
    "training, reference, F64",
  })
  void everyNetwork(String kind, String backend, DType dtype) throws IOException {
    check(kind, "*", backend, dtype);
  }

  private static void check(String kind, String cases, String backend, DType dtype)
      throws IOException {
    Path folder = FIXTURES.resolve(kind);
    assumeTrue(Files.isDirectory(folder), "no reference numbers in " + folder);
    BackendProvider.Availability here =
        Device.providers().stream()
            .filter(p -> p.name().equals(backend))
            .map(BackendProvider::availability)
            .findFirst()
            .orElse(BackendProvider.Availability.no("it is not in this build", ""));
    assumeTrue(here.available(), "no backend " + backend + " here: " + here.reason());
    try (Device device = Device.open(backend, 0)) {
      List<CaseResult> results =
          Verifier.of(new Target(device, dtype), CaseKinds.all())
              .only(Set.of(kind), cases)
              .run(List.of(folder), _ -> {});
      assertThat(results).isNotEmpty();
      assertThat(results).filteredOn(r -> r.outcome() != Outcome.PASSED).isEmpty();
      assertThat(device.liveBytes()).as("bytes that nobody freed").isZero();
    }
  }
}
