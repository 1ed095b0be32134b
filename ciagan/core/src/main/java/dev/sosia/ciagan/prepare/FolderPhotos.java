package dev.sosia.ciagan.prepare;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Photos in folders: one folder for each person, or all of one person in the folder itself. Hidden
/// files and what is neither `.jpg`, `.jpeg` nor `.png` are passed over.
///
/// A photo whose name is a number keeps it; where a person has other names, or a number twice,
/// photos are numbered in the order of their names.
public final class FolderPhotos {
  private FolderPhotos() {}

  /// Lists the photos.
  ///
  /// @throws InputException if there is no photo
  /// @throws EnvironmentException if a folder cannot be read
  public static Photos read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": there is no such folder");
    }
    List<String> people =
        names(folder).stream().filter(name -> Files.isDirectory(folder.resolve(name))).toList();
    List<Photos.Photo> list = new ArrayList<>();
    List<String> called = new ArrayList<>();
    for (String person : people.isEmpty() ? List.of("") : people) {
      List<String> files =
          names(folder.resolve(person)).stream().filter(FolderPhotos::isPhoto).toList();
      if (files.isEmpty()) {
        continue;
      }
      int identity = called.size();
      called.add(person.isEmpty() ? String.valueOf(folder.getFileName()) : person);
      List<Integer> numbers = numbers(files);
      for (int i = 0; i < files.size(); i++) {
        String name = person.isEmpty() ? files.get(i) : person + "/" + files.get(i);
        list.add(new Photos.Photo(new PictureId(identity, numbers.get(i)), name));
      }
    }
    if (list.isEmpty()) {
      throw new InputException(folder + " holds no photo (.jpg, .jpeg, .png)");
    }
    return new Photos(folder, list, called, List.of());
  }

  private static boolean isPhoto(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".+\\.(jpg|jpeg|png)");
  }

  private static List<Integer> numbers(List<String> files) {
    List<Integer> own = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (String file : files) {
      String stem = file.substring(0, file.lastIndexOf('.'));
      if (!stem.matches("[0-9]{1,9}") || !seen.add(Integer.parseInt(stem))) {
        own.clear();
        for (int i = 0; i < files.size(); i++) {
          own.add(i);
        }
        return own;
      }
      own.add(Integer.parseInt(stem));
    }
    return own;
  }

  private static Set<String> names(Path folder) {
    Set<String> names = new TreeSet<>();
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
}
