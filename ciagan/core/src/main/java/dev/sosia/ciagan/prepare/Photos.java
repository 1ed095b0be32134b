package dev.sosia.ciagan.prepare;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.engine.error.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Photos of people, in the order in which they are prepared.
///
/// @param folder where the files lie
/// @param list all photos, identity by identity
/// @param identities what each identity was called before it got its number
/// @param remarks what somebody should know about the list, a sentence each
public record Photos(Path folder, List<Photo> list, List<String> identities, List<String> remarks) {

  /// One photo.
  ///
  /// @param id whose it is, and the number it gets
  /// @param name of its file below the folder, with `/` between folders
  public record Photo(PictureId id, String name) {}

  /// Copies the lists.
  public Photos {
    list = List.copyOf(list);
    identities = List.copyOf(identities);
    remarks = List.copyOf(remarks);
  }

  /// The photos whose names are in `known`. Identities of which none is left are left out, too, and
  /// the others move up.
  ///
  /// @throws InputException if none is left
  public Photos only(Set<String> known, String why) {
    List<Photo> kept = new ArrayList<>();
    List<String> called = new ArrayList<>();
    int last = -1;
    for (Photo photo : list) {
      if (!known.contains(photo.name())) {
        continue;
      }
      if (photo.id().identity() != last) {
        last = photo.id().identity();
        called.add(identities.get(last));
      }
      PictureId id = new PictureId(called.size() - 1, photo.id().number());
      kept.add(new Photo(id, photo.name()));
    }
    if (kept.isEmpty()) {
      throw new InputException(
          "none of the %d photos in %s, not even %s, %s"
              .formatted(list.size(), folder, list.getFirst().name(), why));
    }
    List<String> told = new ArrayList<>(remarks);
    if (kept.size() < list.size()) {
      String people =
          called.size() == identities.size()
              ? ""
              : ", and with them %d of %d identities"
                  .formatted(identities.size() - called.size(), identities.size());
      told.add(
          "left out: %d of %d photos, of which none %s%s"
              .formatted(list.size() - kept.size(), list.size(), why, people));
    }
    return new Photos(folder, kept, called, told);
  }
}
