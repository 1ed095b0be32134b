/* y = x converted to y's type, any strides on both sides; y = value.
 *
 * Equal types are moved bit by bit. Others pass through double (floating point) or int64 (integers
 * and BOOL), both of which hold every value of the types that pass through them: one rounding to
 * floating point, to the nearest, ties to even; truncation to integers, first to I64 (beyond its
 * range its ends, NaN 0), of which narrower ones keep the low bits; BOOL is x != 0.
 * Copying a view onto the very same view is allowed. */

static int64_t dtype_bytes(int dtype) {
  switch (dtype) {
    case SK_F64: case SK_I64: return 8;
    case SK_F32: case SK_I32: return 4;
    case SK_F16: case SK_BF16: case SK_I16: return 2;
    default: return 1;
  }
}

static int is_floating(int dtype) { return dtype <= SK_BF16; }

static float from_f16(uint16_t h) {
  uint32_t sign = (uint32_t)(h & 0x8000) << 16, magnitude = h & 0x7fff;
  float f;
  if (magnitude >= 0x7c00) { /* infinity, NaN */
    f = bits_float((int32_t)(0x7f800000u | (magnitude & 0x3ff) << 13));
  } else { /* the exponent moves by 112: as a product, which is right for subnormals too */
    f = bits_float((int32_t)(magnitude << 13)) * 0x1p112f;
  }
  return bits_float((int32_t)((uint32_t)float_bits(f) | sign));
}

/* Rounded to odd: the next rounding, to a shorter type, then comes out as if it were the only one
 * (Boldo and Melquiond 2008). */
static float round_to_odd(double x) {
  float f = (float)x;
  if ((double)f == x || f != f) return f;
  int32_t bits = float_bits(f);
  if (fabs((double)f) > fabs(x)) bits--;
  return bits_float(bits | 1);
}

/* An integer rounded to odd: to the double's 53 bits by hand, then on to a float. */
static float long_to_odd(int64_t x) {
  int64_t lost = x & 0x7ff; /* as if shifted out; 2^63 needs no more than 11 bits to go */
  if (x > -(1LL << 52) && x < (1LL << 52)) return round_to_odd((double)x);
  return round_to_odd((double)((x & ~0x7ffLL) | (lost ? 0x800 : 0)));
}

static uint16_t to_bf16(float f) {
  uint32_t bits = (uint32_t)float_bits(f);
  if (f != f) return (uint16_t)(bits >> 16 | 0x40);
  return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static uint16_t to_f16(float f) {
  uint32_t bits = (uint32_t)float_bits(f), sign = bits >> 16 & 0x8000;
  bits &= 0x7fffffff;
  if (bits > 0x7f800000) return (uint16_t)(sign | 0x7e00 | (bits >> 13 & 0x3ff));
  if (bits >= 0x477ff000) return (uint16_t)(sign | 0x7c00); /* 65520 and more */
  if (bits < 0x38800000) { /* subnormal: adding 0.5 rounds at 2^-24 */
    uint32_t shifted = (uint32_t)float_bits(bits_float((int32_t)bits) + 0.5f);
    return (uint16_t)(sign | (shifted - 0x3f000000));
  }
  return (uint16_t)(sign | ((bits - 0x38000000 + 0xfff + (bits >> 13 & 1)) >> 13));
}

static int64_t to_long(double x) {
  if (x >= 0x1p63) return INT64_MAX;
  if (x <= -0x1p63) return INT64_MIN;
  return x != x ? 0 : (int64_t)x;
}

#define GET(type, expression)                                 \
  for (int64_t i = 0; i < n; i++) {                           \
    type v = ((const type *)p)[i * step];                     \
    out[i] = (expression);                                    \
  }                                                           \
  break

static void load_longs(const void *p, int dtype, int64_t step, int64_t n, int64_t *out) {
  switch (dtype) {
    case SK_I64: GET(int64_t, v);
    case SK_I32: GET(int32_t, v);
    case SK_I16: GET(int16_t, v);
    case SK_I8: GET(int8_t, v);
    case SK_U8: GET(uint8_t, v);
    default: GET(uint8_t, v != 0);
  }
}

static void load_doubles(const void *p, int dtype, int64_t step, int64_t n, double *out) {
  switch (dtype) {
    case SK_F64: GET(double, v);
    case SK_F32: GET(float, (double)v);
    case SK_F16: GET(uint16_t, (double)from_f16(v));
    default: GET(uint16_t, (double)bits_float((int32_t)((uint32_t)v << 16)));
  }
}
#undef GET

#define PUT(type, expression)                                                        \
  for (int64_t i = 0; i < n; i++) ((type *)p)[i * step] = (type)(expression);        \
  break

static void store_longs(const int64_t *v, void *p, int dtype, int64_t step, int64_t n) {
  switch (dtype) {
    case SK_F64: PUT(double, v[i]);
    case SK_F32: PUT(float, v[i]); /* one rounding: not by way of double */
    case SK_F16: PUT(uint16_t, to_f16(long_to_odd(v[i])));
    case SK_BF16: PUT(uint16_t, to_bf16(long_to_odd(v[i])));
    case SK_I64: PUT(int64_t, v[i]);
    case SK_I32: PUT(int32_t, v[i]);
    case SK_I16: PUT(int16_t, v[i]);
    case SK_I8: case SK_U8: PUT(uint8_t, v[i]);
    default: PUT(uint8_t, v[i] != 0);
  }
}

static void store_doubles(const double *v, void *p, int dtype, int64_t step, int64_t n) {
  switch (dtype) {
    case SK_F64: PUT(double, v[i]);
    case SK_F32: PUT(float, v[i]);
    case SK_F16: PUT(uint16_t, to_f16(round_to_odd(v[i])));
    case SK_BF16: PUT(uint16_t, to_bf16(round_to_odd(v[i])));
    case SK_I64: PUT(int64_t, to_long(v[i]));
    case SK_I32: PUT(int32_t, to_long(v[i]));
    case SK_I16: PUT(int16_t, to_long(v[i]));
    case SK_I8: case SK_U8: PUT(uint8_t, to_long(v[i]));
    default: PUT(uint8_t, v[i] != 0);
  }
}
#undef PUT

#define MOVE(type)                                                                     \
  for (int64_t i = 0; i < n; i++) ((type *)y)[i * sy] = ((const type *)x)[i * sx];     \
  break

/* Elements of the same size, bit by bit. */
static void move_elements(const void *x, int64_t sx, void *y, int64_t sy, int64_t bytes,
                          int64_t n) {
  if (sx == 1 && sy == 1) {
    memmove(y, x, (size_t)(n * bytes));
    return;
  }
  switch (bytes) {
    case 8: MOVE(uint64_t);
    case 4: MOVE(uint32_t);
    case 2: MOVE(uint16_t);
    default: MOVE(uint8_t);
  }
}
#undef MOVE

typedef struct copy_call {
  walk w;
  tiling t;
  int from, to;
  const char *x;
  char *y;
} copy_call;

static void copy_row(const copy_call *c, const char *x, char *y, int64_t count) {
  int64_t sx = c->w.step[1], sy = c->w.step[0];
  int64_t bx = dtype_bytes(c->from), by = dtype_bytes(c->to);
  if (c->from == c->to) {
    move_elements(x, sx, y, sy, bx, count);
    return;
  }
  double reals[BLOCK];
  int64_t longs[BLOCK];
  for (int64_t i = 0; i < count; i += BLOCK) {
    int64_t n = min_i(BLOCK, count - i);
    if (is_floating(c->from)) {
      load_doubles(x + i * sx * bx, c->from, sx, n, reals);
      store_doubles(reals, y + i * sy * by, c->to, sy, n);
    } else {
      load_longs(x + i * sx * bx, c->from, sx, n, longs);
      store_longs(longs, y + i * sy * by, c->to, sy, n);
    }
  }
}

static void copy_tile(void *context, int64_t tile) {
  const copy_call *c = context;
  int64_t offset[MAX_VIEWS];
  FOR_PIECES(c->w, c->t, tile, row, from, to) {
    row_offsets(&c->w, row, offset);
    copy_row(c, c->x + (offset[1] + from * c->w.step[1]) * dtype_bytes(c->from),
             c->y + (offset[0] + from * c->w.step[0]) * dtype_bytes(c->to), to - from);
  }
}

/* A copy in which rows become columns: elements of 4 bytes that follow each other along one
 * dimension of x and along another one of y. */
typedef struct turned_copy {
  const sk_view *x, *y;
  int along_x, along_y;
  int others[SK_MAX_RANK], rank; /* all other dimensions */
} turned_copy;

/* Which dimension's elements follow each other, if there are some; -1 if none do. */
static int dense_dimension(const sk_view *v) {
  for (int d = 0; d < v->rank; d++) {
    if (v->stride[d] == 1 && v->dim[d] > 1) return d;
  }
  return -1;
}

static int is_turned(const sk_view *x, const sk_view *y, turned_copy *c) {
  *c = (turned_copy){.x = x, .y = y, .along_x = dense_dimension(x), .along_y = dense_dimension(y)};
  if (x->dtype != y->dtype || dtype_bytes(x->dtype) != 4 || x->rank != y->rank) return 0;
  if (c->along_x < 0 || c->along_y < 0 || c->along_x == c->along_y) return 0;
  for (int d = 0; d < x->rank; d++) {
    if (x->dim[d] != y->dim[d]) return 0;
    if (d != c->along_x && d != c->along_y) c->others[c->rank++] = d;
  }
  return x->stride[c->along_y] > 1 && y->stride[c->along_x] > 1;
}

static void turned_copy_tile(void *context, int64_t tile) {
  enum { TOGETHER = 16 };
  const turned_copy *c = context;
  int64_t from = 0, to = 0;
  for (int i = c->rank - 1; i >= 0; i--) {
    int d = c->others[i];
    int64_t at = tile % c->x->dim[d];
    tile /= c->x->dim[d];
    from += at * c->x->stride[d];
    to += at * c->y->stride[d];
  }
  int64_t rows = c->x->dim[c->along_y], step = c->x->stride[c->along_y];
  for (int64_t r = 0; r < rows; r += TOGETHER) {
    turn((const float *)c->x->data + from + r * step, min_i(TOGETHER, rows - r),
         c->x->dim[c->along_x], step, (float *)c->y->data + to + r, c->y->stride[c->along_x]);
  }
}

static int32_t copy_kernel(sk_device *d, const sk_view *x, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  turned_copy t;
  if (is_turned(x, y, &t)) {
    int64_t tiles = numel(y) / (y->dim[t.along_x] * y->dim[t.along_y]);
    sk_parallel(d, tiles, 0.5 * (double)numel(y), turned_copy_tile, &t);
    return SK_OK;
  }
  const sk_view *views[] = {y, x};
  copy_call c = {.w = walk_over(2, views), .from = x->dtype, .to = y->dtype, .x = x->data,
                 .y = y->data};
  c.t = tile_rows(&c.w);
  double cost = c.from == c.to ? 0.3 : 2;
  sk_parallel(d, c.t.tiles, cost * (double)numel(y), copy_tile, &c);
  return SK_OK;
}

/* The value is converted once and copied to all elements with stride 0. */
static int32_t fill_kernel(sk_device *d, double value, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  char element[8];
  store_doubles(&value, element, y->dtype, 1, 1);
  sk_view x = {.data = element, .dtype = y->dtype, .rank = 0};
  return copy_kernel(d, &x, y);
}
