/* Mean 0 and variance 1 for each channel of x [N, C, S] (dense), then weight and bias; and its
 * gradient. Statistics over each sample's S places ([N, C]: instance norm), or over the batch too
 * ([C]: batch norm). See dev.sosia.engine.kernel.ChannelNorm.
 *
 * Sums are taken in double, the variance in a second pass around the mean. One tile is one channel
 * (of one sample, where samples do not mix), so nothing is summed across threads. */

typedef struct norm_call {
  int64_t n, c, s;
  int over_batch;
  double eps;
  const float *x, *weight, *bias, *dy;
  float *y, *mean, *variance, *dweight, *dbias;
} norm_call;

static int64_t places_of(const sk_view *x) {
  int64_t s = 1;
  for (int d = 2; d < x->rank; d++) s *= x->dim[d];
  return s;
}

/* The sum of (x - mean)^2. */
static double square_row(const float *x, double mean, int64_t n) {
  typedef double vdouble __attribute__((vector_size(VL * 8)));
  vdouble a = {0};
  int64_t i = 0;
  for (; i + VL <= n; i += VL) {
    vdouble v = __builtin_convertvector(load(x + i), vdouble) - mean;
    a += v * v;
  }
  double sum = 0;
  for (int k = 0; k < VL; k++) sum += a[k];
  for (; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum;
}

/* The sum of dy (x - mean). */
static double product_row(const float *dy, const float *x, double mean, int64_t n) {
  typedef double vdouble __attribute__((vector_size(VL * 8)));
  vdouble a = {0};
  int64_t i = 0;
  for (; i + VL <= n; i += VL) {
    a += (__builtin_convertvector(load(x + i), vdouble) - mean)
        * __builtin_convertvector(load(dy + i), vdouble);
  }
  double sum = 0;
  for (int k = 0; k < VL; k++) sum += a[k];
  for (; i < n; i++) sum += dy[i] * (x[i] - mean);
  return sum;
}

/* A tile's samples are first, first + 1, .. (all of them, or one); its channel is c. */
static void samples_of(const norm_call *k, int64_t tile, int64_t *first, int64_t *last, int64_t *c) {
  *c = tile % k->c;
  *first = k->over_batch ? 0 : tile / k->c;
  *last = k->over_batch ? k->n : *first + 1;
}

static void norm_tile(void *context, int64_t tile) {
  const norm_call *k = context;
  int64_t first, last, c, s = k->s;
  samples_of(k, tile, &first, &last, &c);
  double sum = 0, square = 0, count = (double)((last - first) * s);
  for (int64_t n = first; n < last; n++) sum += sum_row(k->x + (n * k->c + c) * s, s);
  double mean = sum / count;
  for (int64_t n = first; n < last; n++) square += square_row(k->x + (n * k->c + c) * s, mean, s);
  double variance = square / count;
  k->mean[tile] = (float)mean;
  k->variance[tile] = (float)variance;
  double scale = 1 / sqrt(variance + k->eps) * (k->weight ? k->weight[c] : 1);
  float m = (float)mean, f = (float)scale;
  /* what rounding the mean lost goes into the shift */
  float shift = (float)((k->bias ? k->bias[c] : 0) + (m - mean) * scale);
  for (int64_t n = first; n < last; n++) {
    const float *restrict x = k->x + (n * k->c + c) * s;
    float *restrict y = k->y + (n * k->c + c) * s;
    for (int64_t i = 0; i < s; i++) y[i] = fma_s(x[i] - m, f, shift);
  }
}

static int32_t channel_norm_kernel(sk_device *d, int32_t over_batch, double eps, const sk_view *x,
                                   const sk_view *weight, const sk_view *bias, const sk_view *y,
                                   const sk_view *mean, const sk_view *variance) {
  norm_call k = {.n = x->dim[0], .c = x->dim[1], .s = places_of(x), .over_batch = over_batch,
                 .eps = eps, .x = x->data, .weight = weight ? weight->data : NULL,
                 .bias = bias ? bias->data : NULL, .y = y->data, .mean = mean->data,
                 .variance = variance->data};
  sk_parallel(d, over_batch ? k.c : k.n * k.c, 0.8 * (double)numel(x), norm_tile, &k);
  return SK_OK;
}

/* A tile is a channel, of all samples: dweight and dbias are sums over them. */
static void norm_grad_tile(void *context, int64_t c) {
  const norm_call *k = context;
  int64_t s = k->s;
  double weight = k->weight ? k->weight[c] : 1, dweight = 0, dbias = 0;
  for (int64_t first = 0; first < k->n;) {
    int64_t last = k->over_batch ? k->n : first + 1;
    int64_t at = k->over_batch ? c : first * k->c + c;
    double mean = k->mean[at], rstd = 1 / sqrt(k->variance[at] + k->eps);
    double sum = 0, product = 0, count = (double)((last - first) * s);
    for (int64_t n = first; n < last; n++) {
      const float *x = k->x + (n * k->c + c) * s, *dy = k->dy + (n * k->c + c) * s;
      sum += sum_row(dy, s);
      product += product_row(dy, x, mean, s) * rstd;
    }
    dbias += sum;
    dweight += product;
    /* dx = rstd weight (dy - sum/count - xhat product/count) = p (dy - r) + q (x - mean) */
    float p = (float)(rstd * weight), m = (float)mean, r = (float)(sum / count);
    float q = (float)(-rstd * weight * rstd * product / count);
    for (int64_t n = first; n < last; n++) {
      const float *restrict x = k->x + (n * k->c + c) * s, *restrict dy = k->dy + (n * k->c + c) * s;
      float *restrict dx = k->y + (n * k->c + c) * s;
      for (int64_t i = 0; i < s; i++) dx[i] = fma_s(p, dy[i] - r, q * (x[i] - m));
    }
    first = last;
  }
  k->dweight[c] = (float)dweight;
  k->dbias[c] = (float)dbias;
}

static int32_t channel_norm_grad_kernel(sk_device *d, int32_t over_batch, double eps,
                                        const sk_view *dy, const sk_view *x, const sk_view *mean,
                                        const sk_view *variance, const sk_view *weight,
                                        const sk_view *dx, const sk_view *dweight,
                                        const sk_view *dbias) {
  norm_call k = {.n = x->dim[0], .c = x->dim[1], .s = places_of(x), .over_batch = over_batch,
                 .eps = eps, .x = x->data, .weight = weight ? weight->data : NULL, .dy = dy->data,
                 .y = dx->data, .mean = mean->data, .variance = variance->data,
                 .dweight = dweight->data, .dbias = dbias->data};
  sk_parallel(d, k.c, 1.2 * (double)numel(x), norm_grad_tile, &k);
  return SK_OK;
}
