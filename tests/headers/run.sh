#!/bin/sh
# Compiles the public headers as every language level, compiler and target we claim, warnings being errors.
# Prints one line per case: PASS name, FAIL name: why, or SKIP name: why. Exits with 1 when a case fails.
#
#   run.sh [SOURCE_DIR]
set -u
source_dir=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
here=$source_dir/tests/headers
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
warnings="-Wall -Wextra -pedantic -Wconversion -Werror"
pe=x86_64-w64-mingw32

# check NAME COMMAND...: the command's first complaint is the reason
check() {
  name=$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "SKIP $name: no $1"
  elif "$@" >"$work/log" 2>&1; then
    echo "PASS $name"
  else
    failed=1
    reason=$(grep -m1 -E 'error|differs' "$work/log") || reason=$(head -n 1 "$work/log")
    echo "FAIL $name: $reason"
  fi
}

# compile NAME COMPILER FLAGS...: the program of the compiler's language
compile() {
  name=$1
  compiler=$2
  shift 2
  case $compiler in
    *++*) file=$here/compile_cpp.cpp ;;
    *) file=$here/compile_c.c ;;
  esac
  # shellcheck disable=SC2086 # the warnings are words
  check "$name" "$compiler" $warnings "$@" -I"$source_dir/include" -c "$file" -o "$work/out.o"
}

for standard in c11 c17; do
  for compiler in gcc clang; do
    compile "elf_${compiler}_$standard" $compiler -std=$standard
    compile "elf_${compiler}_${standard}_short_wchar" $compiler -std=$standard -fshort-wchar
  done
  compile "pe_gcc_$standard" $pe-gcc-posix -std=$standard
done
for standard in c++11 c++20; do
  for compiler in g++ clang++; do
    compile "elf_${compiler}_$standard" $compiler -std=$standard
    compile "elf_${compiler}_${standard}_short_wchar" $compiler -std=$standard -fshort-wchar
  done
  compile "pe_g++_$standard" $pe-g++-posix -std=$standard
done

# Each native header alone.
for header in types status bcrypt ncrypt; do
  echo "#include <cng/native/$header.h>" >"$work/alone.c"
  # shellcheck disable=SC2086
  check "elf_alone_$header" gcc -std=c11 $warnings -I"$source_dir/include" -fsyntax-only "$work/alone.c"
done

# 32-bit layouts. No 32-bit C library is needed: three declarations stand in for it.
mkdir "$work/libc"
printf '#include <stddef.h>\nvoid *memset(void *, int, size_t);\n' >"$work/libc/string.h"
printf 'typedef __CHAR16_TYPE__ char16_t;\n' >"$work/libc/uchar.h"
compile elf32_gcc_c11 gcc -m32 -std=c11 -ffreestanding -isystem "$work/libc"
compile elf32_clang_c11 clang -m32 -std=c11 -ffreestanding -isystem "$work/libc"
if command -v i686-w64-mingw32-gcc-posix >/dev/null 2>&1; then
  compile pe32_gcc_c11 i686-w64-mingw32-gcc-posix -std=c11
  compile pe32_g++_c++20 i686-w64-mingw32-g++-posix -std=c++20
elif [ -d /usr/$pe/include ]; then
  compile pe32_clang_c11 clang --target=i686-w64-mingw32 -std=c11 -isystem /usr/$pe/include
else
  echo "SKIP pe32_gcc_c11: no MinGW headers"
fi

# Names, functions and generated files
if command -v $pe-g++-posix >/dev/null 2>&1; then
  check values_elf_and_pe python3 "$here/compare_values.py" "$source_dir/include" g++ $pe-g++-posix
  check prototypes python3 "$here/check_prototypes.py" "$source_dir" $pe-g++-posix
else
  echo "SKIP values_elf_and_pe: no $pe-g++-posix"
  check prototypes python3 "$here/check_prototypes.py" "$source_dir"
fi
check export_files_fresh python3 "$source_dir/def/generate.py" --check
exit $failed
