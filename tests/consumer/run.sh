#!/bin/bash
# run.sh [X64-FOLDER [NATIVE-FOLDER]]: small programs that use the built products, by default those in out/, in each way
# that the README names. Prints PASS name, FAIL name: why, or SKIP name: why for each.
# shellcheck disable=SC2317 # the functions are called by name, through attempt
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=${OPENCNG_ROOT:-$(cd "$here/../.." && pwd -P)}
build=${OPENCNG_BUILD:-$root/build}
out=${OPENCNG_OUT:-$root/out}
x64=${1:-$out/x64}
native=${2:-$out/native}
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

strict=(-std=c11 -Wall -Wextra -Wpedantic -Werror)
mingw=x86_64-w64-mingw32-gcc-posix

# attempt NAME COMMAND...: passes when COMMAND ends with 0; else its last lines are the reason.
attempt() {
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1 </dev/null; then
    printf 'PASS %s\n' "$name"
  else
    printf 'FAIL %s: %s\n' "$name" "$(tail -n 5 "$work/log" | tr '\r\n' '  ')"
    failed=1
  fi
}
# need TOOL NAME: false, and a SKIP line, when the tool is missing.
need() {
  command -v "$1" >/dev/null && return 0
  printf 'SKIP %s: no %s on this machine\n' "$2" "$1"
  return 1
}
under_wine() { "$root/scripts/wine-run" "$build/mingw64/wineprefix" "$@"; }

# ELF
by_cmake() {
  cmake -S "$here/cmake" -B "$work/cmake" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$native" &&
    cmake --build "$work/cmake" && "$work/cmake/consumer"
}
by_pkg_config() {
  local flags
  flags=$(PKG_CONFIG_PATH=$native/lib/pkgconfig pkg-config --cflags --libs cng-bcrypt) || return 1
  # shellcheck disable=SC2086 # flags are words
  gcc "${strict[@]}" "$here/src/linked.c" -o "$work/pkg-config" $flags &&
    LD_LIBRARY_PATH=$native/lib "$work/pkg-config"
}
by_cplusplus() {
  g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -x c++ "$here/src/linked.c" -x none -o "$work/cplusplus" \
    -I"$native/include" -L"$native/lib" -lcng-bcrypt && LD_LIBRARY_PATH=$native/lib "$work/cplusplus"
}
by_dlopen() {
  gcc "${strict[@]}" "$here/src/loaded.c" -o "$work/dlopen" -I"$native/include" -ldl &&
    "$work/dlopen" "$native/lib/libcng-bcrypt.so.1"
}
# The BCrypt names are found through libcng-ncrypt, which finds libcng-bcrypt beside itself.
by_dlopen_of_ncrypt() { "$work/dlopen" "$native/lib/libcng-ncrypt.so.1"; }
by_early_use() {
  gcc "${strict[@]}" -shared -fPIC "$here/src/early.c" -o "$work/libearly.so" -I"$native/include" -L"$native/lib" \
    -lcng-bcrypt &&
    gcc "${strict[@]}" "$here/src/early_host.c" -o "$work/early" -L"$work" -learly "-Wl,-rpath-link,$native/lib" &&
    LD_LIBRARY_PATH=$work:$native/lib "$work/early"
}

# PE
by_mingw_library() {
  $mingw "${strict[@]}" "$here/src/linked.c" -o "$work/mingw.exe" -I"$x64/include" "$x64/libbcrypt.dll.a" &&
    under_wine "$work/mingw.exe"
}
by_mingw_search() {
  $mingw "${strict[@]}" "$here/src/linked.c" -o "$work/search.exe" -I"$x64/include" -L"$x64" -lbcrypt &&
    under_wine "$work/search.exe"
}
by_mingw_with_lib() {
  $mingw "${strict[@]}" "$here/src/linked.c" -o "$work/lib.exe" -I"$x64/include" "$x64/bcrypt.lib" &&
    under_wine "$work/lib.exe"
}
by_microsoft_linker() {
  $mingw "${strict[@]}" -O1 -ffreestanding -fno-stack-protector -c "$here/src/bare.c" -o "$work/bare.obj" \
    -I"$x64/include" &&
    "$lld" /nologo /entry:start /subsystem:console /nodefaultlib "/out:$work/bare.exe" "$work/bare.obj" \
      "$x64/bcrypt.lib" "$($mingw -print-file-name=libkernel32.a)" && under_wine "$work/bare.exe"
}
by_load_library() {
  $mingw "${strict[@]}" "$here/src/loaded.c" -o "$work/loaded.exe" -I"$x64/include" &&
    under_wine "$work/loaded.exe" bcrypt.dll
}
# ncrypt.dll forwards the BCrypt names to the bcrypt.dll beside it.
by_forwards() { under_wine "$work/loaded.exe" ncrypt.dll; }
by_early_use_on_windows() {
  $mingw "${strict[@]}" -shared "$here/src/early.c" -o "$work/early.dll" -I"$x64/include" "$x64/libbcrypt.dll.a" &&
    $mingw "${strict[@]}" "$here/src/early_host.c" "$work/early.dll" -o "$work/early.exe" && under_wine "$work/early.exe"
}

name='C project with find_package(opencng)'
if need cmake "$name"; then attempt "$name" by_cmake; fi
name='C11 program with pkg-config'
if need pkg-config "$name"; then attempt "$name" by_pkg_config; fi
attempt 'C++11 program' by_cplusplus
attempt 'C program with dlopen' by_dlopen
attempt 'C program with dlopen of libcng-ncrypt.so.1' by_dlopen_of_ncrypt
attempt 'Library that draws random bytes while it is loaded' by_early_use

name='Windows programs'
if need "$mingw" "$name"; then
  cp "$x64"/*.dll "$work/"
  attempt 'Windows C program with libbcrypt.dll.a' by_mingw_library
  attempt 'Windows C program with -lbcrypt' by_mingw_search
  attempt 'Windows C program with bcrypt.lib and MinGW'"'"'s linker' by_mingw_with_lib
  name='Windows C program with bcrypt.lib and a linker like Microsoft'"'"'s'
  lld=$(command -v lld-link || command -v lld-link-14 || true)
  if [ -n "$lld" ]; then attempt "$name" by_microsoft_linker; else need lld-link "$name"; fi
  attempt 'Windows C program with LoadLibrary' by_load_library
  attempt 'Windows C program with LoadLibrary of ncrypt.dll' by_forwards
  attempt 'DLL that draws random bytes in its DllMain' by_early_use_on_windows
fi
exit "$failed"
