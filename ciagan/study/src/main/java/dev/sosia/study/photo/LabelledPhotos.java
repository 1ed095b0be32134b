package dev.sosia.study.photo;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.dan.label.Emotion;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.util.stream.IntStream;

/// Photos of which it is known who is on them and what their faces show, numbered from 0. Safe for
/// any number of threads.
public interface LabelledPhotos {

  /// One photo.
  ///
  /// @param picture cut to the face
  /// @param points of the face, in the picture's pixels
  record Photo(Picture picture, FaceLandmarks points) {}

  /// What the data is, for records.
  String name();

  int size();

  /// Whose photo it is, and its number.
  PictureId id(int i);

  /// What it shows.
  Emotion truth(int i);

  /// The photo.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be used
  Photo photo(int i);

  /// What it is called, in messages.
  default String key(int i) {
    return id(i).identity() + "/" + id(i).number();
  }

  /// The number of people.
  int people();

  /// Whose each photo is.
  default int[] persons() {
    return IntStream.range(0, size()).map(i -> id(i).identity()).toArray();
  }
}
