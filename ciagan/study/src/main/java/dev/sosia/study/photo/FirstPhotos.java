package dev.sosia.study.photo;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.dan.label.Emotion;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first of many photos.
///
/// @param most how many at most
public record FirstPhotos(LabelledPhotos photos, int most) implements LabelledPhotos {
  @Override
  public String name() {
    return "the first %d of %s".formatted(size(), photos.name());
  }

  @Override
  public String sha256() {
    return photos.sha256();
  }

  @Override
  public int size() {
    return Math.min(most, photos.size());
  }

  @Override
  public PictureId id(int i) {
    return photos.id(i);
  }

  @Override
  public @Nullable Emotion truth(int i) {
    return photos.truth(i);
  }

  @Override
  public Picture picture(int i) {
    return photos.picture(i);
  }

  @Override
  public FaceLandmarks points(int i) {
    return photos.points(i);
  }

  @Override
  public Photo photo(int i) {
    return photos.photo(i);
  }

  @Override
  public Photo whole(int i) {
    return photos.whole(i);
  }

  @Override
  public String key(int i) {
    return photos.key(i);
  }

  @Override
  public int people() {
    return IntStream.range(0, size()).map(i -> id(i).identity()).max().orElse(-1) + 1;
  }

  @Override
  public boolean knowsPeople() {
    return photos.knowsPeople();
  }

  @Override
  public List<String> remarks() {
    return photos.remarks();
  }
}
