# shellcheck shell=bash
# Everything that must hold before a change goes in.

cmd_test() {
  local preset seconds=${OPENCNG_FUZZ_SECONDS:-10}
  results_begin
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_CLANG[@]}" "${PACKAGES_LINT[@]}" "${PACKAGES_RUN[@]}" "${PACKAGES_BENCH[@]}"
  openssl_provision native mingw64
  export OPENCNG_ROOT=$ROOT OPENCNG_BUILD=$BUILD OPENCNG_OUT=$OUT
  export UBSAN_OPTIONS=print_stacktrace=1
  rm -rf "$BUILD/results"
  mkdir -p "$BUILD/results"

  # The quick checks first; then build by build, each with its tests.
  if [ -f "$ROOT/def/generate.py" ]; then step_or_result "Export files are up to date" test_exports_generated; fi
  step_or_result "clang-format" lint_format
  # Even when no PE program can be built: the checks of the products start Wine, and its server must end with this script.
  wine_begin
  for preset in native asan mingw64; do test_preset "$preset"; done
  if [ -n "$(fuzz_targets)" ]; then
    # The same inputs each time: what passed yesterday does not fail today by chance. New ones are found by ./run fuzz.
    step_or_results "Fuzz each target for at most $seconds s" fuzz_all "$seconds" repeat
  fi
  test_tidy
  test_script "Export and import tables" tests/exports/run.sh
  test_script "Consumers of the installed libraries" tests/consumer/run.sh
  test_script "Key store under kill -9" tests/stress/run.sh
  test_script "Wine's own modules on our bcrypt.dll" tests/prefix/run.sh
  test_script "Instruction budgets" bench/budgets.sh
  results_end
}

test_exports_generated() { cd "$ROOT" && python3 def/generate.py --check; }

# test_preset PRESET: a build that fails is one failed result, and its tests are not run.
test_preset() {
  local preset=$1 arguments=()
  # The instruction budgets are measured with the benchmarks' programs.
  if [ "$preset" = native ]; then arguments=(-DOPENCNG_BUILD_BENCH=ON); fi
  try_step "Build $preset" preset_build "$preset" "${arguments[@]}"
  if [ "$STEP_RC" -ne 0 ]; then
    show_failure
    # What an earlier build left would be tested in place of this one.
    case $preset in
      native) rm -rf "$OUT/native" ;;
      mingw64) rm -rf "$OUT/x64" ;;
    esac
    result FAIL "build $preset: whole log in ${STEP_LOG#"$ROOT"/}"
    return 0
  fi
  case $preset in
    native) step_or_result "Install into out/native" products native native ;;
    mingw64) step_or_result "Install into out/x64" products mingw64 x64 ;;
  esac
  # The server has gone when the build took long. It must not be a test that starts it: see wine_server.
  if [ "$preset" = mingw64 ]; then wine_server "$BUILD/mingw64/wineprefix"; fi
  step_or_results "Test $preset" test_ctest "$preset"
}
test_ctest() {
  local preset=$1 junit=$BUILD/results/$1.xml repeat=() attempts=1
  # Wine fails to start one program in some thousands: no output, and the same test passes the next time.
  if [ "$preset" = mingw64 ]; then repeat=(--repeat until-pass:2) attempts=2; fi
  python3 "$ROOT/scripts/gtest_shards.py" "$preset" "$BUILD/$preset" "$JOBS" "$attempts"
  # The rest: scripts, and whatever is no GoogleTest program.
  ctest "${repeat[@]}" --test-dir "$BUILD/$preset" -E '^[a-z_]+_tests\.' -j "$JOBS" --timeout 120 --output-junit "$junit" \
    --no-tests=error >"$LOGS/ctest-$preset.log" 2>&1 || true
  python3 "$ROOT/scripts/tally.py" "$preset" "$junit"
}

# wine_begin: the prefix of the PE build, with its server; both end with this script.
wine_begin() {
  wine_find || die "Wine cannot be found"
  step "Prepare Wine prefix" wine_prefix "$BUILD/mingw64/wineprefix"
  EXIT_HOOKS+=(wine_end)
  wine_server "$BUILD/mingw64/wineprefix"
}
wine_end() { wine_stop "$BUILD/mingw64/wineprefix"; }

# clang-tidy on the whole takes minutes; ./run lint does that. Here it is what the last commit and the working copy changed.
test_tidy() {
  if ! is_repo || ! repo rev-parse -q --verify 'HEAD~1^{commit}' >/dev/null; then
    result SKIP "clang-tidy: there is no commit before this one to compare with; ./run lint checks all files"
  elif [ ! -f "$BUILD/asan/compile_commands.json" ]; then
    result FAIL "clang-tidy: the asan build is not configured"
  else
    step_or_result "clang-tidy on what the last commit changed" lint_tidy 'HEAD~1'
  fi
}

# test_script WHAT PATH: a script that prints result lines itself.
test_script() {
  if [ -f "$ROOT/$2" ]; then step_or_results "$1" timeout -k 10 600 bash "$ROOT/$2"; fi
}
