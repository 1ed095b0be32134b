package dev.sosia.kernels.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The functions of `sk.h` of optimiser steps and of compiled plans: the end of the header, bound
/// as [Sk].
final class SkSteps {
  private SkSteps() {}

  /// Binds the functions, so that [Sk#descriptors] is complete.
  static void bindAll() {
    // the class's initialisation does it
  }

  private static final MethodHandle SK_SGD_STEP =
      Sk.bind(
          "sk_sgd_step",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int sgdStep(
      MemorySegment device,
      MemorySegment step,
      MemorySegment p,
      MemorySegment g,
      MemorySegment buffer) {
    try {
      return (int) SK_SGD_STEP.invokeExact(device, step, p, g, buffer);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_ADAM_STEP =
      Sk.bind(
          "sk_adam_step",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int adamStep(
      MemorySegment device,
      MemorySegment step,
      MemorySegment p,
      MemorySegment g,
      MemorySegment m,
      MemorySegment v,
      MemorySegment largest) {
    try {
      return (int) SK_ADAM_STEP.invokeExact(device, step, p, g, m, v, largest);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_ALGORITHM =
      Sk.bind(
          "sk_conv2d_algorithm",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

  static int conv2dAlgorithm(
      MemorySegment device,
      MemorySegment window,
      int images,
      int rows,
      int columns,
      MemorySegment weight) {
    try {
      return (int) SK_CONV2D_ALGORITHM.invokeExact(device, window, images, rows, columns, weight);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_PACKED_FLOATS =
      Sk.bind(
          "sk_conv2d_packed_floats", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));

  static long conv2dPackedFloats(MemorySegment device, MemorySegment window, MemorySegment weight) {
    try {
      return (long) SK_CONV2D_PACKED_FLOATS.invokeExact(device, window, weight);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_PACK =
      Sk.bind(
          "sk_conv2d_pack", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int conv2dPack(
      MemorySegment device, MemorySegment window, MemorySegment weight, MemorySegment packed) {
    try {
      return (int) SK_CONV2D_PACK.invokeExact(device, window, weight, packed);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_CONV2D_PACKED =
      Sk.bind(
          "sk_conv2d_packed",
          FunctionDescriptor.of(
              JAVA_INT,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              JAVA_INT,
              JAVA_DOUBLE,
              ADDRESS));

  static int conv2dPacked(
      MemorySegment device,
      MemorySegment window,
      MemorySegment x,
      MemorySegment weight,
      MemorySegment packed,
      MemorySegment bias,
      MemorySegment residual,
      int activation,
      double slope,
      MemorySegment y) {
    try {
      return (int)
          SK_CONV2D_PACKED.invokeExact(
              device, window, x, weight, packed, bias, residual, activation, slope, y);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_BORDER =
      Sk.bind(
          "sk_border",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

  static int border(MemorySegment device, int reflect, int h, int w, MemorySegment x) {
    try {
      return (int) SK_BORDER.invokeExact(device, reflect, h, w, x);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_AXIS_MAP2D_LAST =
      Sk.bind(
          "sk_axis_map2d_last",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int axisMap2dLast(
      MemorySegment device,
      MemorySegment rows,
      MemorySegment columns,
      MemorySegment x,
      MemorySegment residual,
      MemorySegment y) {
    try {
      return (int) SK_AXIS_MAP2D_LAST.invokeExact(device, rows, columns, x, residual, y);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_MAX_POOL2D_LAST =
      Sk.bind(
          "sk_max_pool2d_last",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static int maxPool2dLast(
      MemorySegment device,
      MemorySegment rows,
      MemorySegment columns,
      MemorySegment x,
      MemorySegment y) {
    try {
      return (int) SK_MAX_POOL2D_LAST.invokeExact(device, rows, columns, x, y);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_CHANNEL_NORM_LAST =
      Sk.bind(
          "sk_channel_norm_last",
          FunctionDescriptor.of(
              JAVA_INT,
              ADDRESS,
              JAVA_INT,
              JAVA_DOUBLE,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              JAVA_INT,
              JAVA_DOUBLE,
              ADDRESS));

  static int channelNormLast(
      MemorySegment device,
      int overBatch,
      double eps,
      MemorySegment x,
      MemorySegment weight,
      MemorySegment bias,
      MemorySegment residual,
      int activation,
      double slope,
      MemorySegment y) {
    try {
      return (int)
          SK_CHANNEL_NORM_LAST.invokeExact(
              device, overBatch, eps, x, weight, bias, residual, activation, slope, y);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }

  private static final MethodHandle SK_PEAK =
      Sk.bind("sk_peak", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  static int peak(MemorySegment device, MemorySegment y) {
    try {
      return (int) SK_PEAK.invokeExact(device, y);
    } catch (Throwable t) {
      throw Sk.unexpected(t);
    }
  }
}
