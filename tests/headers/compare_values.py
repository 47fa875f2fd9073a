#!/usr/bin/env python3
"""Do <cng/cng.h> on ELF and <cng/cng.h> on PE give every name the same value?

    compare_values.py INCLUDE_DIR NATIVE_CXX PE_CXX

Prints the names of the ELF header with their values from a native program, then lets the PE compiler assert each of them
against the toolchain's own headers. Exits with 1 and the compiler's complaints when one differs or is missing.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

NAME = re.compile(r"#define ((?:BCRYPT|NCRYPT|STATUS|NTE|KDF|LEGACY|SSL|TLS|MS|CRYPT|AT|TPM|E|ERROR|CNG_RPC)\w+) (\S.*)")
PRINT = r"""
#include <cng/cng.h>
#include <cstdio>
#include <type_traits>
template <class T> void Show(const char *name, T value) {
  if constexpr (std::is_same_v<T, const WCHAR *>) {
    std::printf("static_assert(std::wstring_view(%s) == L\"", name);
    for (; *value != 0; ++value) std::putchar(static_cast<char>(*value));
    std::printf("\", \"%s\");\n", name);
  } else if constexpr (std::is_pointer_v<T>) {
    std::printf("bool Check%s() { return ULONG_PTR(%s) == %lldLL; }\n", name, name, (long long)(ULONG_PTR)value);
  } else {
    std::printf("static_assert((long long)(%s) == %lldLL, \"%s\");\n", name, (long long)value, name);
  }
}
int main() {
"""


def run(command, **keywords):
    result = subprocess.run(command, capture_output=True, text=True, check=False, **keywords)
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if "error" in line] or [result.stderr]
        print("\n".join(errors[:20]))
        sys.exit(1)
    return result.stdout


def main():
    include, native, pe = sys.argv[1:]
    flags = ["-std=c++20", f"-I{include}"]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "include.cpp").write_text("#include <cng/cng.h>\n")
        macros = run([native, *flags, "-dM", "-E", str(work / "include.cpp")]).splitlines()
        names = [m[1] for m in map(NAME.match, macros) if m]
        lines = "".join(f'  Show("{name}", {name});\n' for name in sorted(names))
        (work / "print.cpp").write_text(PRINT + lines + "}\n")
        run([native, *flags, str(work / "print.cpp"), "-o", str(work / "print")])
        checks = run([str(work / "print")])
        (work / "check.cpp").write_text("#include <cng/cng.h>\n#include <string_view>\n" + checks)
        run([pe, *flags, "-fsyntax-only", str(work / "check.cpp")])
    print(f"{len(names)} names agree")


if __name__ == "__main__":
    main()
