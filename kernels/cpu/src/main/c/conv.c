/* y = x convolved with weight, plus bias (see dev.sosia.engine.kernel.Conv2d), and its transpose in
 * the input. Dense pictures [N, C, H, W], weights [O, C/groups, kh, kw].
 *
 * The picture is repacked once: channels last, with its border, so that a window's channels follow
 * each other in memory and nothing in the inner loop asks where the edge is. Then a convolution of
 * any stride and dilation is a product (tile.h) whose taps are the offsets of the window's places.
 *
 * The transpose is made of strideH x strideW convolutions of stride 1: results whose coordinates
 * leave the same rest when divided by the stride are reached by the same places of the window. */

typedef struct picture {
  const float *from; /* [images][channels][h][w] */
  int64_t images, channels, h, w;
  int64_t top, left;     /* coordinates in the picture of the packed one's corner */
  int64_t rows, columns; /* of the packed picture */
  float *to;             /* [images][rows][columns][channels] */
} picture;

static void pack_picture_row(void *context, int64_t tile) {
  const picture *p = context;
  int64_t image = tile / p->rows, row = tile % p->rows, y = row + p->top, c = p->channels;
  float *to = p->to + tile * p->columns * c;
  int64_t from = min_i(max_i(-p->left, 0), p->columns); /* first column inside */
  int64_t last = min_i(max_i(p->w - p->left, from), p->columns);
  if (y < 0 || y >= p->h) from = last = p->columns;
  memset(to, 0, (size_t)(from * c) * sizeof(float));
  memset(to + last * c, 0, (size_t)((p->columns - last) * c) * sizeof(float));
  const float *x = p->from + (image * c * p->h + y) * p->w + p->left;
  int64_t plane = p->h * p->w;
  for (int64_t k = 0; k < c; k += 16) {
    int64_t n = min_i(16, c - k);
    const float *in = x + k * plane;
    float *out = to + k;
    for (int64_t i = from; i < last; i++) {
      for (int64_t j = 0; j < n; j++) out[i * c + j] = in[j * plane + i];
    }
  }
}

static int pack_picture(sk_device *d, int slot, picture *p) {
  int64_t size = p->images * p->rows * p->columns * p->channels;
  p->to = sk_scratch(d, slot, (size_t)(size + NR) * sizeof(float));
  if (!p->to) return SK_NO_MEMORY;
  sk_parallel(d, p->images * p->rows, 0.6 * (double)size, pack_picture_row, p);
  return SK_OK;
}

/* One set of taps: which places of the window, and where they lie in the packed picture. */
typedef struct weights {
  const float *from;
  int64_t groups, outputs, channels;          /* of a group */
  int64_t group_step, output_step, channel_step; /* in `from` */
  int64_t taps, panels;
  const int64_t *place; /* of each tap in the window, row-major */
  float *to;            /* [group][panel][tap][channel][NR] */
} weights;

static void pack_weights_panel(void *context, int64_t tile) {
  const weights *w = context;
  int64_t group = tile / w->panels, first = tile % w->panels * NR;
  int64_t n = min_i(NR, w->outputs - first), size = w->channels * NR;
  const float *from = w->from + group * w->group_step + first * w->output_step;
  for (int64_t t = 0; t < w->taps; t++) {
    pack_panel(from + w->place[t], w->channels, w->channel_step, n, w->output_step,
               w->to + (tile * w->taps + t) * size);
  }
}

/* Memory for the packed weights of at most `taps` taps, their places and their offsets. */
static int weights_memory(sk_device *d, weights *w, int64_t taps, int64_t **place, int64_t **offset) {
  w->panels = ceil_div(w->outputs, NR);
  int64_t floats = w->groups * w->panels * taps * w->channels * NR + NR;
  char *memory = sk_scratch(d, SK_SCRATCH_WEIGHT, (size_t)(floats * 4 + taps * 16 + 64));
  if (!memory) return SK_NO_MEMORY;
  w->to = (float *)memory;
  *place = (int64_t *)(memory + (floats * 4 + 63) / 64 * 64);
  *offset = *place + taps;
  w->place = *place;
  return SK_OK;
}

static void pack_weights(sk_device *d, weights *w) {
  double cost = (double)(w->groups * w->panels * w->taps) * (double)(w->channels * NR);
  sk_parallel(d, w->groups * w->panels, cost, pack_weights_panel, w);
}

static int32_t conv2d_kernel(sk_device *d, const sk_window *win, const sk_view *x,
                             const sk_view *weight, const sk_view *bias, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int64_t kh = weight->dim[2], kw = weight->dim[3], channels = x->dim[1], groups = win->groups;
  int64_t out_h = y->dim[2], out_w = y->dim[3];
  picture p = {.from = x->data, .images = x->dim[0], .channels = channels, .h = x->dim[2],
               .w = x->dim[3], .top = -win->pad_h, .left = -win->pad_w,
               .rows = (out_h - 1) * win->stride_h + (kh - 1) * win->dilation_h + 1,
               .columns = (out_w - 1) * win->stride_w + (kw - 1) * win->dilation_w + 1};
  weights w = {.from = weight->data, .groups = groups, .outputs = weight->dim[0] / groups,
               .channels = channels / groups, .channel_step = kh * kw, .taps = kh * kw};
  w.output_step = w.channels * kh * kw;
  w.group_step = w.outputs * w.output_step;
  int64_t *place, *offset;
  if (pack_picture(d, SK_SCRATCH_INPUT, &p)) return SK_NO_MEMORY;
  if (weights_memory(d, &w, kh * kw, &place, &offset)) return SK_NO_MEMORY;
  for (int64_t t = 0; t < kh * kw; t++) {
    place[t] = t;
    offset[t] = (t / kw * win->dilation_h * p.columns + t % kw * win->dilation_w) * channels;
  }
  pack_weights(d, &w);
  product q = {.in = p.to, .images = p.images, .groups = groups, .rows = out_h, .columns = out_w,
               .in_image = p.rows * p.columns * channels, .in_group = w.channels,
               .in_row = win->stride_h * p.columns * channels, .in_step = win->stride_w * channels,
               .tap = offset, .taps = w.taps, .terms = w.channels, .w = w.to, .outputs = w.outputs,
               .panels = w.panels, .bias = bias ? bias->data : NULL, .y = y->data,
               .y_image = y->dim[1] * out_h * out_w, .y_channel = out_h * out_w, .y_row = out_w,
               .y_step = 1};
  run_product(d, &q);
  return SK_OK;
}

/* Of the window's k places along one axis, those that reach results with rest `rest`: result
 * rest + stride*t reads dy at t + shift. Returns their number. */
static int64_t reaching(int64_t rest, int64_t k, int64_t stride, int64_t pad, int64_t dilation,
                        int64_t at, int64_t *shift) {
  int64_t reach = rest + pad - at * dilation;
  *shift = floor_div(reach, stride);
  return at < k && *shift * stride == reach;
}

static int32_t conv2d_input_grad_kernel(sk_device *d, const sk_window *win, const sk_view *dy,
                                        const sk_view *weight, const sk_view *dx) {
  if (numel(dx) == 0) return SK_OK;
  int64_t kh = weight->dim[2], kw = weight->dim[3], groups = win->groups, outputs = dy->dim[1];
  int64_t h = dx->dim[2], v = dx->dim[3], sh = win->stride_h, sv = win->stride_w;
  /* a result reads dy from shift (smallest: last place of the window, rest 0) on */
  int64_t top = floor_div(win->pad_h - (kh - 1) * win->dilation_h, sh);
  int64_t left = floor_div(win->pad_w - (kw - 1) * win->dilation_w, sv);
  int64_t bottom = floor_div(h - 1 + win->pad_h, sh), right = floor_div(v - 1 + win->pad_w, sv);
  picture p = {.from = dy->data, .images = dy->dim[0], .channels = outputs, .h = dy->dim[2],
               .w = dy->dim[3], .top = top, .left = left, .rows = bottom - top + 1,
               .columns = right - left + 1};
  weights w = {.from = weight->data, .groups = groups, .outputs = weight->dim[1],
               .channels = outputs / groups, .output_step = kh * kw};
  w.channel_step = w.outputs * kh * kw;
  w.group_step = w.channels * w.channel_step;
  int64_t *place, *offset;
  if (pack_picture(d, SK_SCRATCH_INPUT, &p)) return SK_NO_MEMORY;
  if (weights_memory(d, &w, kh * kw, &place, &offset)) return SK_NO_MEMORY;
  for (int64_t ry = 0; ry < min_i(sh, h); ry++) {
    for (int64_t rx = 0; rx < min_i(sv, v); rx++) {
      w.taps = 0;
      for (int64_t t = 0; t < kh * kw; t++) {
        int64_t y, x;
        if (reaching(ry, kh, sh, win->pad_h, win->dilation_h, t / kw, &y)
            && reaching(rx, kw, sv, win->pad_w, win->dilation_w, t % kw, &x)) {
          place[w.taps] = t;
          offset[w.taps++] = ((y - top) * p.columns + x - left) * outputs;
        }
      }
      pack_weights(d, &w);
      product q = {.in = p.to, .images = p.images, .groups = groups,
                   .rows = ceil_div(h - ry, sh), .columns = ceil_div(v - rx, sv),
                   .in_image = p.rows * p.columns * outputs, .in_group = w.channels,
                   .in_row = p.columns * outputs, .in_step = outputs, .tap = offset, .taps = w.taps,
                   .terms = w.channels, .w = w.to, .outputs = w.outputs, .panels = w.panels,
                   .y = (float *)dx->data + ry * v + rx, .y_image = dx->dim[1] * h * v,
                   .y_channel = h * v, .y_row = sh * v, .y_step = sv};
      run_product(d, &q);
    }
  }
  return SK_OK;
}
