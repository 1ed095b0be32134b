/* y = f(x), y = f(x0, x1), y = c ? x0 : x1, element by element, inputs broadcast to y's shape.
 *
 * Each function is a loop over dense blocks; a strided or repeated operand is gathered into a block
 * first. NaN goes through arithmetic; comparisons with NaN are false except "not equal". */

enum {
  U_NEG, U_ABS, U_SIGN, U_EXP, U_LOG, U_SQRT, U_RSQRT, U_RECIPROCAL, U_SQUARE, U_TANH, U_SIGMOID,
  U_ERF, U_RELU, U_LEAKY_RELU, U_SOFTPLUS, U_CLAMP, U_POW, U_ADD, U_MUL
};

#define EACH(expression)                                  \
  for (int64_t i = 0; i < n; i++) {                       \
    float v = x[i];                                       \
    y[i] = (expression);                                  \
  }                                                       \
  break

static float softplus(float x, float a, float b) {
  return x * a > b ? x : log1pf(expf(x * a)) / a;
}

static float power(float x, double a) { return powf(x, (float)a); }

static void unary_block(int f, double pa, double pb, const float *restrict x, float *restrict y,
                        int64_t n) {
  const float a = (float)pa, b = (float)pb;
  switch (f) {
    case U_NEG: EACH(-v);
    case U_ABS: EACH(__builtin_fabsf(v));
    case U_SIGN: EACH(v > 0 ? 1.0f : v < 0 ? -1.0f : v); /* 0, -0 and NaN stay */
    case U_EXP: EACH(exp_s(v));
    case U_LOG: EACH(log_s(v));
    case U_SQRT: EACH(__builtin_sqrtf(v));
    case U_RSQRT: EACH(1.0f / __builtin_sqrtf(v)); /* sqrt(-0) is -0 */
    case U_RECIPROCAL: EACH(1.0f / v);
    case U_SQUARE: EACH(v * v);
    case U_TANH: EACH(tanh_s(v));
    case U_SIGMOID: EACH(sigmoid_s(v));
    case U_ERF: EACH(erff(v));
    case U_RELU: EACH(v <= 0 ? 0.0f : v);
    case U_LEAKY_RELU: EACH(v > 0 ? v : a * v);
    case U_SOFTPLUS: EACH(softplus(v, a, b));
    case U_CLAMP:
      for (int64_t i = 0; i < n; i++) {
        float v = x[i];
        v = v < a ? a : v; /* NaN passes both */
        y[i] = v > b ? b : v;
      }
      break;
    case U_POW: EACH(power(v, pa));
    case U_ADD: EACH(v + a);
    default: EACH(v * a); /* U_MUL */
  }
}
#undef EACH

/* Nanoseconds an element takes, roughly: what decides about threads. */
static double unary_cost(int f) {
  switch (f) {
    case U_ERF: case U_SOFTPLUS: case U_POW: return 10;
    case U_EXP: case U_LOG: case U_TANH: case U_SIGMOID: return 1;
    default: return 0.2;
  }
}

typedef struct unary_call {
  walk w;
  tiling t;
  int f;
  double a, b;
  const float *x;
  float *y;
} unary_call;

static void unary_tile(void *context, int64_t tile) {
  const unary_call *c = context;
  float in[BLOCK], out[BLOCK];
  int64_t sy = c->w.step[0], sx = c->w.step[1], offset[MAX_VIEWS];
  FOR_PIECES(c->w, c->t, tile, row, from, to) {
    row_offsets(&c->w, row, offset);
    const float *x = c->x + offset[1];
    float *y = c->y + offset[0];
    for (int64_t i = from; i < to; i += BLOCK) {
      int64_t n = min_i(BLOCK, to - i);
      const float *xs = dense_floats(x + i * sx, sx, n, in);
      float *ys = sy == 1 ? y + i : out;
      unary_block(c->f, c->a, c->b, xs, ys, n);
      if (sy != 1) scatter_floats(out, y + i * sy, sy, n);
    }
  }
}

static int32_t unary_kernel(sk_device *d, int32_t f, double a, double b, const sk_view *x,
                            const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  const sk_view *views[] = {y, x};
  unary_call c = {.w = walk_over(2, views), .f = f, .a = a, .b = b, .x = x->data, .y = y->data};
  c.t = tile_rows(&c.w);
  sk_parallel(d, c.t.tiles, unary_cost(f) * (double)numel(y), unary_tile, &c);
  return SK_OK;
}

enum {
  B_ADD, B_MUL, B_DIV, B_MAXIMUM, B_MINIMUM, B_POW, B_RELU_GRAD, B_LEAKY_RELU_GRAD, B_EQ, B_NE,
  B_LT, B_LE, B_GT, B_GE
};

#define EACH(expression)                                  \
  for (int64_t i = 0; i < n; i++) {                       \
    float v = x0[i], w = x1[i];                           \
    y[i] = (expression);                                  \
  }                                                       \
  break

static void binary_block(int f, float a, const float *restrict x0, const float *restrict x1,
                         float *restrict y, int64_t n) {
  switch (f) {
    case B_ADD:
      if (a == 1.0f) { EACH(v + w); }
      EACH(v + a * w);
    case B_MUL: EACH(v * w);
    case B_DIV: EACH(v / w);
    case B_MAXIMUM: EACH(v > w || v != v ? v : w);
    case B_MINIMUM: EACH(v < w || v != v ? v : w);
    case B_POW: EACH(powf(v, w));
    case B_RELU_GRAD: EACH(w <= 0 ? 0.0f : v);
    default: EACH(w > 0 ? v : a * v); /* B_LEAKY_RELU_GRAD */
  }
}
#undef EACH

#define COMPARE(name, type)                                                                \
  static void name(int f, const type *restrict a, const type *restrict b, uint8_t *restrict y, \
                   int64_t n) {                                                            \
    switch (f) {                                                                           \
      case B_EQ: for (int64_t i = 0; i < n; i++) y[i] = a[i] == b[i]; break;               \
      case B_NE: for (int64_t i = 0; i < n; i++) y[i] = a[i] != b[i]; break;               \
      case B_LT: for (int64_t i = 0; i < n; i++) y[i] = a[i] < b[i]; break;                \
      case B_LE: for (int64_t i = 0; i < n; i++) y[i] = a[i] <= b[i]; break;               \
      case B_GT: for (int64_t i = 0; i < n; i++) y[i] = a[i] > b[i]; break;                \
      default: for (int64_t i = 0; i < n; i++) y[i] = a[i] >= b[i];                        \
    }                                                                                      \
  }
COMPARE(compare_floats, float)
COMPARE(compare_doubles, double)
COMPARE(compare_longs, int64_t)
#undef COMPARE

static void load_doubles(const void *p, int dtype, int64_t step, int64_t n, double *out);
static void load_longs(const void *p, int dtype, int64_t step, int64_t n, int64_t *out);
static int is_floating(int dtype);
static int64_t dtype_bytes(int dtype);

typedef struct binary_call {
  walk w;
  tiling t;
  int f, dtype;
  float a;
  const char *x0, *x1;
  char *y;
} binary_call;

/* Compares `n` elements of any type into BOOL `out`. */
static void compare_block(const binary_call *c, const char *x0, int64_t s0, const char *x1,
                          int64_t s1, uint8_t *out, int64_t n) {
  if (c->dtype == SK_F32) {
    float b0[BLOCK], b1[BLOCK];
    compare_floats(c->f, dense_floats((const float *)x0, s0, n, b0),
                   dense_floats((const float *)x1, s1, n, b1), out, n);
  } else if (is_floating(c->dtype)) {
    double b0[BLOCK], b1[BLOCK];
    load_doubles(x0, c->dtype, s0, n, b0);
    load_doubles(x1, c->dtype, s1, n, b1);
    compare_doubles(c->f, b0, b1, out, n);
  } else {
    int64_t b0[BLOCK], b1[BLOCK];
    load_longs(x0, c->dtype, s0, n, b0);
    load_longs(x1, c->dtype, s1, n, b1);
    compare_longs(c->f, b0, b1, out, n);
  }
}

static void arithmetic_block(const binary_call *c, const float *x0, int64_t s0, const float *x1,
                             int64_t s1, float *y, int64_t sy, int64_t n) {
  float b0[BLOCK], b1[BLOCK], out[BLOCK];
  x0 = dense_floats(x0, s0, n, b0);
  x1 = dense_floats(x1, s1, n, b1);
  binary_block(c->f, c->a, x0, x1, sy == 1 ? y : out, n);
  if (sy != 1) scatter_floats(out, y, sy, n);
}

static void binary_tile(void *context, int64_t tile) {
  const binary_call *c = context;
  const int64_t *s = c->w.step;
  int64_t bytes = dtype_bytes(c->dtype), offset[MAX_VIEWS];
  FOR_PIECES(c->w, c->t, tile, row, from, to) {
    row_offsets(&c->w, row, offset);
    for (int64_t i = from; i < to; i += BLOCK) {
      int64_t n = min_i(BLOCK, to - i);
      const char *x0 = c->x0 + (offset[1] + i * s[1]) * bytes;
      const char *x1 = c->x1 + (offset[2] + i * s[2]) * bytes;
      if (c->f < B_EQ) {
        arithmetic_block(c, (const float *)x0, s[1], (const float *)x1, s[2],
                         (float *)c->y + offset[0] + i * s[0], s[0], n);
      } else {
        uint8_t out[BLOCK];
        uint8_t *y = (uint8_t *)c->y + offset[0] + i * s[0];
        compare_block(c, x0, s[1], x1, s[2], s[0] == 1 ? y : out, n);
        if (s[0] != 1) {
          for (int64_t k = 0; k < n; k++) y[k * s[0]] = out[k];
        }
      }
    }
  }
}

static int32_t binary_kernel(sk_device *d, int32_t f, double a, const sk_view *x0,
                             const sk_view *x1, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  const sk_view *views[] = {y, x0, x1};
  binary_call c = {.w = walk_over(3, views), .f = f, .dtype = x0->dtype, .a = (float)a,
                   .x0 = x0->data, .x1 = x1->data, .y = y->data};
  c.t = tile_rows(&c.w);
  double cost = f == B_POW ? 15 : c.dtype == SK_F32 ? 0.25 : 2;
  sk_parallel(d, c.t.tiles, cost * (double)numel(y), binary_tile, &c);
  return SK_OK;
}

typedef struct where_call {
  walk w;
  tiling t;
  const uint8_t *c;
  const float *x0, *x1;
  float *y;
} where_call;

static void where_tile(void *context, int64_t tile) {
  const where_call *call = context;
  const int64_t *s = call->w.step;
  float b0[BLOCK], b1[BLOCK], out[BLOCK];
  uint8_t choice[BLOCK];
  int64_t offset[MAX_VIEWS];
  FOR_PIECES(call->w, call->t, tile, row, from, to) {
    row_offsets(&call->w, row, offset);
    for (int64_t i = from; i < to; i += BLOCK) {
      int64_t n = min_i(BLOCK, to - i);
      const uint8_t *c = call->c + offset[1] + i * s[1];
      for (int64_t k = 0; k < n; k++) choice[k] = c[k * s[1]];
      const float *x0 = dense_floats(call->x0 + offset[2] + i * s[2], s[2], n, b0);
      const float *x1 = dense_floats(call->x1 + offset[3] + i * s[3], s[3], n, b1);
      float *y = call->y + offset[0] + i * s[0], *ys = s[0] == 1 ? y : out;
      for (int64_t k = 0; k < n; k++) ys[k] = choice[k] ? x0[k] : x1[k];
      if (s[0] != 1) scatter_floats(out, y, s[0], n);
    }
  }
}

static int32_t where_kernel(sk_device *d, const sk_view *c, const sk_view *x0, const sk_view *x1,
                            const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  const sk_view *views[] = {y, c, x0, x1};
  where_call call = {.w = walk_over(4, views), .c = c->data, .x0 = x0->data, .x1 = x1->data,
                     .y = y->data};
  call.t = tile_rows(&call.w);
  sk_parallel(d, call.t.tiles, 0.5 * (double)numel(y), where_tile, &call);
  return SK_OK;
}
