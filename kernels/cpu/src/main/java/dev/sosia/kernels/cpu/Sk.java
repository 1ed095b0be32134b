package dev.sosia.kernels.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The functions of `sk.h`, one method each, in its order and in the shape that jextract gives: a
/// method handle bound when this class is initialised, and a method around `invokeExact`. What each
/// function does and asks for is written in the header. The library must be open
/// ([NativeLibrary#open]) before this class is used.
@SuppressWarnings(
    "restricted") // a wrong descriptor would crash: AbiTest holds each against the header
final class Sk {
  private Sk() {}

  private static final Map<String, FunctionDescriptor> DESCRIPTORS = new LinkedHashMap<>();

  /// All functions with their descriptors, in the order of the header.
  static Map<String, FunctionDescriptor> descriptors() {
    return Collections.unmodifiableMap(DESCRIPTORS);
  }

  static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    DESCRIPTORS.put(name, descriptor);
    return Linker.nativeLinker().downcallHandle(NativeLibrary.symbol(name), descriptor);
  }

  static IllegalStateException unexpected(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    return new IllegalStateException("call into the native kernels failed", t);
  }

  // ---- library and devices

  private static final MethodHandle SK_ABI_HASH =
      bind("sk_abi_hash", FunctionDescriptor.of(JAVA_LONG));

  static long abiHash() {
    try {
      return (long) SK_ABI_HASH.invokeExact();
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_OPEN =
      bind("sk_open", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));

  static MemorySegment open(int level, int threads) {
    try {
      return (MemorySegment) SK_OPEN.invokeExact(level, threads);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_LEVEL =
      bind("sk_level", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  static int level(MemorySegment device) {
    try {
      return (int) SK_LEVEL.invokeExact(device);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_SCRATCH_BYTES =
      bind("sk_scratch_bytes", FunctionDescriptor.of(JAVA_LONG, ADDRESS));

  static long scratchBytes(MemorySegment device) {
    try {
      return (long) SK_SCRATCH_BYTES.invokeExact(device);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_BAD_INDEX =
      bind("sk_bad_index", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT));

  static long badIndex(MemorySegment device, int which) {
    try {
      return (long) SK_BAD_INDEX.invokeExact(device, which);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CLOSE =
      bind("sk_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  static int close(MemorySegment device) {
    try {
      return (int) SK_CLOSE.invokeExact(device);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_MAP =
      bind("sk_map", FunctionDescriptor.of(ADDRESS, JAVA_LONG));

  static MemorySegment map(long bytes) {
    try {
      return (MemorySegment) SK_MAP.invokeExact(bytes);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_UNMAP =
      bind("sk_unmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

  static int unmap(MemorySegment address, long bytes) {
    try {
      return (int) SK_UNMAP.invokeExact(address, bytes);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  // ---- elementwise, copying

  private static final MethodHandle SK_UNARY =
      bind(
          "sk_unary",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, JAVA_DOUBLE, ADDRESS, ADDRESS));

  static int unary(
      MemorySegment device, int function, double a, double b, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_UNARY.invokeExact(device, function, a, b, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_BINARY =
      bind(
          "sk_binary",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS, ADDRESS, ADDRESS));

  static int binary(
      MemorySegment device,
      int function,
      double a,
      MemorySegment x0,
      MemorySegment x1,
      MemorySegment y) {
    try {
      return (int) SK_BINARY.invokeExact(device, function, a, x0, x1, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_WHERE =
      bind(
          "sk_where", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int where(
      MemorySegment device,
      MemorySegment condition,
      MemorySegment x0,
      MemorySegment x1,
      MemorySegment y) {
    try {
      return (int) SK_WHERE.invokeExact(device, condition, x0, x1, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_COPY =
      bind("sk_copy", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

  static int copy(MemorySegment device, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_COPY.invokeExact(device, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_FILL =
      bind("sk_fill", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_DOUBLE, ADDRESS));

  static int fill(MemorySegment device, double value, MemorySegment y) {
    try {
      return (int) SK_FILL.invokeExact(device, value, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  // ---- reductions and scans

  private static final MethodHandle SK_REDUCE =
      bind(
          "sk_reduce",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  static int reduce(MemorySegment device, int kind, int dims, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_REDUCE.invokeExact(device, kind, dims, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_ARG_REDUCE =
      bind(
          "sk_arg_reduce",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  static int argReduce(
      MemorySegment device, int largest, int dim, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_ARG_REDUCE.invokeExact(device, largest, dim, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CUMSUM =
      bind(
          "sk_cumsum",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  static int cumsum(MemorySegment device, int dim, int reverse, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_CUMSUM.invokeExact(device, dim, reverse, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_SOFTMAX =
      bind(
          "sk_softmax",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  static int softmax(MemorySegment device, int dim, int log, MemorySegment x, MemorySegment y) {
    try {
      return (int) SK_SOFTMAX.invokeExact(device, dim, log, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  // ---- products and convolutions

  private static final MethodHandle SK_MATMUL =
      bind("sk_matmul", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int matmul(MemorySegment device, MemorySegment a, MemorySegment b, MemorySegment y) {
    try {
      return (int) SK_MATMUL.invokeExact(device, a, b, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D =
      bind(
          "sk_conv2d",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int conv2d(
      MemorySegment device,
      MemorySegment window,
      MemorySegment x,
      MemorySegment weight,
      MemorySegment bias,
      MemorySegment y) {
    try {
      return (int) SK_CONV2D.invokeExact(device, window, x, weight, bias, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_INPUT_GRAD =
      bind(
          "sk_conv2d_input_grad",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int conv2dInputGrad(
      MemorySegment device,
      MemorySegment window,
      MemorySegment dy,
      MemorySegment weight,
      MemorySegment dx) {
    try {
      return (int) SK_CONV2D_INPUT_GRAD.invokeExact(device, window, dy, weight, dx);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_WEIGHT_GRAD =
      bind(
          "sk_conv2d_weight_grad",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int conv2dWeightGrad(
      MemorySegment device,
      MemorySegment window,
      MemorySegment x,
      MemorySegment dy,
      MemorySegment dw) {
    try {
      return (int) SK_CONV2D_WEIGHT_GRAD.invokeExact(device, window, x, dy, dw);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  // ---- normalisation, planes, indexing

  private static final MethodHandle SK_CHANNEL_NORM =
      bind(
          "sk_channel_norm",
          FunctionDescriptor.of(
              JAVA_INT,
              ADDRESS,
              JAVA_INT,
              JAVA_DOUBLE,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS));

  static int channelNorm(
      MemorySegment device,
      int overBatch,
      double eps,
      MemorySegment x,
      MemorySegment weight,
      MemorySegment bias,
      MemorySegment y,
      MemorySegment mean,
      MemorySegment variance) {
    try {
      return (int)
          SK_CHANNEL_NORM.invokeExact(device, overBatch, eps, x, weight, bias, y, mean, variance);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_CHANNEL_NORM_GRAD =
      bind(
          "sk_channel_norm_grad",
          FunctionDescriptor.of(
              JAVA_INT,
              ADDRESS,
              JAVA_INT,
              JAVA_DOUBLE,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS));

  static int channelNormGrad(
      MemorySegment device,
      int overBatch,
      double eps,
      MemorySegment dy,
      MemorySegment x,
      MemorySegment mean,
      MemorySegment variance,
      MemorySegment weight,
      MemorySegment dx,
      MemorySegment dweight,
      MemorySegment dbias) {
    try {
      return (int)
          SK_CHANNEL_NORM_GRAD.invokeExact(
              device, overBatch, eps, dy, x, mean, variance, weight, dx, dweight, dbias);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_AXIS_MAP2D =
      bind(
          "sk_axis_map2d",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int axisMap2d(
      MemorySegment device,
      MemorySegment rows,
      MemorySegment columns,
      MemorySegment x,
      MemorySegment y) {
    try {
      return (int) SK_AXIS_MAP2D.invokeExact(device, rows, columns, x, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_MAX_POOL2D =
      bind(
          "sk_max_pool2d",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int maxPool2d(
      MemorySegment device,
      MemorySegment rows,
      MemorySegment columns,
      MemorySegment x,
      MemorySegment y,
      MemorySegment where) {
    try {
      return (int) SK_MAX_POOL2D.invokeExact(device, rows, columns, x, y, where);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_GATHER =
      bind(
          "sk_gather",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

  static int gather(
      MemorySegment device, int dim, MemorySegment x, MemorySegment index, MemorySegment y) {
    try {
      return (int) SK_GATHER.invokeExact(device, dim, x, index, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static final MethodHandle SK_SCATTER_ADD =
      bind(
          "sk_scatter_add",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

  static int scatterAdd(
      MemorySegment device, int dim, MemorySegment index, MemorySegment source, MemorySegment y) {
    try {
      return (int) SK_SCATTER_ADD.invokeExact(device, dim, index, source, y);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }
}
