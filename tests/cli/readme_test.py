"""README.md shows the support matrix that `cngkey types --markdown` prints."""
import pathlib
import subprocess
import sys


def main():
    cngkey, readme = sys.argv[1], pathlib.Path(sys.argv[2])
    printed = subprocess.run([cngkey, "types", "--markdown"], capture_output=True, text=True, check=True).stdout.strip()
    text = readme.read_text(encoding="utf-8")
    shown = text.split("<!-- types -->")[1].split("<!-- /types -->")[0].strip()
    if shown == printed:
        return 0
    print("README.md is out of date; between the marks `types` it must say:\n" + printed)
    return 1


if __name__ == "__main__":
    sys.exit(main())
