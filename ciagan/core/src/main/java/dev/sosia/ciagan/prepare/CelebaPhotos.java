package dev.sosia.ciagan.prepare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// CelebA's aligned pictures with its list of identities, lines `000001.jpg 2880`.
///
/// Taken are the identities with at least [#ENOUGH] pictures, by their number, as CIAGAN's authors
/// did; or those of their `legit_indices.npy`, in its order.
///
/// Source: Liu, Luo, Wang, Tang, "Deep Learning Face Attributes in the Wild", 2015.
public final class CelebaPhotos {
  /// How many pictures an identity needs, where nobody says which identities are meant.
  public static final int ENOUGH = 30;

  private static final String ALIGNED = "img_align_celeba";
  private static final Pattern LINE =
      Pattern.compile("\\s*(([0-9]{1,9})\\.jpg)\\s+([0-9]{1,9})\\s*");

  private CelebaPhotos() {}

  /// All pictures of everybody.
  ///
  /// @param folder of the pictures, or the one in which `img_align_celeba` lies
  /// @param identities the list of identities
  /// @throws InputException naming file and line, if something is not as described
  /// @throws EnvironmentException if something cannot be read
  public static Photos everybody(Path folder, Path identities) {
    return read(folder, identities, (listed, _) -> listed.keySet());
  }

  /// Reads the lists.
  ///
  /// @param folder of the pictures, or the one in which `img_align_celeba` lies
  /// @param identities the list of identities
  /// @param legit a NumPy array of identities, or null
  /// @throws InputException naming file and line, if something is not as described, or if nobody is
  ///   left
  /// @throws EnvironmentException if something cannot be read
  public static Photos read(Path folder, Path identities, @Nullable Path legit) {
    return read(
        folder,
        identities,
        (listed, remarks) ->
            legit == null ? large(listed, identities) : legit(legit, listed.keySet(), remarks));
  }

  /// Which of the listed identities are taken; what to know about that is added to the remarks.
  private interface Choice {
    Set<Integer> of(SortedMap<Integer, SortedMap<Integer, String>> listed, List<String> remarks);
  }

  private static Photos read(Path folder, Path identities, Choice choice) {
    Path pictures = Files.isDirectory(folder.resolve(ALIGNED)) ? folder.resolve(ALIGNED) : folder;
    Set<String> there = names(pictures);
    SortedMap<Integer, SortedMap<Integer, String>> listed = listed(identities);
    List<String> remarks = new ArrayList<>();
    leaveOutMissing(listed, there, pictures, remarks);
    Set<Integer> chosen = choice.of(listed, remarks);
    List<Photos.Photo> list = new ArrayList<>();
    List<String> called = new ArrayList<>();
    for (int identity : chosen) {
      int number = called.size();
      called.add(Integer.toString(identity));
      listed
          .getOrDefault(identity, new TreeMap<>())
          .forEach((k, name) -> list.add(new Photos.Photo(new PictureId(number, k), name)));
    }
    if (list.isEmpty()) {
      throw new InputException(
          "%s: none of the identities to take has a picture in %s".formatted(identities, pictures));
    }
    return new Photos(pictures, list, called, remarks);
  }

  /// Identities, each with its pictures by number.
  private static SortedMap<Integer, SortedMap<Integer, String>> listed(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": there is no such list of identities");
    }
    SortedMap<Integer, SortedMap<Integer, String>> all = new TreeMap<>();
    Set<Integer> seen = new HashSet<>();
    try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
          throw new InputException(
              "%s, line %d: expected a picture and an identity, as '000001.jpg 2880', found '%s'"
                  .formatted(file, number, line.length() > 60 ? line.substring(0, 60) : line));
        }
        int picture = Integer.parseInt(m.group(2));
        if (!seen.add(picture)) {
          throw new InputException(
              "%s, line %d: %s is listed twice".formatted(file, number, m.group(1)));
        }
        all.computeIfAbsent(Integer.parseInt(m.group(3)), _ -> new TreeMap<>())
            .put(picture, m.group(1));
      }
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (all.isEmpty()) {
      throw new InputException(file + " lists no picture");
    }
    return all;
  }

  private static Set<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": there is no such folder");
    }
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      throw new EnvironmentException(folder + " cannot be read: " + e.getMessage(), e);
    }
    return names;
  }

  private static void leaveOutMissing(
      SortedMap<Integer, SortedMap<Integer, String>> listed,
      Set<String> there,
      Path pictures,
      List<String> remarks) {
    TreeSet<String> missing = new TreeSet<>();
    int all = 0;
    for (SortedMap<Integer, String> own : listed.values()) {
      all += own.size();
      own.values().stream().filter(name -> !there.contains(name)).forEach(missing::add);
      own.values().removeAll(missing);
    }
    if (missing.size() == all) {
      throw new InputException(
          "%s holds none of the %d listed pictures, not even %s"
              .formatted(pictures, all, missing.getFirst()));
    }
    if (!missing.isEmpty()) {
      remarks.add(
          "%d of %d listed pictures are not in %s, from %s to %s; they are left out"
              .formatted(missing.size(), all, pictures, missing.getFirst(), missing.getLast()));
    }
  }

  private static Set<Integer> large(
      SortedMap<Integer, SortedMap<Integer, String>> listed, Path file) {
    Set<Integer> large = new LinkedHashSet<>();
    int largest = 0;
    for (var identity : listed.entrySet()) {
      largest = Math.max(largest, identity.getValue().size());
      if (identity.getValue().size() >= ENOUGH) {
        large.add(identity.getKey());
      }
    }
    if (large.isEmpty()) {
      throw new InputException(
          ("%s: no identity has %d pictures or more (the largest has %d); say which ones to take"
                  + " with --legit")
              .formatted(file, ENOUGH, largest));
    }
    return large;
  }

  private static Set<Integer> legit(Path file, Set<Integer> listed, List<String> remarks) {
    Set<Integer> legit = new LinkedHashSet<>();
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      if (!(checkpoint.value() instanceof Value.TensorValue tensor)
          || tensor.tensor().dtype().isFloating()
          || tensor.tensor().shape().rank() != 1) {
        throw new InputException(
            file + " is not a NumPy array (.npy) of identities, one whole number after the other");
      }
      for (long i = 0; i < tensor.tensor().numel(); i++) {
        legit.add(Math.toIntExact(tensor.tensor().getLong(i)));
      }
    } catch (ArithmeticException e) {
      throw new InputException(file + " holds a number that is no identity", e);
    }
    int named = legit.size();
    legit.retainAll(listed);
    if (legit.size() < named) {
      remarks.add(
          "%d of the %d identities in %s have no picture here; they are left out"
              .formatted(named - legit.size(), named, file));
    }
    return legit;
  }
}
