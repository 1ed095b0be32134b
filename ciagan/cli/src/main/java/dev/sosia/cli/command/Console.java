package dev.sosia.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/// Where a command writes: results to `out`, progress, warnings and errors to `err`. Both are
/// UTF-8, whatever the locale says: results are read by programs.
public final class Console {
  /// The launcher tells which of standard output and standard error are terminals: `out`, `err`,
  /// `out,err` or nothing. The JDK can only tell for all streams at once.
  public static final String TERMINALS_PROPERTY = "sosia.terminals";

  private final ResultStream results;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final boolean colourAllowed;

  /// A console on these streams.
  ///
  /// @param terminals which of them are terminals, see [#TERMINALS_PROPERTY]
  /// @param environment the process's variables, of which `NO_COLOR` and `TERM` are looked at
  public Console(
      OutputStream out, OutputStream err, String terminals, Map<String, String> environment) {
    this.outIsTerminal = terminals.contains("out");
    this.errIsTerminal = terminals.contains("err");
    this.results = new ResultStream(out);
    this.out = new PrintStream(results, outIsTerminal, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.colourAllowed =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// The console of this process.
  public static Console system() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getProperty(TERMINALS_PROPERTY, ""),
        System.getenv());
  }

  /// Standard output: results and nothing else. Lines appear at once on a terminal, are buffered
  /// elsewhere.
  public PrintStream out() {
    return out;
  }

  /// Standard error: progress, warnings, errors.
  public PrintStream err() {
    return err;
  }

  /// [#out] for picocli.
  public PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /// [#err] for picocli.
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /// Whether a person reads standard error, so that a line may be redrawn.
  public boolean errIsTerminal() {
    return errIsTerminal;
  }

  /// Colours for standard output: only on a terminal, and not where `NO_COLOR` is set.
  public Ansi outAnsi() {
    return outIsTerminal && colourAllowed ? Ansi.ON : Ansi.OFF;
  }

  /// Writes what is buffered; called once, when a command has ended.
  ///
  /// @return why results were lost, or null if they were not; a reader that has gone away (`|
  ///   head`) is no loss
  public @Nullable String flush() {
    out.flush();
    err.flush();
    return results.loss();
  }
}
