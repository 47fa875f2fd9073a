# shellcheck shell=bash
# Steps, logs and messages: what every other piece of the script uses.

OPENCNG_CACHE=${OPENCNG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/opencng}
BUILD=$ROOT/build
OUT=$ROOT/out
LOGS=$BUILD/logs
JOBS=${OPENCNG_JOBS:-$(nproc)}
STEP_PGID=
STEP_LOG=
STEP_RC=0
# A step runs in its own process group, so that whatever ends this script (Ctrl-C, a CI timeout) can end the step's
# compilers and tests with it. The functions named here run as well, last added first.
EXIT_HOOKS=()

say() { printf '%s\n' "$*"; }
die() {
  printf '\nrun: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
  exit 1
}

stop_step() {
  [ -z "$STEP_PGID" ] && return 0
  kill -TERM -- "-$STEP_PGID" 2>/dev/null || true
  STEP_PGID=
}
on_exit() {
  local i
  stop_step
  for ((i = ${#EXIT_HOOKS[@]} - 1; i >= 0; i--)); do "${EXIT_HOOKS[i]}" || true; done
}
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# try_step WHAT COMMAND...: one line with the time it took; the output goes to a log; the result is left in STEP_RC.
# It never fails itself: called under `if` or `||`, bash would switch `set -e` off inside COMMAND.
try_step() {
  local what=$1 began=$SECONDS name
  shift
  mkdir -p "$LOGS"
  name=$(printf '%s' "$what" | tr -cs 'A-Za-z0-9.' '-')
  STEP_LOG=$LOGS/${name%-}.log
  STEP_RC=0
  printf '==> %s' "$what"
  set -m
  (
    set +m
    trap - EXIT INT TERM HUP
    set -euo pipefail
    "$@"
  ) </dev/null >"$STEP_LOG" 2>&1 &
  STEP_PGID=$!
  set +m
  wait "$STEP_PGID" || STEP_RC=$?
  STEP_PGID=
  if [ "$STEP_RC" -eq 0 ]; then
    printf ' (%d s)\n' $((SECONDS - began))
  else
    printf ' FAILED (%d s)\n' $((SECONDS - began))
  fi
}

# step WHAT COMMAND...: the same, and the script ends when it fails.
step() {
  try_step "$@"
  [ "$STEP_RC" -eq 0 ] || step_failed "$1"
}
step_failed() {
  printf '\n--- the last lines of %s\n' "$STEP_LOG" >&2
  tail -n 30 "$STEP_LOG" >&2
  die "step failed: $1" "The whole log: $STEP_LOG" "${STEP_ADVICE:-Mend what it names and run the same command again; finished steps are not repeated.}"
}
