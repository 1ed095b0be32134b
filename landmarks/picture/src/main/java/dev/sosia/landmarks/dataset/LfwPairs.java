package dev.sosia.landmarks.dataset;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// LFW's pairs of photos, by which it is measured whether people are recognised again.
///
/// The list's first line is `FOLDS N` (`pairs.txt`) or `N` (`pairsDevTrain.txt`, one fold); then
/// for each fold N lines `NAME I J` (two photos of one person) and N lines `NAME I OTHER J`. Words
/// are separated by tabs, or by spaces. A photo is `NAME/NAME_0001.jpg` below the root.
///
/// Source: Huang, Ramesh, Berg, Learned-Miller, "Labeled Faces in the Wild", 2007.
///
/// @param folds each fold's pairs, in the file's order
public record LfwPairs(List<List<Pair>> folds) {
  private static final int MOST = 1_000_000;

  /// Two photos.
  ///
  /// @param same whether they show one person
  public record Pair(Path first, Path second, boolean same) {}

  /// Copies the lists.
  public LfwPairs {
    folds = folds.stream().map(List::copyOf).toList();
  }

  /// Reads a list of pairs. Photos are not opened, and need not be there.
  ///
  /// @param root the folder that has a folder for each person
  /// @throws InputException naming the line that is wrong, or how many there should be
  public static LfwPairs read(Path list, Path root) {
    List<String> lines = lines(list);
    String[] head = lines.isEmpty() ? new String[0] : words(lines.getFirst());
    if (head.length < 1 || head.length > 2) {
      throw wrong(list, 1, lines, "the first line is FOLDS PAIRS, or PAIRS");
    }
    int folds = head.length == 2 ? number(list, 1, lines, head[0]) : 1;
    int each = number(list, 1, lines, head[head.length - 1]);
    long wanted = 2L * folds * each;
    if (lines.size() - 1 != wanted) {
      throw new InputException(
          "%s has %d pairs after its first line, which announces %d"
              .formatted(list, lines.size() - 1, wanted));
    }
    List<List<Pair>> all = new ArrayList<>();
    int at = 1;
    for (int fold = 0; fold < folds; fold++) {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < 2 * each; i++, at++) {
        pairs.add(pair(list, at, lines, root, i < each));
      }
      all.add(pairs);
    }
    return new LfwPairs(all);
  }

  private static Pair pair(Path list, int at, List<String> lines, Path root, boolean same) {
    String[] w = words(lines.get(at));
    int number = at + 1;
    if (same) {
      if (w.length != 3) {
        throw wrong(list, number, lines, "a pair of one person is NAME I J");
      }
      return new Pair(
          photo(root, w[0], number(list, number, lines, w[1])),
          photo(root, w[0], number(list, number, lines, w[2])),
          true);
    }
    if (w.length != 4) {
      throw wrong(list, number, lines, "a pair of two people is NAME I OTHER J");
    }
    return new Pair(
        photo(root, w[0], number(list, number, lines, w[1])),
        photo(root, w[2], number(list, number, lines, w[3])),
        false);
  }

  private static Path photo(Path root, String name, int number) {
    return root.resolve(name).resolve(String.format(Locale.ROOT, "%s_%04d.jpg", name, number));
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+", -1);
  }

  private static int number(Path list, int line, List<String> lines, String word) {
    if (!word.matches("[0-9]{1,7}")
        || Integer.parseInt(word) < 1
        || Integer.parseInt(word) > MOST) {
      throw wrong(list, line, lines, "'" + word + "' is no number from 1");
    }
    return Integer.parseInt(word);
  }

  private static List<String> lines(Path list) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(list));
      while (!lines.isEmpty() && lines.getLast().isBlank()) {
        lines.removeLast();
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new InputException(list + ": there is no such file", e);
    } catch (MalformedInputException e) {
      throw new InputException(list + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + list + ": " + e.getMessage(), e);
    }
  }

  private static InputException wrong(Path list, int number, List<String> lines, String rule) {
    String line = lines.size() < number ? "" : lines.get(number - 1);
    String shown = line.length() <= 80 ? line : line.substring(0, 80) + " ...";
    return new InputException("%s, line %d: '%s': %s".formatted(list, number, shown, rule));
  }
}
