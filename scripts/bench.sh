# shellcheck shell=bash
# The demo and the benchmarks.

# Google Benchmark for PE is compiled from the distribution's source package, within the build tree.
benchmark_source() {
  local suite cache work version
  suite=$(apt_codename)
  cache=$OPENCNG_CACHE/benchmark
  mkdir -p "$cache"
  rm -rf "$cache"/.work.*
  work=$(mktemp -d "$cache/.work.XXXXXX")
  apt_fetch "$work" benchmark "$suite"
  apt_unpack "$work" "$work/src"
  version=$(apt_fetched_version "$work")
  rm -rf "${cache:?}/$version"
  mv "$work/src" "$cache/$version"
  ln -sfn "$version" "$cache/current"
  rm -rf "$work"
}

cmd_bench() {
  [ -f "$ROOT/bench/run.sh" ] || die "there is no bench/run.sh"
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_RUN[@]}" "${PACKAGES_BENCH[@]}"
  openssl_provision native mingw64
  if [ ! -d "$OPENCNG_CACHE/benchmark/current/src" ]; then
    apt_lists
    step "Fetch Google Benchmark's source" benchmark_source
  fi
  step "Build native with benchmarks" preset_build native -DOPENCNG_BUILD_BENCH=ON
  step "Build mingw64 with benchmarks" preset_build mingw64 -DOPENCNG_BUILD_BENCH=ON \
    -DOPENCNG_BENCHMARK_SOURCE="$OPENCNG_CACHE/benchmark/current"
  wine_begin
  export OPENCNG_ROOT=$ROOT OPENCNG_BUILD=$BUILD OPENCNG_OUT=$OUT
  bash "$ROOT/bench/run.sh" "$@" </dev/null
}

cmd_demo() {
  [ -f "$ROOT/examples/demo.sh" ] || die "there is no examples/demo.sh"
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_RUN[@]}"
  cmd_build
  wine_begin
  export OPENCNG_ROOT=$ROOT OPENCNG_BUILD=$BUILD OPENCNG_OUT=$OUT
  say
  bash "$ROOT/examples/demo.sh" "$@" </dev/null
}
