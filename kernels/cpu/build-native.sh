#!/bin/sh
# Builds the CPU kernels: build-native.sh FOLDER, run in kernels/cpu.
# One source tree, compiled once per instruction set level, linked with a dispatcher for the plainest
# CPU into FOLDER/linux-ARCH/libsosia-cpu.so. A machine without a C compiler gets a build without
# them, unless SOSIA_REQUIRE_NATIVE=1. CC names the compiler; CFLAGS_EXTRA adds flags (sanitizers).
set -eu
cc=${CC:-gcc}
arch=$(uname -m)
skip() {
  if [ "${SOSIA_REQUIRE_NATIVE:-}" = 1 ]; then
    echo "$1, and SOSIA_REQUIRE_NATIVE=1 asks for the native kernels" >&2
    exit 1
  fi
  echo "$1: building without native kernels"
  exit 0
}
[ "$(uname -s)" = Linux ] || skip "native kernels are built on Linux only"
command -v "${cc%% *}" >/dev/null 2>&1 || skip "no C compiler '$cc'"
out=$1/linux-$arch
work=$(dirname "$(dirname "$1")")/native-objects
src=src/main/c
flags="-std=c17 -O3 -fPIC -fvisibility=hidden -ffp-contract=off -fno-math-errno -fno-trapping-math
  -Wall -Wextra -Werror -Wno-unknown-pragmas -pthread ${CFLAGS_EXTRA:-}"
case $arch in
  x86_64)
    levels="base:-march=x86-64 avx2:-march=haswell avx512:-march=skylake-avx512,-mprefer-vector-width=512"
    plain=-march=x86-64 ;;
  *) levels="base:" plain= ;;
esac

# Nothing to do if the library is newer than all sources.
library=$out/libsosia-cpu.so
if [ -f "$library" ] && [ -z "$(find "$src" build-native.sh -newer "$library" -type f)" ]; then
  exit 0
fi

mkdir -p "$out" "$work"
for file in abi device pool; do
  $cc $flags $plain -c "$src/$file.c" -o "$work/$file.o"
done
objects="$work/abi.o $work/device.o $work/pool.o"
running=
for level in $levels; do
  name=${level%%:*}
  march=$(echo "${level#*:}" | tr , ' ')
  $cc $flags $march -DSK_LEVEL="$name" -c "$src/level.c" -o "$work/level_$name.o" &
  running="$running $!"
  objects="$objects $work/level_$name.o"
done
for job in $running; do wait "$job"; done
$cc $flags -shared -Wl,-z,defs,-z,relro,-z,now -Wl,--build-id=none -o "$library.tmp" $objects -lm
mv "$library.tmp" "$library"
