package dev.sosia.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/// The options that every command takes, before or after the command's name.
public final class GlobalOptions {
  @Option(
      names = "--device",
      scope = ScopeType.INHERIT,
      paramLabel = "DEVICE",
      converter = DeviceChoice.Converter.class,
      description = "auto (default: the fastest that works here), cpu, reference, cuda or cuda:N.")
  private DeviceChoice device = DeviceChoice.AUTO;

  @Option(
      names = "--threads",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      converter = ThreadCount.class,
      description = "Threads to compute with (default: all cores).")
  private int threads;

  @Option(
      names = "--seed",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Seed of everything drawn at random (default: 0).")
  private @Nullable Long seed;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON document on standard output and nothing else there.")
  private boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "No progress and no remarks, only results and errors.")
  private boolean quiet;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  /// Where to compute.
  public DeviceChoice device() {
    return device;
  }

  /// How many threads to compute with; 0 stands for all cores.
  public int threads() {
    return threads;
  }

  /// Seed of everything drawn at random.
  public long seed() {
    return seed == null ? 0 : seed;
  }

  /// Whether a seed was asked for, rather than left at 0.
  public boolean seedGiven() {
    return seed != null;
  }

  /// Whether standard output gets one JSON document instead of text.
  public boolean json() {
    return json;
  }

  /// Whether to leave out progress and remarks.
  public boolean quiet() {
    return quiet;
  }

  /// Whether errors show their stack trace.
  public boolean debug() {
    return debug;
  }

  /// Reads a number of threads, at least 1.
  static final class ThreadCount implements ITypeConverter<Integer> {
    private static final int MOST = 4096;

    @Override
    public Integer convert(String value) {
      try {
        int n = Integer.parseInt(value);
        if (n >= 1 && n <= MOST) {
          return n;
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + value + "' is not a number of threads");
      }
      throw new TypeConversionException("expected 1 to " + MOST + " threads, not " + value);
    }
  }
}
