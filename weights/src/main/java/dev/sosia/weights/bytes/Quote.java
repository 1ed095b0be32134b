package dev.sosia.weights.bytes;

/// Text out of a file, made fit for a message: in quotes, cut to a readable length, with control
/// characters (a terminal would obey them) replaced.
public final class Quote {
  private static final int LONGEST = 80;

  private Quote() {}

  /// `text` in single quotes.
  public static String of(String text) {
    StringBuilder out = new StringBuilder("'");
    int at = 0;
    for (int n = 0; n < LONGEST && at < text.length(); n++) {
      int c = text.codePointAt(at);
      out.appendCodePoint(isPrintable(c) ? c : '\ufffd');
      at += Character.charCount(c);
    }
    return out.append(at < text.length() ? "...'" : "'").toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
