package dev.sosia.weights;

/// What Jazzer calls with the bytes it makes up; the system property `sosia.fuzz.reader` says for
/// which reader.
public final class JazzerTarget {
  private static final FuzzedReader READER =
      FuzzedReader.valueOf(System.getProperty("sosia.fuzz.reader", "PICKLE"));

  private JazzerTarget() {}

  /// Reads `bytes`; any exception that gets out is a find.
  public static void fuzzerTestOneInput(byte[] bytes) {
    READER.read(bytes);
  }
}
