package dev.sosia.ciagan.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.dataset.DataSetPlan;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Photos as files in CIAGAN's layout. A photo without a face gives no file; what each identity was
/// called is kept in `identities.txt`, lines `0 2880`.
public final class PhotoPlan implements DataSetPlan {
  private static final String IDENTITIES = "identities.txt";

  private final Photos photos;
  private final PointSource points;
  private final PictureReader reader = new PictureReader();

  public PhotoPlan(Photos photos, PointSource points) {
    this.photos = photos;
    this.points = points;
  }

  @Override
  public int pieces() {
    return photos.list().size();
  }

  @Override
  public List<String> names(int piece) {
    return CiaganFiles.names(photos.list().get(piece).id());
  }

  @Override
  public SequencedMap<String, byte[]> files(int piece) {
    Photos.Photo photo = photos.list().get(piece);
    Path file = photos.folder().resolve(photo.name());
    Picture picture = reader.read(file, ColorMode.RGB);
    FaceLandmarks found =
        points
            .points(photo.name(), picture)
            .orElseThrow(() -> new InputException(file + ": no points of a face are known"));
    try {
      return CiaganFiles.encode(photo.id(), PreparedFace.of(picture, found));
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public SequencedMap<String, byte[]> lists() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < photos.identities().size(); i++) {
      lines.append(i).append(' ').append(photos.identities().get(i)).append('\n');
    }
    SequencedMap<String, byte[]> lists = new LinkedHashMap<>();
    lists.put(IDENTITIES, lines.toString().getBytes(UTF_8));
    return lists;
  }

  @Override
  public List<String> entries() {
    List<String> entries = new ArrayList<>(CiaganFiles.FOLDERS);
    entries.add(IDENTITIES);
    return entries;
  }
}
