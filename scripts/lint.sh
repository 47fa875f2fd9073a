# shellcheck shell=bash
# clang-format and clang-tidy. Also used by the tests.

# A checkout may belong to another user than the one who builds.
repo() { git -c safe.directory="$ROOT" -C "$ROOT" "$@"; }
is_repo() { repo rev-parse --git-dir >/dev/null 2>&1; }

c_files() {
  if is_repo; then
    repo ls-files -- '*.c' '*.cc' '*.cpp' '*.h' '*.hpp'
  else
    (cd "$ROOT" && find . \( -path ./build -o -path ./out -o -path ./dist \) -prune -o \
      -type f \( -name '*.c' -o -name '*.cc' -o -name '*.cpp' -o -name '*.h' -o -name '*.hpp' \) -printf '%P\n')
  fi | while read -r file; do if [ -f "$ROOT/$file" ]; then printf '%s\n' "$file"; fi; done
}
lint_format() {
  cd "$ROOT"
  c_files | xargs -r clang-format --dry-run -Werror
}

# tidy_files [COMMIT]: sources under src/ that the asan build compiles, all or those that differ from COMMIT. That build is
# clang's own, so clang-tidy understands its flags; what only Windows compiles is not among its files.
tidy_files() {
  local changed=
  if [ $# -gt 0 ]; then changed=$(repo diff --name-only "$1" -- src) || return 1; fi
  python3 - "$ROOT" "$BUILD/asan/compile_commands.json" "$#" <<'PY' 3<<<"$changed"
import json, os, sys
root, commands, limited = sys.argv[1], sys.argv[2], sys.argv[3] != "0"
wanted = set(os.fdopen(3).read().split())
files = sorted({os.path.relpath(row["file"], root) for row in json.load(open(commands))})
for file in files:
    if file.startswith("src/") and (file in wanted or not limited):
        print(file)
PY
}
# lint_tidy [COMMIT]
lint_tidy() {
  cd "$ROOT"
  tidy_files "$@" | xargs -r -n 1 -P "$JOBS" clang-tidy --quiet -p "$BUILD/asan"
}

cmd_lint() {
  need_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_CLANG[@]}" "${PACKAGES_LINT[@]}"
  openssl_provision native
  step "Configure asan" cmake --preset asan -S "$ROOT"
  local failed=0
  check_step "clang-format" lint_format || failed=1
  check_step "clang-tidy" lint_tidy || failed=1
  if command -v shellcheck >/dev/null; then
    check_step "shellcheck" lint_shell || failed=1
  else
    say "shellcheck is not installed: the shell scripts were not checked."
  fi
  return "$failed"
}
lint_shell() {
  cd "$ROOT"
  shellcheck -S warning -x -s bash run .ci/run scripts/*.sh scripts/wine-run scripts/fuzz-one bench/*.sh examples/*.sh
  # Those of the tests say themselves which shell they are for.
  find tests -name '*.sh' -exec shellcheck -S warning -x {} +
}
# check_step WHAT COMMAND...: like try_step, and shows what was found.
check_step() {
  try_step "$@"
  [ "$STEP_RC" -ne 0 ] || return 0
  tail -n 60 "$STEP_LOG"
  return 1
}
