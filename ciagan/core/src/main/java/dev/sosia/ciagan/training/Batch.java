package dev.sosia.ciagan.training;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.landmarks.picture.Planes;
import java.util.List;

/// Pairs of faces in host memory, as one iteration of a training step takes them. What is not
/// needed may be left out: an empty array stands for it.
///
/// @param pairs how many pairs, B
/// @param size side of the pictures in pixels, S
/// @param first the faces to be replaced
/// @param second the faces that say by whom
public record Batch(int pairs, int size, Members first, Members second) {

  /// One side of the pairs, all values row-major.
  ///
  /// @param faces `[B, 3, S, S]`, 0..1
  /// @param landmarks `[B, 3, S, S]`, 0..1
  /// @param masks `[B, 1, S, S]` or `[B, 3, S, S]`: 1 inside the region to be replaced, else 0
  /// @param identities whose faces they are, from 0
  public record Members(float[] faces, float[] landmarks, float[] masks, int[] identities) {}

  /// Checks the sizes.
  ///
  /// @throws ShapeException naming what does not fit
  public Batch {
    long plane = (long) pairs * size * size;
    for (Members m : new Members[] {first, second}) {
      require("faces", m.faces().length, 3 * plane);
      require("landmark pictures", m.landmarks().length, 3 * plane);
      if (m.masks().length != plane) {
        require("masks", m.masks().length, 3 * plane);
      }
      if (m.identities().length != pairs) {
        throw new ShapeException(
            "a batch of " + pairs + " pairs has " + m.identities().length + " identities");
      }
    }
  }

  private static void require(String what, int found, long expected) {
    if (found != 0 && found != expected) {
      throw new ShapeException(
          "the %s of a batch are %d numbers, expected %d".formatted(what, found, expected));
    }
  }

  /// 1 for each pair that shows one person, else 0.
  public float[] same() {
    float[] same = new float[pairs];
    for (int i = 0; i < pairs; i++) {
      same[i] = first.identities()[i] == second.identities()[i] ? 1 : 0;
    }
    return same;
  }

  /// How many numbers of the first faces lie inside the masks of pairs that show one person, all
  /// three channels counted.
  public double maskedNumbersOfSame() {
    float[] masks = first.masks();
    int each = masks.length / pairs;
    double sum = 0;
    for (int i = 0; i < pairs; i++) {
      if (first.identities()[i] == second.identities()[i]) {
        for (int k = 0; k < each; k++) {
          sum += masks[i * each + k];
        }
      }
    }
    int channels = each / (size * size);
    return sum * 3 / channels;
  }

  /// The one-hot rows `[B, identities]` of the second members: who the faces are to become.
  ///
  /// @throws ShapeException if one of them is no identity of the network
  public float[] oneHot(int identities) {
    float[] rows = new float[pairs * identities];
    for (int i = 0; i < pairs; i++) {
      int identity = second.identities()[i];
      if (identity < 0 || identity >= identities) {
        throw new ShapeException(
            "identity %d is none of the network's %d".formatted(identity, identities));
      }
      rows[i * identities + identity] = 1;
    }
    return rows;
  }

  /// Planes one after the other; grey ones are repeated where others are not grey.
  static float[] together(List<Planes> planes) {
    int most = planes.stream().mapToInt(p -> p.data().length).max().orElse(0);
    float[] all = new float[planes.size() * most];
    int at = 0;
    for (Planes p : planes) {
      int length = p.data().length;
      for (int k = 0; k < most; k += length) {
        System.arraycopy(p.data(), 0, all, at, length);
        at += length;
      }
    }
    return all;
  }
}
