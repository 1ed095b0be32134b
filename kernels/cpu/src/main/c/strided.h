/* Walking over several views of one shape at once: dimensions that lie evenly spaced in all views
 * are merged, the rest is a loop over rows of the innermost dimension. */

enum { MAX_VIEWS = 4 };

typedef struct walk {
  int rank; /* outer dimensions, without the row */
  int views;
  int64_t dim[SK_MAX_RANK];
  int64_t stride[MAX_VIEWS][SK_MAX_RANK];
  int64_t row; /* length of a row */
  int64_t step[MAX_VIEWS];
  int64_t rows;
} walk;

/* A view's stride along dimension d of a shape of `rank` dimensions it is broadcast to. */
static int64_t broadcast_stride(const sk_view *v, int d, int rank) {
  int own = d - (rank - v->rank);
  return own < 0 || v->dim[own] == 1 ? 0 : v->stride[own];
}

static int64_t numel(const sk_view *v) {
  int64_t n = 1;
  for (int d = 0; d < v->rank; d++) n *= v->dim[d];
  return n;
}

/* The walk over views[0]'s shape, to which the others are broadcast. Dimensions are ordered by the
 * stride of the first view, largest outside, so that the output is written in the order of memory. */
static walk walk_over(int views, const sk_view *const *view) {
  const sk_view *lead = view[0];
  int rank = lead->rank, order[SK_MAX_RANK], n = 0;
  for (int d = 0; d < rank; d++) {
    if (lead->dim[d] == 1) continue;
    int at = n++;
    int64_t s = lead->stride[d] < 0 ? -lead->stride[d] : lead->stride[d];
    while (at > 0) {
      int64_t other = lead->stride[order[at - 1]];
      if ((other < 0 ? -other : other) >= s) break;
      order[at] = order[at - 1];
      at--;
    }
    order[at] = d;
  }
  walk w = {.views = views, .row = 1, .rows = 1};
  int k = 0; /* merged dimensions so far, innermost first */
  int64_t dim[SK_MAX_RANK], stride[MAX_VIEWS][SK_MAX_RANK];
  for (int i = n - 1; i >= 0; i--) {
    int64_t size = lead->dim[order[i]];
    int merge = k > 0;
    for (int v = 0; v < views; v++) {
      int64_t s = broadcast_stride(view[v], order[i], rank);
      if (k > 0 && s != stride[v][k - 1] * dim[k - 1]) merge = 0;
      stride[v][k] = s;
    }
    if (merge) {
      dim[k - 1] *= size;
    } else {
      dim[k++] = size;
    }
  }
  if (k > 0) {
    w.row = dim[0];
    for (int v = 0; v < views; v++) w.step[v] = stride[v][0];
    w.rank = k - 1;
    for (int i = 1; i < k; i++) {
      w.dim[k - 1 - i] = dim[i];
      w.rows *= dim[i];
      for (int v = 0; v < views; v++) w.stride[v][k - 1 - i] = stride[v][i];
    }
  }
  return w;
}

/* Where row number `row` begins in each view. */
static inline void row_offsets(const walk *w, int64_t row, int64_t *offset) {
  for (int v = 0; v < w->views; v++) offset[v] = 0;
  for (int d = w->rank - 1; d >= 0; d--) {
    int64_t i = row % w->dim[d];
    row /= w->dim[d];
    for (int v = 0; v < w->views; v++) offset[v] += i * w->stride[v][d];
  }
}

/* Tiles of about TILE elements: long rows are cut, short ones taken together. */
enum { TILE = 16384 };

typedef struct tiling {
  int64_t tiles, cuts, rows_per_tile;
} tiling;

static tiling tile_rows(const walk *w) {
  tiling t = {.cuts = ceil_div(w->row, TILE), .rows_per_tile = 1};
  if (t.cuts == 1) t.rows_per_tile = max_i(1, TILE / w->row);
  t.tiles = ceil_div(w->rows, t.rows_per_tile) * t.cuts;
  return t;
}

/* For each piece of a row in tile `tile`: its row and the elements from to to of it. */
#define FOR_PIECES(w, t, tile, row, from, to)                                                \
  for (int64_t row = (tile) / (t).cuts * (t).rows_per_tile,                                  \
               last_##row = min_i((w).rows, row + (t).rows_per_tile),                        \
               from = (tile) % (t).cuts * TILE, to = min_i((w).row, from + TILE);            \
       row < last_##row; row++)

/* Elements as dense floats: in place if they are, else gathered into `block`. */
enum { BLOCK = 512 };

static inline const float *dense_floats(const float *p, int64_t step, int64_t n, float *block) {
  if (step == 1) return p;
  if (step == 0) {
    float x = *p;
    for (int64_t i = 0; i < n; i++) block[i] = x;
  } else {
    for (int64_t i = 0; i < n; i++) block[i] = p[i * step];
  }
  return block;
}

static inline void scatter_floats(const float *block, float *p, int64_t step, int64_t n) {
  for (int64_t i = 0; i < n; i++) p[i * step] = block[i];
}
