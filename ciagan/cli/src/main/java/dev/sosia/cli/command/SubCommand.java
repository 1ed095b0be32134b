package dev.sosia.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command of `sosia`. It parses with picocli's annotations, calls one method of the module that
/// does the work, and prints what came of it.
///
/// Errors are thrown, not printed: [dev.sosia.engine.error.InputException] for bad usage or input,
/// [dev.sosia.engine.error.EnvironmentException] for what the machine lacks, an `IOException` as it
/// comes; whatever else escapes is reported as a defect.
public abstract class SubCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /// Does the work.
  ///
  /// @return [ExitCode#DONE], or [ExitCode#NEGATIVE] where a verdict is negative
  protected abstract int run() throws Exception;

  @Override
  public final Integer call() throws Exception {
    return run();
  }

  /// The options every command takes.
  protected final GlobalOptions options() {
    return context().options();
  }

  /// Where to write; [#print], [#printJson] and [#remark] cover most needs.
  protected final Console console() {
    return context().console();
  }

  /// Writes a line of the result to standard output. Not for `--json`.
  protected final void print(String line) {
    console().out().println(line);
  }

  /// Writes the result as the one JSON document of `--json`; maps keep their order.
  protected final void printJson(Object document) {
    Json.print(console().out(), document);
  }

  /// Tells the person something on standard error, unless `--quiet`.
  protected final void remark(String line) {
    if (!options().quiet()) {
      console().err().println(line);
    }
  }

  /// Shows how far a long piece of work is, see [Progress].
  ///
  /// @param total how many units there are, 0 if that is not known
  /// @param unit what is counted, in the plural: `pictures`
  protected final Progress progress(String task, long total, String unit) {
    return Progress.start(console(), options().quiet(), task, total, unit);
  }

  private CommandContext context() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException(getClass().getName() + " is not run by picocli");
    }
    return (CommandContext) own.root().userObject();
  }
}
