/* All kernels of one instruction set level. Compiled once per level, with SK_LEVEL and -march set
 * by the build. Everything but the table is static: a function shared between levels by name would
 * be merged by the linker and run AVX-512 on a CPU that has none. */
#define _GNU_SOURCE
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "device.h"

#include "simd.h"
#include "floats.h"
#include "strided.h"
#include "turn.h"

#include "elementwise.c"
#include "copy.c"
#include "reduce.c"
#include "scan.c"
#include "slots.h"
#include "tile.h"
#include "matmul.c"
#include "pack.h"
#include "winograd.c"
#include "winograd_grad.c"
#include "narrow.c"
#include "conv.c"
#include "conv_grad.c"
#include "norm.c"
#include "planes.c"
#include "indexing.c"
#include "optimizer.c"
#include "last.c"
#include "peak.c"

#define SK_JOIN2(a, b) a##b
#define SK_JOIN(a, b) SK_JOIN2(a, b)
#define SK_FIELD(name, params, args) .name = name##_kernel,

extern const sk_table SK_JOIN(sk_table_, SK_LEVEL);
const sk_table SK_JOIN(sk_table_, SK_LEVEL) = {.panel = NR, SK_KERNELS(SK_FIELD)};
