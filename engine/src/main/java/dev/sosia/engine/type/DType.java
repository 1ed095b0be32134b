package dev.sosia.engine.type;

/// An element type, named as in safetensors. Arithmetic is done in [#F32] and [#F64]; [#I64] and
/// [#BOOL] index and select; the others are for storage and convert to and from F32.
public enum DType {
  F64(8, true),
  F32(4, true),
  F16(2, true),
  BF16(2, true),
  I64(8, false),
  I32(4, false),
  I16(2, false),
  I8(1, false),
  U8(1, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean floating;

  DType(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /// Bytes an element takes in memory and in files.
  public int bytes() {
    return bytes;
  }

  /// Whether values are floating point.
  public boolean isFloating() {
    return floating;
  }

  /// Whether arithmetic is done in this type: F32 or F64.
  public boolean isArithmetic() {
    return this == F32 || this == F64;
  }
}
