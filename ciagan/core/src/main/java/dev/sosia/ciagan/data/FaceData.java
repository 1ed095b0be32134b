package dev.sosia.ciagan.data;

import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Faces as CIAGAN takes them, wherever they come from: people numbered from 0, and numbered
/// pictures of each. Safe for any number of threads.
public interface FaceData {

  /// The data that `--data` describes: `toyfaces:...` (see [ToyFaces#parse]), or else a folder in
  /// CIAGAN's layout.
  ///
  /// @throws dev.sosia.engine.error.InputException if there is no such data
  static FaceData open(String description) {
    return ToyFaces.describedBy(description)
        ? new ToyFaceData(ToyFaces.parse(description))
        : CiaganFolder.open(Path.of(description));
  }

  /// What the data is, for messages: the folder, or the description.
  String name();

  /// The number of identities.
  int identities();

  /// One identity's pictures, by number; there may be none.
  List<PictureId> pictures(int identity);

  /// All pictures, identity by identity, each by number: the original's order at inference.
  default List<PictureId> pictures() {
    return IntStream.range(0, identities()).mapToObj(this::pictures).flatMap(List::stream).toList();
  }

  /// The number of pictures.
  default int size() {
    return IntStream.range(0, identities()).map(i -> pictures(i).size()).sum();
  }

  /// A face with its landmark picture and its mask.
  ///
  /// @throws dev.sosia.engine.error.InputException naming the file, if it cannot be used
  PreparedFace load(PictureId id);

  /// Where a picture comes from, for records: a path below the data's own.
  String source(PictureId id);
}
