package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts, exit codes and refusals of `verify`, on manifests written here.
class VerifyCommandTest {
  private static final String NEG =
      """
      {"name": "NAME", "op": "neg", "attributes": {},
       "inputs": {"input": {"values": {"shape": [2], "dtype": "F32", "data": [1, -2]}}},
       "expect": {"output": {"values": {"shape": [2], "dtype": "F32", "data": [-1, RESULT]}}},
       "tolerance": {"absolute": 0.001, "relative": 0}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void below() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
  }

  private static String neg(String name, String result) {
    return NEG.replace("NAME", name).replace("RESULT", result);
  }

  private void manifest(String kind, String... cases) throws IOException {
    Files.writeString(
        folder.resolve("a/b/manifest.json"),
        "{\"format\": 1, \"kind\": \"%s\", \"cases\": [%s]}"
            .formatted(kind, String.join(",", cases)));
  }

  private Captured verify(String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "verify";
    arguments[1] = folder.toString();
    arguments[2] = "--device";
    arguments[3] = "reference";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Captured.run(arguments);
  }

  @Test
  void countsWhatPassesFailsAndIsSkipped() throws IOException {
    manifest("ops", neg("right", "2"), neg("wrong", "2.5"), "{\"name\": \"new\", \"op\": \"fly\"}");
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(run.out().lines().toList())
        .hasSize(4)
        .last()
        .isEqualTo("1 passed, 1 failed, 1 skipped");
    assertThat(run.out().lines().findFirst().orElseThrow())
        .contains("wrong", "output", "0.5", "[1]", "2.5", "0.001");
    assertThat(run.out()).contains("skipped  new: there is no op fly");
  }

  @Test
  void succeedsWhereNothingFails() throws IOException {
    manifest("ops", neg("right", "2.0005"));
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out().lines().toList()).last().isEqualTo("1 passed, 0 failed, 0 skipped");
  }

  @Test
  void aKindThatIsNotBuiltIsSkippedByName() throws IOException {
    manifest("telepathy", "{\"name\": \"one\", \"whatever\": 1}");
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("skipped  one", "0 passed, 0 failed, 1 skipped");
  }

  @Test
  void jsonIsOneDocument() throws IOException {
    manifest("ops", neg("right", "2"), neg("wrong", "\"NaN\""));
    Captured run = verify("--json");
    assertThat(run.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(run.out())
        .startsWith("{")
        .contains("\"passed\" : 1", "\"failed\" : 1", "\"skipped\" : 0", "\"cases\"")
        .contains("\"result\" : \"failed\"", "\"worst\" : \"Infinity\"", "manifest.json");
  }

  /// Not-a-number is equal to itself alone, infinity to itself alone, and neither widens what is
  /// allowed for the rest.
  @ParameterizedTest
  @CsvSource({"'\"NaN\"'", "'\"Infinity\"'", "'\"-Infinity\"'"})
  void whatIsNotFiniteMustMatch(String result) throws IOException {
    manifest("ops", neg("case", result));
    assertThat(verify().code()).isEqualTo(ExitCode.NEGATIVE);
    String both =
        neg("case", result)
            .replace("[1, -2]", "[1.5, %s]".formatted(negated(result)))
            .replace("\"relative\": 0", "\"relative\": 0.1");
    manifest("ops", both);
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(run.out()).contains("[0]");
  }

  private static String negated(String result) {
    return result.contains("-") ? result.replace("-", "") : result.replace("Inf", "-Inf");
  }

  @Test
  void integersKeepAll64Bits() throws IOException {
    String roll =
        """
        {"name": "bits", "op": "flip", "attributes": {"dims": [0]},
         "inputs": {"input": {"values": {"shape": [1], "dtype": "I64", "data": [9007199254740993]}}},
         "expect": {"output": {"values": {"shape": [1], "dtype": "I64", "data": [EXPECTED]}}},
         "tolerance": {"absolute": 5, "relative": 1}}
        """;
    manifest("ops", roll.replace("EXPECTED", "9007199254740993"));
    assertThat(verify().code()).isEqualTo(ExitCode.DONE);
    manifest("ops", roll.replace("EXPECTED", "9007199254740992"));
    assertThat(verify().code()).isEqualTo(ExitCode.NEGATIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"op\": \"neg\"', '\"op\": \"neg\", \"colour\": 1', colour",
    "'\"attributes\": {}', '\"attributes\": {\"inplace\": true}', inplace",
    "'\"input\": {\"values\"', '\"other\": {\"constant\": {}}, \"input\": {\"values\"', dtype",
    "'\"relative\": 0', '\"relative\": 0, \"ulps\": 1', ulps",
    "'\"dtype\": \"F32\"', '\"dtype\": \"F32\", \"order\": 1', order",
    "'\"tolerance\"', '\"layout\": {\"input\": {\"pitch\": 1}}, \"tolerance\"', pitch",
  })
  void unknownAndMissingFieldsAreNamedWithTheFile(String from, String to, String field)
      throws IOException {
    manifest("ops", neg("case", "2").replaceFirst(java.util.regex.Pattern.quote(from), to));
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("manifest.json", field);
  }

  @Test
  void twoCasesOfOneNameAreRefused() throws IOException {
    manifest("ops", neg("case", "2"), neg("case", "2"));
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("manifest.json", "case");
  }

  @Test
  void whatIsNoJsonIsRefused() throws IOException {
    Files.writeString(folder.resolve("a/b/manifest.json"), "{\"format\": ");
    assertThat(verify().code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void choosesCasesByKindAndName() throws IOException {
    manifest("ops", neg("relu: one", "2"), neg("relu: two", "9"), neg("[relu]*", "9"));
    assertThat(verify("--case", "*: one").out()).contains("1 passed, 0 failed");
    assertThat(verify("--case", "relu: ???").out()).contains("1 passed, 1 failed");
    assertThat(verify("--kind", "ops", "--case", "[relu]?").out()).contains("0 passed, 1 failed");
    Captured none = verify("--kind", "networks");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains(folder.toString());
  }

  @Test
  void aFolderWithoutManifestIsRefused() {
    Captured run = verify();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(folder.toString(), "manifest.json");
  }
}
