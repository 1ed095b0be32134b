package dev.sosia.landmarks.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Small letters for labels: 5 x 7 pixels and two more rows for what hangs below the line. Made
/// here because a machine without a screen often has no fonts at all.
///
/// The resource `font.txt` has a line for each letter of printable ASCII, `#` where it is inked.
/// Anything else is drawn as an empty frame.
final class BitmapFont {
  /// From one letter to the next.
  static final int ADVANCE = 6;

  /// From the top of a letter to the lowest row that any letter has.
  static final int HEIGHT = 9;

  private static final int FIRST_ROW = 2;
  private static final int ROW_STRIDE = 6;
  private static final String FRAME = "? ##### #...# #...# #...# #...# #...# #####";
  private static final Map<Integer, String> LETTERS = load();

  private BitmapFont() {}

  private static Map<Integer, String> load() {
    Map<Integer, String> letters = new HashMap<>();
    try (InputStream in = BitmapFont.class.getResourceAsStream("font.txt")) {
      if (in == null) {
        throw new IllegalStateException("font.txt is not beside BitmapFont");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        letters.put((int) line.charAt(0), line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("font.txt cannot be read", e);
    }
    letters.put((int) ' ', " ");
    return letters;
  }

  /// The width of `text` in pixels.
  static int width(String text) {
    return (int) text.codePoints().count() * ADVANCE;
  }

  /// Draws `text` into the bytes of a picture that is still being made, cut off at its edges.
  ///
  /// @param rgb `[height, width, 3]`, `width` pixels a row
  /// @param level the grey, 0..255, of the letters
  static void draw(byte[] rgb, int width, int left, int top, String text, int level) {
    int x = left;
    for (int letter : text.codePoints().toArray()) {
      String glyph = LETTERS.getOrDefault(letter, FRAME);
      for (int i = FIRST_ROW; i < glyph.length(); i++) {
        int column = x + (i - FIRST_ROW) % ROW_STRIDE;
        int row = top + (i - FIRST_ROW) / ROW_STRIDE;
        int at = (row * width + column) * 3;
        boolean inside = column >= 0 && column < width && row >= 0 && at + 3 <= rgb.length;
        if (glyph.charAt(i) == '#' && inside) {
          rgb[at] = (byte) level;
          rgb[at + 1] = (byte) level;
          rgb[at + 2] = (byte) level;
        }
      }
      x += ADVANCE;
    }
  }
}
