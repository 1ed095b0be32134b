package dev.sosia.weights.numpy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;

/// NumPy's way to write an element type: byte order, kind, width. BF16 is none of NumPy's.
record NpyType(DType dtype, boolean bigEndian) {
  /// The type that `descr` means.
  ///
  /// @throws MalformedException if it is none of this project's
  static NpyType of(String descr) {
    for (DType dtype : DType.values()) {
      if (dtype != DType.BF16 && descr.length() == 3 && descr.substring(1).equals(code(dtype))) {
        char order = descr.charAt(0);
        if (order == '|' ? dtype.bytes() == 1 : order == '<' || order == '>') {
          return new NpyType(dtype, order == '>' && dtype.bytes() > 1);
        }
      }
    }
    throw new MalformedException(
        "is an array of type %s; floats, integers of %s and booleans are read"
            .formatted(Quote.of(descr), "8 to 64 bits"));
  }

  /// How NumPy writes `dtype`, little-endian.
  ///
  /// @throws InputException for BF16
  static String descr(DType dtype) {
    if (dtype == DType.BF16) {
      throw new InputException("NumPy has no bfloat16; convert to f32 or f16 first");
    }
    return (dtype.bytes() == 1 ? "|" : "<") + code(dtype);
  }

  private static String code(DType dtype) {
    String kind =
        switch (dtype) {
          case F64, F32, F16, BF16 -> "f";
          case I64, I32, I16, I8 -> "i";
          case U8 -> "u";
          case BOOL -> "b";
        };
    return kind + dtype.bytes();
  }
}
