"""check_pe.py X64-FOLDER DEF-FOLDER: export and import tables, flags and resources of the two DLLs."""
import os
import subprocess
import sys

from lists import difference, read_list, result
from pe_file import PeFile

# A file that is dropped in should not grow unnoticed. The goal is 4.3 million bytes; the key store and the families of keys
# beyond RSA and elliptic curves have not been slimmed yet.
MAX_BCRYPT_SIZE = 4_650_000
# Not advapi32: its CryptoAPI leads to rsaenh.dll, and that to bcrypt.dll, to us; and it is slow to load.
ALLOWED_IMPORTS = {"kernel32.dll", "msvcrt.dll"}
TOOL_IMPORTS = ALLOWED_IMPORTS | {"advapi32.dll"}  # the tool asks for the DLLs of CNG by name, to tell whose they are
RT_VERSION = 16
FLAGS = {"ASLR": 0x40, "high-entropy ASLR": 0x20, "NX": 0x100}


def check_exports(name, pe, rows):
    seen, own_name = pe.exports()
    result(f"{name}.dll exports the names of its list", difference(seen, [row[1] for row in rows]))
    wrong = [f"{row[1]} has {seen[row[1]][0]}, not {row[0]}" for row in rows
             if row[0] is not None and row[1] in seen and seen[row[1]][0] != row[0]]
    result(f"{name}.dll has the ordinals of its list", wrong)
    wrong = []
    for _, export, kind in rows:
        target = seen.get(export, (None, None))[1]
        wanted = f"bcrypt.{export}" if kind == "forward:bcrypt" else None
        if export in seen and target != wanted:
            wrong.append(f"{export} goes to {target}, not to {wanted}")
    result(f"{name}.dll forwards what its list forwards, and nothing else", wrong)
    result(f"{name}.dll knows its own name", [] if own_name == f"{name}.dll" else [str(own_name)])


def check_import_library(name, pe, archive):
    """Each name that programs take from MinGW-w64's own import library."""
    if not os.path.exists(archive):
        print(f"SKIP {name}.dll exports what MinGW-w64's import library names: no {os.path.basename(archive)}")
        return
    text = subprocess.run(["x86_64-w64-mingw32-nm", archive], capture_output=True, text=True, check=True).stdout
    wanted = {word[len("__imp_"):] for word in text.split() if word.startswith("__imp_")}
    missing = sorted(wanted - set(pe.exports()[0]))
    problems = ["missing: " + " ".join(missing)] if missing else []
    result(f"{name}.dll exports what MinGW-w64's import library names", problems or ([] if wanted else ["it names nothing"]))


def check_imports(file, pe, allowed):
    extra = sorted({dll.lower() for dll in pe.imports()} - allowed)
    result(f"{file} imports nothing but {', '.join(sorted(allowed))}", extra)


def check_file(name, pe):
    missing = [text for text, bit in FLAGS.items() if not pe.dll_flags & bit]
    result(f"{name}.dll has the flags {', '.join(FLAGS)}", missing)
    result(f"{name}.dll has relocations", [] if pe.directories[5][1] else ["none: it cannot be moved"])
    result(f"{name}.dll has a version resource", [] if RT_VERSION in pe.resource_types() else ["none"])
    # Two callbacks are of the start-up code, one is of winpthreads. Data would mean variables that live in the image.
    data, callbacks = pe.tls()
    problems = [f"{data} bytes of data"] if data > 16 else []
    problems += [f"{callbacks} callbacks"] if callbacks > 3 else []
    result(f"{name}.dll has no thread-local data of its own", problems)


def main():
    folder, definitions = sys.argv[1:]
    for name in ("bcrypt", "ncrypt"):
        path = os.path.join(folder, f"{name}.dll")
        if not os.path.exists(path):
            print(f"FAIL {name}.dll: it is not in {folder}")
            continue
        pe = PeFile(path)
        result(f"{name}.dll is for x86-64", [] if pe.machine == 0x8664 else [hex(pe.machine)])
        check_exports(name, pe, read_list(os.path.join(definitions, f"{name}.list")))
        check_import_library(name, pe, f"/usr/x86_64-w64-mingw32/lib/lib{name}.a")
        check_imports(f"{name}.dll", pe, ALLOWED_IMPORTS)
        check_file(name, pe)
    tool = os.path.join(folder, "cngkey.exe")
    if os.path.exists(tool):
        check_imports("cngkey.exe", PeFile(tool), TOOL_IMPORTS)
    else:
        print(f"SKIP cngkey.exe imports nothing but what it may: it is not in {folder}")
    size = os.path.getsize(os.path.join(folder, "bcrypt.dll"))
    print(f"bcrypt.dll has {size} bytes, {size / 1024 / 1024:.2f} MiB")
    result(f"bcrypt.dll is not larger than {MAX_BCRYPT_SIZE} bytes", [] if size <= MAX_BCRYPT_SIZE else [f"{size} bytes"])


main()
