/* y[.., m, n] = sum over k of a[.., m, k] b[.., k, n]; any strides, equal leading sizes.
 *
 * A vector times a matrix reads the matrix once, as it lies. Everything else is packed: b into
 * panels of NR columns, while a is read along k (and copied first if it does not lie that way). If
 * a is the smaller one, the transposed product is computed instead, so that the smaller is packed. */

typedef struct matrices {
  int64_t batch, m, n, k;
  const float *a, *b;
  float *y;
  int64_t am, ak, bk, bn, ym, yn; /* strides */
  int rank; /* of the stack */
  int64_t stack[SK_MAX_RANK], as[SK_MAX_RANK], bs[SK_MAX_RANK], ys[SK_MAX_RANK];
} matrices;

static void stack_offsets(const matrices *s, int64_t i, int64_t *a, int64_t *b, int64_t *y) {
  *a = *b = *y = 0;
  for (int d = s->rank - 1; d >= 0; d--) {
    int64_t at = i % s->stack[d];
    i /= s->stack[d];
    *a += at * s->as[d];
    *b += at * s->bs[d];
    *y += at * s->ys[d];
  }
}

static void swap_roles(matrices *s) {
#define SWAP(type, p, q) do { type t_ = s->p; s->p = s->q; s->q = t_; } while (0)
  SWAP(const float *, a, b);
  SWAP(int64_t, m, n);
  SWAP(int64_t, am, bn);
  SWAP(int64_t, ak, bk);
  SWAP(int64_t, ym, yn);
  for (int d = 0; d < s->rank; d++) SWAP(int64_t, as[d], bs[d]);
#undef SWAP
}

static double dot(const float *a, const float *b, int64_t n) {
  typedef double vdouble __attribute__((vector_size(VL * 8)));
  vdouble total = {0};
  int64_t i = 0;
  while (i + VL <= n) { /* pieces short enough for floats */
    vfloat s = {0}, t = {0};
    int64_t last = min_i(n, i + 256);
    for (; i + 2 * VL <= last; i += 2 * VL) {
      s = fma_v(load(a + i), load(b + i), s);
      t = fma_v(load(a + i + VL), load(b + i + VL), t);
    }
    for (; i + VL <= last; i += VL) s = fma_v(load(a + i), load(b + i), s);
    total += __builtin_convertvector(s + t, vdouble);
  }
  double sum = 0;
  for (int k = 0; k < VL; k++) sum += total[k];
  for (; i < n; i++) sum += (double)a[i] * b[i];
  return sum;
}

enum { VECTOR_BLOCK = 64 };

typedef struct vector_call {
  const matrices *s;
  int64_t blocks;
} vector_call;

/* m is 1: y[n] = sum of a[k] b[k, n], VECTOR_BLOCK columns of b at a time. */
static void vector_tile(void *context, int64_t tile) {
  const vector_call *c = context;
  const matrices *s = c->s;
  int64_t oa, ob, oy;
  stack_offsets(s, tile / c->blocks, &oa, &ob, &oy);
  int64_t first = tile % c->blocks * VECTOR_BLOCK, n = min_i(VECTOR_BLOCK, s->n - first);
  const float *a = s->a + oa, *b = s->b + ob + first * s->bn;
  float *y = s->y + oy + first * s->yn;
  if (s->bk == 1 && s->ak == 1) {
    for (int64_t j = 0; j < n; j++) y[j * s->yn] = (float)dot(a, b + j * s->bn, s->k);
    return;
  }
  double sum[VECTOR_BLOCK] = {0};
  for (int64_t k = 0; k < s->k; k++) {
    double x = a[k * s->ak];
    const float *row = b + k * s->bk;
    if (s->bn == 1) {
      for (int64_t j = 0; j < n; j++) sum[j] += x * row[j];
    } else {
      for (int64_t j = 0; j < n; j++) sum[j] += x * row[j * s->bn];
    }
  }
  for (int64_t j = 0; j < n; j++) y[j * s->yn] = (float)sum[j];
}

typedef struct pack_call {
  const float *w;
  int64_t k, k_step, n, step;
  float *out;
} pack_call;

static void pack_tile(void *context, int64_t panel) {
  const pack_call *c = context;
  int64_t first = panel * NR;
  pack_panel(c->w + first * c->step, c->k, c->k_step, min_i(NR, c->n - first), c->step,
             c->out + panel * c->k * NR);
}

static int32_t one_matrix(sk_device *d, const matrices *s, int64_t index) {
  int64_t oa, ob, oy, k = s->k;
  stack_offsets(s, index, &oa, &ob, &oy);
  int64_t panels = ceil_div(s->n, NR);
  float *packed = sk_scratch(d, SK_SCRATCH_WEIGHT, (size_t)(panels * k * NR + NR) * sizeof(float));
  if (!packed) return SK_NO_MEMORY;
  pack_call pack = {.w = s->b + ob, .k = k, .k_step = s->bk, .n = s->n, .step = s->bn, .out = packed};
  sk_parallel(d, panels, 0.5 * (double)(k * s->n), pack_tile, &pack);
  const float *a = s->a + oa;
  int64_t am = s->am;
  if (s->ak != 1) {
    sk_view from = {.data = (void *)(uintptr_t)a, .dtype = SK_F32, .rank = 2, .dim = {s->m, k}, .stride = {s->am, s->ak}};
    sk_view to = {.data = sk_scratch(d, SK_SCRATCH_INPUT, (size_t)(s->m * k) * sizeof(float)),
                  .dtype = SK_F32, .rank = 2, .dim = {s->m, k}, .stride = {k, 1}};
    if (!to.data) return SK_NO_MEMORY;
    copy_kernel(d, &from, &to);
    a = to.data;
    am = k;
  }
  const int64_t none = 0;
  product p = {.in = a, .images = 1, .groups = 1, .rows = 1, .columns = s->m, .in_step = am,
               .tap = &none, .taps = 1, .terms = k, .w = packed, .outputs = s->n, .panels = panels,
               .y = s->y + oy, .y_channel = s->yn, .y_step = s->ym};
  run_product(d, &p);
  return SK_OK;
}

static int32_t matmul_kernel(sk_device *d, const sk_view *a, const sk_view *b, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int r = a->rank;
  matrices s = {.batch = 1, .m = a->dim[r - 2], .k = a->dim[r - 1], .n = b->dim[r - 1],
                .a = a->data, .b = b->data, .y = y->data,
                .am = a->stride[r - 2], .ak = a->stride[r - 1], .bk = b->stride[r - 2],
                .bn = b->stride[r - 1], .ym = y->stride[r - 2], .yn = y->stride[r - 1], .rank = r - 2};
  for (int i = 0; i < r - 2; i++) {
    s.batch *= s.stack[i] = a->dim[i];
    s.as[i] = a->stride[i];
    s.bs[i] = b->stride[i];
    s.ys[i] = y->stride[i];
  }
  if (s.n == 1 && s.m > 1) swap_roles(&s);
  if (s.m == 1) {
    vector_call c = {.s = &s, .blocks = ceil_div(s.n, VECTOR_BLOCK)};
    sk_parallel(d, s.batch * c.blocks, 0.15 * (double)(s.batch * s.n * s.k), vector_tile, &c);
    return SK_OK;
  }
  if (s.m < s.n && s.bk == 1) swap_roles(&s);
  for (int64_t i = 0; i < s.batch; i++) {
    int32_t status = one_matrix(d, &s, i);
    if (status) return status;
  }
  return SK_OK;
}
