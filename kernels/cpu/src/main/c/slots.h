/* Scratch memory for tasks: as many pieces of one size as there are threads, of which each task
 * takes one for as long as it runs. */

typedef struct slots {
  int64_t count, floats;
  float *memory;
  _Atomic int *taken;
} slots;

/* Pieces of `floats` floats, 64-byte aligned; they live until the scratch memory is asked for
 * again. */
static int open_slots(sk_device *d, int64_t floats, slots *s) {
  s->count = d->threads;
  s->floats = (floats + 15) / 16 * 16;
  size_t flags = (size_t)ceil_div(s->count * (int64_t)sizeof(int), 64) * 64;
  char *memory = sk_scratch(d, SK_SCRATCH_OTHER, flags + (size_t)(s->count * s->floats) * 4);
  if (!memory) return SK_NO_MEMORY;
  s->taken = (_Atomic int *)memory;
  for (int64_t i = 0; i < s->count; i++) atomic_init(&s->taken[i], 0);
  s->memory = (float *)(memory + flags);
  return SK_OK;
}

/* There is always one: a thread runs one task at a time. */
static float *take_slot(const slots *s) {
  int64_t i = 0;
  while (atomic_exchange(&s->taken[i], 1)) i = (i + 1) % s->count;
  return s->memory + i * s->floats;
}

static void give_slot(const slots *s, const float *slot) {
  atomic_store(&s->taken[(slot - s->memory) / s->floats], 0);
}
