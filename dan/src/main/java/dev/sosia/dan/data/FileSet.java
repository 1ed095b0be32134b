package dev.sosia.dan.data;

import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.nio.file.Path;
import java.util.List;

/// Faces in files.
///
/// @param labels the class of each file
record FileSet(List<Path> files, List<Integer> labels) implements ExpressionSet {
  private static final PictureReader READER = new PictureReader();

  FileSet {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public int label(int i) {
    return labels.get(i);
  }

  @Override
  public Picture picture(int i) {
    return READER.read(files.get(i), ColorMode.RGB);
  }

  @Override
  public String source(int i) {
    return files.get(i).toString();
  }
}
