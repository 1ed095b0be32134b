/* What all kernels share: the device, its threads, its scratch memory, the table of functions. */
#ifndef SK_DEVICE_H
#define SK_DEVICE_H

#include <stddef.h>

#include "sk.h"

/* One entry per computation: its name, parameters behind the device, arguments of a call. The
 * exported functions, the table and each level's entries are all made from this list. */
#define SK_KERNELS(K)                                                                             \
  K(unary, (sk_device * d, int32_t f, double a, double b, const sk_view *x, const sk_view *y),    \
    (d, f, a, b, x, y))                                                                           \
  K(binary,                                                                                       \
    (sk_device * d, int32_t f, double a, const sk_view *x0, const sk_view *x1, const sk_view *y), \
    (d, f, a, x0, x1, y))                                                                         \
  K(where,                                                                                        \
    (sk_device * d, const sk_view *c, const sk_view *x0, const sk_view *x1, const sk_view *y),    \
    (d, c, x0, x1, y))                                                                            \
  K(copy, (sk_device * d, const sk_view *x, const sk_view *y), (d, x, y))                         \
  K(fill, (sk_device * d, double value, const sk_view *y), (d, value, y))                         \
  K(reduce, (sk_device * d, int32_t kind, int32_t dims, const sk_view *x, const sk_view *y),      \
    (d, kind, dims, x, y))                                                                        \
  K(arg_reduce, (sk_device * d, int32_t largest, int32_t dim, const sk_view *x, const sk_view *y),\
    (d, largest, dim, x, y))                                                                      \
  K(cumsum, (sk_device * d, int32_t dim, int32_t reverse, const sk_view *x, const sk_view *y),    \
    (d, dim, reverse, x, y))                                                                      \
  K(softmax, (sk_device * d, int32_t dim, int32_t log, const sk_view *x, const sk_view *y),       \
    (d, dim, log, x, y))                                                                          \
  K(matmul, (sk_device * d, const sk_view *a, const sk_view *b, const sk_view *y), (d, a, b, y))  \
  K(conv2d,                                                                                       \
    (sk_device * d, const sk_window *window, const sk_view *x, const sk_view *weight,             \
     const sk_view *bias, const sk_view *y),                                                      \
    (d, window, x, weight, bias, y))                                                              \
  K(conv2d_input_grad,                                                                            \
    (sk_device * d, const sk_window *window, const sk_view *dy, const sk_view *weight,            \
     const sk_view *dx),                                                                          \
    (d, window, dy, weight, dx))                                                                  \
  K(conv2d_weight_grad,                                                                           \
    (sk_device * d, const sk_window *window, const sk_view *x, const sk_view *dy,                 \
     const sk_view *dw),                                                                          \
    (d, window, x, dy, dw))                                                                       \
  K(channel_norm,                                                                                 \
    (sk_device * d, int32_t over_batch, double eps, const sk_view *x, const sk_view *weight,      \
     const sk_view *bias, const sk_view *y, const sk_view *mean, const sk_view *variance),        \
    (d, over_batch, eps, x, weight, bias, y, mean, variance))                                     \
  K(channel_norm_grad,                                                                            \
    (sk_device * d, int32_t over_batch, double eps, const sk_view *dy, const sk_view *x,          \
     const sk_view *mean, const sk_view *variance, const sk_view *weight, const sk_view *dx,      \
     const sk_view *dweight, const sk_view *dbias),                                               \
    (d, over_batch, eps, dy, x, mean, variance, weight, dx, dweight, dbias))                      \
  K(axis_map2d,                                                                                   \
    (sk_device * d, const sk_taps *rows, const sk_taps *columns, const sk_view *x,                \
     const sk_view *y),                                                                           \
    (d, rows, columns, x, y))                                                                     \
  K(max_pool2d,                                                                                   \
    (sk_device * d, const sk_taps *rows, const sk_taps *columns, const sk_view *x,                \
     const sk_view *y, const sk_view *where),                                                     \
    (d, rows, columns, x, y, where))                                                              \
  K(gather, (sk_device * d, int32_t dim, const sk_view *x, const sk_view *index, const sk_view *y),\
    (d, dim, x, index, y))                                                                        \
  K(scatter_add,                                                                                  \
    (sk_device * d, int32_t dim, const sk_view *index, const sk_view *source, const sk_view *y),  \
    (d, dim, index, source, y))                                                                   \
  K(sgd_step,                                                                                     \
    (sk_device * d, const sk_sgd *step, const sk_view *p, const sk_view *g,                       \
     const sk_view *buffer),                                                                      \
    (d, step, p, g, buffer))                                                                      \
  K(adam_step,                                                                                    \
    (sk_device * d, const sk_adam *step, const sk_view *p, const sk_view *g, const sk_view *m,    \
     const sk_view *v, const sk_view *largest),                                                   \
    (d, step, p, g, m, v, largest))                                                               \
  K(conv2d_algorithm,                                                                             \
    (sk_device * d, const sk_window *window, int32_t images, int32_t rows, int32_t columns,       \
     const sk_view *weight),                                                                      \
    (d, window, images, rows, columns, weight))                                                   \
  K(conv2d_pack,                                                                                  \
    (sk_device * d, const sk_window *window, const sk_view *weight, void *packed),                \
    (d, window, weight, packed))                                                                  \
  K(conv2d_packed,                                                                                \
    (sk_device * d, const sk_window *window, const sk_view *x, const sk_view *weight,             \
     const void *packed, const sk_view *bias, const sk_view *residual, int32_t activation,        \
     double slope, const sk_view *y),                                                             \
    (d, window, x, weight, packed, bias, residual, activation, slope, y))                         \
  K(border, (sk_device * d, int32_t reflect, int32_t h, int32_t w, const sk_view *x),             \
    (d, reflect, h, w, x))                                                                        \
  K(axis_map2d_last,                                                                              \
    (sk_device * d, const sk_taps *rows, const sk_taps *columns, const sk_view *x,                \
     const sk_view *residual, const sk_view *y),                                                  \
    (d, rows, columns, x, residual, y))                                                           \
  K(max_pool2d_last,                                                                              \
    (sk_device * d, const sk_taps *rows, const sk_taps *columns, const sk_view *x,                \
     const sk_view *y),                                                                           \
    (d, rows, columns, x, y))                                                                     \
  K(channel_norm_last,                                                                            \
    (sk_device * d, int32_t over_batch, double eps, const sk_view *x, const sk_view *weight,      \
     const sk_view *bias, const sk_view *residual, int32_t activation, double slope,              \
     const sk_view *y),                                                                           \
    (d, over_batch, eps, x, weight, bias, residual, activation, slope, y))                        \
  K(peak, (sk_device * d, const sk_view *y), (d, y))

/* Algorithms of convolutions. Winograd's packed weights: [panel][place][channel][panel's outputs],
 * with a gap behind each place (winograd.c). */
enum { SK_DIRECT = 0, SK_WINOGRAD = 1, SK_WINOGRAD_MEAN = 2, SK_NARROW = 3 };
enum { SK_WINOGRAD_PLACES = 36, SK_WINOGRAD_GAP = 16 };

/* The kernels of one instruction set level. */
typedef struct sk_table {
  int32_t panel; /* output channels that packed weights hold side by side */
#define SK_ENTRY(name, params, args) int32_t(*name) params;
  SK_KERNELS(SK_ENTRY)
#undef SK_ENTRY
} sk_table;

typedef struct sk_pool sk_pool;

/* Scratch memory by purpose: a kernel may hold one block of each. */
enum { SK_SCRATCH_INPUT, SK_SCRATCH_WEIGHT, SK_SCRATCH_OTHER, SK_SCRATCH_COUNT };

struct sk_device {
  const sk_table *table;
  int32_t level;
  int32_t threads;
  sk_pool *pool;
  void *scratch[SK_SCRATCH_COUNT];
  size_t scratch_bytes[SK_SCRATCH_COUNT];
  _Atomic int64_t bad_index; /* the position of the first bad index, in row-major order */
  int64_t bad_value;
  int64_t bad_size;
};

/* At least `bytes` of 64-byte aligned memory with undefined contents, kept until the device is
 * closed or the same slot is asked for again; NULL if there is none. */
void *sk_scratch(sk_device *d, int slot, size_t bytes);

typedef void sk_tile(void *context, int64_t tile);

/* Calls fn(context, 0 .. tiles - 1), on all threads if the whole is worth it. `nanoseconds` is a
 * guess at the time of all tiles on one thread. What a tile computes must not depend on others. */
void sk_parallel(sk_device *d, int64_t tiles, double nanoseconds, sk_tile *fn, void *context);

sk_pool *sk_pool_start(int threads);
void sk_pool_stop(sk_pool *pool);
void sk_pool_run(sk_pool *pool, int64_t tiles, sk_tile *fn, void *context);

#endif
