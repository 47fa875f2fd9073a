"""Turns the measurements of bench/run.sh into tables of ratios. Needs nothing but Python.

Native: the ratio of the medians of CPU time over the repetitions, with a bootstrap interval of 95 %. Wine: the median of the
paired ratios. `--save` writes bench/results.md, which is committed; later runs on the same processor are compared with it.
"""
import argparse
import json
import pathlib
import platform
import random
import re
import statistics
import subprocess
import sys
import time

from targets import COLD_TARGETS, DISPATCH_NS, LOAD_TARGET, SIZE_TARGET, native_targets, wine_targets

COLUMNS = ("#", "case", "anchor", "ours ns", "anchor ns", "ratio", "95 %", "target", "verdict")
AGREEMENT = 1.25  # processes under Wine that are further apart were disturbed
SLOWER = 1.10  # an interval wholly above the stored ratio by this factor is a regression


def read_native(paths):
    """{name: [CPU nanoseconds of each repetition in each process]}, context"""
    unit = {"ns": 1.0, "us": 1e3, "ms": 1e6}
    samples = {}
    data = {}
    for path in paths:
        data = json.loads(path.read_text())
        for run in data["benchmarks"]:
            if run["run_type"] == "iteration":
                # Where a benchmark sets its own repetitions, they are in its name.
                name = re.sub(r"/repeats:\d+", "", run["name"])
                samples.setdefault(name, []).append(run["cpu_time"] * unit[run["time_unit"]])
    return samples, data["context"]


def value_of(kind, ours, anchor):
    if kind == "most":
        return ours / anchor
    return anchor / ours * (2 if kind == "scaling" else 1)


def interval(kind, ours, anchor, rounds=2000):
    draw = random.Random(1)
    values = sorted(
        value_of(kind, statistics.median(draw.choices(ours, k=len(ours))),
                 statistics.median(draw.choices(anchor, k=len(anchor)))) for _ in range(rounds))
    return values[int(rounds * 0.025)], values[int(rounds * 0.975)]


def verdict_of(target, ours, anchor):
    if not target.number:
        return ""
    good = (lambda value: value <= target.limit) if target.kind == "most" else (lambda value: value >= target.limit)
    if good(value_of(target.kind, ours, anchor)):
        return "met"
    if target.dispatch and good(value_of(target.kind, max(ours - DISPATCH_NS, 0.1), anchor)):
        return f"met with {DISPATCH_NS:.0f} ns for dispatch"
    return "missed"


def side(name):
    return name.split("/", 2)[2]


def case_of(target):
    case = "/".join(target.ours.split("/")[:2])
    return f"{case} (internal)" if side(target.ours) == "internal" else case


def native_rows(samples):
    for target in native_targets():
        if target.ours not in samples or target.anchor not in samples:
            continue
        ours, anchor = samples[target.ours], samples[target.anchor]
        ours_ns, anchor_ns = statistics.median(ours), statistics.median(anchor)
        low, high = interval(target.kind, ours, anchor)
        shown = side(target.anchor)
        if shown == "ours":
            shown = target.anchor.split("/")[0]
        sign = "<=" if target.kind == "most" else ">="
        yield {
            "#": target.number, "case": case_of(target), "anchor": shown,
            "ours ns": f"{ours_ns:.4g}" if ours_ns < 1e4 else f"{ours_ns:.0f}",
            "anchor ns": f"{anchor_ns:.4g}" if anchor_ns < 1e4 else f"{anchor_ns:.0f}",
            "ratio": f"{value_of(target.kind, ours_ns, anchor_ns):.2f}", "95 %": f"{low:.2f} - {high:.2f}",
            "target": f"{sign} {target.limit:g}" if target.number else "",
            "verdict": verdict_of(target, ours_ns, anchor_ns),
        }


def wine_rows(data):
    limits = wine_targets()
    for case, found in data["cases"].items():
        number, limit = limits.get(case, ("", 0))
        row = dict.fromkeys(COLUMNS, "")
        row.update({"#": number, "case": case, "anchor": "builtin", "target": f">= {limit:g}" if number else ""})
        if found.get("refused"):
            row["verdict"] = f"not compared: {found['refused']}"
        else:
            ratio = statistics.median(found["ratios"])
            agree = max(found["ratios"]) <= min(found["ratios"]) * AGREEMENT
            row.update({
                "ours ns": f"{statistics.median(found['ours']):.0f}", "anchor ns": f"{statistics.median(found['builtin']):.0f}",
                "ratio": f"{ratio:.2f}", "95 %": f"{min(found['ratios']):.2f} - {max(found['ratios']):.2f}",
                "verdict": ("" if not number else "met" if ratio >= limit else "missed") +
                           ("" if agree else " (the processes disagree)"),
            })
        yield row
    for clock, case in (("elapsed", "load the DLL"), ("cpu", "load the DLL, CPU time")):
        number, limit = LOAD_TARGET if clock == "elapsed" else ("", 0)
        ours, builtin = (statistics.median(data["load"][clock][who]) for who in ("ours", "builtin"))
        low, high = interval("most", data["load"][clock]["ours"], data["load"][clock]["builtin"])
        yield {"#": number, "case": case, "anchor": "builtin", "ours ns": f"{ours:.0f}",
               "anchor ns": f"{builtin:.0f}", "ratio": f"{ours / builtin:.2f}", "95 %": f"{low:.2f} - {high:.2f}",
               "target": f"<= {limit:g}" if number else "",
               "verdict": "" if not number else "met" if ours / builtin <= limit else "missed"}


def plain_row(number, case, value, limit, unit):
    row = dict.fromkeys(COLUMNS, "")
    row.update({"#": number, "case": f"{case}, {unit}", "ours ns": f"{value:.4g}", "target": f"<= {limit:g}",
                "verdict": "met" if value <= limit else "missed"})
    return row


def start_rows(cold, dll):
    """What has no anchor: the first calls of fresh processes, and the size of the DLL."""
    if cold:
        runs = [[float(part) for part in line.split()] for line in cold.read_text().splitlines()]
        for index, (case, limit) in enumerate(COLD_TARGETS):
            yield plain_row("19", case, statistics.median(run[index] for run in runs), limit, "microseconds")
    if dll:
        number, limit = SIZE_TARGET
        yield plain_row(number, "bcrypt.dll", dll.stat().st_size / 1e6, limit / 1e6, "megabytes")


def as_table(rows):
    rows = list(rows)
    width = {name: max([len(name)] + [len(row[name]) for row in rows]) for name in COLUMNS}
    lines = ["| " + " | ".join(name.ljust(width[name]) for name in COLUMNS) + " |",
             "|" + "|".join("-" * (width[name] + 2) for name in COLUMNS) + "|"]
    lines += ["| " + " | ".join(row[name].ljust(width[name]) for name in COLUMNS) + " |" for row in rows]
    return "\n".join(lines)


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def cpu_features():
    wanted = ("adx", "bmi2", "avx2", "avx512f", "avx512ifma", "sha_ni", "vaes")
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("flags"):
            found = line.split(":", 1)[1].split()
            return " ".join(name for name in wanted if name in found)
    return ""


def compiler():
    try:
        return subprocess.run(["g++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError):
        return "unknown compiler"


def heading(context, wine):
    lines = [f"Processor: {processor()} ({cpu_features()}), {platform.system()} {platform.machine()}."]
    if context:
        lines.append(f"OpenSSL {context['openssl']}, OpenCNG {context['opencng']}, {compiler()}.")
    if wine:
        lines.append(f"{wine['wine']}.")
    lines.append(f"Measured on {time.strftime('%Y-%m-%d', time.gmtime())}.")
    return "\n".join(lines)


def stored_ratios(path):
    """{(section, case, anchor): ratio} of a committed table, if it is of this processor."""
    if not path.exists() or f"Processor: {processor()} " not in path.read_text():
        return {}
    found, section = {}, ""
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            section = line[3:]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(COLUMNS) and re.fullmatch(r"[\d.]+", cells[5]):
            found[section, cells[1], cells[2]] = float(cells[5])
    return found


def regressions(section, rows, stored):
    for row in rows:
        before = stored.get((section, row["case"], row["anchor"]))
        if before is None or not row["95 %"]:
            continue
        low, high = (float(part) for part in row["95 %"].split(" - "))
        upwards = section == "Native" and row["target"].startswith("<=") or row["case"].startswith("load")
        if (low > before * SLOWER) if upwards else (high < before / SLOWER):
            yield f"slower than the stored table: {row['case']} against {row['anchor']}: {row['ratio']}, was {before:.2f}"


EXPLANATION = """\
Written by `./run bench --save`; do not edit. Ratios count, times only give a feeling.

Native: medians of thread CPU time over 21 repetitions in seven processes, ours / anchor where the target is "<=", anchor /
ours where it is ">=". Import rows are an import and a destroy. `floor` is the bare work: our point check; p * q and two word
remainders; one base-point multiplication by OpenSSL. `ossl_floor` is OpenSSL's point check with everything kept, `bn_floor` the
RSA work by OpenSSL's numbers, `evp` is `EVP_PKEY_fromdata` with a cached context, `memcpy` copies as many bytes, `warm` is the
same operation on a key used before. For AES and hashes `evp` has its context keyed once (AesWrap: it unwraps 32 bytes by
OpenSSL's cipher), and `floor` allocates, copies, wipes and frees. `internal` is an import without the export, the names and the
handle. `threads` is how much more two threads do than one, by CPU time.

Start: the first two calls of 25 fresh processes, CPU time in the unit that is named; and the size of bcrypt.dll.

Wine: the builtin bcrypt.dll and ours in one process, in turn; builtin / ours, and how far apart three processes were. Loading is
ours / builtin; its elapsed time is worth little on a busy machine.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--native", type=pathlib.Path, nargs="+", help="JSON of cng_bench, a file for each process")
    parser.add_argument("--wine", type=pathlib.Path, help="JSON of bench/wine.sh")
    parser.add_argument("--cold", type=pathlib.Path, help="lines of bench/cold_start, one for each process")
    parser.add_argument("--dll", type=pathlib.Path, help="bcrypt.dll, for its size")
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path(__file__).with_name("results.md"))
    parser.add_argument("--save", action="store_true", help="write the results file")
    arguments = parser.parse_args()
    sections, context, wine = [], None, None
    if arguments.native:
        samples, context = read_native(arguments.native)
        sections.append(("Native", list(native_rows(samples))))
    if arguments.cold or arguments.dll:
        sections.append(("Start", list(start_rows(arguments.cold, arguments.dll))))
    if arguments.wine:
        wine = json.loads(arguments.wine.read_text())
        sections.append(("Wine", list(wine_rows(wine))))
    text = heading(context, wine)
    for name, rows in sections:
        text += f"\n\n## {name}\n\n{as_table(rows)}"
    print(text)
    stored = stored_ratios(arguments.results)
    remarks = [remark for name, rows in sections for remark in regressions(name, rows, stored)]
    print("\n".join(remarks))
    if arguments.save:
        body = text.split("\n\n", 1)
        arguments.results.write_text(f"# Measured ratios\n\n{EXPLANATION}\n{body[0]}\n\n{body[1]}\n")
        print(f"written: {arguments.results.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
