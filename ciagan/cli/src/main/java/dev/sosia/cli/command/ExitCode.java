package dev.sosia.cli.command;

/// The exit codes scripts may rely on. Ctrl-C gives 130, from the JVM itself.
public final class ExitCode {
  /// The work is done.
  public static final int DONE = 0;

  /// The work is done and its verdict is negative: a check failed, no input had a face.
  public static final int NEGATIVE = 1;

  /// Bad usage or bad input; nothing was written.
  public static final int USAGE = 2;

  /// The machine lacks something: a device, disk space, a permission.
  public static final int ENVIRONMENT = 3;

  /// A defect in this program.
  public static final int DEFECT = 70;

  private ExitCode() {}
}
