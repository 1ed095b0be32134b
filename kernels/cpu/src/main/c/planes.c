/* Maps of planes, dense [N, C, H, W]: the same sparse linear map along rows and along columns
 * (pooling by means, padding, resampling and their transposes), and max pooling.
 *
 * A result row is the weighted sum of its source rows, then columns are combined. Along columns
 * three forms have loops of their own: pairs of neighbours (2x2 means, the transpose of doubling),
 * every source twice (nearest x2, the transpose of the mean), and a long run in which result j
 * reads source j + shift (the inside of any padding and of its transpose). */

typedef struct map_call {
  const sk_taps *rows, *columns;
  enum { PAIRS, TWICE, RUN } form;
  float weight; /* of PAIRS, TWICE and RUN: one for all */
  int32_t from, to, shift; /* of RUN */
  const float *x;
  float *y, *row; /* a row of scratch memory for each plane in work */
} map_call;

static int uniform(const sk_taps *t, int per, int twice) {
  for (int32_t i = 0; i < t->out; i++) {
    if (t->start[i + 1] - t->start[i] != per) return 0;
    for (int k = 0; k < per; k++) {
      int32_t at = t->start[i] + k;
      if (t->source[at] != (twice ? i / 2 : 2 * i + k) || t->weight[at] != t->weight[0]) return 0;
    }
  }
  return 1;
}

/* The longest run of results that read one source each, one place further each, of one weight. */
static void find_run(const sk_taps *t, map_call *c) {
  for (int32_t i = 0; i < t->out;) {
    int32_t first = i, at = t->start[i];
    if (t->start[i + 1] - at != 1) {
      i++;
      continue;
    }
    while (i < t->out && t->start[i + 1] - t->start[i] == 1 && t->weight[t->start[i]] == t->weight[at]
           && t->source[t->start[i]] == t->source[at] + (i - first)) {
      i++;
    }
    if (i - first > c->to - c->from) {
      c->from = first;
      c->to = i;
      c->shift = t->source[at] - first;
      c->weight = t->weight[at];
    }
  }
}

static void map_columns(const map_call *c, const float *restrict x, float *restrict y) {
  const sk_taps *t = c->columns;
  const float w = c->weight;
  if (c->form == PAIRS) {
    for (int32_t i = 0; i < t->out; i++) y[i] = w * (x[2 * i] + x[2 * i + 1]);
    return;
  }
  if (c->form == TWICE) {
    for (int32_t i = 0; i < t->out / 2; i++) y[2 * i] = y[2 * i + 1] = w * x[i];
    if (t->out % 2) y[t->out - 1] = w * x[t->out / 2];
    return;
  }
  for (int32_t i = 0; i < t->out; i++) {
    if (i == c->from) {
      for (; i < c->to; i++) y[i] = w * x[i + c->shift];
      if (i == t->out) break;
    }
    float sum = 0;
    for (int32_t k = t->start[i]; k < t->start[i + 1]; k++) sum += t->weight[k] * x[t->source[k]];
    y[i] = sum;
  }
}

static void map_tile(void *context, int64_t plane) {
  const map_call *c = context;
  const sk_taps *r = c->rows;
  const int64_t in = c->columns->in, out = c->columns->out;
  const float *x = c->x + plane * r->in * in;
  float *y = c->y + plane * r->out * out, *row = c->row + plane * in;
  for (int32_t i = 0; i < r->out; i++) {
    int32_t k = r->start[i], last = r->start[i + 1];
    if (last - k == 1 && r->weight[k] == 1.0f) {
      map_columns(c, x + r->source[k] * in, y + i * out);
      continue;
    }
    memset(row, 0, (size_t)in * sizeof(float));
    for (; k < last; k++) {
      const float *restrict from = x + r->source[k] * in;
      const float w = r->weight[k];
      for (int64_t j = 0; j < in; j++) row[j] += w * from[j];
    }
    map_columns(c, row, y + i * out);
  }
}

static int32_t axis_map2d_kernel(sk_device *d, const sk_taps *rows, const sk_taps *columns,
                                 const sk_view *x, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int64_t planes = y->dim[0] * y->dim[1];
  map_call c = {.rows = rows, .columns = columns, .form = RUN, .x = x->data, .y = y->data};
  c.row = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)(planes * columns->in + 1) * sizeof(float));
  if (!c.row) return SK_NO_MEMORY;
  if (uniform(columns, 2, 0)) {
    c.form = PAIRS;
  } else if (uniform(columns, 1, 1)) {
    c.form = TWICE;
  }
  if (c.form == RUN) {
    find_run(columns, &c);
  } else {
    c.weight = columns->weight[0];
  }
  sk_parallel(d, planes, 0.6 * (double)(numel(y) + numel(x)), map_tile, &c);
  return SK_OK;
}

typedef struct pool_call {
  const sk_taps *rows, *columns;
  const float *x;
  float *y;
  int64_t *where;
} pool_call;

/* Windows are scanned row by row: the first of equal values wins, the last NaN. */
static void pool_tile(void *context, int64_t plane) {
  const pool_call *c = context;
  const sk_taps *r = c->rows, *s = c->columns;
  const float *x = c->x + plane * r->in * s->in;
  float *y = c->y + plane * r->out * s->out;
  int64_t *where = c->where + plane * r->out * s->out;
  for (int32_t i = 0; i < r->out; i++) {
    for (int32_t j = 0; j < s->out; j++) {
      int64_t at = (int64_t)r->source[r->start[i]] * s->in + s->source[s->start[j]];
      float best = x[at];
      for (int32_t k = r->start[i]; k < r->start[i + 1]; k++) {
        for (int32_t l = s->start[j]; l < s->start[j + 1]; l++) {
          int64_t p = (int64_t)r->source[k] * s->in + s->source[l];
          if (x[p] > best || x[p] != x[p]) {
            best = x[p];
            at = p;
          }
        }
      }
      y[(int64_t)i * s->out + j] = best;
      where[(int64_t)i * s->out + j] = at;
    }
  }
}

static int32_t max_pool2d_kernel(sk_device *d, const sk_taps *rows, const sk_taps *columns,
                                 const sk_view *x, const sk_view *y, const sk_view *where) {
  if (numel(y) == 0) return SK_OK;
  pool_call c = {.rows = rows, .columns = columns, .x = x->data, .y = y->data, .where = where->data};
  sk_parallel(d, y->dim[0] * y->dim[1], 8.0 * (double)numel(y), pool_tile, &c);
  return SK_OK;
}
