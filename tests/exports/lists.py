"""Reads def/*.list, and prints results."""


def read_list(path):
    """Rows of (ordinal or None, name, kind)."""
    rows = []
    with open(path, encoding="ascii") as stream:
        for line in stream:
            fields = line.split("#")[0].split()
            if not fields:
                continue
            ordinal, name, _, kind = fields
            rows.append((None if ordinal == "-" else int(ordinal), name, kind))
    return rows


def result(name, problems):
    """One line: PASS when there is no problem, else FAIL with all of them."""
    if problems:
        print(f"FAIL {name}: " + "; ".join(problems))
    else:
        print(f"PASS {name}")


def difference(seen, wanted):
    """What is missing and what is too much, as texts."""
    out = []
    missing, extra = sorted(set(wanted) - set(seen)), sorted(set(seen) - set(wanted))
    if missing:
        out.append("missing: " + " ".join(missing))
    if extra:
        out.append("not in the list: " + " ".join(extra))
    return out
