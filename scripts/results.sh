# shellcheck shell=bash
# Counts results. Whatever runs tests prints one line for each: `PASS name`, `FAIL name: why` or `SKIP name: why`.

RESULTS_PASSED=0
RESULTS_FAILED=0
RESULTS_SKIPPED=0
RESULTS_ENDED=0

# result PASS|FAIL|SKIP TEXT: one result that a piece of this script found itself.
result() {
  case $1 in
    PASS) RESULTS_PASSED=$((RESULTS_PASSED + 1)) ;;
    FAIL) RESULTS_FAILED=$((RESULTS_FAILED + 1)) ;;
    SKIP) RESULTS_SKIPPED=$((RESULTS_SKIPPED + 1)) ;;
  esac
  if [ "$1" != PASS ]; then say "$1 $2"; fi
}
# results_of FILE: counts its lines; shows everything but the passed tests when there is a failure, else the skips alone.
results_of() {
  local passed failed skipped
  passed=$(grep -c '^PASS ' "$1") || true
  failed=$(grep -c '^FAIL ' "$1") || true
  skipped=$(grep -c '^SKIP ' "$1") || true
  RESULTS_PASSED=$((RESULTS_PASSED + passed))
  RESULTS_FAILED=$((RESULTS_FAILED + failed))
  RESULTS_SKIPPED=$((RESULTS_SKIPPED + skipped))
  if [ "$failed" -gt 0 ]; then
    grep -v '^PASS ' "$1" | tail -n 400
  else
    grep '^SKIP ' "$1" || true
  fi
  say "    $passed passed, $failed failed, $skipped skipped"
}
# step_or_results WHAT COMMAND...: COMMAND prints result lines. One that ends badly and names no failure, or that names no
# result at all, is a failure of its own.
step_or_results() {
  local named
  try_step "$@"
  named=$(grep -cE '^(PASS|FAIL|SKIP) ' "$STEP_LOG") || true
  if [ "$STEP_RC" -ne 0 ] && ! grep -q '^FAIL ' "$STEP_LOG"; then
    printf '\nFAIL %s: exit status %s\n' "$1" "$STEP_RC" >>"$STEP_LOG"
  elif [ "$named" -eq 0 ]; then
    printf '\nFAIL %s: it reported no result\n' "$1" >>"$STEP_LOG"
  fi
  results_of "$STEP_LOG"
}
# step_or_result WHAT COMMAND...: COMMAND as a whole is one check.
step_or_result() {
  try_step "$@"
  if [ "$STEP_RC" -eq 0 ]; then
    result PASS "$1"
  else
    tail -n 60 "$STEP_LOG"
    result FAIL "$1: exit status $STEP_RC, whole log in ${STEP_LOG#"$ROOT"/}"
  fi
}
# results_begin: from here on the script ends with one line of counts, whatever ends it. Add it before other exit hooks.
results_begin() { EXIT_HOOKS=(results_line "${EXIT_HOOKS[@]}"); }
results_line() {
  # Something ended the script before its time, and has said what.
  [ "$RESULTS_ENDED" -eq 1 ] || RESULTS_FAILED=$((RESULTS_FAILED + 1))
  say "$RESULTS_PASSED passed, $RESULTS_FAILED failed, $RESULTS_SKIPPED skipped"
}
results_end() {
  RESULTS_ENDED=1
  [ "$RESULTS_FAILED" -eq 0 ] || exit 1
  exit 0
}
