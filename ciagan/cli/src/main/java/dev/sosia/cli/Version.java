package dev.sosia.cli;

import dev.sosia.cli.command.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/// Answers `--version`.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sosia " + BuildInfo.read().version()};
  }
}
