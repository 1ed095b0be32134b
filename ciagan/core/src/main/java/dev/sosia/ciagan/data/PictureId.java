package dev.sosia.ciagan.data;

import java.util.Locale;

/// One picture of CIAGAN's layout: whose it is, and its number.
///
/// @param identity index, label and folder number of the person, from 0
/// @param number what the file is named after, six digits with leading zeros
public record PictureId(int identity, int number) {

  /// The file's name in each of the three folders, for example `000123.jpg`.
  public String fileName() {
    return String.format(Locale.ROOT, "%06d.jpg", number);
  }

  @Override
  public String toString() {
    return identity + "/" + fileName();
  }
}
