package dev.sosia.engine.backend;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.Arrays;

/// A view of a buffer: the element at index `i0, i1, ..` lies at `offset + i0*strides[0] +
/// i1*strides[1]
/// + ..`, counted in elements.
public record Operand(Buffer buffer, Shape shape, long[] strides, long offset) {

  public DType dtype() {
    return buffer.dtype();
  }

  public TensorType type() {
    return new TensorType(buffer.dtype(), shape);
  }

  /// Whether elements follow each other in row-major order without gaps; no elements do.
  public boolean isContiguous() {
    if (shape.numel() == 0) {
      return true;
    }
    long expected = 1;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      if (shape.dim(i) != 1) {
        if (strides[i] != expected) {
          return false;
        }
        expected *= shape.dim(i);
      }
    }
    return true;
  }

  /// The same elements seen with `other`'s sizes, missing or single dimensions repeated by stride
  /// 0.
  public Operand broadcastTo(Shape other) {
    if (shape.equals(other)) {
      return this;
    }
    long[] s = new long[other.rank()];
    int shift = other.rank() - shape.rank();
    for (int i = 0; i < shape.rank(); i++) {
      s[i + shift] = shape.dim(i) == 1 ? 0 : strides[i];
    }
    return new Operand(buffer, other, s, offset);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Operand p
        && buffer.equals(p.buffer)
        && offset == p.offset
        && shape.equals(p.shape)
        && Arrays.equals(strides, p.strides);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(buffer) * 31 + Long.hashCode(offset);
  }

  @Override
  public String toString() {
    return type() + (isContiguous() ? "" : " strides " + Arrays.toString(strides));
  }
}
