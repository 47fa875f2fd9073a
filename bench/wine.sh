#!/bin/bash
# Our bcrypt.dll beside the builtin one under Wine: three processes that compare them call by call, and the time that a fresh
# process takes to load each, 25 times in turn. Prints the table of ratios.
#
#   bench/wine.sh [--json FILE] [--quiet]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=${OPENCNG_BUILD:-$root/build}
out=$build/bench
json=$out/wine.json
quiet=0
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=$2; shift ;;
    --quiet) quiet=1 ;;
    *) echo "usage: bench/wine.sh [--json FILE] [--quiet]" >&2; exit 2 ;;
  esac
  shift
done
processes=3
loads=25

[ -x "$build/mingw64/bin/wine_compare.exe" ] && [ -f "$build/mingw64/bin/bcrypt.dll" ] ||
  { echo "bench/wine.sh: bcrypt.dll and wine_compare.exe are not built; run ./run bench" >&2; exit 1; }
mkdir -p "$out"
# Away from the program and under another name, so that "bcrypt.dll" is the builtin and ours can be loaded beside it.
cp "$build/mingw64/bin/bcrypt.dll" "$out/opencng_bcrypt.dll"
ours="Z:$(printf '%s' "$out/opencng_bcrypt.dll" | tr / '\\')"
export OPENCNG_WINEDLLOVERRIDES='mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d;bcrypt,ncrypt=b'
compare() { "$build/mingw64/wine-run" "$build/mingw64/bin/wine_compare.exe" "$@" </dev/null 2>>"$out/wine.log"; }

: >"$out/wine.log"
: >"$out/wine-load.tsv"
echo "==> Wine: $processes processes compare the calls, $loads times two load the DLLs"
# The first process of a prefix does more than a later one.
compare load bcrypt.dll >/dev/null
for ((i = 1; i <= processes; i++)); do compare compare "$ours" >"$out/wine-$i.tsv"; done
for ((i = 0; i < loads; i++)); do
  compare load bcrypt.dll >>"$out/wine-load.tsv"
  compare load "$ours" >>"$out/wine-load.tsv"
done

version=$("$build/mingw64/wine-run" --version)
clock=$(compare clock | tr -d '\r')
python3 - "$out" "$json" "$version, by $clock; loading by elapsed time" <<'PY'
import json, pathlib, sys
out, target, version = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3].strip()
cases = {}
for file in sorted(out.glob("wine-[0-9].tsv")):
    for line in file.read_text().splitlines():
        case, *fields = line.split("\t")
        found = cases.setdefault(case, {"ours": [], "builtin": [], "ratios": []})
        if fields[0] == "refused":
            found["refused"] = fields[1]
        else:
            for name, field in zip(("ours", "builtin", "ratios"), fields):
                found[name].append(float(field))
load = {clock: {"ours": [], "builtin": []} for clock in ("elapsed", "cpu")}
for line in (out / "wine-load.tsv").read_text().splitlines():
    who, elapsed, cpu = line.split("\t")
    load["elapsed"][who].append(float(elapsed) * 1000)
    load["cpu"][who].append(float(cpu) * 1000)
pathlib.Path(target).write_text(json.dumps({"wine": version, "cases": cases, "load": load}, indent=1))
PY
[ "$quiet" -eq 1 ] || python3 "$root/bench/report.py" --wine "$json"
