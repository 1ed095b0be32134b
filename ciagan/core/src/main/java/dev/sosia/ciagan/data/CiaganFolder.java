package dev.sosia.ciagan.data;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A data set in CIAGAN's layout: ROOT/`clr` (faces), ROOT/`lndm` (landmark pictures), ROOT/`msk`
/// (masks), in each a folder per identity named `0` .. `N-1`, in each of these the same files
/// `NNNNNN.jpg`.
///
/// What there is, is read once, from `lndm`, and the two others must have the same files. Hidden
/// files and names that do not end in `.jpg` are passed over. Immutable.
public final class CiaganFolder implements FaceData {
  private static final String FACES = "clr";
  private static final String LANDMARKS = "lndm";
  private static final String MASKS = "msk";
  private static final String ENDING = ".jpg";

  /// How many names an error lists.
  private static final int NAMED = 5;

  private final Path root;
  private final List<List<PictureId>> identities;
  private final PictureReader reader = new PictureReader();

  private CiaganFolder(Path root, List<List<PictureId>> identities) {
    this.root = root;
    this.identities = identities;
  }

  /// The data set in `root`, with as many identities as `lndm` has folders.
  ///
  /// @throws InputException if the layout is not as described, naming what is missing, all of it at
  ///   once
  /// @throws EnvironmentException if a folder cannot be read
  public static CiaganFolder open(Path root) {
    checkFolders(root);
    int identities = identityFolders(root);
    List<List<PictureId>> all = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    int absent = 0;
    for (int i = 0; i < identities; i++) {
      List<PictureId> pictures = pictures(root, i);
      for (String kind : List.of(FACES, MASKS)) {
        Path folder = root.resolve(kind).resolve(Integer.toString(i));
        Set<String> names = Files.isDirectory(folder) ? names(folder) : Set.of();
        for (PictureId id : pictures) {
          if (!names.contains(id.fileName())) {
            absent++;
            if (missing.size() < NAMED) {
              missing.add(kind + "/" + id);
            }
          }
        }
      }
      all.add(List.copyOf(pictures));
    }
    if (absent > 0) {
      throw new InputException(
          "%s: %d files are missing that go with pictures in %s: %s%s"
              .formatted(
                  root,
                  absent,
                  LANDMARKS,
                  String.join(", ", missing),
                  absent > missing.size() ? ", .." : ""));
    }
    CiaganFolder folder = new CiaganFolder(root, List.copyOf(all));
    if (folder.size() == 0) {
      throw new InputException("%s: no pictures in %s".formatted(root, LANDMARKS));
    }
    return folder;
  }

  private static void checkFolders(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InputException(root + ": there is no such folder");
    }
    List<String> missing =
        List.of(FACES, LANDMARKS, MASKS).stream()
            .filter(kind -> !Files.isDirectory(root.resolve(kind)))
            .toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s is not in CIAGAN's layout: it has no folder %s"
              .formatted(root, String.join(", no folder ", missing)));
    }
  }

  /// The number of identities, whose folders have to be named `0` .. `N-1`.
  private static int identityFolders(Path root) {
    Path landmarks = root.resolve(LANDMARKS);
    Set<String> folders = new HashSet<>();
    for (String name : names(landmarks)) {
      if (Files.isDirectory(landmarks.resolve(name))) {
        folders.add(name);
      }
    }
    for (int i = 0; i < folders.size(); i++) {
      if (!folders.contains(Integer.toString(i))) {
        throw new InputException(
            "%s has %d folders, to be named 0 to %d, but no folder %d"
                .formatted(landmarks, folders.size(), folders.size() - 1, i));
      }
    }
    if (folders.isEmpty()) {
      throw new InputException(landmarks + " holds no folder of an identity (0, 1, ..)");
    }
    return folders.size();
  }

  /// The pictures of one identity by number.
  private static List<PictureId> pictures(Path root, int identity) {
    Path folder = root.resolve(LANDMARKS).resolve(Integer.toString(identity));
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String name : names(folder)) {
      if (name.endsWith(ENDING)) {
        numbers.add(number(folder, name));
      }
    }
    return numbers.stream().map(n -> new PictureId(identity, n)).toList();
  }

  private static int number(Path folder, String name) {
    String digits = name.substring(0, name.length() - ENDING.length());
    if (digits.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(digits);
      if (new PictureId(0, number).fileName().equals(name)) {
        return number;
      }
    }
    throw new InputException(
        "%s is not named by a number of six digits, as 000123.jpg".formatted(folder.resolve(name)));
  }

  private static Set<String> names(Path folder) {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new EnvironmentException(folder + " cannot be read: " + e.getMessage(), e);
    }
    return names;
  }

  public Path root() {
    return root;
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public int identities() {
    return identities.size();
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return identities.get(identity);
  }

  /// Reads the three files.
  ///
  /// @throws InputException naming the file, if it cannot be read, or if the face or the landmark
  ///   picture is not RGB
  @Override
  public PreparedFace load(PictureId id) {
    return new PreparedFace(rgb(face(id)), rgb(landmarks(id)), reader.read(mask(id)));
  }

  private Picture rgb(Path file) {
    Picture picture = reader.read(file);
    if (picture.channels() != 3) {
      throw new InputException(
          file + " is grey; faces and landmark pictures have to be RGB, masks alone may be grey");
    }
    return picture;
  }

  /// The face's file, below the root.
  @Override
  public String source(PictureId id) {
    return root.relativize(face(id)).toString();
  }

  /// The face's file.
  public Path face(PictureId id) {
    return file(FACES, id);
  }

  /// The landmark picture's file.
  public Path landmarks(PictureId id) {
    return file(LANDMARKS, id);
  }

  /// The mask's file.
  public Path mask(PictureId id) {
    return file(MASKS, id);
  }

  private Path file(String kind, PictureId id) {
    return root.resolve(kind).resolve(Integer.toString(id.identity())).resolve(id.fileName());
  }
}
