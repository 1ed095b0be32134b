/* What this machine can do at most, measured: the yardstick of every other number.
 *
 * y = {multiply-adds, as two operations each, a second, in all threads together; bytes a second
 * read from memory that no cache holds}. The best of a few rounds: what disturbs only slows. */

enum { PEAK_TILES = 64, PEAK_CHAINS = 12, PEAK_STEPS = 20000, PEAK_ROUNDS = 5 };

static const int64_t peak_bytes = (int64_t)256 << 20;

typedef struct peak_call {
  const char *memory;
  _Atomic float sink; /* results go somewhere, or the compiler would compute none */
} peak_call;

static void multiply_tile(void *context, int64_t tile) {
  peak_call *c = context;
  vfloat a[PEAK_CHAINS], x = splat(0.999f), y = splat(1e-3f * (float)(tile + 1));
  for (int i = 0; i < PEAK_CHAINS; i++) a[i] = splat((float)i);
  for (int k = 0; k < PEAK_STEPS; k++) {
#pragma GCC unroll 16
    for (int i = 0; i < PEAK_CHAINS; i++) a[i] = fma_v(a[i], x, y);
  }
  for (int i = 1; i < PEAK_CHAINS; i++) a[0] += a[i];
  c->sink = a[0][0];
}

static void read_tile(void *context, int64_t tile) {
  peak_call *c = context;
  const int64_t floats = peak_bytes / PEAK_TILES / 4;
  const float *p = (const float *)c->memory + tile * floats;
  vfloat a = {0}, b = {0}, s = {0}, t = {0};
  for (int64_t i = 0; i < floats; i += 4 * VL) {
    a += load(p + i);
    b += load(p + i + VL);
    s += load(p + i + 2 * VL);
    t += load(p + i + 3 * VL);
  }
  a += b + s + t;
  c->sink = a[0];
}

static double seconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double best_seconds(sk_device *d, sk_tile *fn, peak_call *c) {
  double best = INFINITY;
  for (int i = 0; i < PEAK_ROUNDS; i++) {
    double start = seconds_now();
    sk_parallel(d, PEAK_TILES, INFINITY, fn, c);
    double took = seconds_now() - start;
    best = took < best ? took : best;
  }
  return best;
}

static int32_t peak_kernel(sk_device *d, const sk_view *y) {
  peak_call c = {.memory = malloc((size_t)peak_bytes)};
  if (!c.memory) return SK_NO_MEMORY;
  memset((void *)(uintptr_t)c.memory, 0, (size_t)peak_bytes);
  float *to = y->data;
  double operations = 2.0 * PEAK_TILES * PEAK_CHAINS * VL * PEAK_STEPS;
  to[0] = (float)(operations / best_seconds(d, multiply_tile, &c));
  to[1] = (float)((double)peak_bytes / best_seconds(d, read_tile, &c));
  free((void *)(uintptr_t)c.memory);
  return SK_OK;
}
