/* Kernels of compiled plans: pictures whose channels lie side by side (stride 1) in memory with
 * room for a border, so that a chain of convolution, norm and activation never repacks anything.
 *
 * A picture is a view [N, C, H, W] whose strides say where things are; the border is what lies
 * around it. Weights are packed once, when the plan is made. Activations are applied where results
 * are stored: 0 none, 1 relu, 2 leaky relu with a slope. */

static int32_t conv2d_algorithm_kernel(sk_device *d, const sk_window *win, int32_t images,
                                       int32_t rows, int32_t columns, const sk_view *weight) {
  (void)d;
  if (is_narrow(win, weight->dim[0], weight->dim[2], weight->dim[3])) return SK_NARROW;
  return is_winograd(win, weight->dim[2], weight->dim[3])
          && winograd_pays(images, rows, columns, weight->dim[1], weight->dim[0], 0)
      ? SK_WINOGRAD : SK_DIRECT;
}

/* weight [O, C/groups, kh, kw], dense, into `packed`. */
static int32_t conv2d_pack_kernel(sk_device *d, const sk_window *win, const sk_view *weight,
                                  void *packed) {
  int64_t taps = weight->dim[2] * weight->dim[3], groups = win->groups;
  weights w = {.from = weight->data, .groups = groups, .outputs = weight->dim[0] / groups,
               .channels = weight->dim[1], .channel_step = taps, .taps = taps, .to = packed};
  w.output_step = w.channels * taps;
  w.group_step = w.outputs * w.output_step;
  w.panels = ceil_div(w.outputs, NR);
  int64_t *place = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)taps * sizeof(int64_t));
  if (!place) return SK_NO_MEMORY;
  for (int64_t t = 0; t < taps; t++) place[t] = t;
  w.place = place;
  switch (win->algorithm) {
    case SK_DIRECT: pack_weights(d, &w); break;
    case SK_NARROW: narrow_weights(&w); break;
    default: winograd_weights(d, &w);
  }
  return SK_OK;
}

/* The convolution of the picture with its border (as much of it as the window pads). */
static int32_t conv2d_packed_kernel(sk_device *d, const sk_window *win, const sk_view *x,
                                    const sk_view *weight, const void *packed, const sk_view *bias,
                                    const sk_view *residual, int32_t activation, double slope,
                                    const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int64_t kh = weight->dim[2], kw = weight->dim[3], groups = win->groups, taps = kh * kw;
  int64_t *offset = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)taps * sizeof(int64_t));
  if (!offset) return SK_NO_MEMORY;
  for (int64_t t = 0; t < taps; t++) {
    offset[t] = (t / kw * win->dilation_h - win->pad_h) * x->stride[2]
        + (t % kw * win->dilation_w - win->pad_w) * x->stride[3];
  }
  const int mean = win->algorithm == SK_WINOGRAD_MEAN;
  product q = {.in = x->data, .images = x->dim[0], .groups = groups, .rows = y->dim[2] << mean,
               .columns = y->dim[3] << mean, .in_image = x->stride[0], .in_group = weight->dim[1],
               .in_row = win->stride_h * x->stride[2], .in_step = win->stride_w * x->stride[3],
               .tap = offset, .taps = taps, .terms = weight->dim[1], .w = packed,
               .outputs = weight->dim[0] / groups, .panels = ceil_div(weight->dim[0] / groups, NR),
               .bias = bias ? bias->data : NULL, .y = y->data, .y_image = y->stride[0],
               .y_channel = y->stride[1], .y_row = y->stride[2], .y_step = y->stride[3],
               .activation = activation, .slope = (float)slope};
  if (residual) {
    q.residual = residual->data;
    q.r_image = residual->stride[0];
    q.r_row = residual->stride[2];
    q.r_step = residual->stride[3];
  }
  if (win->algorithm == SK_DIRECT) {
    run_product(d, &q);
    return SK_OK;
  }
  q.in += offset[0]; /* of the corner of the first window */
  if (win->algorithm == SK_NARROW) return run_narrow(d, &q, kh, kw);
  return run_winograd(d, &q, packed, mean, q.rows + 2, q.columns + 2);
}

/* Fills the border of a picture, `h` rows and `w` columns on each side: reflected (without
 * repeating the edge), or zero. */
typedef struct border_call {
  const sk_view *x;
  int reflect;
  int64_t h, w;
} border_call;

static int64_t reflected(int64_t i, int64_t n) { return i < 0 ? -i : i >= n ? 2 * n - 2 - i : i; }

static void border_tile(void *context, int64_t image) {
  const border_call *c = context;
  const sk_view *x = c->x;
  const int64_t row = x->stride[2], step = x->stride[3], H = x->dim[2], W = x->dim[3];
  const size_t bytes = (size_t)x->dim[1] * sizeof(float);
  float *p = (float *)x->data + image * x->stride[0];
  for (int64_t i = -c->h; i < H + c->h; i++) {
    int inside = i >= 0 && i < H;
    int64_t from = reflected(i, H);
    for (int64_t j = -c->w; j < W + c->w; j++) {
      if (inside && j == 0) j = W; /* what lies within stays */
      if (j == W + c->w) break;
      float *to = p + i * row + j * step;
      if (c->reflect) {
        memcpy(to, p + from * row + reflected(j, W) * step, bytes);
      } else {
        memset(to, 0, bytes);
      }
    }
  }
}

static int32_t border_kernel(sk_device *d, int32_t reflect, int32_t h, int32_t w, const sk_view *x) {
  border_call c = {.x = x, .reflect = reflect, .h = h, .w = w};
  double elements = 2.0 * (double)(x->dim[0] * x->dim[1]) * (double)(h * x->dim[3] + w * x->dim[2]);
  sk_parallel(d, x->dim[0], elements * 0.3, border_tile, &c);
  return SK_OK;
}

/* The sparse map of planes.c, all channels of a place at once. */
typedef struct last_map {
  const sk_taps *rows, *columns;
  const sk_view *x, *residual, *y;
} last_map;

static void add_place(float *restrict y, const float *restrict x, float w, int64_t n, int first) {
  if (first && w == 1) {
    memcpy(y, x, (size_t)n * sizeof(float));
  } else if (first) {
    for (int64_t c = 0; c < n; c++) y[c] = w * x[c];
  } else {
    for (int64_t c = 0; c < n; c++) y[c] = fma_s(w, x[c], y[c]);
  }
}

static void last_map_tile(void *context, int64_t tile) {
  const last_map *m = context;
  const sk_taps *r = m->rows, *s = m->columns;
  const sk_view *x = m->x, *y = m->y, *add = m->residual;
  int64_t image = tile / r->out, i = tile % r->out, channels = y->dim[1];
  const float *residual =
      add ? (const float *)add->data + image * add->stride[0] + i * add->stride[2] : NULL;
  const float *from = (const float *)x->data + image * x->stride[0];
  float *to = (float *)y->data + image * y->stride[0] + i * y->stride[2];
  for (int32_t j = 0; j < s->out; j++, to += y->stride[3]) {
    int first = !residual;
    if (residual) memcpy(to, residual + j * add->stride[3], (size_t)channels * sizeof(float));
    for (int32_t k = r->start[i]; k < r->start[i + 1]; k++) {
      const float *row = from + r->source[k] * x->stride[2];
      for (int32_t l = s->start[j]; l < s->start[j + 1]; l++) {
        add_place(to, row + s->source[l] * x->stride[3], r->weight[k] * s->weight[l], channels, first);
        first = 0;
      }
    }
    if (first) memset(to, 0, (size_t)channels * sizeof(float));
  }
}

static int32_t axis_map2d_last_kernel(sk_device *d, const sk_taps *rows, const sk_taps *columns,
                                      const sk_view *x, const sk_view *residual,
                                      const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  last_map m = {.rows = rows, .columns = columns, .x = x, .residual = residual, .y = y};
  double per = (double)rows->start[rows->out] / rows->out * columns->start[columns->out] / columns->out;
  sk_parallel(d, x->dim[0] * rows->out, 0.2 * (1 + per) * (double)numel(y), last_map_tile, &m);
  return SK_OK;
}

/* max_pool2d without the places, all channels of a place at once. */
static void last_max_tile(void *context, int64_t tile) {
  const last_map *m = context;
  const sk_taps *r = m->rows, *s = m->columns;
  const sk_view *x = m->x, *y = m->y;
  int64_t image = tile / r->out, i = tile % r->out, channels = y->dim[1];
  const float *from = (const float *)x->data + image * x->stride[0];
  float *restrict to = (float *)y->data + image * y->stride[0] + i * y->stride[2];
  for (int32_t j = 0; j < s->out; j++, to += y->stride[3]) {
    int first = 1;
    for (int32_t k = r->start[i]; k < r->start[i + 1]; k++) {
      for (int32_t l = s->start[j]; l < s->start[j + 1]; l++) {
        const float *restrict p = from + r->source[k] * x->stride[2] + s->source[l] * x->stride[3];
        if (first) {
          memcpy(to, p, (size_t)channels * sizeof(float));
        } else { /* a NaN wins, and stays: nothing is larger */
          for (int64_t c = 0; c < channels; c++) to[c] = p[c] > to[c] || p[c] != p[c] ? p[c] : to[c];
        }
        first = 0;
      }
    }
  }
}

static int32_t max_pool2d_last_kernel(sk_device *d, const sk_taps *rows, const sk_taps *columns,
                                      const sk_view *x, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  last_map m = {.rows = rows, .columns = columns, .x = x, .y = y};
  double per = (double)rows->start[rows->out] / rows->out * columns->start[columns->out] / columns->out;
  sk_parallel(d, x->dim[0] * rows->out, 0.2 * (1 + per) * (double)numel(y), last_max_tile, &m);
  return SK_OK;
}

/* channel_norm for pictures: rows are cut into chunks of fixed size, whose sums are combined in
 * order. Within a chunk floats are added, FLOATS at most, then doubles. */
enum { FLOATS = 64, CHUNK = 8192 };

typedef struct last_norm {
  const sk_view *x, *residual, *y;
  int64_t chunk_rows, chunks, groups; /* rows a chunk; chunks an image; groups of statistics */
  double *partial;                    /* [image][chunk][channel] */
  float *mean, *scale, *shift;        /* [group][channel] */
  int over_batch, activation;
  float slope;
  int squares;
} last_norm;

static void last_sum_tile(void *context, int64_t tile) {
  const last_norm *k = context;
  const sk_view *x = k->x;
  int64_t image = tile / k->chunks, first = tile % k->chunks * k->chunk_rows, C = x->dim[1];
  int64_t last = min_i(x->dim[2], first + k->chunk_rows);
  const float *mean = k->mean + (k->over_batch ? 0 : image) * C;
  double *out = k->partial + tile * C;
  float sum[CHUNK / 32];
  for (int64_t c = 0; c < C; c += CHUNK / 32) {
    int64_t n = min_i(CHUNK / 32, C - c), count = 0;
    for (int64_t i = 0; i < n; i++) sum[i] = 0;
    for (int64_t i = 0; i < n; i++) out[c + i] = 0;
    for (int64_t r = first; r < last; r++) {
      const float *p = (const float *)x->data + image * x->stride[0] + r * x->stride[2] + c;
      for (int64_t w = 0; w < x->dim[3]; w++, p += x->stride[3]) {
        if (k->squares) {
          for (int64_t i = 0; i < n; i++) {
            float v = p[i] - mean[c + i];
            sum[i] = fma_s(v, v, sum[i]);
          }
        } else {
          for (int64_t i = 0; i < n; i++) sum[i] += p[i];
        }
        if (++count % FLOATS == 0) {
          for (int64_t i = 0; i < n; i++) out[c + i] += sum[i], sum[i] = 0;
        }
      }
    }
    for (int64_t i = 0; i < n; i++) out[c + i] += sum[i];
  }
}

/* The mean over a group of what the chunks summed up for channel c. */
static double combined(const last_norm *k, int64_t group, int64_t c) {
  const sk_view *x = k->x;
  int64_t first = k->over_batch ? 0 : group, last = k->over_batch ? x->dim[0] : group + 1;
  double sum = 0;
  for (int64_t t = first * k->chunks; t < last * k->chunks; t++) sum += k->partial[t * x->dim[1] + c];
  return sum / (double)((last - first) * x->dim[2] * x->dim[3]);
}

static void last_norm_tile(void *context, int64_t tile) {
  const last_norm *k = context;
  const sk_view *x = k->x, *y = k->y;
  int64_t image = tile / k->chunks, first = tile % k->chunks * k->chunk_rows, C = x->dim[1];
  int64_t last = min_i(x->dim[2], first + k->chunk_rows), group = k->over_batch ? 0 : image;
  const float *restrict mean = k->mean + group * C, *restrict scale = k->scale + group * C;
  const float *restrict shift = k->shift + group * C;
  const float slope = k->activation == 1 ? 0 : k->slope;
  for (int64_t r = first; r < last; r++) {
    const float *restrict p = (const float *)x->data + image * x->stride[0] + r * x->stride[2];
    float *restrict q = (float *)y->data + image * y->stride[0] + r * y->stride[2];
    const float *restrict add =
        k->residual ? (const float *)k->residual->data + image * k->residual->stride[0]
            + r * k->residual->stride[2] : NULL;
    for (int64_t w = 0; w < x->dim[3]; w++, p += x->stride[3], q += y->stride[3]) {
      for (int64_t c = 0; c < C; c++) q[c] = fma_s(p[c] - mean[c], scale[c], shift[c]);
      if (add) {
        for (int64_t c = 0; c < C; c++) q[c] += add[w * k->residual->stride[3] + c];
      }
      if (k->activation) {
        for (int64_t c = 0; c < C; c++) q[c] = q[c] <= 0 ? (slope == 0 ? 0 : slope * q[c]) : q[c];
      }
    }
  }
}

static int32_t channel_norm_last_kernel(sk_device *d, int32_t over_batch, double eps, const sk_view *x,
                                        const sk_view *weight, const sk_view *bias,
                                        const sk_view *residual, int32_t activation, double slope,
                                        const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int64_t C = x->dim[1];
  last_norm k = {.x = x, .residual = residual, .y = y, .over_batch = over_batch, .activation = activation,
                 .slope = (float)slope, .groups = over_batch ? 1 : x->dim[0]};
  k.chunk_rows = max_i(1, CHUNK / (C * x->dim[3]));
  k.chunks = ceil_div(x->dim[2], k.chunk_rows);
  int64_t tiles = x->dim[0] * k.chunks;
  char *memory = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)(tiles * C * 8 + 3 * k.groups * C * 4));
  if (!memory) return SK_NO_MEMORY;
  k.partial = (double *)memory;
  k.mean = (float *)(memory + tiles * C * 8);
  k.scale = k.mean + k.groups * C;
  k.shift = k.scale + k.groups * C;
  double cost = 0.15 * (double)numel(x);
  sk_parallel(d, tiles, cost, last_sum_tile, &k);
  for (int64_t g = 0; g < k.groups; g++) {
    for (int64_t c = 0; c < C; c++) k.mean[g * C + c] = (float)combined(&k, g, c);
  }
  k.squares = 1;
  sk_parallel(d, tiles, cost, last_sum_tile, &k);
  for (int64_t g = 0; g < k.groups; g++) {
    for (int64_t c = 0; c < C; c++) {
      double scale = 1 / sqrt(combined(&k, g, c) + eps);
      if (weight) scale *= ((const float *)weight->data)[c];
      k.scale[g * C + c] = (float)scale;
      k.shift[g * C + c] = bias ? ((const float *)bias->data)[c] : 0;
    }
  }
  sk_parallel(d, tiles, cost, last_norm_tile, &k);
  return SK_OK;
}
