/* Along one dimension: where the largest or smallest element lies, running sums, softmax.
 *
 * arg_reduce: x of any strides, y I64 of any strides; the first of equal values, the first NaN.
 * cumsum, softmax: dense, seen as [outer][n][inner]. Running sums and the sums of exponentials are
 * kept in double. softmax: exp(x - max) / sum; log: (x - max) - log(sum). */

typedef struct arg_call {
  walk w;
  tiling t;
  int largest;
  int64_t n, step;
  const float *x;
  int64_t *y;
} arg_call;

static int64_t arg_of(const float *x, int64_t n, int64_t step, int largest) {
  int64_t best = 0;
  float b = x[0];
  for (int64_t i = 1; i < n && b == b; i++) {
    float v = x[i * step];
    if ((largest ? v > b : v < b) || v != v) {
      b = v;
      best = i;
    }
  }
  return best;
}

static void arg_tile(void *context, int64_t tile) {
  const arg_call *c = context;
  int64_t offset[MAX_VIEWS];
  FOR_PIECES(c->w, c->t, tile, row, from, to) {
    row_offsets(&c->w, row, offset);
    for (int64_t i = from; i < to; i++) {
      const float *x = c->x + offset[1] + i * c->w.step[1];
      c->y[offset[0] + i * c->w.step[0]] = arg_of(x, c->n, c->step, c->largest);
    }
  }
}

static int32_t arg_reduce_kernel(sk_device *d, int32_t largest, int32_t dim, const sk_view *x,
                                 const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  sk_view first = *x;
  first.dim[dim] = 1;
  const sk_view *views[] = {y, &first};
  arg_call c = {.w = walk_over(2, views), .largest = largest, .n = x->dim[dim],
                .step = x->stride[dim], .x = x->data, .y = y->data};
  c.t = tile_rows(&c.w);
  c.t.rows_per_tile = max_i(1, c.t.rows_per_tile / c.n);
  c.t.tiles = ceil_div(c.w.rows, c.t.rows_per_tile) * c.t.cuts;
  sk_parallel(d, c.t.tiles, 1.0 * (double)numel(x), arg_tile, &c);
  return SK_OK;
}

typedef struct line_call {
  int64_t outer, n, inner, per_tile;
  int flag; /* reverse, or log */
  const float *x;
  float *y;
} line_call;

static line_call lines(int dim, int flag, const sk_view *x, const sk_view *y) {
  line_call c = {.outer = 1, .n = x->dim[dim], .inner = 1, .flag = flag, .x = x->data, .y = y->data};
  for (int d = 0; d < dim; d++) c.outer *= x->dim[d];
  for (int d = dim + 1; d < x->rank; d++) c.inner *= x->dim[d];
  c.per_tile = max_i(1, TILE / max_i(1, c.n * c.inner));
  return c;
}

/* Columns of [n][inner] taken together. */
enum { LANES = 16 };

static void cumsum_lanes(const line_call *c, const float *x, float *y, int64_t lanes) {
  double sum[LANES] = {0};
  for (int64_t k = 0; k < c->n; k++) {
    int64_t at = (c->flag ? c->n - 1 - k : k) * c->inner;
    for (int64_t i = 0; i < lanes; i++) {
      sum[i] += x[at + i];
      y[at + i] = (float)sum[i];
    }
  }
}

static void softmax_lanes(const line_call *c, const float *x, float *y, int64_t lanes) {
  float max[LANES];
  double sum[LANES] = {0};
  for (int64_t i = 0; i < LANES; i++) max[i] = -INFINITY;
  for (int64_t k = 0; k < c->n; k++) {
    for (int64_t i = 0; i < lanes; i++) {
      float v = x[k * c->inner + i];
      max[i] = v > max[i] ? v : max[i]; /* a NaN shows in the sum */
    }
  }
  for (int64_t k = 0; k < c->n; k++) {
    for (int64_t i = 0; i < lanes; i++) {
      float e = exp_s(x[k * c->inner + i] - max[i]);
      y[k * c->inner + i] = e;
      sum[i] += e;
    }
  }
  for (int64_t k = 0; k < c->n; k++) {
    for (int64_t i = 0; i < lanes; i++) {
      int64_t at = k * c->inner + i;
      y[at] = c->flag ? (x[at] - max[i]) - (float)log(sum[i]) : y[at] / (float)sum[i];
    }
  }
}

/* One line of n elements without gaps. */
static void softmax_line(const line_call *c, const float *x, float *y) {
  int64_t n = c->n;
  float max = (float)extreme_row(R_MAX, x, n);
  for (int64_t k = 0; k < n; k++) y[k] = exp_s(x[k] - max);
  double sum = sum_row(y, n);
  if (c->flag) {
    float log_sum = (float)log(sum);
    for (int64_t k = 0; k < n; k++) y[k] = (x[k] - max) - log_sum;
  } else {
    float s = (float)sum;
    for (int64_t k = 0; k < n; k++) y[k] /= s;
  }
}

static void cumsum_tile(void *context, int64_t tile) {
  const line_call *c = context;
  for (int64_t o = tile * c->per_tile; o < min_i(c->outer, (tile + 1) * c->per_tile); o++) {
    int64_t at = o * c->n * c->inner;
    for (int64_t i = 0; i < c->inner; i += LANES) {
      cumsum_lanes(c, c->x + at + i, c->y + at + i, min_i(LANES, c->inner - i));
    }
  }
}

static void softmax_tile(void *context, int64_t tile) {
  const line_call *c = context;
  for (int64_t o = tile * c->per_tile; o < min_i(c->outer, (tile + 1) * c->per_tile); o++) {
    int64_t at = o * c->n * c->inner;
    if (c->inner == 1) {
      softmax_line(c, c->x + at, c->y + at);
      continue;
    }
    for (int64_t i = 0; i < c->inner; i += LANES) {
      softmax_lanes(c, c->x + at + i, c->y + at + i, min_i(LANES, c->inner - i));
    }
  }
}

static int32_t cumsum_kernel(sk_device *d, int32_t dim, int32_t reverse, const sk_view *x,
                             const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  line_call c = lines(dim, reverse, x, y);
  sk_parallel(d, ceil_div(c.outer, c.per_tile), 1.5 * (double)numel(y), cumsum_tile, &c);
  return SK_OK;
}

static int32_t softmax_kernel(sk_device *d, int32_t dim, int32_t log, const sk_view *x,
                              const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  line_call c = lines(dim, log, x, y);
  sk_parallel(d, ceil_div(c.outer, c.per_tile), 3.0 * (double)numel(y), softmax_tile, &c);
  return SK_OK;
}
