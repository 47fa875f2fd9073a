# shellcheck shell=bash
# Runs the fuzz targets of the asan build, as many at a time as there are jobs.

fuzz_targets() {
  local file
  for file in "$BUILD"/asan/bin/fuzz_*; do
    if [ -x "$file" ]; then printf '%s\n' "$file"; fi
  done
}
# fuzz_all SECONDS search|repeat: prints PASS and FAIL lines.
fuzz_all() { fuzz_targets | xargs -r -n 1 -P "$JOBS" "$ROOT/scripts/fuzz-one" "$1" "$2"; }

cmd_fuzz() {
  local seconds=${1:-}
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "fuzz needs a number of seconds, which each target gets" "For example: ./run fuzz 300"
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_CLANG[@]}"
  openssl_provision native
  step "Build asan" preset_build asan
  [ -n "$(fuzz_targets)" ] || die "the build has no fuzz target"
  results_begin
  step_or_results "Fuzz each target for $seconds s" fuzz_all "$seconds" search
  results_end
}
