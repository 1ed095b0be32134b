/* y[.., i, ..] = x[.., index[.., i, ..], ..] along a dimension, of any type, any strides; and its
 * transpose, which adds to y in row-major order of the index (F32, any strides).
 *
 * An index outside of the dimension is reported, the first in the order of the walk; scatter_add
 * looks at all indices before it changes anything. */

typedef struct gather_call {
  walk w;
  tiling t;
  int64_t size, step, bytes;
  const int64_t *index;
  const char *x;
  char *y; /* NULL: only look at the indices */
  _Atomic int64_t *bad;
} gather_call;

static void report_bad(_Atomic int64_t *bad, int64_t position) {
  int64_t known = atomic_load(bad);
  while (position < known && !atomic_compare_exchange_weak(bad, &known, position)) {
  }
}

static void gather_tile(void *context, int64_t tile) {
  const gather_call *c = context;
  const int64_t *s = c->w.step, b = c->bytes;
  int64_t offset[MAX_VIEWS];
  FOR_PIECES(c->w, c->t, tile, row, from, to) {
    row_offsets(&c->w, row, offset);
    for (int64_t i = from; i < to; i++) {
      int64_t index = c->index[offset[1] + i * s[1]];
      if (index < 0 || index >= c->size) {
        report_bad(c->bad, row * c->w.row + i);
        continue;
      }
      if (!c->y) continue;
      const char *x = c->x + (offset[2] + i * s[2] + index * c->step) * b;
      char *y = c->y + (offset[0] + i * s[0]) * b;
      switch (b) {
        case 8: memcpy(y, x, 8); break;
        case 4: memcpy(y, x, 4); break;
        case 2: memcpy(y, x, 2); break;
        default: *y = *x;
      }
    }
  }
}

static int32_t run_gather(sk_device *d, gather_call *c) {
  d->bad_index = INT64_MAX;
  c->bad = &d->bad_index;
  c->t = tile_rows(&c->w);
  sk_parallel(d, c->t.tiles, 2.0 * (double)(c->w.rows * c->w.row), gather_tile, c);
  if (d->bad_index == INT64_MAX) return SK_OK;
  int64_t offset[MAX_VIEWS];
  row_offsets(&c->w, d->bad_index / c->w.row, offset);
  d->bad_value = c->index[offset[1] + d->bad_index % c->w.row * c->w.step[1]];
  d->bad_size = c->size;
  return SK_BAD_INDEX;
}

static int32_t gather_kernel(sk_device *d, int32_t dim, const sk_view *x, const sk_view *index,
                             const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  sk_view base = *x; /* x without the gathered dimension, in the index's shape */
  for (int i = 0; i < x->rank; i++) base.dim[i] = index->dim[i];
  base.stride[dim] = 0;
  const sk_view *views[] = {y, index, &base};
  gather_call c = {.w = walk_over(3, views), .size = x->dim[dim], .step = x->stride[dim],
                   .bytes = dtype_bytes(x->dtype), .index = index->data, .x = x->data, .y = y->data};
  return run_gather(d, &c);
}

typedef struct scatter_call {
  int dim;
  const sk_view *index, *source, *y;
} scatter_call;

/* Adds what lies in one slice of the dimensions before `dim`: slices do not meet in y. */
static void scatter_tile(void *context, int64_t slice) {
  const scatter_call *c = context;
  const sk_view *index = c->index, *source = c->source, *y = c->y;
  int rank = index->rank;
  int64_t at = 0, from = 0, to = 0, n = 1, counter[SK_MAX_RANK] = {0};
  for (int d = c->dim - 1; d >= 0; d--) {
    int64_t i = slice % index->dim[d];
    slice /= index->dim[d];
    at += i * index->stride[d];
    from += i * source->stride[d];
    to += i * y->stride[d];
  }
  for (int d = c->dim; d < rank; d++) n *= index->dim[d];
  for (int64_t k = 0; k < n; k++) {
    int64_t place = ((const int64_t *)index->data)[at];
    ((float *)y->data)[to + place * y->stride[c->dim]] += ((const float *)source->data)[from];
    for (int d = rank - 1; d >= c->dim; d--) { /* the next index in row-major order */
      int64_t step_y = d == c->dim ? 0 : y->stride[d];
      at += index->stride[d];
      from += source->stride[d];
      to += step_y;
      if (++counter[d] < index->dim[d]) break;
      at -= counter[d] * index->stride[d];
      from -= counter[d] * source->stride[d];
      to -= counter[d] * step_y;
      counter[d] = 0;
    }
  }
}

static int32_t scatter_add_kernel(sk_device *d, int32_t dim, const sk_view *index,
                                  const sk_view *source, const sk_view *y) {
  if (numel(index) == 0) return SK_OK;
  const sk_view *views[] = {index, index, index};
  gather_call look = {.w = walk_over(3, views), .size = y->dim[dim], .bytes = 8, .index = index->data};
  int32_t status = run_gather(d, &look);
  if (status) return status;
  scatter_call c = {.dim = dim, .index = index, .source = source, .y = y};
  int64_t slices = 1;
  for (int i = 0; i < dim; i++) slices *= index->dim[i];
  sk_parallel(d, slices, 3.0 * (double)numel(index), scatter_tile, &c);
  return SK_OK;
}
