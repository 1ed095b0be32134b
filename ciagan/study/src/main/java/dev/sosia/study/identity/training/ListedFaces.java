package dev.sosia.study.identity.training;

import dev.sosia.study.identity.AlignedFace;
import java.util.List;

/// Faces in memory.
///
/// @param persons whose each is, from 0
public record ListedFaces(List<AlignedFace> faces, List<Integer> persons) implements IdentityFaces {
  /// No faces at all.
  public static final ListedFaces NOBODY = new ListedFaces(List.of(), List.of());

  /// Copies the lists.
  public ListedFaces {
    faces = List.copyOf(faces);
    persons = List.copyOf(persons);
  }

  @Override
  public int size() {
    return faces.size();
  }

  @Override
  public int people() {
    return persons.stream().mapToInt(p -> p + 1).max().orElse(0);
  }

  @Override
  public int person(int i) {
    return persons.get(i);
  }

  @Override
  public AlignedFace face(int i) {
    return faces.get(i);
  }
}
