/* Threads. A job is a number of tiles; whoever is free takes the next one, the caller included.
 *
 * One 64-bit word holds how many tiles the job has and which is next, so that a thread that wakes
 * up late and adds to the word of an older or a newer job learns from the same word whether its
 * tile exists. A job cannot end before each of its tiles is counted as done, so function and
 * context may be read by whoever holds a tile. Waiting is a short spin, then a futex. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "device.h"

enum { SPINS = 2000, TILES_SHIFT = 32, MAX_TILES = 1 << 24 };

struct sk_pool {
  _Alignas(64) _Atomic uint64_t ticket; /* tiles << 32 | next */
  _Alignas(64) _Atomic uint32_t done;   /* finished tiles of the job */
  _Alignas(64) _Atomic uint32_t epoch;  /* counts jobs: what idle threads wait for */
  _Atomic uint32_t asleep;              /* threads that wait in the kernel for a new epoch */
  _Atomic uint32_t caller_asleep;
  _Atomic int stopping;
  sk_tile *fn;
  void *context;
  int64_t tiles;    /* of the job */
  int64_t per_take; /* tiles handed out at once, 1 unless there are millions */
  int workers;
  pthread_t thread[];
};

static void pause_cpu(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

static void futex_wait(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void futex_wake(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static void take_tiles(sk_pool *p) {
  for (;;) {
    uint64_t ticket = atomic_fetch_add_explicit(&p->ticket, 1, memory_order_acq_rel);
    uint32_t takes = (uint32_t)(ticket >> TILES_SHIFT);
    uint32_t take = (uint32_t)ticket;
    if (take >= takes) return;
    int64_t from = take * p->per_take;
    int64_t to = from + p->per_take < p->tiles ? from + p->per_take : p->tiles;
    for (int64_t t = from; t < to; t++) p->fn(p->context, t);
    if (atomic_fetch_add_explicit(&p->done, 1, memory_order_seq_cst) + 1 == takes
        && atomic_load_explicit(&p->caller_asleep, memory_order_seq_cst)) {
      futex_wake(&p->done, 1);
    }
  }
}

static void *worker(void *arg) {
  sk_pool *p = arg;
  uint32_t seen = 0;
  for (;;) {
    int spins = 0;
    while (atomic_load_explicit(&p->epoch, memory_order_acquire) == seen) {
      if (++spins < SPINS) {
        pause_cpu();
      } else {
        atomic_fetch_add(&p->asleep, 1);
        futex_wait(&p->epoch, seen);
        atomic_fetch_sub(&p->asleep, 1);
      }
    }
    seen = atomic_load_explicit(&p->epoch, memory_order_acquire);
    if (atomic_load(&p->stopping)) return NULL;
    take_tiles(p);
  }
}

static void announce(sk_pool *p) {
  atomic_fetch_add(&p->epoch, 1);
  if (atomic_load(&p->asleep)) futex_wake(&p->epoch, p->workers);
}

void sk_pool_run(sk_pool *p, int64_t tiles, sk_tile *fn, void *context) {
  p->fn = fn;
  p->context = context;
  p->tiles = tiles;
  p->per_take = (tiles + MAX_TILES - 1) / MAX_TILES;
  uint32_t takes = (uint32_t)((tiles + p->per_take - 1) / p->per_take);
  atomic_store_explicit(&p->done, 0, memory_order_relaxed);
  atomic_store_explicit(&p->ticket, (uint64_t)takes << TILES_SHIFT, memory_order_release);
  announce(p);
  take_tiles(p);
  int spins = 0;
  for (;;) {
    uint32_t done = atomic_load_explicit(&p->done, memory_order_acquire);
    if (done == takes) return;
    if (++spins < SPINS) {
      pause_cpu();
    } else {
      atomic_store(&p->caller_asleep, 1);
      done = atomic_load(&p->done);
      if (done != takes) futex_wait(&p->done, done);
      atomic_store(&p->caller_asleep, 0);
    }
  }
}

sk_pool *sk_pool_start(int threads) {
  int workers = threads - 1;
  sk_pool *p = aligned_alloc(64, (sizeof(sk_pool) + (size_t)workers * sizeof(pthread_t) + 63) / 64 * 64);
  if (!p) return NULL;
  *p = (sk_pool){.workers = 0};
  while (p->workers < workers && !pthread_create(&p->thread[p->workers], NULL, worker, p)) {
    p->workers++; /* fewer threads than wished for are slower, not wrong */
  }
  return p;
}

void sk_pool_stop(sk_pool *p) {
  atomic_store(&p->stopping, 1);
  announce(p);
  for (int i = 0; i < p->workers; i++) pthread_join(p->thread[i], NULL);
  free(p);
}
