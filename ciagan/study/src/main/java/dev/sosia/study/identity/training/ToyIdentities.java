package dev.sosia.study.identity.training;

import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.identity.AlignedFace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Drawn people `first` to `last`, `last` excluded. Each photo is drawn once and kept: 30 kB.
public final class ToyIdentities implements IdentityFaces {
  /// Side of the faces that are kept, in pixels: more than the network sees, so that it can be
  /// shown other cuts.
  private static final int SIDE = 96;

  private final ToyFaces faces;
  private final int first;
  private final int last;
  private final Map<Integer, AlignedFace> kept = new ConcurrentHashMap<>();

  public ToyIdentities(ToyFaces faces, int first, int last) {
    this.faces = faces;
    this.first = first;
    this.last = last;
  }

  @Override
  public int size() {
    return people() * faces.perId();
  }

  @Override
  public int people() {
    return last - first;
  }

  @Override
  public int person(int i) {
    return i / faces.perId();
  }

  @Override
  public AlignedFace face(int i) {
    return kept.computeIfAbsent(i, this::draw);
  }

  private AlignedFace draw(int i) {
    ToyFace face = faces.face(first + person(i), i % faces.perId());
    return AlignedFace.in(face.picture(), face.landmarks(), SIDE);
  }
}
