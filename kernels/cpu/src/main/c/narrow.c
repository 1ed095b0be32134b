/* Convolutions of stride 1 to a few channels: a face's three colours would fill a tenth of a panel.
 *
 * The places of the window take the place of the missing outputs: one product with a window of 1x1
 * gives, for each place of the picture, what it adds to each result that sees it, [tap][output].
 * Then each result gathers its terms from its neighbours. Of the products at the border of a task's
 * rows some are computed twice, by neighbours. */

enum { NARROW_ROWS = 4, NARROW_OUTPUTS = 4 };

typedef struct narrow {
  const product *p; /* its window of kh x kw places, of which in_row and in_step are the distances */
  int64_t kh, kw, width; /* width: floats for each place of the picture */
  int64_t row_blocks;
  slots slots; /* [NARROW_ROWS + kh - 1][columns + kw - 1][width] */
} narrow;

static int is_narrow(const sk_window *win, int64_t outputs, int64_t kh, int64_t kw) {
  return win->stride_h == 1 && win->stride_w == 1 && win->dilation_h == 1 && win->dilation_w == 1
      && win->groups == 1 && outputs <= NARROW_OUTPUTS && kh * kw > 1 && kh * kw * outputs <= 32;
}

static int64_t narrow_width(int64_t outputs, int64_t taps) {
  return ceil_div(outputs * taps, NR) * NR;
}

/* weight [O, C, taps] to [panel][C][NR], column tap * O + output. */
static void narrow_weights(const weights *w) {
  int64_t width = narrow_width(w->outputs, w->taps);
  memset(w->to, 0, (size_t)(width * w->channels) * sizeof(float));
  for (int64_t t = 0; t < w->taps; t++) {
    for (int64_t o = 0; o < w->outputs; o++) {
      int64_t column = t * w->outputs + o;
      float *to = w->to + column / NR * w->channels * NR + column % NR;
      const float *from = w->from + o * w->output_step + w->place[t];
      for (int64_t c = 0; c < w->channels; c++) to[c * NR] = from[c * w->channel_step];
    }
  }
}

/* The products of one row of the picture. */
static void narrow_products(const narrow *k, const float *in, float *z) {
  const product *p = k->p;
  static const int64_t none = 0;
  _Alignas(64) float sums[MR * NR];
  int64_t columns = p->columns + k->kw - 1;
  for (int64_t first = 0; first < k->width; first += NR) {
    const float *w = p->w + first * p->terms;
    for (int64_t at = 0, n; at < columns; at += n) {
      n = min_i(MR, columns - at);
      tile_args a = {.step = p->in_step, .term_step = 1, .tap = &none, .taps = 1, .sums = sums};
      for (int64_t c = 0; c < p->terms; c += FLUSH) {
        a.in = in + at * p->in_step + c;
        a.w = w + c * NR;
        a.terms = min_i(FLUSH, p->terms - c);
        a.add = c > 0;
        row_tile[n](&a);
      }
      for (int64_t i = 0; i < n; i++) {
        memcpy(z + (at + i) * k->width + first, sums + i * NR, NR * sizeof(float));
      }
    }
  }
}

static void narrow_task(void *context, int64_t task) {
  typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
  const narrow *k = context;
  const product *p = k->p;
  _Alignas(64) float sums[MR * NR];
  int64_t image = task / k->row_blocks, first = task % k->row_blocks * NARROW_ROWS;
  int64_t rows = min_i(NARROW_ROWS, p->rows - first), row = (p->columns + k->kw - 1) * k->width;
  float *z = take_slot(&k->slots);
  for (int64_t r = 0; r < rows + k->kh - 1; r++) {
    narrow_products(k, p->in + image * p->in_image + (first + r) * p->in_row, z + r * row);
  }
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t at = 0, n; at < p->columns; at += n) {
      n = min_i(MR, p->columns - at);
      for (int64_t i = 0; i < n; i++) {
        four sum = {0};
        for (int64_t y = 0; y < k->kh; y++) {
          for (int64_t x = 0; x < k->kw; x++) {
            sum += *(const four *)(z + (r + y) * row + (at + i + x) * k->width
                                   + (y * k->kw + x) * p->outputs);
          }
        }
        *(four *)(sums + i * NR) = sum;
      }
      store_tile(p, sums, n, 0, p->outputs, image, first + r, at);
    }
  }
  give_slot(&k->slots, z);
}

static int run_narrow(sk_device *d, const product *p, int64_t kh, int64_t kw) {
  narrow k = {.p = p, .kh = kh, .kw = kw, .width = narrow_width(p->outputs, kh * kw),
              .row_blocks = ceil_div(p->rows, NARROW_ROWS)};
  int64_t row = (p->columns + kw - 1) * k.width;
  /* the last place's four floats may reach beyond its own */
  if (open_slots(d, (NARROW_ROWS + kh - 1) * row + NARROW_OUTPUTS, &k.slots)) return SK_NO_MEMORY;
  double cost = (double)(p->images * p->rows * row) * (0.01 * (double)p->terms + 0.3);
  sk_parallel(d, p->images * k.row_blocks, cost, narrow_task, &k);
  return SK_OK;
}
