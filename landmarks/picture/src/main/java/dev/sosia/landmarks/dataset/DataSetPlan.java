package dev.sosia.landmarks.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a data set on disk will hold: pieces (mostly one picture and what belongs to it), and lists
/// about the whole. The same plan always gives the same bytes. Safe for any number of threads.
public interface DataSetPlan {

  /// The number of pieces.
  int pieces();

  /// The files of a piece, below the data set's root, with `/` between folders. The last one is
  /// written last, so that a piece whose last file exists is whole.
  List<String> names(int piece);

  /// The contents of a piece's files, in the order of [#names].
  ///
  /// @throws dev.sosia.engine.error.InputException if this piece cannot be made; the others can
  SequencedMap<String, byte[]> files(int piece);

  /// Files about the whole, written after all pieces; by default none.
  default SequencedMap<String, byte[]> lists() {
    return new LinkedHashMap<>();
  }

  /// The names right below the root that belong to the data set.
  List<String> entries();
}
