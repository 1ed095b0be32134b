/* Rows become columns. */

/* Four rows of four become four columns: to[j * to_step + i] = from[i * from_step + j]. */
static inline void turn4(const float *from, int64_t from_step, float *to, int64_t to_step) {
  typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
  four a = *(const four *)from, b = *(const four *)(from + from_step);
  four c = *(const four *)(from + 2 * from_step), d = *(const four *)(from + 3 * from_step);
  four s = __builtin_shufflevector(a, b, 0, 4, 1, 5), t = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  four u = __builtin_shufflevector(c, d, 0, 4, 1, 5), v = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four *)to = __builtin_shufflevector(s, u, 0, 1, 4, 5);
  *(four *)(to + to_step) = __builtin_shufflevector(s, u, 2, 3, 6, 7);
  *(four *)(to + 2 * to_step) = __builtin_shufflevector(t, v, 0, 1, 4, 5);
  *(four *)(to + 3 * to_step) = __builtin_shufflevector(t, v, 2, 3, 6, 7);
}

/* The same of any size: rows of `from` become columns of `to`. Walks along those rows, of either
 * side, that lie further apart: planes of a picture are often a multiple of 4096 bytes apart, and a
 * cache keeps few lines at such distances. */
static __attribute__((noinline)) void turn(const float *from, int64_t rows, int64_t columns,
                                           int64_t from_step, float *to, int64_t to_step) {
  const int along_from = from_step > to_step;
  int64_t outer = along_from ? rows : columns, inner = along_from ? columns : rows;
  int64_t out_from = along_from ? from_step : 1, out_to = along_from ? 1 : to_step;
  int64_t in_from = along_from ? 1 : from_step, in_to = along_from ? to_step : 1;
  for (int64_t i = 0; i < outer; i += 4) {
    int64_t n = min_i(4, outer - i), j = 0;
    const float *f = from + i * out_from;
    float *t = to + i * out_to;
    for (; n == 4 && j + 4 <= inner; j += 4) {
      turn4(f + j * in_from, from_step, t + j * in_to, to_step);
    }
    for (int64_t k = 0; k < n; k++) {
      for (int64_t l = j; l < inner; l++) {
        t[k * out_to + l * in_to] = f[k * out_from + l * in_from];
      }
    }
  }
}
