package dev.sosia.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.cli.verify.harness.CaseResult;
import dev.sosia.cli.verify.harness.CaseResult.Outcome;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Verifier;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the recorded cases of kind `statistics` do not hold: wrong expectations, and data that is
/// next to nothing.
class StatisticsCasesTest {
  private static final String ONE_CLASS =
      "'statistic': 'preservation', 'classes': 3, 'before': [2, 2], 'after': [2, 2]";

  @TempDir Path folder;

  @Test
  void whatIsNotDefinedIsNull() throws IOException {
    CaseResult nothing =
        run(
            "'statistic': 'preservation', 'classes': 1, 'before': [], 'after': [], 'truth': [],"
                + " 'expect': {'count': 0, 'kept': 0, 'rate': null, 'wilson95': null, 'kappa':"
                + " null, 'stuart_maxwell': null, 'accuracy_before': null,"
                + " 'balanced_accuracy_after': null}");
    assertThat(nothing.reason()).isEmpty();
    CaseResult nobody =
        run(
            "'statistic': 'reidentification', 'gallery': [[1]], 'gallery_identity': [4], 'probe':"
                + " [[1]], 'probe_identity': [5], 'expect': {'rank1': 0, 'auc': null,"
                + " 'true_accept_at_1_percent_false_accept': null}");
    assertThat(nobody.reason()).isEmpty();
    CaseResult oneRow =
        run(
            "'statistic': 'frechet_distance', 'first': [[1, 2]], 'second': [[1, 2]], 'expect':"
                + " {'distance': null}");
    assertThat(oneRow.reason()).isEmpty();
  }

  @Test
  void aNumberForWhatIsNotDefinedFailsWithTheReason() throws IOException {
    CaseResult result = run(ONE_CLASS + ", 'expect': {'kappa': 1.0}");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("kappa: not defined", "chance alone", "expected 1.0");
    assertThat(run(ONE_CLASS + ", 'expect': {'kappa': 'NaN'}").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void nullForWhatIsDefinedFails() throws IOException {
    CaseResult result = run(ONE_CLASS + ", 'expect': {'rate': null, 'wilson95': [0, 1]}");
    assertThat(result.reason()).contains("rate: 1.0, expected that it is not defined");
    assertThat(result.reason()).contains("wilson95[0]: off by");
  }

  @Test
  void whatTheFormatDoesNotKnowIsAnErrorOrSkipped() throws IOException {
    assertThatThrownBy(() -> run(ONE_CLASS + ", 'expect': {'kapa': 1}"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("kapa");
    assertThatThrownBy(() -> run(ONE_CLASS + ", 'weights': [1], 'expect': {}"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("weights");
    assertThatThrownBy(
            () ->
                run(
                    "'statistic': 'preservation', 'classes': 2, 'before': [2], 'after': [0],"
                        + " 'expect': {}"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("label 0");
    CaseResult unknown = run("'statistic': 'gini', 'expect': {'gini': 1}");
    assertThat(unknown.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(unknown.reason()).contains("gini");
  }

  private CaseResult run(String fields) throws IOException {
    String manifest =
        "{'format': 1, 'kind': 'statistics', 'labels': ['a'], 'cases': [{'name': 'x', %s}]}"
            .formatted(fields);
    Files.writeString(folder.resolve("manifest.json"), manifest.replace('\'', '"'));
    try (Device device = Device.open("reference", 1)) {
      return Verifier.of(new Target(device, DType.F32), CaseKinds.all())
          .run(List.of(folder), _ -> {})
          .getFirst();
    }
  }
}
