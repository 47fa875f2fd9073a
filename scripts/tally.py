"""tally.py NAME JUNIT-FILE: reads a result file of ctest and prints PASS, FAIL and SKIP lines, with the output of failures."""
import re
import sys
import xml.etree.ElementTree as ElementTree

name, path = sys.argv[1:]
try:
    cases = ElementTree.parse(path).getroot().findall("testcase")
except (OSError, ElementTree.ParseError) as error:
    print(f"FAIL {name}: no test results ({error})")
    sys.exit(0)
for case in cases:
    title = f"{name}: {case.get('name')}"
    output = (case.findtext("system-out") or "").strip()
    state = case.get("status")
    if state == "run":
        print(f"PASS {title}")
    elif state in ("notrun", "disabled"):
        # GoogleTest prints "file:line: Skipped" and the reason on the next line.
        reason = re.search(r": Skipped\n(.+)", output)
        message = case.find("skipped")
        known = message.get("message") if message is not None else state
        if reason is None and known and "SKIP_" not in known and state == "notrun":
            print(f"FAIL {title}: {known}")
        else:
            print(f"SKIP {title}: {reason.group(1).strip() if reason else known}")
    else:
        failure = case.find("failure")
        print(f"--- output of {title}")
        print("\n".join(output.splitlines()[-60:]))
        print(f"FAIL {title}: {(failure.get('message') if failure is not None else '') or state}")
if not cases:
    print(f"FAIL {name}: ctest found no test")
