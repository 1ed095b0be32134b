/* y = sum, max or min of x over some dimensions; both views of any strides, y with those
 * dimensions of size 1. NaN wins over every number; the sum of nothing is 0.
 *
 * Everything is accumulated in double, in which floats are exact and sums lose nothing a float
 * would show. Long reductions with few results are cut into parts of fixed length, whose partial
 * results are combined in order: what comes out does not depend on the number of threads.
 *
 * Outputs are computed in blocks. Where elements that belong to one result are nearest to each
 * other in memory a block is one result and runs along them; else it is up to COLUMNS results that
 * lie side by side, and whole rows are added to it. */

enum { R_SUM, R_MAX, R_MIN };
enum { COLUMNS = 256, PART = 32768 };

typedef struct reduce_call {
  int kind, outer_rank, reduced_rank;
  int64_t outer_dim[SK_MAX_RANK], outer_in[SK_MAX_RANK], outer_out[SK_MAX_RANK]; /* kept, without the block's */
  int64_t width, width_in, width_out, cuts; /* the dimension that blocks lie along; its blocks */
  int64_t reduced_dim[SK_MAX_RANK], reduced_in[SK_MAX_RANK], reduced;
  int64_t block, blocks, parts, part, per_tile;
  const float *x;
  float *y;
  double *partial; /* [blocks][parts][block], NULL if parts is 1 */
} reduce_call;

static inline double combine(int kind, double a, double v) {
  if (kind == R_SUM) return a + v;
  if (v != v) return v;
  return (kind == R_MAX ? v > a : v < a) ? v : a;
}

static double sum_row(const float *x, int64_t n) {
  typedef double vdouble __attribute__((vector_size(VL * 8)));
  vdouble a = {0}, b = {0};
  int64_t i = 0;
  for (; i + 2 * VL <= n; i += 2 * VL) {
    a += __builtin_convertvector(load(x + i), vdouble);
    b += __builtin_convertvector(load(x + i + VL), vdouble);
  }
  a += b;
  double sum = 0;
  for (int k = 0; k < VL; k++) sum += a[k];
  for (; i < n; i++) sum += x[i];
  return sum;
}

static double extreme_row(int kind, const float *x, int64_t n) {
  float sign = kind == R_MAX ? 1.0f : -1.0f, best[16];
  for (int k = 0; k < 16; k++) best[k] = -INFINITY;
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    for (int k = 0; k < 16; k++) {
      float v = x[i + k] * sign;
      best[k] = v > best[k] || v != v ? v : best[k];
    }
  }
  for (int k = 0; i < n; i++, k++) {
    float v = x[i] * sign;
    best[k] = v > best[k] || v != v ? v : best[k];
  }
  double result = -INFINITY;
  for (int k = 0; k < 16; k++) result = combine(R_MAX, result, best[k]);
  return result * sign;
}

/* Adds elements of n consecutive places of one result to *acc. */
static void reduce_along(int kind, const float *x, int64_t step, int64_t n, double *acc) {
  if (step == 1) {
    *acc = combine(kind, *acc, kind == R_SUM ? sum_row(x, n) : extreme_row(kind, x, n));
  } else {
    for (int64_t i = 0; i < n; i++) *acc = combine(kind, *acc, x[i * step]);
  }
}

static void reduce_across(int kind, const float *restrict x, int64_t step, int64_t n,
                          double *restrict acc) {
  if (kind == R_SUM && step == 1) {
    for (int64_t i = 0; i < n; i++) acc[i] += x[i];
  } else {
    for (int64_t i = 0; i < n; i++) acc[i] = combine(kind, acc[i], x[i * step]);
  }
}

/* Reduces the elements from..to (row-major over the reduced dimensions) of a block. */
static void reduce_range(const reduce_call *c, const float *x, int64_t n, int64_t from, int64_t to,
                         double *acc) {
  for (int64_t i = 0; i < n; i++) acc[i] = c->kind == R_SUM ? 0 : c->kind == R_MAX ? -INFINITY : INFINITY;
  int inner = c->reduced_rank - 1;
  int64_t row = c->reduced_dim[inner], step = c->reduced_in[inner];
  for (int64_t r = from; r < to;) {
    int64_t position = r % row, rest = r / row, count = min_i(row - position, to - r);
    const float *p = x + position * step;
    for (int d = inner - 1; d >= 0; d--) {
      p += rest % c->reduced_dim[d] * c->reduced_in[d];
      rest /= c->reduced_dim[d];
    }
    if (c->block == 1) {
      reduce_along(c->kind, p, step, count, acc);
    } else {
      for (int64_t k = 0; k < count; k++) reduce_across(c->kind, p + k * step, c->width_in, n, acc);
    }
    r += count;
  }
}

/* Where block b begins in x and y, and how many results it has. */
static int64_t find_block(const reduce_call *c, int64_t b, int64_t *in, int64_t *out) {
  int64_t first = b % c->cuts * c->block, rest = b / c->cuts;
  *in = first * c->width_in;
  *out = first * c->width_out;
  for (int d = c->outer_rank - 1; d >= 0; d--) {
    int64_t i = rest % c->outer_dim[d];
    rest /= c->outer_dim[d];
    *in += i * c->outer_in[d];
    *out += i * c->outer_out[d];
  }
  return min_i(c->block, c->width - first);
}

static void reduce_tile(void *context, int64_t tile) {
  const reduce_call *c = context;
  double local[COLUMNS];
  int64_t in, out;
  if (c->partial) {
    int64_t b = tile / c->parts, part = tile % c->parts, from = part * c->part;
    int64_t n = find_block(c, b, &in, &out);
    reduce_range(c, c->x + in, n, from, min_i(c->reduced, from + c->part),
                 c->partial + tile * c->block);
    return;
  }
  int64_t last = min_i(c->blocks, (tile + 1) * c->per_tile);
  for (int64_t b = tile * c->per_tile; b < last; b++) {
    int64_t n = find_block(c, b, &in, &out);
    reduce_range(c, c->x + in, n, 0, c->reduced, local);
    for (int64_t i = 0; i < n; i++) c->y[out + i * c->width_out] = (float)local[i];
  }
}

static void combine_parts(const reduce_call *c) {
  for (int64_t b = 0; b < c->blocks; b++) {
    int64_t in, out, n = find_block(c, b, &in, &out);
    double *acc = c->partial + b * c->parts * c->block;
    for (int64_t p = 1; p < c->parts; p++) {
      for (int64_t i = 0; i < n; i++) acc[i] = combine(c->kind, acc[i], acc[p * c->block + i]);
    }
    for (int64_t i = 0; i < n; i++) c->y[out + i * c->width_out] = (float)acc[i];
  }
}

static int64_t magnitude(int64_t x) { return x < 0 ? -x : x; }

/* Sorts dimensions into kept and reduced ones, merging those that lie evenly spaced. */
static void split_dimensions(reduce_call *c, int32_t dims, const sk_view *x, const sk_view *y) {
  int kept = 0;
  c->reduced = 1;
  for (int d = 0; d < x->rank; d++) {
    int64_t size = x->dim[d], s = x->stride[d], t = y->stride[d];
    if (dims >> d & 1) c->reduced *= size;
    if (size == 1) continue;
    if (dims >> d & 1) {
      int r = c->reduced_rank;
      if (r > 0 && c->reduced_in[r - 1] == s * size) {
        c->reduced_dim[r - 1] *= size;
        c->reduced_in[r - 1] = s;
      } else {
        c->reduced_dim[r] = size;
        c->reduced_in[r] = s;
        c->reduced_rank++;
      }
    } else if (kept > 0 && c->outer_in[kept - 1] == s * size && c->outer_out[kept - 1] == t * size
               && !(d > 0 && dims >> (d - 1) & 1)) {
      c->outer_dim[kept - 1] *= size;
      c->outer_in[kept - 1] = s;
      c->outer_out[kept - 1] = t;
    } else {
      c->outer_dim[kept] = size;
      c->outer_in[kept] = s;
      c->outer_out[kept] = t;
      kept++;
    }
  }
  c->outer_rank = kept;
  if (c->reduced_rank == 0) {
    c->reduced_rank = 1;
    c->reduced_dim[0] = c->reduced; /* 1 */
    c->reduced_in[0] = 1;
  }
}

/* Takes the innermost kept dimension as the one that blocks lie along. */
static void choose_blocks(reduce_call *c) {
  c->width = c->block = 1;
  if (c->outer_rank > 0) {
    int k = c->outer_rank - 1;
    int64_t s = magnitude(c->outer_in[k]);
    int across = c->reduced == 1 || (s != 0 && s < magnitude(c->reduced_in[c->reduced_rank - 1]));
    if (across) c->block = COLUMNS;
    c->width = c->outer_dim[k];
    c->width_in = c->outer_in[k];
    c->width_out = c->outer_out[k];
    c->outer_rank = k;
  }
  c->block = min_i(c->block, c->width);
  c->cuts = ceil_div(c->width, c->block);
  c->blocks = c->cuts;
  for (int d = 0; d < c->outer_rank; d++) c->blocks *= c->outer_dim[d];
}

static int32_t reduce_kernel(sk_device *d, int32_t kind, int32_t dims, const sk_view *x,
                             const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  reduce_call c = {.kind = kind, .x = x->data, .y = y->data, .parts = 1};
  split_dimensions(&c, dims, x, y);
  choose_blocks(&c);
  if (c.blocks < 16 && c.reduced * c.block > 2 * PART) {
    c.part = max_i(1, PART / c.block);
    c.parts = ceil_div(c.reduced, c.part);
  }
  c.per_tile = max_i(1, TILE / max_i(1, c.reduced * c.block));
  int64_t tiles = ceil_div(c.blocks, c.per_tile);
  if (c.parts > 1) {
    tiles = c.blocks * c.parts;
    c.partial = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)(tiles * c.block) * sizeof(double));
    if (!c.partial) return SK_NO_MEMORY;
  }
  sk_parallel(d, tiles, 0.3 * (double)numel(x), reduce_tile, &c);
  if (c.parts > 1) combine_parts(&c);
  return SK_OK;
}
