package dev.sosia.study.variant;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import java.util.List;
import java.util.stream.IntStream;

/// Drawn people as a style prepares them.
record StyledFaces(DrawnPhotos photos, FigureStyle style) implements FaceData {
  @Override
  public String name() {
    return photos.faces().toString();
  }

  @Override
  public int identities() {
    return photos.faces().ids();
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return IntStream.range(0, photos.faces().perId())
        .mapToObj(i -> new PictureId(identity, i))
        .toList();
  }

  @Override
  public PreparedFace load(PictureId id) {
    return style.prepare(photos.photo(id));
  }

  @Override
  public String source(PictureId id) {
    return "toyfaces/" + id.identity() + "/" + id.number();
  }
}
