package dev.sosia.ciagan.data;

import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.List;
import java.util.stream.IntStream;

/// Drawn people as CIAGAN takes them, drawn when they are asked for and prepared as photos are.
public final class ToyFaceData implements FaceData {
  private final ToyFaces faces;

  public ToyFaceData(ToyFaces faces) {
    this.faces = faces;
  }

  @Override
  public String name() {
    return faces.toString();
  }

  @Override
  public int identities() {
    return faces.ids();
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return IntStream.range(0, faces.perId()).mapToObj(i -> new PictureId(identity, i)).toList();
  }

  @Override
  public int size() {
    return faces.ids() * faces.perId();
  }

  @Override
  public PreparedFace load(PictureId id) {
    ToyFace face = faces.face(id.identity(), id.number());
    return PreparedFace.of(face.picture(), face.landmarks());
  }

  @Override
  public String source(PictureId id) {
    return "toyfaces/" + id.identity() + "/" + id.number();
  }
}
