package dev.sosia.engine.backend;

import dev.sosia.engine.type.DType;

/// A piece of a backend's memory: `elements` values of one type. Only its backend knows where they
/// are.
public abstract class Buffer {
  private final DType dtype;
  private final long elements;

  protected Buffer(DType dtype, long elements) {
    this.dtype = dtype;
    this.elements = elements;
  }

  public final DType dtype() {
    return dtype;
  }

  /// How many values fit.
  public final long elements() {
    return elements;
  }

  public final long bytes() {
    return elements * dtype.bytes();
  }
}
