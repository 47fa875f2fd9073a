#!/bin/bash
# run.sh [X64-FOLDER [NATIVE-FOLDER]]: export tables, import tables and loaded modules of the built libraries, by default
# those in out/. Prints a line for each check: PASS name, FAIL name: why, SKIP name: why.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=${OPENCNG_ROOT:-$(cd "$here/../.." && pwd -P)}
build=${OPENCNG_BUILD:-$root/build}
out=${OPENCNG_OUT:-$root/out}
x64=${1:-$out/x64}
native=${2:-$out/native}
failed=0

pass() { printf 'PASS %s\n' "$1"; }
fail() {
  printf 'FAIL %s: %s\n' "$1" "$2"
  failed=1
}

# check FILE ARGUMENT...: a script that prints result lines; one that breaks is a failure itself.
check() {
  local lines status
  lines=$(PYTHONDONTWRITEBYTECODE=1 python3 "$here/$1" "${@:2}" 2>&1)
  status=$?
  printf '%s\n' "$lines"
  if [ "$status" -ne 0 ]; then fail "$1" "it ended with $status"; fi
  if grep -q '^FAIL ' <<<"$lines"; then failed=1; fi
}

# modules PROGRAM [WINE-OVERRIDES]: the modules that Wine loads for the program, one path each, from the program's own on.
modules() {
  WINEDEBUG=+loaddll OPENCNG_WINEDLLOVERRIDES=${2:-} "$root/scripts/wine-run" "$build/mingw64/wineprefix" "$1" \
    </dev/null 2>&1 | tr -d '\r' | sed -n 's/.*build_module Loaded L"\(.*\)" at .*: \(.*\)$/\1 \2/p' | tr -s '\134' '/'
}

# Between the program's start and its end nothing may be loaded but the system's own modules and our DLL: any of crypt32,
# rsaenh or user32 means that libcrypto or the C library asked CryptoAPI, which asks bcrypt.dll, which is us.
check_modules() {
  local name='a program that imports, signs and agrees loads no module but ours and the system core' work seen others
  if ! command -v x86_64-w64-mingw32-gcc-posix >/dev/null; then
    printf 'SKIP %s: no MinGW-w64 compiler\n' "$name"
    return
  fi
  work=$(mktemp -d)
  cp "$x64/bcrypt.dll" "$work/"
  if ! x86_64-w64-mingw32-gcc-posix -std=c11 -Wall -Wextra -I"$x64/include" "$here/loads.c" "$x64/libbcrypt.dll.a" \
    -o "$work/loads.exe" 2>"$work/log"; then
    fail "$name" "it does not compile: $(tail -n 3 "$work/log" | tr '\n' ' ')"
    rm -rf "$work"
    return
  fi
  seen=$(modules "$work/loads.exe" | sed -n '/loads\.exe /,$p')
  others=$(awk '{print tolower($1), $2}' <<<"$seen" | sed 's,.*/,,' |
    grep -vE '^(loads\.exe native|bcrypt\.dll native|(ntdll|kernelbase|kernel32|msvcrt|ucrtbase|sechost|advapi32)\.dll builtin)$')
  if ! grep -qi '/bcrypt\.dll native' <<<"$seen"; then
    fail "$name" "the trace does not show our bcrypt.dll"
  elif [ -n "$others" ]; then
    fail "$name" "$(tr '\n' ' ' <<<"$others")"
  else
    pass "$name"
  fi
  # The same trace must be able to show another bcrypt.dll, or the check above says nothing.
  name="the trace of loaded modules shows Wine's own bcrypt.dll when that is asked for"
  if modules "$work/loads.exe" 'mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d;bcrypt=b' |
    grep -qi '/bcrypt\.dll builtin'; then
    pass "$name"
  else
    fail "$name" 'it does not'
  fi
  rm -rf "$work"
}

check check_elf.py "$native/lib" "$root/def"
check check_pe.py "$x64" "$root/def"
check_modules
exit "$failed"
