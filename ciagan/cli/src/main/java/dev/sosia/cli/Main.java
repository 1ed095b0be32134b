package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import java.util.Locale;

/// The program's entry; everything of note happens in [Sosia].
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    // numbers and messages do not depend on where the machine stands
    Locale.setDefault(Locale.ROOT);
    System.exit(new Sosia(Console.system(), System.getenv()).run(args));
  }
}
