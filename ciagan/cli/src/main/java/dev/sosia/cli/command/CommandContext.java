package dev.sosia.cli.command;

/// What a command finds around it; picocli's root command is one.
public interface CommandContext {
  /// Where to write.
  Console console();

  /// The options that every command takes.
  GlobalOptions options();
}
