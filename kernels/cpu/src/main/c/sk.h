/* Sosia's CPU kernels: the interface of the shared library.
 *
 * Every computation takes a device (opened once: instruction set level and threads) and views of
 * tensors, and returns 0 or one of the SK_ codes below. Shapes and types have been checked by the
 * caller. Views of inputs may have any strides, zero and negative ones included; where it says
 * "dense" the elements must follow each other in row-major order. Outputs never overlap inputs
 * unless it says "in place". Arithmetic is in F32.
 *
 * The functions use fixed-width integers, float, double and pointers only, one declaration a
 * statement, so that bindings can be compared with them (abi.c). */
#ifndef SK_H
#define SK_H

#include <stdint.h>

#define SK_MAX_RANK 6

/* What a kernel answers. */
enum { SK_OK = 0, SK_NO_MEMORY = 1, SK_BAD_INDEX = 2 };

/* Element types, as numbered in Codes.java. */
enum { SK_F64, SK_F32, SK_F16, SK_BF16, SK_I64, SK_I32, SK_I16, SK_I8, SK_U8, SK_BOOL };

/* Instruction set levels. */
enum { SK_BASE = 0, SK_AVX2 = 1, SK_AVX512 = 2 };

/* A tensor: element (i0, i1, ..) lies at data + (i0*stride[0] + i1*stride[1] + ..) elements. */
typedef struct sk_view {
  void *data;
  int32_t dtype;
  int32_t rank;
  int64_t dim[SK_MAX_RANK];
  int64_t stride[SK_MAX_RANK];
} sk_view;

/* A sparse matrix along one axis: result i reads the taps start[i] .. start[i + 1] - 1. */
typedef struct sk_taps {
  int32_t in;
  int32_t out;
  const int32_t *start;
  const int32_t *source;
  const float *weight;
} sk_taps;

/* How a convolution's window walks, as dev.sosia.engine.kernel.Window2d. */
typedef struct sk_window {
  int32_t stride_h;
  int32_t stride_w;
  int32_t pad_h;
  int32_t pad_w;
  int32_t dilation_h;
  int32_t dilation_w;
  int32_t groups;
  int32_t algorithm; /* with packed weights: what sk_conv2d_algorithm answered; else 0 */
} sk_window;

typedef struct sk_adam {
  double lr;
  double beta1;
  double beta2;
  double eps;
  double weight_decay;
  int32_t decoupled;
  int32_t amsgrad;
  int64_t step;
} sk_adam;

typedef struct sk_sgd {
  double lr;
  double momentum;
  double dampening;
  double weight_decay;
  int32_t nesterov;
  int32_t first;
} sk_sgd;

/* A device: an instruction set level, its threads, its scratch memory. Opaque. */
typedef struct sk_device sk_device;

#define SK_API __attribute__((visibility("default")))

/* The functions and structs of this header, a line each, and a hash of those lines. */
SK_API const char *sk_abi(void);
SK_API int64_t sk_abi_hash(void);

/* A device that runs at `level` (-1: the best; else the best one not above it) on `threads`
 * threads, the caller's included. NULL: no memory. */
SK_API sk_device *sk_open(int32_t level, int32_t threads);
/* The level in force. */
SK_API int32_t sk_level(const sk_device *device);
/* Bytes of scratch memory that the device holds. */
SK_API int64_t sk_scratch_bytes(const sk_device *device);
/* After SK_BAD_INDEX: the index (which 0) and the size it is outside of (which 1). */
SK_API int64_t sk_bad_index(const sk_device *device, int32_t which);
/* Stops the threads and gives the memory back. */
SK_API int32_t sk_close(sk_device *device);

/* Pages from the operating system, zero, 4096-byte aligned; NULL: there are none left. */
SK_API void *sk_map(int64_t bytes);
SK_API int32_t sk_unmap(void *address, int64_t bytes);

/* Elementwise (elementwise.c). `function` is numbered in Codes.java. */
SK_API int32_t sk_unary(sk_device *device, int32_t function, double a, double b, const sk_view *x, const sk_view *y);
SK_API int32_t sk_binary(sk_device *device, int32_t function, double a, const sk_view *x0, const sk_view *x1, const sk_view *y);
SK_API int32_t sk_where(sk_device *device, const sk_view *condition, const sk_view *x0, const sk_view *x1, const sk_view *y);

/* Copying, conversion, filling (copy.c). */
SK_API int32_t sk_copy(sk_device *device, const sk_view *x, const sk_view *y);
SK_API int32_t sk_fill(sk_device *device, double value, const sk_view *y);

/* Reductions (reduce.c, scan.c). Bit d of `dims` says that dimension d is reduced. kind: 0 sum, 1 max, 2 min. */
SK_API int32_t sk_reduce(sk_device *device, int32_t kind, int32_t dims, const sk_view *x, const sk_view *y);
SK_API int32_t sk_arg_reduce(sk_device *device, int32_t largest, int32_t dim, const sk_view *x, const sk_view *y);
/* x and y dense. */
SK_API int32_t sk_cumsum(sk_device *device, int32_t dim, int32_t reverse, const sk_view *x, const sk_view *y);
SK_API int32_t sk_softmax(sk_device *device, int32_t dim, int32_t log, const sk_view *x, const sk_view *y);

/* Products (matmul.c, conv.c). All views of the convolutions dense; bias may be NULL. */
SK_API int32_t sk_matmul(sk_device *device, const sk_view *a, const sk_view *b, const sk_view *y);
SK_API int32_t sk_conv2d(sk_device *device, const sk_window *window, const sk_view *x, const sk_view *weight, const sk_view *bias, const sk_view *y);
SK_API int32_t sk_conv2d_input_grad(sk_device *device, const sk_window *window, const sk_view *dy, const sk_view *weight, const sk_view *dx);
SK_API int32_t sk_conv2d_weight_grad(sk_device *device, const sk_window *window, const sk_view *x, const sk_view *dy, const sk_view *dw);

/* Normalisation (norm.c), dense; over_batch: statistics [C], else [N, C]; weight and bias may be NULL. */
SK_API int32_t sk_channel_norm(sk_device *device, int32_t over_batch, double eps, const sk_view *x, const sk_view *weight, const sk_view *bias, const sk_view *y, const sk_view *mean, const sk_view *variance);
SK_API int32_t sk_channel_norm_grad(sk_device *device, int32_t over_batch, double eps, const sk_view *dy, const sk_view *x, const sk_view *mean, const sk_view *variance, const sk_view *weight, const sk_view *dx, const sk_view *dweight, const sk_view *dbias);

/* Planes (planes.c), dense. */
SK_API int32_t sk_axis_map2d(sk_device *device, const sk_taps *rows, const sk_taps *columns, const sk_view *x, const sk_view *y);
SK_API int32_t sk_max_pool2d(sk_device *device, const sk_taps *rows, const sk_taps *columns, const sk_view *x, const sk_view *y, const sk_view *where);

/* Indexing (indexing.c). SK_BAD_INDEX: see sk_bad_index. */
SK_API int32_t sk_gather(sk_device *device, int32_t dim, const sk_view *x, const sk_view *index, const sk_view *y);
/* y holds x already. */
SK_API int32_t sk_scatter_add(sk_device *device, int32_t dim, const sk_view *index, const sk_view *source, const sk_view *y);

/* Optimiser steps (optimizer.c), dense, in place; buffer and largest may be NULL. */
SK_API int32_t sk_sgd_step(sk_device *device, const sk_sgd *step, const sk_view *p, const sk_view *g, const sk_view *buffer);
SK_API int32_t sk_adam_step(sk_device *device, const sk_adam *step, const sk_view *p, const sk_view *g, const sk_view *m, const sk_view *v, const sk_view *largest);

/* Compiled plans (last.c): pictures with channels side by side and room for a border; weights packed
 * once, for this device's level and for an algorithm, which is chosen for a result of `images` times
 * `rows` x `columns` places: 0 the sum as defined, 1 Winograd's F(4x4, 3x3), 3 that for a few outputs.
 * Weights that are packed for 1 serve 2 as well: then y receives the means over 2x2 places, of an
 * even number each way.
 * Stored is activation(result + residual); residual, of y's shape, may be NULL. activation: 0 none,
 * 1 relu, 2 leaky relu. */
SK_API int32_t sk_conv2d_algorithm(sk_device *device, const sk_window *window, int32_t images, int32_t rows, int32_t columns, const sk_view *weight);
SK_API int64_t sk_conv2d_packed_floats(const sk_device *device, const sk_window *window, const sk_view *weight);
SK_API int32_t sk_conv2d_pack(sk_device *device, const sk_window *window, const sk_view *weight, void *packed);
SK_API int32_t sk_conv2d_packed(sk_device *device, const sk_window *window, const sk_view *x, const sk_view *weight, const void *packed, const sk_view *bias, const sk_view *residual, int32_t activation, double slope, const sk_view *y);
SK_API int32_t sk_border(sk_device *device, int32_t reflect, int32_t h, int32_t w, const sk_view *x);
SK_API int32_t sk_axis_map2d_last(sk_device *device, const sk_taps *rows, const sk_taps *columns, const sk_view *x, const sk_view *residual, const sk_view *y);
SK_API int32_t sk_max_pool2d_last(sk_device *device, const sk_taps *rows, const sk_taps *columns, const sk_view *x, const sk_view *y);
SK_API int32_t sk_channel_norm_last(sk_device *device, int32_t over_batch, double eps, const sk_view *x, const sk_view *weight, const sk_view *bias, const sk_view *residual, int32_t activation, double slope, const sk_view *y);

/* The machine (peak.c): y, dense F32 [2], gets this level's floating-point operations and the bytes
 * read from memory, a second, all threads together. Takes a second, and 256 MiB meanwhile. */
SK_API int32_t sk_peak(sk_device *device, const sk_view *y);

#endif
