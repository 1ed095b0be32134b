/* Operands of convolutions as the register tile wants them.
 *
 * Pictures: channels last, with their border, so that a window's channels follow each other in
 * memory and nothing in the inner loop asks where the edge is. Weights: panels of NR outputs. */

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
    turn(in + from, n, last - from, plane, out + from * c, c);
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
