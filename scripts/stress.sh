# shellcheck shell=bash
# The key store under kill -9, at length: what tests/stress/run.sh does in seconds for ./run test.

# cmd_stress [ROUNDS [WINE-ROUNDS [KEYS]]]
cmd_stress() {
  local rounds=${1:-10000} wine_rounds=${2:-1000} keys=${3:-100000}
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_RUN[@]}"
  openssl_provision native mingw64
  step "Build native" preset_build native
  step "Build mingw64" preset_build mingw64
  wine_begin
  export OPENCNG_ROOT=$ROOT OPENCNG_BUILD=$BUILD OPENCNG_OUT=$OUT
  mkdir -p "$LOGS"
  say "==> $rounds rounds natively, $wine_rounds under Wine, $keys keys each: this takes long"
  bash "$ROOT/tests/stress/run.sh" "$rounds" "$keys" 200 "$wine_rounds" "$keys" 200 </dev/null | tee "$LOGS/stress.log"
  ! grep -q '^FAIL ' "$LOGS/stress.log"
}
