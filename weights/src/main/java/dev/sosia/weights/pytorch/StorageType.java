package dev.sosia.weights.pytorch;

import dev.sosia.engine.type.DType;
import dev.sosia.weights.pickle.Pickled;
import org.jspecify.annotations.Nullable;

/// The classes `torch.FloatStorage` and so on, which say what a storage's bytes are.
enum StorageType implements Pickled.Foreign {
  DOUBLE("DoubleStorage", DType.F64),
  FLOAT("FloatStorage", DType.F32),
  HALF("HalfStorage", DType.F16),
  BFLOAT16("BFloat16Storage", DType.BF16),
  LONG("LongStorage", DType.I64),
  INT("IntStorage", DType.I32),
  SHORT("ShortStorage", DType.I16),
  CHAR("CharStorage", DType.I8),
  BYTE("ByteStorage", DType.U8),
  BOOL("BoolStorage", DType.BOOL);

  private final String className;
  private final DType dtype;

  StorageType(String className, DType dtype) {
    this.className = className;
    this.dtype = dtype;
  }

  /// Name of the class in the module `torch`.
  String className() {
    return className;
  }

  DType dtype() {
    return dtype;
  }

  /// The storage class called `torch.name`, or null.
  static @Nullable StorageType named(String name) {
    for (StorageType type : values()) {
      if (type.className.equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// The storage class of tensors of type `dtype`.
  static StorageType of(DType dtype) {
    return switch (dtype) {
      case F64 -> DOUBLE;
      case F32 -> FLOAT;
      case F16 -> HALF;
      case BF16 -> BFLOAT16;
      case I64 -> LONG;
      case I32 -> INT;
      case I16 -> SHORT;
      case I8 -> CHAR;
      case U8 -> BYTE;
      case BOOL -> BOOL;
    };
  }

  @Override
  public String describe() {
    return "the class torch." + className;
  }
}
