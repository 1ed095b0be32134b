package dev.sosia.study.control;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.protocol.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The photos of an experiment as CIAGAN takes them, prepared by a protocol: the gallery of a
/// method that looks at everybody first.
public final class PhotoFaces implements FaceData {
  private final LabelledPhotos photos;
  private final Protocol protocol;
  private final Map<PictureId, Integer> numbers = new HashMap<>();

  public PhotoFaces(LabelledPhotos photos, Protocol protocol) {
    this.photos = photos;
    this.protocol = protocol;
    for (int i = 0; i < photos.size(); i++) {
      numbers.put(photos.id(i), i);
    }
  }

  @Override
  public String name() {
    return photos.name();
  }

  @Override
  public int identities() {
    return photos.people();
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return IntStream.range(0, photos.size())
        .mapToObj(photos::id)
        .filter(id -> id.identity() == identity)
        .toList();
  }

  @Override
  public PreparedFace load(PictureId id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException(id + " is not in " + name());
    }
    LabelledPhotos.Photo photo = photos.photo(number);
    return protocol.prepare(photo.picture(), photo.points());
  }

  @Override
  public String source(PictureId id) {
    return id.toString();
  }
}
