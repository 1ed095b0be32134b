package dev.sosia.weights.numpy;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dictionary in front of an array: its element type, its order in memory, its shape.
record NpyHeader(String descr, boolean fortranOrder, List<Long> shape) {
  /// Parses the header's text.
  ///
  /// @throws MalformedException if it is anything but these three keys, each once
  static NpyHeader parse(String text) {
    return new Scanner(text).header();
  }

  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    NpyHeader header() {
      @Nullable String descr = null;
      @Nullable Boolean fortranOrder = null;
      @Nullable List<Long> shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        if (key.equals("descr") && descr == null) {
          descr = descr();
        } else if (key.equals("fortran_order") && fortranOrder == null) {
          fortranOrder = truth();
        } else if (key.equals("shape") && shape == null) {
          shape = tuple();
        } else {
          throw malformed("the key " + Quote.of(key) + " is unknown or there twice");
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      if (peek() != 0) {
        throw malformed("something follows it");
      }
      if (descr == null || fortranOrder == null || shape == null) {
        throw malformed("'descr', 'fortran_order' or 'shape' is missing");
      }
      return new NpyHeader(descr, fortranOrder, shape);
    }

    private String descr() {
      if (peek() == '[' || peek() == '(') {
        throw new MalformedException(
            "is an array of structures; save one plain array of each field");
      }
      return string();
    }

    private String string() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw malformed("text is missing at character " + at);
      }
      int end = text.indexOf(quote, at + 1);
      if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
        throw malformed("text has no end, or an escape, at character " + at);
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private boolean truth() {
      peek();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw malformed("True or False is missing at character " + at);
    }

    /// A tuple of whole numbers. As in Python, one number needs a comma behind it; an L behind a
    /// number is Python 2's.
    private List<Long> tuple() {
      List<Long> numbers = new ArrayList<>();
      boolean comma = true;
      expect('(');
      while (!accept(')')) {
        if (!comma) {
          throw malformed("a comma is missing at character " + at);
        }
        numbers.add(number());
        comma = accept(',');
      }
      if (numbers.size() == 1 && !comma) {
        throw malformed("its shape is a number, not a tuple");
      }
      return numbers;
    }

    private long number() {
      peek();
      int end = at;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      if (end == at || end - at > 18) {
        throw malformed("no size of an array stands at character " + at);
      }
      long number = Long.parseLong(text, at, end, 10);
      at = end < text.length() && text.charAt(end) == 'L' ? end + 1 : end;
      return number;
    }

    private void expect(char c) {
      if (!accept(c)) {
        throw malformed("'" + c + "' is missing at character " + at);
      }
    }

    private boolean accept(char c) {
      boolean there = peek() == c;
      if (there) {
        at++;
      }
      return there;
    }

    /// The next character that is no white space; 0 at the end.
    private char peek() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private static MalformedException malformed(String what) {
      return new MalformedException("has a NumPy header that describes no array: " + what);
    }
  }
}
