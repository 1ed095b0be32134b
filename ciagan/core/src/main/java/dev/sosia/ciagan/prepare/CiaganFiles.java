package dev.sosia.ciagan.prepare;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.landmarks.picture.PictureWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The three files of a face in CIAGAN's layout, coded as the original's `process_data.py` does.
final class CiaganFiles {
  static final List<String> FOLDERS = List.of("clr", "lndm", "msk");

  /// OpenCV's quality when none is given.
  private static final int FACE_QUALITY = 95;

  private CiaganFiles() {}

  /// Face, mask, and last the landmark picture, whose folder says what there is.
  static List<String> names(PictureId id) {
    String rest = "/" + id.identity() + "/" + id.fileName();
    return List.of("clr" + rest, "msk" + rest, "lndm" + rest);
  }

  static SequencedMap<String, byte[]> encode(PictureId id, PreparedFace face) {
    List<String> names = names(id);
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    files.put(names.get(0), PictureWriter.jpeg(face.face(), FACE_QUALITY));
    files.put(names.get(1), PictureWriter.jpeg(face.mask(), PictureWriter.DEFAULT_QUALITY));
    files.put(names.get(2), PictureWriter.jpeg(face.landmarks(), PictureWriter.DEFAULT_QUALITY));
    return files;
  }
}
