package dev.sosia.ciagan.demo;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.List;

/// How one drawn result compares with what it should be.
///
/// The truth is at hand, since the people are drawn: the same photo with somebody else in it. So a
/// result can be held against four pictures inside its mask, those of the three people asked for in
/// its row and that of the person who was there, and the nearest one tells whom it looks like.
///
/// @param untouched whether every byte outside the mask is the input's
/// @param change the mean difference to the input inside the mask, in grey levels 0..255
/// @param toAsked the mean difference to the drawn truth of who was asked for, in grey levels
/// @param looksLikeAsked whether of the four the one asked for is nearest; 1 in 4 by chance
/// @param looksLikeInput whether the person who was there is nearest
public record Verdict(
    boolean untouched,
    double change,
    double toAsked,
    boolean looksLikeAsked,
    boolean looksLikeInput) {

  /// The verdict on `result`.
  ///
  /// @param mask 1 where the face was replaced
  /// @param truths the drawn truths of the people asked for, and last the input
  /// @param asked which of them this result was asked to be
  static Verdict of(Planes mask, Picture result, List<Picture> truths, int asked) {
    double[] apart = truths.stream().mapToDouble(t -> difference(mask, 1, result, t)).toArray();
    int nearest = 0;
    for (int i = 1; i < apart.length; i++) {
      nearest = apart[i] < apart[nearest] ? i : nearest;
    }
    int input = apart.length - 1;
    return new Verdict(
        difference(mask, 0, result, truths.get(input)) == 0,
        apart[input],
        apart[asked],
        nearest == asked,
        nearest == input);
  }

  /// The mean difference of two pictures where the mask has this value, 0 where it has it nowhere.
  private static double difference(Planes mask, int where, Picture a, Picture b) {
    int plane = a.width() * a.height();
    long sum = 0;
    long count = 0;
    for (int i = 0; i < 3 * plane; i++) {
      int at = mask.channels() == 1 ? i / 3 : i % 3 * plane + i / 3;
      if (mask.data()[at] == where) {
        sum += Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff));
        count++;
      }
    }
    return count == 0 ? 0 : (double) sum / count;
  }
}
