"""Writes fold_table.inc: the simple one-to-one upper case of each UTF-16 unit, as runs of a fixed step.

Run by hand, once: the table is part of the file format, for a key is found by the hash of its folded name. A later
Unicode version must not change it. A unit outside ASCII never becomes an ASCII letter (U+0131, U+017F), as on Windows.
"""
import pathlib
import unicodedata


def upper(unit):
    """Python has the full mappings only; where those are longer, the title case is the simple upper case, if any."""
    text = chr(unit)
    for mapped in (text.upper(), text.title()):
        if len(mapped) == 1 and ord(mapped) < 0x10000:
            return unit if ord(mapped) < 0x80 <= unit else ord(mapped)
    return unit


def runs():
    rows = []
    for unit in range(0x10000):
        if 0xD800 <= unit < 0xE000 or upper(unit) == unit:
            continue
        change = (upper(unit) - unit) & 0xFFFF
        if rows:
            first, last, step, old = rows[-1]
            distance = unit - last
            if old == change and distance in (1, 2) and step in (0, distance):
                rows[-1] = (first, unit, distance, old)
                continue
        rows.append((unit, unit, 0, change))
    return [(first, last, step or 1, change) for first, last, step, change in rows]


def main():
    lines = [f"// Made by make_fold_table.py from Unicode {unicodedata.unidata_version}; never made anew.",
             "// First and last unit, step between units, what is added (mod 65536)."]
    line = ""
    for row in runs():
        text = "{0x%04x, 0x%04x, %d, 0x%04x}," % row
        if len(line) + len(text) + 1 > 119:
            lines.append(line)
            line = ""
        line += (" " if line else "") + text
    lines.append(line)
    (pathlib.Path(__file__).parent / "fold_table.inc").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
