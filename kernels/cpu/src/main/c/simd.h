/* Vectors of the level's width, through the compiler's vector extension: plain C on every CPU, and
 * the few instructions that it has no operator for. VL floats a vector; the register tile of matrix
 * products is MR rows by NV vectors (NR columns). */
#if defined(__AVX512F__)
#include <immintrin.h>
#define MR 12
enum { VL = 16, NV = 2 };
#elif defined(__AVX2__)
#include <immintrin.h>
#define MR 6
enum { VL = 8, NV = 2 };
#elif defined(__aarch64__)
#define MR 8
enum { VL = 4, NV = 2 };
#else
#define MR 4
enum { VL = 4, NV = 2 };
#endif
enum { NR = NV * VL };

typedef float vfloat __attribute__((vector_size(VL * 4), may_alias));
typedef float vfloat_u __attribute__((vector_size(VL * 4), may_alias, aligned(4)));
typedef double vdouble_u __attribute__((vector_size(VL * 8), may_alias, aligned(8)));

static inline vfloat load(const float *p) { return *(const vfloat_u *)p; }
static inline void store(float *p, vfloat v) { *(vfloat_u *)p = v; }
static inline vfloat splat(float x) { return x - (vfloat){0}; } /* x - 0 is x, -0 included */

/* a * b + c, rounded once where the CPU can. */
static inline vfloat fma_v(vfloat a, vfloat b, vfloat c) {
#if defined(__AVX512F__)
  return (vfloat)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__)
  return (vfloat)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#else
  return a * b + c;
#endif
}

/* The same for one number, in a form that loops are vectorised with. */
static inline float fma_s(float a, float b, float c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}

static inline int64_t min_i(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t max_i(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }
static inline int64_t floor_div(int64_t a, int64_t b) { return a >= 0 ? a / b : -ceil_div(-a, b); }
