package dev.sosia.ciagan.prepare;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.landmarks.dataset.DataSetPlan;
import java.util.List;
import java.util.SequencedMap;

/// Any faces as files in CIAGAN's layout.
public final class FacePlan implements DataSetPlan {
  private final FaceData data;
  private final List<PictureId> pictures;

  public FacePlan(FaceData data) {
    this.data = data;
    this.pictures = data.pictures();
  }

  @Override
  public int pieces() {
    return pictures.size();
  }

  @Override
  public List<String> names(int piece) {
    return CiaganFiles.names(pictures.get(piece));
  }

  @Override
  public SequencedMap<String, byte[]> files(int piece) {
    PictureId id = pictures.get(piece);
    return CiaganFiles.encode(id, data.load(id));
  }

  @Override
  public List<String> entries() {
    return CiaganFiles.FOLDERS;
  }
}
