package dev.sosia.weights.safetensors;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.bytes.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The JSON (RFC 8259) of a safetensors header: objects with each key once, arrays of whole
/// numbers, text. Nothing else can occur in one, so nothing else is read.
final class HeaderScanner {
  /// Bytes of text that a header may hold.
  private static final long MOST_TEXT = 16 << 20;

  /// More than any shape has sizes.
  private static final int MOST_NUMBERS = 64;

  private final ByteReader in;
  private long textBytes;

  HeaderScanner(ByteReader in) {
    this.in = in;
  }

  /// Reads an object; `member` is called behind each key and reads its value.
  void object(Consumer<String> member) {
    expect('{');
    if (peek() == '}') {
      in.u8();
      return;
    }
    Set<String> seen = new HashSet<>();
    do {
      String key = text();
      if (!seen.add(key)) {
        throw in.malformed("has the key " + Quote.of(key) + " twice");
      }
      expect(':');
      member.accept(key);
    } while (another('}'));
  }

  /// Reads an array of whole numbers from 0 to 2^63 - 1.
  List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    if (peek() == ']') {
      in.u8();
      return numbers;
    }
    do {
      if (numbers.size() == MOST_NUMBERS) {
        throw in.malformed("has a list of more than " + MOST_NUMBERS + " numbers");
      }
      numbers.add(number());
    } while (another(']'));
    return numbers;
  }

  private boolean another(char close) {
    int c = peek();
    if (c == ',' || c == close) {
      in.u8();
      return c == ',';
    }
    throw unexpected("',' or '" + close + "'");
  }

  private long number() {
    int first = peek();
    long value = 0;
    int digits = 0;
    for (int c = first; c >= '0' && c <= '9'; c = in.peek()) {
      in.u8();
      if (value > (Long.MAX_VALUE - (c - '0')) / 10) {
        throw in.malformed("has a number of more than 63 bits at byte " + in.position());
      }
      value = value * 10 + (c - '0');
      digits++;
    }
    if (digits == 0 || (digits > 1 && first == '0')) {
      throw unexpected("a whole number");
    }
    return value;
  }

  /// Reads a string.
  String text() {
    expect('"');
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    for (int c = in.u8(); c != '"'; c = in.u8()) {
      if (c < 0x20) {
        throw in.malformed("has a control character within text at byte " + in.position());
      }
      if (c == '\\') {
        utf8.writeBytes(escape());
      } else {
        utf8.write(c);
      }
      if (++textBytes > MOST_TEXT) {
        throw in.malformed("holds more than " + MOST_TEXT + " bytes of text");
      }
    }
    @Nullable String text = Utf8.decode(utf8.toByteArray());
    if (text == null) {
      throw in.malformed("has text before byte " + in.position() + " that is not UTF-8");
    }
    return text;
  }

  private byte[] escape() {
    int c = in.u8();
    return switch (c) {
      case '"', '\\', '/' -> new byte[] {(byte) c};
      case 'b' -> new byte[] {'\b'};
      case 'f' -> new byte[] {'\f'};
      case 'n' -> new byte[] {'\n'};
      case 'r' -> new byte[] {'\r'};
      case 't' -> new byte[] {'\t'};
      case 'u' -> utf16();
      default -> throw in.malformed("has an unknown escape at byte " + in.position());
    };
  }

  private byte[] utf16() {
    char first = codeUnit();
    String text = String.valueOf(first);
    if (Character.isHighSurrogate(first)) {
      if (in.u8() != '\\' || in.u8() != 'u') {
        throw halfACharacter();
      }
      text += codeUnit();
    }
    if (text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000)) {
      throw halfACharacter();
    }
    return Utf8.encode(text);
  }

  private char codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = in.u8();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw in.malformed("has an unknown escape at byte " + in.position());
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private MalformedException halfACharacter() {
    return in.malformed("has half a character at byte " + in.position());
  }

  /// Reads white space to the end.
  void end() {
    if (peek() != -1) {
      throw unexpected("the end");
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    in.u8();
  }

  private int peek() {
    int c = in.peek();
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      in.u8();
      c = in.peek();
    }
    return c;
  }

  private MalformedException unexpected(String wanted) {
    return in.malformed(
        "is no JSON of tensors: " + wanted + " is missing at byte " + in.position());
  }
}
