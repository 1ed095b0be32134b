/* The interface as text, for whoever binds to it: one line a function and a struct.
 *
 *     fn sk_level i p                     result, then parameters
 *     struct sk_view 112 data@0:p dtype@8:i rank@12:i dim@16:l6 ..
 *
 * v void, i int32, l int64, f float, d double, p pointer, l6 an array of six. The codes of the
 * functions are held against the declarations in sk.h by the compiler, sizes and offsets come from
 * it: the text cannot say anything else than the header. */
#include "sk.h"

#include <stddef.h>

#define T_v void
#define T_i int32_t
#define T_l int64_t
#define T_f float
#define T_d double
#define T_dev sk_device *
#define T_cdev const sk_device *
#define T_view const sk_view *
#define T_window const sk_window *
#define T_taps const sk_taps *
#define T_adam const sk_adam *
#define T_sgd const sk_sgd *
#define T_ptr void *
#define T_cptr const void *
#define T_str const char *
#define C_v " v"
#define C_i " i"
#define C_l " l"
#define C_f " f"
#define C_d " d"
#define C_dev " p"
#define C_cdev " p"
#define C_view " p"
#define C_window " p"
#define C_taps " p"
#define C_adam " p"
#define C_sgd " p"
#define C_ptr " p"
#define C_cptr " p"
#define C_str " p"

#define TYPES_1(a) T_##a
#define TYPES_2(a, b) T_##a, T_##b
#define TYPES_3(a, ...) T_##a, TYPES_2(__VA_ARGS__)
#define TYPES_4(a, ...) T_##a, TYPES_3(__VA_ARGS__)
#define TYPES_5(a, ...) T_##a, TYPES_4(__VA_ARGS__)
#define TYPES_6(a, ...) T_##a, TYPES_5(__VA_ARGS__)
#define TYPES_9(a, b, c, ...) T_##a, T_##b, T_##c, TYPES_6(__VA_ARGS__)
#define TYPES_7(a, ...) T_##a, TYPES_6(__VA_ARGS__)
#define TYPES_10(a, ...) T_##a, TYPES_9(__VA_ARGS__)
#define TYPES_11(a, b, ...) T_##a, T_##b, TYPES_9(__VA_ARGS__)
#define CODES_1(a) C_##a
#define CODES_2(a, b) C_##a C_##b
#define CODES_3(a, ...) C_##a CODES_2(__VA_ARGS__)
#define CODES_4(a, ...) C_##a CODES_3(__VA_ARGS__)
#define CODES_5(a, ...) C_##a CODES_4(__VA_ARGS__)
#define CODES_6(a, ...) C_##a CODES_5(__VA_ARGS__)
#define CODES_7(a, ...) C_##a CODES_6(__VA_ARGS__)
#define CODES_9(a, b, c, ...) C_##a C_##b C_##c CODES_6(__VA_ARGS__)
#define CODES_10(a, ...) C_##a CODES_9(__VA_ARGS__)
#define CODES_11(a, b, ...) C_##a C_##b CODES_9(__VA_ARGS__)

/* F(result, name, number of parameters, parameters) */
#define FUNCTIONS(F)                                                                      \
  F(l, sk_abi_hash, 1, v)                                                                 \
  F(dev, sk_open, 2, i, i)                                                                \
  F(i, sk_level, 1, cdev)                                                                 \
  F(l, sk_scratch_bytes, 1, cdev)                                                         \
  F(l, sk_bad_index, 2, cdev, i)                                                          \
  F(i, sk_close, 1, dev)                                                                  \
  F(ptr, sk_map, 1, l)                                                                    \
  F(i, sk_unmap, 2, ptr, l)                                                               \
  F(i, sk_unary, 6, dev, i, d, d, view, view)                                             \
  F(i, sk_binary, 6, dev, i, d, view, view, view)                                         \
  F(i, sk_where, 5, dev, view, view, view, view)                                          \
  F(i, sk_copy, 3, dev, view, view)                                                       \
  F(i, sk_fill, 3, dev, d, view)                                                          \
  F(i, sk_reduce, 5, dev, i, i, view, view)                                               \
  F(i, sk_arg_reduce, 5, dev, i, i, view, view)                                           \
  F(i, sk_cumsum, 5, dev, i, i, view, view)                                               \
  F(i, sk_softmax, 5, dev, i, i, view, view)                                              \
  F(i, sk_matmul, 4, dev, view, view, view)                                               \
  F(i, sk_conv2d, 6, dev, window, view, view, view, view)                                 \
  F(i, sk_conv2d_input_grad, 5, dev, window, view, view, view)                            \
  F(i, sk_conv2d_weight_grad, 5, dev, window, view, view, view)                           \
  F(i, sk_channel_norm, 9, dev, i, d, view, view, view, view, view, view)                 \
  F(i, sk_channel_norm_grad, 11, dev, i, d, view, view, view, view, view, view, view, view) \
  F(i, sk_axis_map2d, 5, dev, taps, taps, view, view)                                     \
  F(i, sk_max_pool2d, 6, dev, taps, taps, view, view, view)                               \
  F(i, sk_gather, 5, dev, i, view, view, view)                                            \
  F(i, sk_scatter_add, 5, dev, i, view, view, view)                                       \
  F(i, sk_sgd_step, 5, dev, sgd, view, view, view)                                        \
  F(i, sk_adam_step, 7, dev, adam, view, view, view, view, view)                          \
  F(i, sk_conv2d_algorithm, 6, dev, window, i, i, i, view)                                \
  F(l, sk_conv2d_packed_floats, 3, cdev, window, view)                                    \
  F(i, sk_conv2d_pack, 4, dev, window, view, ptr)                                         \
  F(i, sk_conv2d_packed, 10, dev, window, view, view, cptr, view, view, i, d, view)       \
  F(i, sk_border, 5, dev, i, i, i, view)                                                  \
  F(i, sk_axis_map2d_last, 6, dev, taps, taps, view, view, view)                          \
  F(i, sk_max_pool2d_last, 5, dev, taps, taps, view, view)                                \
  F(i, sk_channel_norm_last, 10, dev, i, d, view, view, view, view, i, d, view)           \
  F(i, sk_peak, 2, dev, view)

#define CHECK(result, name, n, ...)                                                     \
  _Static_assert(__builtin_types_compatible_p(__typeof__(name), T_##result(TYPES_##n(__VA_ARGS__))), \
                 #name " is not declared like that");
FUNCTIONS(CHECK)

#define FN_LINE(result, name, n, ...) "fn " #name C_##result CODES_##n(__VA_ARGS__) "\n"

/* Numbers as text at compile time: sizes and offsets are below 1000. */
#define STRUCTS(S)                                                                           \
  S(sk_view, "sk_view", M(sk_view, data, "p") M(sk_view, dtype, "i") M(sk_view, rank, "i")   \
                            M(sk_view, dim, "l6") M(sk_view, stride, "l6"))                  \
  S(sk_taps, "sk_taps", M(sk_taps, in, "i") M(sk_taps, out, "i") M(sk_taps, start, "p")      \
                            M(sk_taps, source, "p") M(sk_taps, weight, "p"))                 \
  S(sk_window, "sk_window",                                                                  \
    M(sk_window, stride_h, "i") M(sk_window, stride_w, "i") M(sk_window, pad_h, "i")         \
        M(sk_window, pad_w, "i") M(sk_window, dilation_h, "i") M(sk_window, dilation_w, "i") \
            M(sk_window, groups, "i") M(sk_window, algorithm, "i"))                           \
  S(sk_adam, "sk_adam",                                                                      \
    M(sk_adam, lr, "d") M(sk_adam, beta1, "d") M(sk_adam, beta2, "d") M(sk_adam, eps, "d")   \
        M(sk_adam, weight_decay, "d") M(sk_adam, decoupled, "i") M(sk_adam, amsgrad, "i")    \
            M(sk_adam, step, "l"))                                                           \
  S(sk_sgd, "sk_sgd",                                                                        \
    M(sk_sgd, lr, "d") M(sk_sgd, momentum, "d") M(sk_sgd, dampening, "d")                    \
        M(sk_sgd, weight_decay, "d") M(sk_sgd, nesterov, "i") M(sk_sgd, first, "i"))

struct member {
  const char *structure, *name, *code;
  size_t offset, size;
};

#define M(structure, field, code) {NULL, #field, code, offsetof(structure, field), 0},
#define S(structure, text, members) {text, NULL, NULL, 0, sizeof(structure)}, members
static const struct member members[] = {STRUCTS(S)};
#undef S
#undef M

static char text[8192];

static char *put(char *at, const char *s) {
  while (*s && at < text + sizeof text - 1) *at++ = *s++;
  return at;
}

static char *put_number(char *at, size_t n) {
  char digits[24];
  int k = 24;
  digits[--k] = 0;
  do digits[--k] = (char)('0' + n % 10);
  while (n /= 10);
  return put(at, digits + k);
}

const char *sk_abi(void) {
  char *at = put(text, FUNCTIONS(FN_LINE));
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    const struct member *m = &members[i];
    if (m->structure) {
      if (i > 0) at = put(at, "\n");
      at = put_number(put(put(put(at, "struct "), m->structure), " "), m->size);
    } else {
      at = put_number(put(put(put(at, " "), m->name), "@"), m->offset);
      at = put(put(at, ":"), m->code);
    }
  }
  at = put(at, "\n");
  *at = 0;
  return text;
}

int64_t sk_abi_hash(void) { /* FNV-1a, 64 bits */
  uint64_t h = 0xcbf29ce484222325u;
  for (const char *s = sk_abi(); *s; s++) h = (h ^ (unsigned char)*s) * 0x100000001b3u;
  return (int64_t)h;
}
