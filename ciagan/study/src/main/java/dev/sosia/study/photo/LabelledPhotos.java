package dev.sosia.study.photo;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.dan.label.Emotion;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Photos of faces, numbered from 0, and what is known of each: whose it is, what it shows, where
/// the face is. Safe for any number of threads.
public interface LabelledPhotos {

  /// One photo with its face's points, in the picture's pixels.
  record Photo(Picture picture, FaceLandmarks points) {}

  /// What the data is, for records.
  String name();

  /// A hash of pictures, labels and points; empty where the name says it all.
  default String sha256() {
    return "";
  }

  int size();

  /// Whose photo it is, and its number. Where nobody knows ([#knowsPeople]), each photo is of a
  /// person of its own.
  PictureId id(int i);

  /// What it shows; null where nobody says.
  @Nullable Emotion truth(int i);

  /// The photo, cut to the face.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be read or cut
  Picture picture(int i);

  /// The points of the face, in the pixels of [#picture].
  ///
  /// @throws dev.sosia.engine.error.InputException if they are not known
  FaceLandmarks points(int i);

  /// The photo with its points.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be used
  default Photo photo(int i) {
    return new Photo(picture(i), points(i));
  }

  /// The photo as it was before it was cut to the face, with its points there.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be used
  default Photo whole(int i) {
    return photo(i);
  }

  /// What it is called, in messages and tables.
  default String key(int i) {
    return id(i).identity() + "/" + id(i).number();
  }

  /// The number of people.
  int people();

  /// Whether it is known which photos are of the same person.
  default boolean knowsPeople() {
    return true;
  }

  /// What somebody should know about the data, a sentence each.
  default List<String> remarks() {
    return List.of();
  }

  /// Whose each photo is.
  default int[] persons() {
    return IntStream.range(0, size()).map(i -> id(i).identity()).toArray();
  }

  /// What each photo shows as a class.
  ///
  /// @param index of an emotion; -1 where there is none for it
  /// @return -1 also where nobody says what a photo shows
  default int[] truths(ToIntFunction<Emotion> index) {
    return IntStream.range(0, size())
        .map(
            i -> {
              Emotion truth = truth(i);
              return truth == null ? -1 : index.applyAsInt(truth);
            })
        .toArray();
  }
}
