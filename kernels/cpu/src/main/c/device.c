/* Devices: which instruction set level is in force, who computes, in what scratch memory; and the
 * exported functions, each of which calls its device's level. Compiled for the plainest CPU. */
#define _GNU_SOURCE
#include "device.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

extern const sk_table sk_table_base;
#if defined(__x86_64__)
extern const sk_table sk_table_avx2, sk_table_avx512;
#endif

/* Below this many nanoseconds, waking another thread costs more than it saves. */
static const double worth_threads = 10000;

static int best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return SK_BASE;
  if (!__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("f16c")) return SK_BASE;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw")) return SK_AVX2;
  if (!__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl")) return SK_AVX2;
  if (!__builtin_cpu_supports("avx512cd")) return SK_AVX2;
  return SK_AVX512;
#else
  return SK_BASE;
#endif
}

static const sk_table *table(int level) {
#if defined(__x86_64__)
  if (level == SK_AVX512) return &sk_table_avx512;
  if (level == SK_AVX2) return &sk_table_avx2;
#endif
  (void)level;
  return &sk_table_base;
}

sk_device *sk_open(int32_t level, int32_t threads) {
  sk_device *d = calloc(1, sizeof *d);
  if (!d) return NULL;
  int best = best_level();
  d->level = level < 0 || level > best ? best : level;
  d->table = table(d->level);
  d->threads = threads > 1 ? threads : 1;
  if (threads > 1 && !(d->pool = sk_pool_start(threads))) {
    free(d);
    return NULL;
  }
  return d;
}

int32_t sk_level(const sk_device *d) { return d->level; }

int64_t sk_scratch_bytes(const sk_device *d) {
  int64_t bytes = 0;
  for (int i = 0; i < SK_SCRATCH_COUNT; i++) bytes += (int64_t)d->scratch_bytes[i];
  return bytes;
}

int64_t sk_bad_index(const sk_device *d, int32_t which) {
  return which == 0 ? d->bad_value : d->bad_size;
}

int32_t sk_close(sk_device *d) {
  if (d->pool) sk_pool_stop(d->pool);
  for (int i = 0; i < SK_SCRATCH_COUNT; i++) free(d->scratch[i]);
  free(d);
  return SK_OK;
}

void *sk_scratch(sk_device *d, int slot, size_t bytes) {
  if (bytes > d->scratch_bytes[slot]) {
    size_t rounded = (bytes + bytes / 8 + 4095) / 4096 * 4096;
    free(d->scratch[slot]);
    d->scratch[slot] = aligned_alloc(64, rounded);
    d->scratch_bytes[slot] = d->scratch[slot] ? rounded : 0;
  }
  return d->scratch[slot] ? d->scratch[slot] : bytes ? NULL : (void *)d;
}

void sk_parallel(sk_device *d, int64_t tiles, double nanoseconds, sk_tile *fn, void *context) {
  if (d->pool && tiles > 1 && nanoseconds > worth_threads) {
    sk_pool_run(d->pool, tiles, fn, context);
  } else {
    for (int64_t t = 0; t < tiles; t++) fn(context, t);
  }
}

void *sk_map(int64_t bytes) {
  void *p = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return NULL;
  if (bytes >= 4 << 20) madvise(p, (size_t)bytes, MADV_HUGEPAGE); /* a wish: fewer page faults */
  return p;
}

int32_t sk_unmap(void *address, int64_t bytes) { return munmap(address, (size_t)bytes); }

int64_t sk_conv2d_packed_floats(const sk_device *d, const sk_window *window, const sk_view *weight) {
  int64_t panel = d->table->panel, groups = window->groups, channels = weight->dim[1];
  int64_t panels = groups * ((weight->dim[0] / groups + panel - 1) / panel);
  if (window->algorithm == SK_NARROW) {
    int64_t columns = weight->dim[0] * weight->dim[2] * weight->dim[3];
    return (columns + panel - 1) / panel * panel * channels;
  }
  if (window->algorithm != SK_DIRECT) {
    return panels * SK_WINOGRAD_PLACES * (channels * panel + SK_WINOGRAD_GAP);
  }
  return panels * channels * weight->dim[2] * weight->dim[3] * panel;
}

#define SK_EXPORT(name, params, args) \
  int32_t sk_##name params { return d->table->name args; }
SK_KERNELS(SK_EXPORT)
