package dev.sosia.engine.type;

/// What is known of a tensor before it has values: element type and shape.
public record TensorType(DType dtype, Shape shape) {

  public static TensorType of(DType dtype, int... dims) {
    return new TensorType(dtype, Shape.of(dims));
  }

  /// The same element type with another shape.
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  public long bytes() {
    return shape.numel() * dtype.bytes();
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
