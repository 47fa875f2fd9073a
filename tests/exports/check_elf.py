"""check_elf.py LIB-FOLDER DEF-FOLDER: dynamic symbols and dynamic section of the two libraries."""
import os
import re
import subprocess
import sys

from lists import difference, read_list, result

SYSTEM = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2"}
LOADER = re.compile(r"ld-linux.*\.so\.\d$")
# ncrypt finds bcrypt beside itself, wherever that is; a path of a build machine must never be left in.
SEARCHED = {"bcrypt": [], "ncrypt": ["$ORIGIN"]}
NEEDED = {"bcrypt": SYSTEM, "ncrypt": SYSTEM | {"libcng-bcrypt.so.1"}}


def output(*command):
    environment = dict(os.environ, LC_ALL="C")
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def check_symbols(name, path, rows):
    wanted = [row[1] for row in rows if not row[2].startswith("forward")]
    seen, versions, unversioned = [], set(), []
    for line in output("nm", "-D", "--defined-only", "--with-symbol-versions", path).splitlines():
        kind, symbol = line.split()[-2:]
        base, _, version = symbol.partition("@")
        if kind == "A":
            versions.add(base)
            continue
        seen.append(base)
        if not version:
            unversioned.append(base)
    result(f"libcng-{name}.so.1 exports the names of its list", difference(seen, wanted))
    node = f"CNG_{name.upper()}_1"
    problems = [f"without a version: {' '.join(unversioned)}"] if unversioned else []
    problems += [] if versions == {node} else [f"version nodes: {' '.join(sorted(versions))}"]
    result(f"libcng-{name}.so.1 has its symbols in {node}", problems)
    foreign = [word for word in output("nm", "-D", "--undefined-only", path).split()
               if re.match(r"(_Z|__cxa_(?!finalize|atexit|thread_atexit_impl)|__gxx|EVP_|OPENSSL_|CRYPTO_)", word)]
    result(f"libcng-{name}.so.1 takes nothing of C++ or OpenSSL from outside", foreign)


def check_dynamic(name, path):
    text = output("readelf", "-dW", path)
    tags = re.findall(r"^ 0x[0-9a-f]+ \((\w+)\)\s+(.*)$", text, re.M)

    def values(tag):
        return [re.sub(r".*\[(.*)\]", r"\1", value) for seen, value in tags if seen == tag]

    soname = f"libcng-{name}.so.1"
    result(f"{soname} has its SONAME", [] if values("SONAME") == [soname] else [str(values("SONAME"))])
    extra = [needed for needed in values("NEEDED") if needed not in NEEDED[name] and not LOADER.match(needed)]
    result(f"{soname} needs the C library alone" + (" and libcng-bcrypt.so.1" if name == "ncrypt" else ""), extra)
    if name == "ncrypt":
        problems = [] if "libcng-bcrypt.so.1" in values("NEEDED") else ["its BCrypt names would not be found"]
        result(f"{soname} brings libcng-bcrypt.so.1", problems)
    result(f"{soname} has no text relocations", ["TEXTREL"] if values("TEXTREL") else [])
    paths = values("RPATH") + values("RUNPATH")
    where = " ".join(SEARCHED[name]) or "no folder"
    result(f"{soname} has {where} as its search path", [] if paths == SEARCHED[name] else [" ".join(paths) or "none"])
    flags = " ".join(value for tag, value in tags if tag in ("FLAGS", "FLAGS_1"))
    segments = output("readelf", "-lW", path)
    problems = [] if "NOW" in flags.split() and "GNU_RELRO" in segments else ["not bound at load, or no GNU_RELRO"]
    result(f"{soname} is fully read-only after relocation", problems)
    result(f"{soname} stays loaded (nodelete)", [] if "NODELETE" in flags else [flags])
    stack = re.search(r"GNU_STACK.*", segments)
    result(f"{soname} has a stack that is not executable", [] if stack and "RWE" not in stack.group() else ["executable"])


def main():
    folder, definitions = sys.argv[1:]
    for name in ("bcrypt", "ncrypt"):
        path = os.path.join(folder, f"libcng-{name}.so.1")
        if not os.path.exists(path):
            print(f"FAIL libcng-{name}.so.1: it is not in {folder}")
            continue
        check_symbols(name, path, read_list(os.path.join(definitions, f"{name}.list")))
        check_dynamic(name, path)


main()
