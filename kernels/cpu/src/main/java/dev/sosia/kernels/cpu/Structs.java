package dev.sosia.kernels.cpu;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.List;

/// The structs of `sk.h`, in its order.
final class Structs {
  private Structs() {}

  /// Dimensions in a view: `SK_MAX_RANK`.
  static final int MAX_RANK = 6;

  static final StructLayout VIEW =
      structLayout(
              ADDRESS.withName("data"),
              JAVA_INT.withName("dtype"),
              JAVA_INT.withName("rank"),
              MemoryLayout.sequenceLayout(MAX_RANK, JAVA_LONG).withName("dim"),
              MemoryLayout.sequenceLayout(MAX_RANK, JAVA_LONG).withName("stride"))
          .withName("sk_view");

  static final StructLayout TAPS =
      structLayout(
              JAVA_INT.withName("in"),
              JAVA_INT.withName("out"),
              ADDRESS.withName("start"),
              ADDRESS.withName("source"),
              ADDRESS.withName("weight"))
          .withName("sk_taps");

  static final StructLayout WINDOW =
      structLayout(
              JAVA_INT.withName("stride_h"),
              JAVA_INT.withName("stride_w"),
              JAVA_INT.withName("pad_h"),
              JAVA_INT.withName("pad_w"),
              JAVA_INT.withName("dilation_h"),
              JAVA_INT.withName("dilation_w"),
              JAVA_INT.withName("groups"),
              JAVA_INT.withName("algorithm"))
          .withName("sk_window");

  static final StructLayout ADAM =
      structLayout(
              JAVA_DOUBLE.withName("lr"),
              JAVA_DOUBLE.withName("beta1"),
              JAVA_DOUBLE.withName("beta2"),
              JAVA_DOUBLE.withName("eps"),
              JAVA_DOUBLE.withName("weight_decay"),
              JAVA_INT.withName("decoupled"),
              JAVA_INT.withName("amsgrad"),
              JAVA_LONG.withName("step"))
          .withName("sk_adam");

  static final StructLayout SGD =
      structLayout(
              JAVA_DOUBLE.withName("lr"),
              JAVA_DOUBLE.withName("momentum"),
              JAVA_DOUBLE.withName("dampening"),
              JAVA_DOUBLE.withName("weight_decay"),
              JAVA_INT.withName("nesterov"),
              JAVA_INT.withName("first"))
          .withName("sk_sgd");

  static List<StructLayout> all() {
    return List.of(VIEW, TAPS, WINDOW, ADAM, SGD);
  }

  /// Where a member lies in its struct, in bytes.
  static long offset(StructLayout struct, String member) {
    return struct.byteOffset(PathElement.groupElement(member));
  }
}
