/* dw[o, c, a, b] = sum over n, i, j of dy[n, o, i, j] x[n, c, i*s + a*d - p, ..]: the gradient of a
 * convolution by its weight. Dense.
 *
 * For each place of the window this is a product of matrices, x^T [C, places] by dy [places, O], and
 * runs through the same register tile as the convolution: what were pixels there are input channels
 * here, what were taps are rows of the picture. x is packed channels last with its border, dy into
 * panels of NR channels. The pieces of these long sums are added up in double. */

typedef struct weight_grad {
  const float *x; /* [images][rows][columns][channels] */
  const float *dy; /* [panels][images * out_h][out_w][NR] */
  int64_t channels, group_channels, group_outputs, panels, channel_tiles;
  int64_t kh, kw, columns, dilation_h, dilation_w, stride_w;
  int64_t lines, out_w; /* images * out_h */
  const int64_t *line;  /* where each line of dy begins in x */
  float *dw;
} weight_grad;

static void weight_grad_tile(void *context, int64_t tile) {
  const weight_grad *g = context;
  _Alignas(64) float sums[MR * NR];
  double total[MR * NR] = {0};
  int64_t places = g->kh * g->kw;
  int64_t t = tile % places, rest = tile / places;
  int64_t ct = rest % g->channel_tiles, panel = rest / g->channel_tiles % g->panels;
  int64_t group = rest / g->channel_tiles / g->panels;
  int64_t c = ct * MR, count = min_i(MR, g->group_channels - c);
  int64_t o = panel * NR, n = min_i(NR, g->group_outputs - o);
  const float *x = g->x + group * g->group_channels + c
      + (t / g->kw * g->dilation_h * g->columns + t % g->kw * g->dilation_w) * g->channels;
  const float *dy = g->dy + (group * g->panels + panel) * g->lines * g->out_w * NR;
  int64_t piece = max_i(1, FLUSH / g->out_w);
  for (int64_t l = 0; l < g->lines; l += piece) {
    tile_args a = {.in = x, .step = 1, .term_step = g->stride_w * g->channels, .tap = g->line + l,
                   .taps = min_i(piece, g->lines - l), .terms = g->out_w,
                   .w = dy + l * g->out_w * NR, .sums = sums};
    any_tile[count](&a);
    for (int64_t i = 0; i < count * NR; i++) total[i] += sums[i];
  }
  for (int64_t j = 0; j < n; j++) {
    float *dw = g->dw + ((group * g->group_outputs + o + j) * g->group_channels + c) * places + t;
    for (int64_t i = 0; i < count; i++) dw[i * places] = (float)total[i * NR + j];
  }
}

typedef struct panels_call {
  const float *dy; /* [images][outputs][out_h * out_w] */
  int64_t images, outputs, group_outputs, panels, places; /* of a picture */
  float *to;
} panels_call;

static void panels_tile(void *context, int64_t tile) {
  const panels_call *c = context;
  int64_t image = tile % c->images, panel = tile / c->images; /* of all groups */
  int64_t first = panel % c->panels * NR, n = min_i(NR, c->group_outputs - first);
  int64_t o = panel / c->panels * c->group_outputs + first;
  pack_panel(c->dy + (image * c->outputs + o) * c->places, c->places, 1, n, c->places,
             c->to + tile * c->places * NR);
}

static int32_t conv2d_weight_grad_kernel(sk_device *d, const sk_window *win, const sk_view *x,
                                         const sk_view *dy, const sk_view *dw) {
  if (numel(dw) == 0) return SK_OK;
  if (numel(dy) == 0 || numel(x) == 0) return fill_kernel(d, 0, dw);
  int64_t kh = dw->dim[2], kw = dw->dim[3], channels = x->dim[1], groups = win->groups;
  int64_t images = x->dim[0], out_h = dy->dim[2], out_w = dy->dim[3];
  picture p = {.from = x->data, .images = images, .channels = channels, .h = x->dim[2],
               .w = x->dim[3], .top = -win->pad_h, .left = -win->pad_w,
               .rows = (out_h - 1) * win->stride_h + (kh - 1) * win->dilation_h + 1,
               .columns = (out_w - 1) * win->stride_w + (kw - 1) * win->dilation_w + 1};
  if (is_winograd(win, kh, kw) && winograd_grad_pays(images, out_h, out_w, channels, dy->dim[1])) {
    return winograd_grad_kernel(d, &p, dy, dw);
  }
  if (pack_picture(d, SK_SCRATCH_INPUT, &p)) return SK_NO_MEMORY;
  panels_call pack = {.dy = dy->data, .images = images, .outputs = dy->dim[1],
                      .group_outputs = dy->dim[1] / groups, .places = out_h * out_w};
  pack.panels = ceil_div(pack.group_outputs, NR);
  int64_t size = groups * pack.panels * images * pack.places * NR;
  pack.to = sk_scratch(d, SK_SCRATCH_WEIGHT, (size_t)size * sizeof(float));
  int64_t *line = sk_scratch(d, SK_SCRATCH_OTHER, (size_t)(images * out_h) * sizeof(int64_t));
  if (!pack.to || !line) return SK_NO_MEMORY;
  sk_parallel(d, groups * pack.panels * images, 0.6 * (double)size, panels_tile, &pack);
  for (int64_t l = 0; l < images * out_h; l++) {
    line[l] = (l / out_h * p.rows + l % out_h * win->stride_h) * p.columns * channels;
  }
  weight_grad g = {.x = p.to, .dy = pack.to, .channels = channels,
                   .group_channels = channels / groups, .group_outputs = pack.group_outputs,
                   .panels = pack.panels, .kh = kh, .kw = kw, .columns = p.columns,
                   .dilation_h = win->dilation_h, .dilation_w = win->dilation_w,
                   .stride_w = win->stride_w, .lines = images * out_h, .out_w = out_w,
                   .line = line, .dw = dw->data};
  g.channel_tiles = ceil_div(g.group_channels, MR);
  int64_t tiles = groups * g.panels * g.channel_tiles * kh * kw;
  double cost = (double)(tiles * g.lines) * (double)(out_w * MR * NV) * 0.2;
  sk_parallel(d, tiles, cost, weight_grad_tile, &g);
  return SK_OK;
}
