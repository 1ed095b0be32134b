package dev.sosia.weights.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.InputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/// UTF-8 without forgiveness: Java's usual conversions replace what they cannot convert.
public final class Utf8 {
  private Utf8() {}

  /// The text that `bytes` spell, or null if they are not UTF-8.
  public static @Nullable String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /// The bytes of `text`.
  ///
  /// @throws InputException if it is no text, having half of a surrogate pair
  public static byte[] encode(String text) {
    try {
      ByteBuffer buffer = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new InputException(
          "the text " + Quote.of(text) + " has half a character and cannot be saved", e);
    }
  }
}
