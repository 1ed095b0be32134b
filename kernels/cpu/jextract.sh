#!/bin/sh
# Generates bindings of sk.h with jextract, for JextractTest: jextract.sh FOLDER, run in kernels/cpu.
# The options, with the list of symbols, are kept in src/main/jextract/options, since nothing in
# what is generated says them.
set -eu
rm -rf "$1"
if ! command -v jextract >/dev/null 2>&1; then
  echo "no jextract on the path: its bindings are not compared with ours"
  exit 0
fi
library=$(find "$PWD/target/classes/native" -name libsosia-cpu.so 2>/dev/null | head -n 1)
if [ -z "$library" ]; then
  echo "no native kernels: jextract's bindings are not compared with ours"
  exit 0
fi
mkdir -p "$1"
jextract @src/main/jextract/options --library ":$library" --output "$1" src/main/c/sk.h
