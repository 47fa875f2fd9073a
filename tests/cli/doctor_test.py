"""cngkey doctor: which libraries programs get, and whether the stores work."""
import json
import os
import shutil
import subprocess
import unittest

from store_support import StoreCase, unix_path, windows_path
from support import IS_PE, PROGRAM

LIBRARIES = os.environ["CNGKEY_LIBRARIES"]  # the folder with ours
NAMES = ["bcrypt.dll", "ncrypt.dll"] if IS_PE else ["libcng-bcrypt.so.1", "libcng-ncrypt.so.1"]
OVERRIDES = "mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d;"


class Doctor(StoreCase):
    def doctor(self, code=0, env=None, program=None):
        """The report, and the text."""
        words = [*(program or PROGRAM), "doctor"]
        clean = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
        done = [subprocess.run([*words, *more], capture_output=True, check=False, cwd=self.folder,
                               env={**clean, "LC_ALL": "C.UTF-8", **self.env, **(env or {})})
                for more in ([], ["--json"])]
        for run in done:
            self.assertEqual(run.returncode, code, f"{run.stdout!r} {run.stderr!r}")
        return json.loads(done[1].stdout), done[0].stdout.decode() + done[0].stderr.decode()

    def test_members(self):
        report, text = self.doctor()
        self.assertEqual(list(report), ["schema", "command", "cngkey", "openssl", "platform", "stores", "libraries",
                                        "wine_dll_overrides", "verdict", "reason", "status"])
        self.assertEqual((report["schema"], report["command"]), (1, "doctor"))
        version = self.cngkey("--version")[0].decode().split()[1]
        self.assertEqual(report["cngkey"], version)
        self.assertRegex(report["openssl"], r"^[3-9]\.\d+\.\d+")
        self.assertEqual(report["platform"]["kind"], "wine" if IS_PE else "linux")
        self.assertIn(report["platform"]["version"], text)
        self.assertEqual([row["name"] for row in report["libraries"]], NAMES)
        for word in (version, report["openssl"], "user store", "machine store", *NAMES):
            self.assertIn(word, text)

    def store_of(self, report, scope):
        return next(row for row in report["stores"] if row["scope"] == scope)

    def test_stores(self):
        report, text = self.doctor()
        for scope in ("user", "machine"):
            row = self.store_of(report, scope)
            self.assertEqual(unix_path(row["folder"]), os.path.join(self.root, scope))
            self.assertEqual((row["state"], row["reason"], row["protector"]), ("absent", None, "file-rights"))
        self.assertIn("not made yet", text)
        self.assertFalse(os.path.exists(self.root))
        self.add("key")
        report, text = self.doctor()
        self.assertEqual([row["state"] for row in report["stores"]], ["good", "absent"])
        self.assertIn("usable", text)

    def test_a_store_without_its_master_key(self):
        self.add("key")
        os.remove(os.path.join(self.root, "user", "master.key"))
        report, text = self.doctor(code=1)
        self.assertEqual(self.store_of(report, "user")["state"], "wrong")
        self.assertEqual(report["verdict"], "refused")
        self.assertIn("master key file is missing", text)
        with open(os.path.join(self.root, "user", "master.key"), "wb") as file:
            file.write(b"damaged")
        os.chmod(os.path.join(self.root, "user", "master.key"), 0o600)
        self.assertIn("damaged", self.store_of(self.doctor(code=1)[0], "user")["reason"])

    @unittest.skipIf(IS_PE, "modes are a matter of Unix")
    def test_a_store_that_others_reach(self):
        self.add("key")
        for mode, reason in ((0o770, "others may change the store"), (0o755, "others may read it")):
            os.chmod(os.path.join(self.root, "user"), mode)
            report, text = self.doctor(code=1)
            self.assertEqual(self.store_of(report, "user")["reason"], reason)
            self.assertIn("fsck", text)

    @unittest.skipIf(IS_PE, "a path without a drive is one of the current drive there")
    def test_a_store_that_has_no_place(self):
        report, text = self.doctor(code=1, env={"OPENCNG_STORE": "relative"})
        self.assertEqual([row["state"] for row in report["stores"]], ["wrong", "wrong"])
        self.assertIn("not an absolute path", text)

    @unittest.skipIf(IS_PE, "the loader of ELF")
    def test_libraries_of_elf(self):
        report, text = self.doctor(env={"LD_LIBRARY_PATH": "/nonexistent"})
        for row in report["libraries"]:
            self.assertEqual((row["found"], row["ours"], row["version"], row["path"]), (False, False, None, None))
        self.assertIn("not found", text)
        self.assertIn("LD_LIBRARY_PATH", text)
        report, text = self.doctor(env={"LD_LIBRARY_PATH": LIBRARIES})
        for row in report["libraries"]:
            self.assertEqual((row["found"], row["ours"], row["version"]), (True, True, report["cngkey"]))
            self.assertEqual(row["path"], os.path.join(LIBRARIES, row["name"]))
            self.assertIn(row["path"], text)

    @unittest.skipIf(IS_PE, "the loader of ELF")
    def test_a_library_that_does_not_load(self):
        folder = self.path("broken")
        os.makedirs(folder, exist_ok=True)
        self.addCleanup(shutil.rmtree, folder)
        with open(os.path.join(folder, NAMES[0]), "wb") as file:
            file.write(b"no library")
        report, text = self.doctor(code=1, env={"LD_LIBRARY_PATH": folder})
        self.assertTrue(report["libraries"][0]["found"])
        self.assertIn("too short", report["libraries"][0]["problem"])
        self.assertIn("doctor: refused: " + NAMES[0], text)

    def wine(self, overrides, program=None):
        return self.doctor(env={"OPENCNG_WINEDLLOVERRIDES": OVERRIDES + overrides}, program=program)

    def program_beside(self, name, *libraries):
        """cngkey in a folder of its own, with some of our DLLs."""
        folder = self.path(name)
        os.makedirs(folder)
        self.addCleanup(shutil.rmtree, folder)
        for file in (os.environ["CNGKEY"], *(os.path.join(LIBRARIES, each) for each in libraries)):
            shutil.copy(file, folder)
        return [*PROGRAM[:-1], os.path.join(folder, os.path.basename(os.environ["CNGKEY"]))]

    @unittest.skipUnless(IS_PE, "DLLs and Wine's choice among them")
    def test_dlls_under_wine(self):
        both = self.program_beside("both", *NAMES)
        report, text = self.wine("bcrypt,ncrypt=n,b", both)
        self.assertEqual([(row["ours"], row["version"]) for row in report["libraries"]], [(True, report["cngkey"])] * 2)
        self.assertEqual(report["wine_dll_overrides"], OVERRIDES + "bcrypt,ncrypt=n,b")
        self.assertIn("ours, version", text)
        report, text = self.wine("bcrypt,ncrypt=b", both)
        self.assertEqual([row["ours"] for row in report["libraries"]], [False, False])
        self.assertIn("Wine's own", text)
        self.assertIn("set WINEDLLOVERRIDES=bcrypt,ncrypt=n,b", text)
        report, text = self.wine("bcrypt=n,b;ncrypt=b", both)
        self.assertEqual([row["ours"] for row in report["libraries"]], [True, False])
        self.assertIsNone(report["libraries"][0]["advice"])

    @unittest.skipUnless(IS_PE, "DLLs and Wine's choice among them")
    def test_dlls_that_are_not_there(self):
        report, text = self.wine("bcrypt,ncrypt=n,b", self.program_beside("alone"))
        self.assertEqual([row["ours"] for row in report["libraries"]], [False, False])
        self.assertIn("put bcrypt.dll into the program's folder", text)
        self.assertIn(windows_path(self.path("alone")), text)


if __name__ == "__main__":
    unittest.main()
