# shellcheck shell=bash
# Steps, logs and messages: what every other piece of the script uses.

export LC_ALL=C.UTF-8
HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
export HOME
OPENCNG_CACHE=${OPENCNG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/opencng}
BUILD=$ROOT/build
OUT=$ROOT/out
LOGS=$BUILD/logs
JOBS=${OPENCNG_JOBS:-$(nproc)}
STEP_PID=
STEP_LOG=
STEP_RC=0
STEP_ADVICE=
# Run when the script ends, however it ends, last added first.
EXIT_HOOKS=()

say() { printf '%s\n' "$*"; }
die() {
  printf '\nrun: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
  exit 1
}

# descendants PID: PID and all below it. By /proc, since a minimal system has no ps; by parent and not by process group,
# since ctest and timeout make groups of their own.
descendants() {
  local -A children=()
  local file text pid todo=("$1")
  for file in /proc/[0-9]*/stat; do
    { read -r text <"$file"; } 2>/dev/null || continue
    pid=${text%% *}
    # The name stands in brackets and may hold anything; the state and the parent come after it.
    text=${text##*) ? }
    children[${text%% *}]+="$pid "
  done
  while [ ${#todo[@]} -gt 0 ]; do
    pid=${todo[0]}
    todo=("${todo[@]:1}")
    printf '%s\n' "$pid"
    # shellcheck disable=SC2206 # numbers, to be split
    todo+=(${children[$pid]:-})
  done
}
stop_step() {
  local pids
  [ -n "$STEP_PID" ] || return 0
  # The step's line has no end yet.
  printf ' interrupted\n'
  mapfile -t pids < <(descendants "$STEP_PID")
  kill -TERM "${pids[@]}" 2>/dev/null || true
  sleep 1
  kill -KILL "${pids[@]}" 2>/dev/null || true
  STEP_PID=
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
# In the background, so that a signal to this script is heard at once and not after the step.
try_step() {
  local what=$1 began=$SECONDS name
  shift
  mkdir -p "$LOGS"
  name=$(printf '%s' "$what" | tr -cs 'A-Za-z0-9.' '-')
  STEP_LOG=$LOGS/${name%-}.log
  STEP_RC=0
  printf '==> %s' "$what"
  (
    trap - EXIT INT TERM HUP
    set -euo pipefail
    "$@"
  ) </dev/null >"$STEP_LOG" 2>&1 &
  STEP_PID=$!
  wait "$STEP_PID" || STEP_RC=$?
  STEP_PID=
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
# show_failure: the part of the step's log that tells most: from the first error that a compiler or CMake named, else its end.
show_failure() {
  local first
  first=$(grep -nE -m 1 '^FAILED:|error:|CMake Error|undefined reference' "$STEP_LOG" | cut -d: -f1) || true
  printf -- '--- from %s\n' "$STEP_LOG"
  if [ -n "$first" ]; then
    sed -n "$first,$((first + 30))p" "$STEP_LOG" | cut -c1-400
  else
    tail -n 30 "$STEP_LOG"
  fi
  printf -- '---\n'
}
step_failed() {
  show_failure >&2
  die "step failed: $1" "The whole log: $STEP_LOG" "${STEP_ADVICE:-Mend what it names and run the same command again; finished steps are not repeated.}"
}
