#!/usr/bin/env python3
"""Do the prototypes of include/cng agree with def/*.list, and with the toolchain's own headers?

    check_prototypes.py SOURCE_DIR [PE_CXX]

Compares each function's argument bytes on i386 and its return type with the list. With a PE compiler, declares each
function a second time after that toolchain's headers: a type that differs does not compile.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PROTOTYPE = re.compile(r"^CNG_API ([\w ]+?) WINAPI (\w+)\(([^)]*)\);", re.M)
RETURNS = {"BCryptFreeBuffer": "void", "NCryptIsKeyHandle": "BOOL"}
HEADERS = ("native/bcrypt.h", "native/ncrypt.h", "compat_names.h", "pq_names.h")
WIDE = {"ULONGLONG": 8}  # every other parameter takes 4 bytes on i386
# Exports that Microsoft documents nowhere, or that no header of ours declares on purpose.
UNDECLARED = re.compile(
    r"Get\w+Interface|Ssl\w+|\w+AuditingInterface|OpenCngVersion"
    r"|NCrypt(\w*KeyProtector\w*|ProtectKey|UnprotectKey|Stream\w+|GetProtectionDescriptorInfo|\w+ProtectionDescriptorName)"
)


def parse(text):
    functions = {}
    for returns, name, parameters in PROTOTYPE.findall(text):
        size = 0
        for parameter in [] if parameters == "void" else parameters.split(","):
            size += 4 if "*" in parameter else WIDE.get(parameter.split()[0], 4)
        functions[name] = (returns, size, f"{returns} WINAPI {name}({' '.join(parameters.split())});")
    return functions


def read_sizes(source):
    sizes = {}
    for library in ("bcrypt", "ncrypt"):
        for line in (source / "def" / f"{library}.list").read_text().splitlines():
            fields = line.split("#")[0].split()
            if fields:
                sizes.setdefault(fields[1], set()).add(fields[2])
    return sizes


def main():
    source = pathlib.Path(sys.argv[1])
    functions = parse("\n".join((source / "include" / "cng" / name).read_text() for name in HEADERS))
    sizes = read_sizes(source)
    problems = []
    for name, (returns, size, _) in functions.items():
        wanted = RETURNS.get(name, "NTSTATUS" if name.startswith("BCrypt") else "SECURITY_STATUS")
        if returns != wanted:
            problems.append(f"{name} returns {returns}, not {wanted}")
        if sizes.get(name) != {str(size)}:
            problems.append(f"{name} takes {size} bytes, the lists say {sorted(sizes.get(name, set()))}")
    for name in sizes:
        if name not in functions and not UNDECLARED.fullmatch(name):
            problems.append(f"{name} is exported and has no prototype")
    if len(sys.argv) > 2:
        with tempfile.TemporaryDirectory() as folder:
            again = pathlib.Path(folder) / "again.cpp"
            lines = "\n".join(line for _, _, line in functions.values())
            again.write_text(f'#include <cng/cng.h>\nextern "C" {{\n{lines}\n}}\n')
            command = [sys.argv[2], "-std=c++20", f"-I{source / 'include'}", "-fsyntax-only", str(again)]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
            if result.returncode:
                problems += [line for line in result.stderr.splitlines() if "error" in line]
    print("\n".join(problems) or f"{len(functions)} prototypes agree")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
