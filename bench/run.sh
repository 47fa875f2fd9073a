#!/bin/bash
# Runs the benchmarks and prints the tables of ratios; `./run bench` calls it after building.
#
#   bench/run.sh [--save] [--no-wine] [--filter=REGEX] [--processes=N]
#
# Each process repeats each case three times in random order. Several processes (seven), because where the memory of one
# happens to lie can change a small case by a third, and repeating it in the same process does not show that.
# --save writes bench/results.md. Times are never a test: a busy machine makes them worthless, and only ratios are shown.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=${OPENCNG_BUILD:-$root/build}
out=$build/bench
save=()
wine=1
filter=.
processes=7
for argument; do
  case $argument in
    --save) save=(--save) ;;
    --no-wine) wine=0 ;;
    --filter=*) filter=${argument#*=} ;;
    --processes=*) processes=${argument#*=} ;;
    *)
      sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
done
mkdir -p "$out"
report=()

if [ -x "$build/native/bin/cng_bench" ]; then
  echo "==> Native benchmarks: one to two minutes"
  rm -f "$out"/native-*.json
  for ((i = 1; i <= processes; i++)); do
    "$build/native/bin/cng_bench" --benchmark_filter="$filter" --benchmark_enable_random_interleaving=true \
      --benchmark_repetitions=3 --benchmark_min_time=0.02 --benchmark_display_aggregates_only=true \
      --benchmark_out="$out/native-$i.json" --benchmark_out_format=json >"$out/native.log" 2>&1 ||
      { tail -n 20 "$out/native.log" >&2; exit 1; }
  done
  for ((i = 0; i < 25; i++)); do "$build/native/bin/cold_start"; done >"$out/cold.txt"
  report+=(--native "$out"/native-*.json --cold "$out/cold.txt")
else
  echo "No native benchmarks: cng_bench is not built (Debian: package libbenchmark-dev)" >&2
fi
if [ "$wine" -eq 1 ] && [ -x "$build/mingw64/bin/wine_compare.exe" ]; then
  bash "$root/bench/wine.sh" --json "$out/wine.json" --quiet
  report+=(--wine "$out/wine.json" --dll "$build/mingw64/bin/bcrypt.dll")
fi
[ ${#report[@]} -gt 0 ] || exit 1
echo
python3 "$root/bench/report.py" "${report[@]}" "${save[@]}"
