package dev.sosia.cli.command;

/// Text from files, made safe to print: a name in a stranger's file may hold line ends, or codes
/// that a terminal obeys.
public final class Printable {
  private Printable() {}

  /// `text` with every control character, lone surrogate, separator of lines and switch of the
  /// writing direction as a Unicode escape. Joiners stay: scripts need them.
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean unsafe =
                  Character.isISOControl(c)
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || (c >= 0x202a && c <= 0x202e)
                      || (c >= 0x2066 && c <= 0x2069);
              if (unsafe) {
                safe.append("\\u%04x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
