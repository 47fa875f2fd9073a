#!/bin/bash
# Instruction budgets of imports and exports, by callgrind: the same on every run to 0.2 %, so they are firm where times are
# not. One line for each budget of budgets.txt: PASS, FAIL or SKIP.
#
#   bench/budgets.sh            checks
#   bench/budgets.sh --show     prints the figures beside their budgets
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=${OPENCNG_BUILD:-$root/build}
probe=$build/native/bin/budget_probe

if ! command -v valgrind >/dev/null; then
  echo "SKIP instruction budgets: there is no valgrind (Debian: package valgrind)"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ! -x "$probe" ]; then
  if ! (cd "$root" && cmake --preset native -DOPENCNG_BUILD_BENCH=ON && cmake --build --preset native --target budget_probe) \
    </dev/null >"$work/build.log" 2>&1; then
    tail -n 40 "$work/build.log"
    echo "FAIL instruction budgets: bench/budget_probe cannot be built"
    exit 1
  fi
fi
# One dump for each case, in the order in which the probe prints their names.
if ! timeout 300 valgrind --tool=callgrind --callgrind-out-file="$work/out" --collect-atstart=no \
  --toggle-collect=measured_calls --dump-after=measured_calls "$probe" </dev/null >"$work/names" 2>"$work/log"; then
  tail -n 20 "$work/log"
  echo "FAIL instruction budgets: bench/budget_probe failed under valgrind"
  exit 1
fi
python3 "$root/bench/budgets.py" "$root/bench/budgets.txt" "$work" "$@"
