"""gtest_shards.py NAME BUILD-FOLDER JOBS ATTEMPTS: runs the GoogleTest programs of a build and prints PASS, FAIL and SKIP lines.

ctest starts a process for each test, which under Wine takes longer than the tests. Here a program runs its tests in a few
processes. When one of them does not end well, its tests are run once more, one process for each, so that the one to blame is
named; the crash stays a failure unless another attempt of the whole is allowed (Wine fails to start one program in thousands).
"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

SHARD = 200  # tests in one process
SHARD_SECONDS = 300
TEST_SECONDS = 120


def programs(build):
    """{command without the filter: (working directory, {GoogleTest's name: ctest's name})}"""
    found = {}
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True, check=True)
    for test in json.loads(listing.stdout)["tests"]:
        command = test.get("command", [])
        names = [part.split("=", 1)[1] for part in command if part.startswith("--gtest_filter=")]
        if not names:
            continue
        properties = {item["name"]: item["value"] for item in test.get("properties", [])}
        program = tuple(part for part in command if not part.startswith("--gtest_"))
        found.setdefault(program, (properties.get("WORKING_DIRECTORY"), {}))[1][names[0]] = test["name"]
    return found


def results_of(path):
    """{GoogleTest's name: (state, text)}, or nothing if the process did not come to its end"""
    found = {}
    try:
        cases = ElementTree.parse(path).getroot().iter("testcase")
    except (OSError, ElementTree.ParseError):
        return found
    for case in cases:
        failures = [failure.get("message", "") for failure in case.findall("failure")]
        skipped = case.find("skipped")
        if failures:
            state = ("FAIL", "\n".join(failures))
        elif skipped is not None or case.get("status") == "notrun":
            reason = (skipped.get("message", "") if skipped is not None else "").strip().splitlines()
            state = ("SKIP", reason[-1] if reason else "disabled")
        else:
            state = ("PASS", "")
        found[f"{case.get('classname')}.{case.get('name')}"] = state
    return found


def run(program, folder, arguments, environment, seconds):
    """The results of one process, and what it printed if it did not end as GoogleTest does."""
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "results.xml")
        # GoogleTest for Windows takes a path without a drive for a relative one.
        seen = "Z:" + path.replace("/", "\\") if program[-1].endswith(".exe") else path
        command = [*program, *arguments, "--gtest_also_run_disabled_tests", f"--gtest_output=xml:{seen}"]
        try:
            done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False)
            output, code = done.stdout.decode(errors="replace"), done.returncode
        except subprocess.TimeoutExpired as expired:
            output, code = (expired.stdout or b"").decode(errors="replace") + f"\nstopped after {seconds} seconds", -1
        results = results_of(path)
        failed = any(state == "FAIL" for state, _ in results.values())
        # Sanitizers and crashes at the end give a bad exit status after good results.
        sound = bool(results) and (code == 0 or (code == 1 and failed))
        return results, None if sound else f"exit status {code}\n" + "\n".join(output.splitlines()[-60:])


class Shard:
    def __init__(self, program, folder, names, index, count):
        self.program, self.folder, self.names = program, folder, names
        self.title = f"{os.path.basename(program[-1])} part {index + 1} of {count}"
        self.environment = {"GTEST_TOTAL_SHARDS": str(count), "GTEST_SHARD_INDEX": str(index)}

    def work(self, attempts):
        results, trouble = {}, None
        for _ in range(attempts):
            results, trouble = run(self.program, self.folder, [], self.environment, SHARD_SECONDS)
            if trouble is None and not any(state == "FAIL" for state, _ in results.values()):
                break
        return results, trouble


def report(name, title, state, text):
    if state == "FAIL":
        print(f"--- output of {name}: {title}\n{text}")
        print(f"FAIL {name}: {title}")
    else:
        print(f"{state} {name}: {title}" + (f": {text}" if state == "SKIP" else ""))


def report_rest(name, program, folder, names):
    """Tests without a result, one process each."""
    for test, title in names.items():
        results, trouble = run(program, folder, [f"--gtest_filter={test}"], {}, TEST_SECONDS)
        state, text = results.get(test, ("FAIL", ""))
        report(name, title, "FAIL" if trouble else state, trouble or text)


def main():
    name, build, jobs, attempts = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    shards = []
    for program, (folder, names) in programs(build).items():
        count = -(-len(names) // SHARD)
        shards += [Shard(program, folder, names, index, count) for index in range(count)]
    left = {shard.program: dict(shard.names) for shard in shards}
    with ThreadPoolExecutor(jobs) as pool:
        for shard, (results, trouble) in zip(shards, pool.map(lambda one: one.work(attempts), shards)):
            for test, (state, text) in results.items():
                title = left[shard.program].pop(test, None)
                if title is not None:
                    report(name, title, state, text)
            if trouble is not None:
                report(name, shard.title, "FAIL", trouble)
    for shard in {one.program: one for one in shards}.values():
        report_rest(name, shard.program, shard.folder, left[shard.program])
    if not shards:
        print(f"FAIL {name}: ctest knows no GoogleTest program")


if __name__ == "__main__":
    main()
