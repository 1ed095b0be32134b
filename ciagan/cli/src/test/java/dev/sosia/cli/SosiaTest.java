package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SosiaTest {
  private static final String ESCAPE = "\u001b";

  @ParameterizedTest
  @CsvSource({"docter,doctor", "dotcor,doctor", "doc,doctor", "DOCTOR,doctor"})
  void unknownCommandSuggestsTheNearest(String typed, String meant) {
    Captured run = Captured.run(typed);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "sosia: unknown command '%s', did you mean '%s'? (sosia --help tells more)%n"
                .formatted(typed, meant));
  }

  @Test
  void unknownCommandLikeNoneListsAllButHiddenOnes() {
    Captured run = Captured.run("xyzzyxyzzy");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("expected one of").contains("doctor").doesNotContain("warmup");
  }

  @ParameterizedTest
  @CsvSource({"--jsn,--json", "--thread=2,--threads", "--sed,--seed", "--devise,--device"})
  void unknownOptionSuggestsTheNearest(String typed, String meant) {
    Captured run = Captured.run("doctor", typed);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("sosia doctor: unknown option '--")
        .contains("did you mean '" + meant + "'?")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--threads=0",
        "--threads=-1",
        "--threads=two",
        "--threads=99999999999",
        "--seed=x",
        "--device=gpu",
        "--device=cuda:",
        "--device=cuda:-1",
        "--device=cpu:1"
      })
  void badValueIsOneSentenceThatNamesTheOption(String option) {
    Captured run = Captured.run("doctor", option);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    String name = option.substring(0, option.indexOf('='));
    assertThat(run.err()).contains("invalid value for option '" + name + "'").hasLineCount(1);
  }

  @Test
  void optionsAreTakenBeforeAndAfterTheCommand() {
    Captured before = Captured.run("--json", "--seed", "-3", "--threads", "2", "doctor");
    Captured after = Captured.run("doctor", "--threads", "2", "--seed", "-3", "--json");
    assertThat(before.code()).isEqualTo(ExitCode.DONE);
    assertThat(before.out()).isEqualTo(after.out()).startsWith("{");
  }

  @Test
  void noCommandShowsUsageOnStandardError() {
    Captured run = Captured.run();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Usage: sosia").contains("doctor").doesNotContain("warmup");
  }

  @Test
  void versionAndHelpGoToStandardOutput() {
    Captured version = Captured.run("--version");
    assertThat(version.code()).isEqualTo(ExitCode.DONE);
    assertThat(version.out()).matches("sosia \\d+\\.\\d+\\.\\d+\\S*\\R");
    for (String[] line : new String[][] {{"--help"}, {"doctor", "--help"}}) {
      Captured help = Captured.run(line);
      assertThat(help.code()).isEqualTo(ExitCode.DONE);
      assertThat(help.out()).startsWith("Usage: sosia");
      assertThat(help.out())
          .contains("--device", "--threads", "--seed", "--json", "--quiet", "--debug");
      assertThat(help.err()).isEmpty();
    }
  }

  @Test
  void coloursGoToTerminalsOnlyAndNotWhereTheyAreUnwanted() {
    assertThat(Captured.run("--help").out()).doesNotContain(ESCAPE);
    assertThat(Captured.run("err", Map.of(), "--help").out()).doesNotContain(ESCAPE);
    assertThat(Captured.run("out", Map.of(), "--help").out()).contains(ESCAPE);
    assertThat(Captured.run("out", Map.of("NO_COLOR", "1"), "--help").out()).doesNotContain(ESCAPE);
    assertThat(Captured.run("out", Map.of("TERM", "dumb"), "--help").out()).doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @CsvSource({"No space left on device,3", "Broken pipe,0"})
  void lostResultsAreAnErrorUnlessTheReaderLeft(String reason, int code) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    Console console = new Console(full, err, "", Map.of());
    assertThat(new Sosia(console, Map.of()).run("doctor")).isEqualTo(code);
    String told = err.toString(StandardCharsets.UTF_8);
    if (code == ExitCode.DONE) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).contains("standard output could not be written").contains(reason);
    }
  }

  @Test
  void warmupRunsEveryCommandSilently() {
    Captured run = Captured.run("warmup");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out() + run.err()).isEmpty();
  }

  @Test
  void commandsAreListedUnderTheNamesTheyDeclare() {
    Commands.ALL.forEach(
        (name, command) ->
            assertThat(new CommandLine(command.get()).getCommandName()).isEqualTo(name));
  }

  @Test
  void everyCommandTakesTheCommonOptionsAndExplainsItself() {
    for (String name : Commands.ALL.keySet()) {
      Captured help = Captured.run(name, "--help");
      assertThat(help.code()).as(name).isEqualTo(ExitCode.DONE);
      assertThat(help.out())
          .contains("--device", "--threads", "--seed", "--json", "--quiet", "--debug");
    }
  }
}
