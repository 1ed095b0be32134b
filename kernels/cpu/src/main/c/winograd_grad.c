/* Gradients of 3x3 convolutions by their weights, by Winograd's F(3x3, 4x4): 3x3 results from 6x6
 * places of the picture and 4x4 of the gradient, with the points and the transform of the picture
 * of winograd.c. Tiles of all images are summed up before they are transformed back.
 *
 * For each of the 36 places that is a product of matrices, channels x tiles by tiles x outputs.
 * Tiles are taken in chunks whose transforms stay in the cache that cores share. */

enum { W_CHUNK_BYTES = 6 << 20 };

static inline __attribute__((always_inline)) void gradient_line(const vfloat *g, int s, vfloat *u) {
  const vfloat sixth = splat(-1.0f / 6), part = splat(1.0f / 24), four = splat(4);
  vfloat even = g[0] + g[2 * s], odd = g[s] + g[3 * s];
  vfloat far = fma_v(four, g[2 * s], g[0]), twice = fma_v(splat(8), g[3 * s], g[s] + g[s]);
  u[0] = g[0] * splat(0.25f);
  u[1] = (even + odd) * sixth;
  u[2] = (even - odd) * sixth;
  u[3] = (far + twice) * part;
  u[4] = (far - twice) * part;
  u[5] = g[3 * s];
}

static inline __attribute__((always_inline)) void window_line(const vfloat *m, int s, vfloat *y) {
  vfloat a = m[s] + m[2 * s], c = m[3 * s] + m[4 * s], d = m[3 * s] - m[4 * s];
  y[0] = m[0] + a + c;
  y[1] = fma_v(splat(2), d, m[s] - m[2 * s]);
  y[2] = fma_v(splat(4), c, a) + m[5 * s];
}

typedef struct winograd_grad {
  winograd x;     /* the picture: its tiles are those of the gradient */
  const float *dy; /* packed: [images][tile_rows * 4][tile_columns * 4][outputs] */
  int64_t outputs, panels;
  int64_t first, count;               /* of the chunk's tiles */
  int64_t v_place, g_place, m_place;  /* floats from place to place */
  float *v; /* [place][tile][channel] */
  float *g; /* [place][panel][tile][NR] */
  float *m; /* [place][panel][channel][NR] */
  float *dw;
} winograd_grad;

static void gradient_transform(void *context, int64_t t) {
  const winograd_grad *w = context;
  const int64_t row_step = w->x.tile_columns * W_OUT * w->outputs, tile = w->first + t;
  int64_t column = tile % w->x.tile_columns * W_OUT, row = tile / w->x.tile_columns * W_OUT;
  const float *dy = w->dy + row * row_step + column * w->outputs;
  winograd_input(&w->x, tile, w->v + t * w->x.p->terms, w->v_place);
  for (int64_t i = 0; i < w->panels * NR; i += VL) {
    float *to = w->g + (i / NR * w->count + t) * NR + i % NR;
    vfloat half[W_OUT * W_IN], d[W_OUT], u[W_IN];
    for (int k = 0; k < W_OUT; k++) {
      for (int r = 0; r < W_OUT; r++) {
        d[r] = i < w->outputs ? load(dy + r * row_step + k * w->outputs + i) : (vfloat){0};
      }
      gradient_line(d, 1, half + k * W_IN);
    }
    for (int r = 0; r < W_IN; r++) {
      gradient_line(half + r, W_IN, u);
#pragma GCC unroll 6
      for (int k = 0; k < W_IN; k++) store(to + (r * W_IN + k) * w->g_place, u[k]);
    }
  }
}

static void gradient_products(void *context, int64_t task) {
  const winograd_grad *w = context;
  static const int64_t none = 0;
  int64_t place = task / w->panels, panel = task % w->panels, channels = w->x.p->terms;
  const float *v = w->v + place * w->v_place;
  const float *g = w->g + place * w->g_place + panel * w->count * NR;
  float *m = w->m + place * w->m_place + panel * channels * NR;
  tile_args a = {.step = 1, .term_step = channels, .tap = &none, .taps = 1};
  for (int64_t c = 0; c < channels; c += MR) {
    a.sums = m + c * NR;
    for (int64_t t = 0; t < w->count; t += FLUSH) {
      a.in = v + t * channels + c;
      a.w = g + t * NR;
      a.terms = min_i(FLUSH, w->count - t);
      a.add = w->first + t > 0;
      any_tile[min_i(MR, channels - c)](&a);
    }
  }
}

static void gradient_windows(void *context, int64_t panel) {
  enum { CHANNELS = 4 };
  const winograd_grad *w = context;
  int64_t channels = w->x.p->terms, n = min_i(NR, w->outputs - panel * NR);
  _Alignas(64) float out[CHANNELS * 9 * NR];
  for (int64_t c = 0; c < channels; c += CHANNELS) {
    for (int64_t i = 0; i < CHANNELS * NR; i += VL) {
      const float *m = w->m + (panel * channels + c) * NR + i;
      vfloat half[3 * W_IN], in[W_IN], y[3];
      for (int k = 0; k < W_IN; k++) {
#pragma GCC unroll 6
        for (int r = 0; r < W_IN; r++) in[r] = load(m + (r * W_IN + k) * w->m_place);
        window_line(in, 1, half + k * 3);
      }
      for (int r = 0; r < 3; r++) {
        window_line(half + r, 3, y);
        for (int k = 0; k < 3; k++) store(out + (i / NR * 9 + r * 3 + k) * NR + i % NR, y[k]);
      }
    }
    turn(out, CHANNELS * 9, n, NR, w->dw + (panel * NR * channels + c) * 9, channels * 9);
  }
}

/* Whether it pays, as winograd_pays. */
static int winograd_grad_pays(int64_t images, int64_t rows, int64_t columns, int64_t channels,
                              int64_t outputs) {
  if (channels % 16 || channels < 32 || outputs < 32) return 0;
  const double rate = 6.0 * VL, width = 16.0 / VL;
  double pairs = (double)(channels * outputs), tiles = (double)winograd_tiles(images, rows, columns);
  double direct = (double)(images * rows * columns) * 9 * pairs / (0.7 * rate);
  double ours = tiles * W_PLACES * pairs / rate + 14 * width * pairs
      + width * tiles * 2 * (double)(channels + outputs);
  return ours < 0.85 * direct;
}

/* `p` is the picture, with its top and left. */
static int32_t winograd_grad_kernel(sk_device *d, picture *p, const sk_view *dy, const sk_view *dw) {
  int64_t images = dy->dim[0], rows = dy->dim[2], columns = dy->dim[3];
  product q = {.terms = p->channels};
  winograd_grad w = {.outputs = dy->dim[1], .panels = ceil_div(dy->dim[1], NR), .dw = dw->data};
  w.x = (winograd){.p = &q, .tile_rows = ceil_div(rows, W_OUT), .tile_columns = ceil_div(columns, W_OUT)};
  w.x.tiles = winograd_tiles(images, rows, columns);
  p->rows = w.x.in_rows = w.x.tile_rows * W_OUT + 2;
  p->columns = w.x.in_columns = w.x.tile_columns * W_OUT + 2;
  picture g = {.from = dy->data, .images = images, .channels = w.outputs, .h = rows, .w = columns,
               .rows = w.x.tile_rows * W_OUT, .columns = w.x.tile_columns * W_OUT};
  if (pack_picture(d, SK_SCRATCH_INPUT, p) || pack_picture(d, SK_SCRATCH_WEIGHT, &g)) {
    return SK_NO_MEMORY;
  }
  q.in = p->to;
  q.in_step = p->channels;
  q.in_row = p->columns * p->channels;
  q.in_image = p->rows * q.in_row;
  w.dy = g.to;
  int64_t chunk = W_CHUNK_BYTES / (W_PLACES * 4 * (q.terms + w.panels * NR)) / FLUSH * FLUSH;
  chunk = min_i(max_i(chunk, FLUSH), w.x.tiles);
  w.v_place = chunk * q.terms + W_GAP;
  w.g_place = chunk * w.panels * NR + W_GAP;
  w.m_place = q.terms * w.panels * NR + W_GAP;
  size_t floats = (size_t)(W_PLACES * (w.v_place + w.g_place + w.m_place));
  w.v = sk_scratch(d, SK_SCRATCH_OTHER, floats * sizeof(float));
  if (!w.v) return SK_NO_MEMORY;
  w.g = w.v + W_PLACES * w.v_place;
  w.m = w.g + W_PLACES * w.g_place;
  for (; w.first < w.x.tiles; w.first += w.count) {
    w.count = min_i(chunk, w.x.tiles - w.first);
    double tiles = (double)w.count, pairs = (double)(q.terms * w.panels * NR);
    sk_parallel(d, w.count, 3 * tiles * (double)(q.terms + w.outputs), gradient_transform, &w);
    sk_parallel(d, W_PLACES * w.panels, 0.2 * W_PLACES * tiles * pairs / VL, gradient_products, &w);
  }
  sk_parallel(d, w.panels, 6.0 * (double)(q.terms * w.outputs), gradient_windows, &w);
  return SK_OK;
}
