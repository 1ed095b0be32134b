/* Elementary functions of one float, without branches, so that the compiler vectorises loops over
 * them. Errors are within about one unit in the last place (a little more without FMA). NaN gives
 * NaN; infinities and the ends of the range give what IEEE 754 says.
 *
 * Polynomials: Cephes (Moshier), single precision. */

static inline float bits_float(int32_t i) {
  float f;
  memcpy(&f, &i, 4);
  return f;
}

static inline int32_t float_bits(float f) {
  int32_t i;
  memcpy(&i, &f, 4);
  return i;
}

/* e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln 2 / 2; subnormal results are exact to theirs. */
static inline float exp_s(float x) {
  const float shift = 0x1.8p23f; /* adding it rounds to an integer */
  float bounded = x < -104.0f ? -104.0f : x;
  bounded = bounded > 89.0f ? 89.0f : bounded; /* NaN passes both */
  float n = (bounded * 1.44269504f + shift) - shift;
  float r = fma_s(n, -0x1.62e4p-1f, bounded);
  r = fma_s(n, 0x1.7f7d1cp-20f * -1.0f, r);
  float p = 1.9875691500e-4f;
  p = fma_s(p, r, 1.3981999507e-3f);
  p = fma_s(p, r, 8.3334519073e-3f);
  p = fma_s(p, r, 4.1665795894e-2f);
  p = fma_s(p, r, 1.6666665459e-1f);
  p = fma_s(p, r, 5.0000001201e-1f);
  float e = fma_s(p * r, r, r) + 1.0f;
  /* 2^n in two factors: n reaches from -150 to 128, beyond one float's exponents */
  int32_t whole = float_bits(bounded * 1.44269504f + shift) - float_bits(shift);
  int32_t half = whole >> 1;
  float low = bits_float((half + 127) << 23), high = bits_float((whole - half + 127) << 23);
  float y = e * low * high;
  y = x > 88.8f ? INFINITY : y;
  return x != x ? x : y;
}

/* log x = k ln 2 + log m with m in [sqrt(1/2), sqrt 2). */
static inline float log_s(float x) {
  float scaled = x < 0x1p-126f ? x * 0x1p25f : x; /* subnormals */
  float shift = x < 0x1p-126f ? -25.0f : 0.0f;
  int32_t bits = float_bits(scaled);
  int32_t k = (bits - 0x3f3504f3) >> 23;
  float m = bits_float(bits - (int32_t)((uint32_t)k << 23)) - 1.0f;
  float e = (float)k + shift;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = fma_s(p, m, -1.1514610310e-1f);
  p = fma_s(p, m, 1.1676998740e-1f);
  p = fma_s(p, m, -1.2420140846e-1f);
  p = fma_s(p, m, 1.4249322787e-1f);
  p = fma_s(p, m, -1.6668057665e-1f);
  p = fma_s(p, m, 2.0000714765e-1f);
  p = fma_s(p, m, -2.4999993993e-1f);
  p = fma_s(p, m, 3.3333331174e-1f);
  float y = m * z * p;
  y = fma_s(e, -2.12194440e-4f, y);
  y = fma_s(-0.5f, z, y);
  y = fma_s(e, 0.693359375f, m + y);
  y = x == 0.0f ? -INFINITY : y;
  y = x < 0.0f ? NAN : y;
  y = x == INFINITY ? x : y;
  return x != x ? x : y;
}

static inline float tanh_s(float x) {
  float a = __builtin_fabsf(x);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = fma_s(p, z, 2.06390887954e-2f);
  p = fma_s(p, z, -5.37397155531e-2f);
  p = fma_s(p, z, 1.33314422036e-1f);
  p = fma_s(p, z, -3.33332819422e-1f);
  float small = fma_s(p * z, x, x);
  float large = 1.0f - 2.0f / (exp_s(2.0f * a) + 1.0f);
  large = __builtin_copysignf(large, x);
  float y = a < 0.625f ? small : large;
  return x != x ? x : y;
}

static inline float sigmoid_s(float x) {
  float z = exp_s(-__builtin_fabsf(x));
  return (x >= 0.0f ? 1.0f : z) / (1.0f + z);
}
