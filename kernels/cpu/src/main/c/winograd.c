/* Convolutions of 3x3, stride 1, by Winograd's F(4x4, 3x3) (Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", 2015, section 4.3): 4x4 results from 6x6 places with 36
 * multiplications where the definition takes 144.
 *
 *     Y = A^T [ (G g G^T) . (B^T d B) ] A        with the points 0, 1, -1, 2, -2 and infinity
 *
 * The products of one place of the 36, over all channels and tiles, are a product of matrices and
 * run through the register tile. What a task transforms stays in its core's cache: a block of tiles
 * is transformed, multiplied with all panels of weights, transformed back and stored.
 *
 * Rounding errors are some three times those of the plain sum (measured in docs/cpu-kernels.md),
 * and a NaN or an infinity reaches all results of the tiles that hold it. */

enum { W_OUT = 4, W_IN = 6, W_PLACES = SK_WINOGRAD_PLACES };
enum { W_BLOCK_BYTES = 900000, W_LARGEST_BLOCK = 48, W_LARGEST_MR = 12 };
/* Between the places of transformed things: without it they would lie a multiple of 4096 bytes
 * apart, where a cache keeps few lines, and each transform writes 36 of them. */
enum { W_GAP = SK_WINOGRAD_GAP };
/* Tiles of a row whose results are stored together: 64 bytes of each channel. */
enum { W_TOGETHER = 4 };

/* The three one-dimensional transforms; x and y may not be the same. */
static inline __attribute__((always_inline)) void input_line(const vfloat *d, int s, vfloat *t) {
  const vfloat four = splat(4), minus4 = splat(-4), minus5 = splat(-5);
  vfloat a = fma_v(minus4, d[2 * s], d[4 * s]), b = fma_v(minus4, d[s], d[3 * s]);
  vfloat c = d[4 * s] - d[2 * s], e = d[3 * s] - d[s];
  e += e;
  t[0] = fma_v(four, d[0], fma_v(minus5, d[2 * s], d[4 * s]));
  t[1] = a + b;
  t[2] = a - b;
  t[3] = c + e;
  t[4] = c - e;
  t[5] = fma_v(four, d[s], fma_v(minus5, d[3 * s], d[5 * s]));
}

static inline __attribute__((always_inline)) void weight_line(const vfloat *g, int s, vfloat *u) {
  const vfloat sixth = splat(-1.0f / 6), part = splat(1.0f / 24), four = splat(4);
  vfloat sum = g[0] + g[2 * s], far = fma_v(four, g[2 * s], g[0]), twice = g[s] + g[s];
  u[0] = g[0] * splat(0.25f);
  u[1] = (sum + g[s]) * sixth;
  u[2] = (sum - g[s]) * sixth;
  u[3] = (far + twice) * part;
  u[4] = (far - twice) * part;
  u[5] = g[2 * s];
}

static inline __attribute__((always_inline)) void output_line(const vfloat *m, int s, vfloat *y) {
  vfloat a = m[s] + m[2 * s], b = m[s] - m[2 * s], c = m[3 * s] + m[4 * s], d = m[3 * s] - m[4 * s];
  y[0] = m[0] + a + c;
  y[1] = fma_v(splat(2), d, b);
  y[2] = fma_v(splat(4), c, a);
  y[3] = fma_v(splat(8), d, b) + m[5 * s];
}

/* Weights as winograd_tile wants them: [panel][place][channel][NR]. */
static void winograd_weights_panel(void *context, int64_t panel) {
  const weights *w = context;
  enum { CHANNELS = 8 };
  float g[9][CHANNELS * NR];
  int64_t first = panel * NR, n = min_i(NR, w->outputs - first), size = w->channels * NR + W_GAP;
  const float *from = w->from + first * w->output_step;
  float *to = w->to + panel * W_PLACES * size;
  for (int64_t c = 0; c < w->channels; c += CHANNELS) {
    int64_t count = min_i(CHANNELS, w->channels - c);
    for (int t = 0; t < 9; t++) {
      pack_panel(from + c * w->channel_step + w->place[t], count, w->channel_step, n,
                 w->output_step, g[t]);
    }
    for (int64_t i = 0; i < count * NR; i += VL) {
      vfloat in[9], half[3 * W_IN], u[W_IN];
      for (int t = 0; t < 9; t++) in[t] = load(g[t] + i);
      for (int k = 0; k < 3; k++) weight_line(in + k, 3, half + k * W_IN); /* along columns */
      for (int r = 0; r < W_IN; r++) {
        weight_line(half + r, W_IN, u);
        for (int k = 0; k < W_IN; k++) store(to + (r * W_IN + k) * size + c * NR + i, u[k]);
      }
    }
  }
}

static void winograd_weights(sk_device *d, weights *w) {
  double elements = (double)(w->outputs * w->channels);
  sk_parallel(d, w->panels, 8.0 * elements, winograd_weights_panel, w);
}

static int64_t winograd_floats(const weights *w) {
  return w->panels * W_PLACES * (w->channels * NR + W_GAP);
}

/* A product whose window is 3x3: of `p` the fields of the picture, the result and what is done as it
 * is stored; `mean`: stored are means over 2x2 places; `p->in` is the place under the corner of the first window; no place is read beyond in_rows,
 * in_columns. */
typedef struct winograd {
  const product *p;
  const float *u;
  int mean;
  int64_t in_rows, in_columns;
  int64_t tile_rows, tile_columns, tiles, block, blocks, panels_each, panel_blocks;
  slots slots; /* transformed inputs [place][tile][channel], products [place][tile][NR] */
} winograd;

/* `whole` says that all 36 places lie in the picture. */
static inline __attribute__((always_inline)) void input_tile(const product *p, const float *in,
                                                             int64_t rows, int64_t columns,
                                                             const int whole, float *v,
                                                             int64_t place_floats) {
  for (int64_t c = 0; c < p->terms; c += VL) {
    vfloat half[W_PLACES], t[W_IN], d[W_IN];
    for (int64_t k = 0; k < W_IN; k++) {
      const float *at = in + k * p->in_step + c;
#pragma GCC unroll 6
      for (int64_t r = 0; r < W_IN; r++) {
        d[r] = whole || (r < rows && k < columns) ? load(at + r * p->in_row) : (vfloat){0};
      }
      input_line(d, 1, half + k * W_IN);
    }
    for (int r = 0; r < W_IN; r++) {
      input_line(half + r, W_IN, t);
#pragma GCC unroll 6
      for (int k = 0; k < W_IN; k++) store(v + (r * W_IN + k) * place_floats + c, t[k]);
    }
  }
}

static void winograd_input(const winograd *w, int64_t tile, float *v, int64_t place_floats) {
  const product *p = w->p;
  int64_t column = tile % w->tile_columns * W_OUT, rest = tile / w->tile_columns;
  int64_t row = rest % w->tile_rows * W_OUT, image = rest / w->tile_rows;
  int64_t rows = min_i(W_IN, w->in_rows - row), columns = min_i(W_IN, w->in_columns - column);
  const float *in = p->in + image * p->in_image + row * p->in_row + column * p->in_step;
  if (rows == W_IN && columns == W_IN) {
    input_tile(p, in, W_IN, W_IN, 1, v, place_floats);
  } else {
    input_tile(p, in, rows, columns, 0, v, place_floats);
  }
}

/* The means of 2x2 places of two rows, into the first one. */
static void mean_of_pairs(float *row, const float *below, int64_t pairs) {
  const vfloat quarter = splat(0.25f);
  for (int64_t i = 0; i < pairs; i++) {
    for (int64_t j = 0; j < NR; j += VL) {
      const float *a = row + 2 * i * NR + j, *b = below + 2 * i * NR + j;
      store(row + i * NR + j, (load(a) + load(a + NR) + (load(b) + load(b + NR))) * quarter);
    }
  }
}

/* Transforms the products of `count` tiles of one row back and stores them. */
static void winograd_output(const winograd *w, int64_t tile, int64_t count, const float *m,
                            int64_t place_floats, int64_t panel) {
  enum { ROW = W_TOGETHER * W_OUT * NR };
  const product *p = w->p;
  _Alignas(64) float out[W_OUT * ROW];
  int64_t column = tile % w->tile_columns * W_OUT, rest = tile / w->tile_columns;
  int64_t row = rest % w->tile_rows * W_OUT, image = rest / w->tile_rows;
  int64_t output = panel * NR, n = min_i(NR, p->outputs - output);
  int64_t rows = min_i(W_OUT, p->rows - row), columns = min_i(count * W_OUT, p->columns - column);
  for (int64_t t = 0; t < count; t++, m += NR) {
    for (int j = 0; j < NV; j++) {
      vfloat half[W_OUT * W_IN], in[W_IN], y[W_OUT];
      for (int k = 0; k < W_IN; k++) {
#pragma GCC unroll 6
        for (int r = 0; r < W_IN; r++) in[r] = load(m + (r * W_IN + k) * place_floats + j * VL);
        output_line(in, 1, half + k * W_OUT);
      }
      for (int r = 0; r < W_OUT; r++) {
        output_line(half + r, W_OUT, y);
#pragma GCC unroll 4
        for (int k = 0; k < W_OUT; k++) store(out + r * ROW + (t * W_OUT + k) * NR + j * VL, y[k]);
      }
    }
  }
  if (w->mean) {
    for (int64_t r = 0; r < rows; r += 2) {
      mean_of_pairs(out + r * ROW, out + (r + 1) * ROW, columns / 2);
      store_tile(p, out + r * ROW, columns / 2, output, n, image, (row + r) / 2, column / 2);
    }
  } else {
    for (int64_t r = 0; r < rows; r++) {
      store_tile(p, out + r * ROW, columns, output, n, image, row + r, column);
    }
  }
}

/* The sums of `count` tiles at one place, for one panel. */
static void winograd_products(const winograd *w, const float *v, const float *u, int64_t count,
                              float *m) {
  static const int64_t none = 0;
  const int64_t terms = w->p->terms, pieces = ceil_div(count, MR);
  tile_args a = {.step = terms, .term_step = 1, .tap = &none, .taps = 1};
  for (int64_t i = 0, at = 0; i < pieces; i++) {
    int64_t n = count / pieces + (i < count % pieces);
    a.sums = m + at * NR;
    for (int64_t c = 0; c < terms; c += FLUSH) {
      a.in = v + at * terms + c;
      a.w = u + c * NR;
      a.terms = min_i(FLUSH, terms - c);
      a.add = c > 0;
      row_tile[n](&a);
    }
    at += n;
  }
}

static void winograd_task(void *context, int64_t task) {
  const winograd *w = context;
  const product *p = w->p;
  float *v = take_slot(&w->slots), *m = v + W_PLACES * (w->block * p->terms + W_GAP);
  int64_t first = task / w->panel_blocks * w->block, count = min_i(w->block, w->tiles - first);
  int64_t panel = task % w->panel_blocks * w->panels_each;
  int64_t last = min_i(p->panels, panel + w->panels_each), u_floats = p->terms * NR + W_GAP;
  int64_t v_floats = w->block * p->terms + W_GAP, m_floats = w->block * NR + W_GAP;
  for (int64_t t = 0; t < count; t++) winograd_input(w, first + t, v + t * p->terms, v_floats);
  for (; panel < last; panel++) {
    const float *u = w->u + panel * W_PLACES * u_floats;
    for (int64_t k = 0; k < W_PLACES; k++) {
      winograd_products(w, v + k * v_floats, u + k * u_floats, count, m + k * m_floats);
    }
    for (int64_t t = 0, n; t < count; t += n) {
      n = min_i(w->tile_columns - (first + t) % w->tile_columns, min_i(W_TOGETHER, count - t));
      winograd_output(w, first + t, n, m + t * NR, m_floats, panel);
    }
  }
  give_slot(&w->slots, v);
}

static int64_t winograd_tiles(int64_t images, int64_t rows, int64_t columns) {
  return images * ceil_div(rows, W_OUT) * ceil_div(columns, W_OUT);
}

/* Whether it pays: by counts of operations and bytes, at rates measured on one machine. `fresh`
 * says that weights are transformed for this product alone. */
static int winograd_pays(int64_t images, int64_t rows, int64_t columns, int64_t channels,
                         int64_t outputs, int fresh) {
  if (channels % 16 || channels < 32 || outputs < 32) return 0;
  const double rate = 6.0 * VL, bytes = 20; /* multiply-adds, bytes a nanosecond */
  double pairs = (double)(channels * outputs), tiles = (double)winograd_tiles(images, rows, columns);
  double direct = (double)(images * rows * columns) * 9 * pairs / rate;
  double weight_bytes = 4 * pairs, width = 16.0 / VL;
  double ours = tiles * W_PLACES * pairs / rate
      + width * tiles * (1.5 * (double)channels + 1.5 * (double)outputs)
      + (fresh ? 8 * width * pairs : 0);
  direct = direct > 9 * weight_bytes / bytes ? direct : 9 * weight_bytes / bytes;
  ours = ours > W_PLACES * weight_bytes / bytes ? ours : W_PLACES * weight_bytes / bytes;
  return ours < 0.85 * direct;
}

static int run_winograd(sk_device *d, const product *p, const float *u, int mean, int64_t in_rows,
                        int64_t in_columns) {
  winograd w = {.p = p, .u = u, .mean = mean, .in_rows = in_rows, .in_columns = in_columns,
                .tile_rows = ceil_div(p->rows, W_OUT), .tile_columns = ceil_div(p->columns, W_OUT)};
  w.tiles = winograd_tiles(p->images, p->rows, p->columns);
  int64_t most = W_BLOCK_BYTES / (W_PLACES * 4 * p->terms) / W_LARGEST_MR * W_LARGEST_MR;
  most = max_i(W_LARGEST_MR, min_i(most, W_LARGEST_BLOCK));
  w.blocks = ceil_div(w.tiles, most);
  w.block = min_i(most, ceil_div(ceil_div(w.tiles, w.blocks), MR) * MR);
  w.blocks = ceil_div(w.tiles, w.block);
  w.panel_blocks = min_i(p->panels, ceil_div(2 * d->threads, w.blocks));
  if (d->threads == 1) w.panel_blocks = 1;
  w.panels_each = ceil_div(p->panels, w.panel_blocks);
  w.panel_blocks = ceil_div(p->panels, w.panels_each);
  if (open_slots(d, W_PLACES * (w.block * (p->terms + NR) + 2 * W_GAP), &w.slots)) return SK_NO_MEMORY;
  double cost = (double)(w.tiles * W_PLACES * p->panels * p->terms) * NV * 0.2;
  sk_parallel(d, w.blocks * w.panel_blocks, cost, winograd_task, &w);
  return SK_OK;
}

static int is_winograd(const sk_window *win, int64_t kh, int64_t kw) {
  return kh == 3 && kw == 3 && win->stride_h == 1 && win->stride_w == 1 && win->dilation_h == 1
      && win->dilation_w == 1 && win->groups == 1;
}

/* The convolution of a row-major picture with weights that are transformed for it; turned: of its
 * gradient with the window upside down. */
static int32_t winograd_alone(sk_device *d, product *q, picture *p, weights *w, int turned) {
  static const int64_t places[2][9] = {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {8, 7, 6, 5, 4, 3, 2, 1, 0}};
  p->rows = ceil_div(q->rows, W_OUT) * W_OUT + 2;
  p->columns = ceil_div(q->columns, W_OUT) * W_OUT + 2;
  if (pack_picture(d, SK_SCRATCH_INPUT, p)) return SK_NO_MEMORY;
  w->place = places[turned];
  w->panels = q->panels = ceil_div(w->outputs, NR);
  w->to = sk_scratch(d, SK_SCRATCH_WEIGHT, (size_t)winograd_floats(w) * sizeof(float));
  if (!w->to) return SK_NO_MEMORY;
  winograd_weights(d, w);
  q->in = p->to;
  q->in_step = p->channels;
  q->in_row = p->columns * p->channels;
  q->in_image = p->rows * q->in_row;
  return run_winograd(d, q, w->to, 0, p->rows, p->columns);
}
