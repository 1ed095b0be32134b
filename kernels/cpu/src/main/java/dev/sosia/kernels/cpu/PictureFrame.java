package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.type.Shape;
import org.jspecify.annotations.Nullable;

/// Where a picture `[N, C, H, W]` of a compiled plan lies: channels side by side, with a border of
/// `border` places on all sides. A padded picture may be the inside and part of the border of
/// another one: then `owner` is the other value, and `inset` says how far inside the corner of its
/// border the picture begins.
///
/// @param owner the value whose memory it is
/// @param shape `[N, C, H, W]`
/// @param rowPlaces places in a row of the memory, border included
/// @param imagePlaces places in an image of the memory, border included
/// @param inset places between the memory's edge and the picture's, on each side
record PictureFrame(int owner, Shape shape, long rowPlaces, long imagePlaces, int inset) {

  static PictureFrame owning(int value, Shape shape, int border) {
    long row = shape.dim(3) + 2L * border;
    return new PictureFrame(value, shape, row, row * (shape.dim(2) + 2L * border), border);
  }

  /// The picture that takes in `by` places of this one's border.
  PictureFrame grown(int by) {
    Shape larger = shape.with(2, shape.dim(2) + 2 * by).with(3, shape.dim(3) + 2 * by);
    return new PictureFrame(owner, larger, rowPlaces, imagePlaces, inset - by);
  }

  /// Elements of the memory.
  long elements() {
    return shape.dim(0) * imagePlaces * shape.dim(1);
  }

  /// Whether `v` is the whole picture as one would see it row-major.
  boolean isWhole(Program.View v) {
    return v.shape().equals(shape) && v.offset() == 0 && index(v) != null;
  }

  /// `v`, a view into the row-major picture, as a view into the memory; null if it is none of a box
  /// of the picture's places and channels.
  Program.@Nullable View place(Program.View v) {
    long[] at = index(v);
    if (at == null) {
      return null;
    }
    long c = shape.dim(1);
    long[] strides = {imagePlaces * c, 1, rowPlaces * c, c};
    long offset =
        at[0] * strides[0] + at[1] + (at[2] + inset) * strides[2] + (at[3] + inset) * strides[3];
    return new Program.View(owner, v.shape(), strides, offset);
  }

  /// The index in the picture of the view's first element, if the view is a box of the picture.
  private long @Nullable [] index(Program.View v) {
    if (v.shape().rank() != 4) {
      return null;
    }
    long[] rows = shape.rowMajor();
    long[] at = new long[4];
    long rest = v.offset();
    for (int d = 0; d < 4; d++) {
      at[d] = rest / rows[d];
      rest %= rows[d];
      boolean fits = at[d] + v.shape().dim(d) <= shape.dim(d);
      boolean steps = v.shape().dim(d) == 1 || v.strides()[d] == rows[d];
      if (!fits || !steps || v.shape().dim(d) == 0) {
        return null;
      }
    }
    return at;
  }
}
