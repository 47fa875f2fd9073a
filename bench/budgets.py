"""Sets what callgrind counted against budgets.txt; budgets.sh calls it."""
import argparse
import pathlib
import sys


def read_budgets(path):
    """{case: (budget, reason to skip while over it)}"""
    budgets = {}
    for line in path.read_text().splitlines():
        fields = line.split("#")[0].split(None, 2)
        if fields:
            budgets[fields[0]] = (int(fields[1]), fields[2].strip() if len(fields) > 2 else "")
    return budgets


def read_counts(work):
    """{case: instructions of one call}"""
    counts = {}
    for number, line in enumerate((work / "names").read_text().splitlines(), 1):
        case, calls = line.split()
        dump = (work / f"out.{number}").read_text().splitlines()
        totals = [row for row in dump if row.startswith("totals:")]
        counts[case] = int(totals[0].split()[1]) / int(calls)
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("budgets", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--show", action="store_true", help="print the figures beside their budgets")
    arguments = parser.parse_args()
    budgets = read_budgets(arguments.budgets)
    counts = read_counts(arguments.work)
    if arguments.show:
        for case, count in counts.items():
            print(f"{case:34} {count:9.0f} of {budgets.get(case, ('-',))[0]}")
        return 0
    failed = False
    for case, (budget, reason) in budgets.items():
        name = f"instructions of {case}"
        if case not in counts:
            print(f"FAIL {name}: budget_probe does not measure it")
            failed = True
        elif counts[case] <= budget:
            print(f"PASS {name}")
        elif reason:
            print(f"SKIP {name}: {counts[case]:.0f}, budget {budget}: {reason}")
        else:
            print(f"FAIL {name}: {counts[case]:.0f}, budget {budget}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
