package dev.sosia.dan.data;

import dev.sosia.landmarks.picture.Picture;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Faces of a set as squares of a network's size, the first ones kept in memory, as any are as good
/// to have where faces come in random order. Safe for any number of threads.
public final class FaceLoader {
  private final ExpressionSet set;
  private final int size;
  private final long most;
  private final AtomicLong kept = new AtomicLong();
  private final Map<Integer, Picture> squares = new ConcurrentHashMap<>();

  /// @param size side of the squares, in pixels
  /// @param most bytes of pictures to keep
  public FaceLoader(ExpressionSet set, int size, long most) {
    this.set = set;
    this.size = size;
    this.most = most;
  }

  public ExpressionSet set() {
    return set;
  }

  /// Side of the squares, in pixels.
  public int size() {
    return size;
  }

  /// Face `i`, RGB.
  ///
  /// @throws dev.sosia.engine.error.InputException as [ExpressionSet#picture] does
  public Picture square(int i) {
    Picture square = squares.get(i);
    if (square == null) {
      square = FaceInput.square(set.picture(i), size);
      if (kept.get() + square.data().length <= most && squares.putIfAbsent(i, square) == null) {
        kept.addAndGet(square.data().length);
      }
    }
    return square;
  }
}
