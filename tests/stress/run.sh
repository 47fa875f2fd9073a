#!/bin/bash
# The key store under kill -9 and with many keys, and races through ncrypt, natively and under Wine. Prints what it counted,
# and a PASS or FAIL line for each check. Without arguments it is short; ./run stress gives larger numbers.
#
#   tests/stress/run.sh [ROUNDS KEYS RACES [ROUNDS KEYS RACES]]      the second three are for Wine
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
build=${OPENCNG_BUILD:-$root/build}
native=("${1:-200}" "${2:-400}" "${3:-60}")
wine=("${4:-40}" "${5:-200}" "${6:-20}")

# part NAME COMMAND...: a program that ends badly without a FAIL line of its own is a failure too.
part() {
  local name=$1 output rc=0
  shift
  output=$("$@" </dev/null 2>&1) || rc=$?
  printf '%s\n' "$output" | tr -d '\r' | sed -E "s/^(PASS|FAIL) /\1 $name: /"
  if [ "$rc" -ne 0 ] && ! grep -q '^FAIL ' <<<"$output"; then echo "FAIL $name: $1 ended with status $rc"; fi
}

if [ -x "$build/native/bin/store_stress" ]; then
  part native "$build/native/bin/store_stress" kill "${native[0]}" 3
  part native "$build/native/bin/store_stress" many "${native[1]}"
  part native "$build/native/bin/ncrypt_race" "${native[2]}"
else
  echo "FAIL native: store_stress is not built"
fi
if [ -x "$build/mingw64/bin/store_stress.exe" ]; then
  part wine "$build/mingw64/wine-run" "$build/mingw64/bin/store_stress.exe" kill "${wine[0]}" 2
  part wine "$build/mingw64/wine-run" "$build/mingw64/bin/store_stress.exe" many "${wine[1]}"
  part wine "$build/mingw64/wine-run" "$build/mingw64/bin/ncrypt_race.exe" "${wine[2]}"
else
  echo "FAIL wine: store_stress.exe is not built"
fi
