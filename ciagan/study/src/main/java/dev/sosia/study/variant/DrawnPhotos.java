package dev.sosia.study.variant;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Photos of drawn people, each drawn once and kept, since all cells use the same: 120 kB each.
public final class DrawnPhotos {
  private final ToyFaces faces;
  private final ConcurrentMap<PictureId, ToyFace> drawn = new ConcurrentHashMap<>();

  public DrawnPhotos(ToyFaces faces) {
    this.faces = faces;
  }

  /// Who they are.
  public ToyFaces faces() {
    return faces;
  }

  int size() {
    return faces.ids() * faces.perId();
  }

  /// Photos person by person.
  PictureId id(int i) {
    return new PictureId(i / faces.perId(), i % faces.perId());
  }

  ToyFace photo(PictureId id) {
    return drawn.computeIfAbsent(id, p -> faces.face(p.identity(), p.number()));
  }
}
