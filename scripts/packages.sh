# shellcheck shell=bash
# Installs what is missing from the distribution, and says so first.

PACKAGES_BUILD=(cmake ninja-build g++ make perl python3 pkg-config xz-utils ca-certificates dpkg-dev gpgv llvm
  g++-mingw-w64-x86-64-posix googletest libcli11-dev nlohmann-json3-dev)
PACKAGES_CLANG=(clang libclang-rt-dev llvm)
PACKAGES_LINT=(clang-format clang-tidy)
PACKAGES_RUN=(wine wine64 openssl lld)
PACKAGES_BENCH=(libbenchmark-dev valgrind)
PACKAGES_MINGW32=(g++-mingw-w64-i686-posix)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  else
    die "not root, and there is no sudo" "Run this as root once: $*"
  fi
}

# In the foreground and not as a step: sudo may have to ask for a password.
apt_run() {
  local what=$1 began=$SECONDS
  shift
  mkdir -p "$LOGS"
  STEP_LOG=$LOGS/apt.log
  printf '==> %s' "$what"
  if DEBIAN_FRONTEND=noninteractive as_root apt-get -q -o DPkg::Lock::Timeout=600 "$@" </dev/null >"$STEP_LOG" 2>&1; then
    printf ' (%d s)\n' $((SECONDS - began))
  else
    printf ' FAILED (%d s)\n' $((SECONDS - began))
    return 1
  fi
}
apt_update() { apt_run "Update apt's package lists" update; }
# apt_lists: without lists, apt knows neither packages nor its own mirrors.
apt_lists() {
  [ -n "$(apt_main_uri)" ] || apt_update || step_failed "apt-get update"
}

# need_packages PACKAGE...
need_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "This is no Debian system: taking the tools as they are. Needed are the equivalents of: $*"
    return 0
  fi
  for package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Missing packages, to be installed from the distribution: ${missing[*]}"
  [ -n "$(apt_main_uri)" ] || apt_update || true
  apt_run "Install ${#missing[@]} packages" install -y --no-install-recommends "${missing[@]}" && return 0
  # Old lists name versions that the mirror no longer has.
  apt_update || true
  STEP_ADVICE='Is the network there, and does apt-get update work on this machine?'
  apt_run "Install ${#missing[@]} packages again" install -y --no-install-recommends "${missing[@]}" ||
    step_failed "apt-get install ${missing[*]}"
  STEP_ADVICE=
}
