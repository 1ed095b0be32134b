/* Optimiser steps, in place on dense tensors; the formulas stand at dev.sosia.engine.kernel.SgdStep
 * and AdamStep. Constants are computed in double and rounded once; elements in float. */

typedef struct sgd_call {
  const sk_sgd *k;
  int64_t n;
  float *p, *buffer;
  const float *g;
} sgd_call;

static void sgd_tile(void *context, int64_t tile) {
  const sgd_call *c = context;
  const sk_sgd *k = c->k;
  const float lr = (float)k->lr, decay = (float)k->weight_decay, momentum = (float)k->momentum;
  const float fresh = (float)(1 - k->dampening);
  for (int64_t i = tile * TILE; i < min_i(c->n, (tile + 1) * TILE); i++) {
    float g = fma_s(decay, c->p[i], c->g[i]);
    if (c->buffer) {
      float b = k->first ? g : fma_s(momentum, c->buffer[i], fresh * g);
      c->buffer[i] = b;
      g = k->nesterov ? fma_s(momentum, b, g) : b;
    }
    c->p[i] = fma_s(-lr, g, c->p[i]);
  }
}

static int32_t sgd_step_kernel(sk_device *d, const sk_sgd *step, const sk_view *p, const sk_view *g,
                               const sk_view *buffer) {
  sgd_call c = {.k = step, .n = numel(p), .p = p->data, .g = g->data,
                .buffer = buffer ? buffer->data : NULL};
  sk_parallel(d, ceil_div(c.n, TILE), 0.5 * (double)c.n, sgd_tile, &c);
  return SK_OK;
}

typedef struct adam_call {
  const sk_adam *k;
  int64_t n;
  float *p, *m, *v, *largest;
  const float *g;
} adam_call;

/* `greatest` and `decays` are constants where this is called, so that the loop is vectorised. */
static inline __attribute__((always_inline)) void adam_range(const adam_call *c, int64_t from,
                                                             int64_t to, const int greatest,
                                                             const int decays) {
  const sk_adam *k = c->k;
  const float beta1 = (float)k->beta1, beta2 = (float)k->beta2, eps = (float)k->eps;
  const float fresh1 = (float)(1 - k->beta1), fresh2 = (float)(1 - k->beta2);
  const float lr = (float)(k->lr / (1 - pow(k->beta1, (double)k->step)));
  const float root = (float)(1 / sqrt(1 - pow(k->beta2, (double)k->step)));
  const float shrink = k->decoupled ? (float)(1 - k->lr * k->weight_decay) : 1;
  const float decay = (float)k->weight_decay;
  float *restrict p = c->p, *restrict m = c->m, *restrict v = c->v, *restrict largest = c->largest;
  const float *restrict gradient = c->g;
  for (int64_t i = from; i < to; i++) {
    float x = p[i] * shrink, g = decays ? fma_s(decay, x, gradient[i]) : gradient[i];
    float first = fma_s(beta1, m[i], fresh1 * g), second = fma_s(beta2, v[i], fresh2 * g * g);
    m[i] = first;
    v[i] = second;
    if (greatest) {
      float known = largest[i];
      second = second > known || second != second ? second : known; /* NaN stays */
      largest[i] = second;
    }
    p[i] = x - lr * first / fma_s(__builtin_sqrtf(second), root, eps);
  }
}

static void adam_tile(void *context, int64_t tile) {
  const adam_call *c = context;
  int64_t from = tile * TILE, to = min_i(c->n, from + TILE);
  int decays = !c->k->decoupled && c->k->weight_decay != 0;
  if (c->largest && decays) {
    adam_range(c, from, to, 1, 1);
  } else if (c->largest) {
    adam_range(c, from, to, 1, 0);
  } else if (decays) {
    adam_range(c, from, to, 0, 1);
  } else {
    adam_range(c, from, to, 0, 0);
  }
}

static int32_t adam_step_kernel(sk_device *d, const sk_adam *step, const sk_view *p,
                                const sk_view *g, const sk_view *m, const sk_view *v,
                                const sk_view *largest) {
  adam_call c = {.k = step, .n = numel(p), .p = p->data, .g = g->data, .m = m->data, .v = v->data,
                 .largest = largest ? largest->data : NULL};
  sk_parallel(d, ceil_div(c.n, TILE), 1.0 * (double)c.n, adam_tile, &c);
  return SK_OK;
}
