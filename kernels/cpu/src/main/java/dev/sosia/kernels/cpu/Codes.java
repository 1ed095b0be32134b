package dev.sosia.kernels.cpu;

import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.type.DType;

/// The numbers by which `sk.h` and `elementwise.c` know types and functions.
final class Codes {
  private Codes() {}

  static int of(DType t) {
    return switch (t) {
      case F64 -> 0;
      case F32 -> 1;
      case F16 -> 2;
      case BF16 -> 3;
      case I64 -> 4;
      case I32 -> 5;
      case I16 -> 6;
      case I8 -> 7;
      case U8 -> 8;
      case BOOL -> 9;
    };
  }

  static int of(Unary.Function f) {
    return switch (f) {
      case NEG -> 0;
      case ABS -> 1;
      case SIGN -> 2;
      case EXP -> 3;
      case LOG -> 4;
      case SQRT -> 5;
      case RSQRT -> 6;
      case RECIPROCAL -> 7;
      case SQUARE -> 8;
      case TANH -> 9;
      case SIGMOID -> 10;
      case ERF -> 11;
      case RELU -> 12;
      case LEAKY_RELU -> 13;
      case SOFTPLUS -> 14;
      case CLAMP -> 15;
      case POW -> 16;
      case ADD -> 17;
      case MUL -> 18;
    };
  }

  static int of(Binary.Function f) {
    return switch (f) {
      case ADD -> 0;
      case MUL -> 1;
      case DIV -> 2;
      case MAXIMUM -> 3;
      case MINIMUM -> 4;
      case POW -> 5;
      case RELU_GRAD -> 6;
      case LEAKY_RELU_GRAD -> 7;
      case EQ -> 8;
      case NE -> 9;
      case LT -> 10;
      case LE -> 11;
      case GT -> 12;
      case GE -> 13;
    };
  }

  static int of(Reduce.Kind k) {
    return switch (k) {
      case SUM -> 0;
      case MAX -> 1;
      case MIN -> 2;
    };
  }
}
