/* The register tile, heart of matrix products and convolutions.
 *
 * Up to MR "pixels" (rows of a matrix, places of a picture) times NR output channels are kept in
 * registers while everything that is summed over runs by: per step NV vectors of packed weights are
 * loaded and each pixel's value is multiplied with them. Packed weights are read once from front to
 * back: [tap][channel][NR].
 *
 * The sum runs over taps (places in the window) and channels. A tap is an offset from the pixel;
 * channels follow each other in memory. Sums longer than FLUSH are added up in pieces, which keeps
 * rounding errors at those of some dozen terms. */

enum { FLUSH = 64 };

/* in: the first pixel. Pixels lie `step` apart in a row, rows `row_step`; the terms of a tap
 * `term_step`. The result is stored in sums [pixels][NR], or added to it. */
typedef struct tile_args {
  const float *in;
  int64_t step, row_step, term_step;
  const int64_t *tap;
  int64_t taps, terms;
  const float *w;
  float *sums;
  int add;
} tile_args;

typedef void tile_fn(const tile_args *a);

static inline __attribute__((always_inline)) void tile_body(const int rows, const int columns,
                                                            const int64_t term_step,
                                                            const tile_args *a) {
  const int64_t step = a->step, row_step = a->row_step, terms = a->terms;
  const float *w = a->w;
  vfloat acc[MR][NV];
#pragma GCC unroll 16
  for (int i = 0; i < rows * columns; i++) {
#pragma GCC unroll 4
    for (int j = 0; j < NV; j++) acc[i][j] = (vfloat){0};
  }
  for (int64_t t = 0; t < a->taps; t++) {
    const float *p = a->in + a->tap[t];
    for (int64_t c = 0; c < terms; c++) {
      vfloat weight[NV];
#pragma GCC unroll 4
      for (int j = 0; j < NV; j++) weight[j] = load(w + j * VL);
      w += NR;
#pragma GCC unroll 16
      for (int i = 0; i < rows * columns; i++) {
        vfloat x = splat(p[i / columns * row_step + i % columns * step]);
#pragma GCC unroll 4
        for (int j = 0; j < NV; j++) acc[i][j] = fma_v(x, weight[j], acc[i][j]);
      }
      p += term_step;
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < rows * columns; i++) {
#pragma GCC unroll 4
    for (int j = 0; j < NV; j++) {
      float *s = a->sums + i * NR + j * VL;
      if (a->add) acc[i][j] += load(s);
      store(s, acc[i][j]);
    }
  }
}

/* Tiles of one and of two rows whose terms follow each other, and tiles whose terms do not. */
#define TILE_1(n)                                                                      \
  static void tile_1_##n(const tile_args *a) { tile_body(1, n, 1, a); }                \
  static void tile_any_##n(const tile_args *a) { tile_body(1, n, a->term_step, a); }
#define TILE_2(n) \
  static void tile_2_##n(const tile_args *a) { tile_body(2, n, 1, a); }

TILE_1(1) TILE_1(2) TILE_1(3) TILE_1(4)
TILE_2(2)
#if MR >= 6
TILE_1(5) TILE_1(6)
TILE_2(3)
#endif
#if MR >= 8
TILE_1(7) TILE_1(8)
TILE_2(4)
#endif
#if MR >= 12
TILE_1(9) TILE_1(10) TILE_1(11) TILE_1(12)
TILE_2(5) TILE_2(6)
#endif

#if MR >= 12
#define TABLE(t) {NULL, t##1, t##2, t##3, t##4, t##5, t##6, t##7, t##8, t##9, t##10, t##11, t##12}
static tile_fn *const two_row_tile[] = {NULL, NULL, tile_2_2, tile_2_3, tile_2_4, tile_2_5, tile_2_6};
#elif MR >= 8
#define TABLE(t) {NULL, t##1, t##2, t##3, t##4, t##5, t##6, t##7, t##8}
static tile_fn *const two_row_tile[] = {NULL, NULL, tile_2_2, tile_2_3, tile_2_4};
#elif MR >= 6
#define TABLE(t) {NULL, t##1, t##2, t##3, t##4, t##5, t##6}
static tile_fn *const two_row_tile[] = {NULL, NULL, tile_2_2, tile_2_3};
#else
#define TABLE(t) {NULL, t##1, t##2, t##3, t##4}
static tile_fn *const two_row_tile[] = {NULL, NULL, tile_2_2};
#endif
static tile_fn *const row_tile[] = TABLE(tile_1_);
static tile_fn *const any_tile[] = TABLE(tile_any_);
#undef TABLE

/* A product of places with packed weights: pictures, of several images and groups of channels, or
 * matrices (a picture of one row). */
typedef struct product {
  const float *in;
  int64_t images, groups, rows, columns; /* of the result */
  int64_t in_image, in_group, in_row, in_step;
  const int64_t *tap;
  int64_t taps, terms;
  const float *w; /* [image or one for all][group][panel][taps * terms][NR] */
  int64_t w_image;
  int64_t outputs, panels; /* of a group */
  const float *bias;       /* [groups * outputs] or NULL */
  const float *residual;   /* added too, or NULL; its channels lie side by side, as those of y do */
  int64_t r_image, r_row, r_step;
  float *y;
  int64_t y_image, y_channel, y_row, y_step;
  int32_t activation; /* 0 none, 1 relu, 2 leaky relu */
  float slope;
  int64_t row_block, column_block, row_blocks, column_blocks; /* set by run_product */
} product;

/* Adds the bias and the residual to the sums of `count` places, and applies the activation. */
static inline void finish_sums(const product *p, float *sums, int64_t count, int64_t output,
                               int64_t n, const float *residual) {
  if (!p->bias && !p->activation && !residual) return;
  float bias[NR] = {0};
  if (p->bias) memcpy(bias, p->bias + output, (size_t)n * sizeof(float));
  const float slope = p->slope;
  const int relu = p->activation == 1;
  for (int64_t i = 0; i < count; i++) {
    float *s = sums + i * NR;
    for (int64_t j = 0; j < NR; j++) s[j] += bias[j];
    if (residual) {
      const float *r = residual + output + i * p->r_step;
      for (int64_t j = 0; j < n; j++) s[j] += r[j];
    }
    if (p->activation) {
      for (int64_t j = 0; j < NR; j++) s[j] = s[j] <= 0 ? (relu ? 0 : slope * s[j]) : s[j];
    }
  }
}

/* Stores the sums of `count` places from (image, row, column) on. */
static inline void store_tile(const product *p, float *sums, int64_t count, int64_t output,
                              int64_t n, int64_t image, int64_t row, int64_t column) {
  const float *residual =
      p->residual ? p->residual + image * p->r_image + row * p->r_row + column * p->r_step : NULL;
  finish_sums(p, sums, count, output, n, residual);
  float *y = p->y + image * p->y_image + row * p->y_row + column * p->y_step + output * p->y_channel;
  if (p->y_channel == 1 && n == NR) {
    for (int64_t i = 0; i < count; i++) {
      for (int64_t j = 0; j < NR; j++) y[i * p->y_step + j] = sums[i * NR + j];
    }
  } else if (p->y_channel == 1) {
    for (int64_t i = 0; i < count; i++) {
      for (int64_t j = 0; j < n; j++) y[i * p->y_step + j] = sums[i * NR + j];
    }
  } else if (p->y_step == 1) {
    turn(sums, count, n, NR, y, p->y_channel);
  } else {
    for (int64_t j = 0; j < n; j++) {
      float *to = y + j * p->y_channel;
      for (int64_t i = 0; i < count; i++) to[i * p->y_step] = sums[i * NR + j];
    }
  }
}

/* Packs n columns of a matrix w(k, column) = w[k * k_step + column * step] to [k][NR], the missing
 * columns of the last panel as zeros. */
static void pack_panel(const float *w, int64_t k, int64_t k_step, int64_t n, int64_t step,
                       float *out) {
  if (n == NR && step == 1) {
    for (int64_t i = 0; i < k; i++) memcpy(out + i * NR, w + i * k_step, NR * sizeof(float));
    return;
  }
  if (k_step == 1 && n == NR) {
    for (int64_t j = 0; j < n; j += 16) { /* a few rows at once, whatever is far apart */
      turn(w + j * step, min_i(16, n - j), k, step, out + j, NR);
    }
    return;
  }
  for (int64_t i = 0; i < k; i += 16) { /* in blocks, so that what is read by columns stays near */
    int64_t last = min_i(k, i + 16);
    for (int64_t j = 0; j < n; j++) {
      for (int64_t m = i; m < last; m++) out[m * NR + j] = w[m * k_step + j * step];
    }
    for (int64_t m = i; m < last; m++) {
      for (int64_t j = n; j < NR; j++) out[m * NR + j] = 0;
    }
  }
}

/* Runs the tile over all terms, in pieces of at most FLUSH: some whole taps, or parts of one. */
static void sum_tile(const product *p, tile_fn *fn, const float *in, const float *w, float *sums) {
  tile_args a = {.in = in, .step = p->in_step, .row_step = p->in_row, .term_step = 1, .w = w,
                 .sums = sums};
  int64_t whole = p->terms ? FLUSH / p->terms : p->taps;
  if (whole > 0) {
    a.terms = p->terms;
    for (int64_t t = 0; t == 0 || t < p->taps; t += whole) {
      a.tap = p->tap + t;
      a.taps = min_i(whole, p->taps - t);
      a.add = t > 0;
      fn(&a);
      a.w += a.taps * p->terms * NR;
    }
    return;
  }
  if (p->taps == 0) memset(sums, 0, MR * NR * sizeof(float)); /* a 1x1 window misses every other place */
  a.taps = 1;
  for (int64_t t = 0; t < p->taps; t++) {
    a.tap = p->tap + t;
    for (int64_t c = 0; c < p->terms; c += FLUSH) {
      a.in = in + c;
      a.terms = min_i(FLUSH, p->terms - c);
      fn(&a);
      a.add = 1;
      a.w += a.terms * NR;
    }
  }
}

static void product_tile(void *context, int64_t tile) {
  const product *p = context;
  _Alignas(64) float sums[MR * NR];
  int64_t cb = tile % p->column_blocks, rest = tile / p->column_blocks;
  int64_t rb = rest % p->row_blocks;
  rest /= p->row_blocks;
  int64_t panel = rest % p->panels, group = rest / p->panels % p->groups;
  int64_t image = rest / p->panels / p->groups;
  int64_t k = p->taps * p->terms, n = min_i(NR, p->outputs - panel * NR);
  int64_t output = group * p->outputs + panel * NR;
  const float *w = p->w + image * p->w_image + (group * p->panels + panel) * k * NR;
  const float *in = p->in + image * p->in_image + group * p->in_group;
  int64_t column = cb * p->column_block, columns = min_i(p->column_block, p->columns - column);
  int64_t pieces = ceil_div(columns, MR), last = min_i(p->rows, (rb + 1) * p->row_block);
  for (int64_t row = rb * p->row_block; row < last;) {
    int two = columns >= 2 && columns <= MR / 2 && row + 1 < last;
    for (int64_t i = 0, at = column; i < pieces; i++) {
      int64_t count = columns / pieces + (i < columns % pieces);
      const float *from = in + row * p->in_row + at * p->in_step;
      sum_tile(p, two ? two_row_tile[count] : row_tile[count], from, w, sums);
      store_tile(p, sums, count, output, n, image, row, at);
      if (two) store_tile(p, sums + count * NR, count, output, n, image, row + 1, at);
      at += count;
    }
    row += two ? 2 : 1;
  }
}

/* Cuts the product into tiles of some ten microseconds and runs them. */
static void run_product(sk_device *d, product *p) {
  double place = (double)(p->taps * p->terms + 8) * NV * 0.2; /* nanoseconds, for one panel */
  p->column_block = p->columns;
  if (p->rows == 1 && p->columns > 8 * MR) {
    p->column_block = max_i(1, (int64_t)(30000 / place / MR)) * MR;
  }
  p->column_block = max_i(1, min_i(p->column_block, p->columns));
  p->row_block = max_i(1, (int64_t)(30000 / (place * (double)p->column_block)));
  p->row_block = min_i(max_i(p->row_block + p->row_block % 2, 2), max_i(1, p->rows));
  p->row_blocks = ceil_div(p->rows, p->row_block);
  p->column_blocks = ceil_div(p->columns, p->column_block);
  int64_t tiles = p->images * p->groups * p->panels * p->row_blocks * p->column_blocks;
  double all = place * (double)(p->images * p->groups * p->panels) * (double)(p->rows * p->columns);
  sk_parallel(d, tiles, all, product_tile, p);
}
