"""cngkey store fsck: each thing that can be wrong in a store's folder, and what --repair does about it."""
import os
import shutil
import stat
import time
import unittest

from store_support import StoreCase, file_name, unix_path
from support import IS_PE

DAY = 24 * 60 * 60


class Fsck(StoreCase):
    def setUp(self):
        super().setUp()
        self.add("first", "rsa.pem", "--exportable")
        self.add("second")
        self.user = os.path.join(self.root, "user")

    def check(self, *words, wrong=0, records=2, whole=2):
        """The findings, as (what, path below the store, reason)."""
        report = self.store_json("fsck", *words, code=1 if wrong else 0)
        self.assertEqual((report["records"], report["whole"]), (records, whole), report["findings"])
        self.assertEqual(sum(row["wrong"] for row in report["findings"]), wrong, report["findings"])
        self.assertEqual(report["verdict"], "refused" if wrong else "good")
        text, err = self.store("fsck", code=1) if wrong else (None, None)
        if wrong:
            self.assertIn("are wrong" if wrong > 1 else "1 thing is wrong", err)
            for row in report["findings"]:
                self.assertIn(row["reason"].encode(), text)
        return [(row["what"], os.path.relpath(unix_path(row["path"]), self.user), row["reason"])
                for row in report["findings"]]

    def files(self):
        return sorted(os.path.relpath(os.path.join(at, name), self.user)
                      for at, _, names in os.walk(self.user) for name in names)

    def temporary(self, name, age):
        path = os.path.join(self.user, "tmp", name)
        with open(path, "wb") as file:
            file.write(b"half a record")
        os.chmod(path, 0o600)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def only(self, findings, what, reason):
        self.assertEqual([row[0] for row in findings], [what], findings)
        self.assertIn(reason, findings[0][2])
        return findings[0][1]

    def test_a_store_in_order(self):
        self.assertEqual(self.check(), [])
        report = self.store_json("fsck")
        self.assertEqual(list(report), ["schema", "command", "scope", "folder", "records", "whole", "findings",
                                        "verdict", "reason", "status"])
        self.assertEqual(self.store("fsck")[0].decode().strip(), "2 of 2 keys are whole")
        self.assertEqual(self.store_json("fsck", "--machine")["records"], 0)  # it is not there, which is no fault

    def test_damaged_records(self):
        self.flip(self.record("first"))
        path = self.only(self.check(wrong=1, whole=1), "record", "changed")
        self.assertEqual(path, os.path.join(file_name("first")[:2], file_name("first")))
        self.damage(os.path.join(self.user, path), lambda data: data.__delitem__(slice(40, None)))
        self.only(self.check(wrong=1, whole=1), "record", "shorter")
        self.damage(self.record("second"), lambda data: data.__setitem__(4, 2))
        self.assertEqual(sorted(row[2] for row in self.check(wrong=2, whole=0)),
                         ["a record of another version", "the record is shorter than it says"])

    def test_records_in_wrong_places(self):
        copy = file_name("copy")
        os.makedirs(os.path.join(self.user, copy[:2]), 0o700, exist_ok=True)
        target = os.path.join(self.user, copy[:2], copy)
        shutil.copy(self.record("first"), target)
        self.only(self.check(wrong=1, records=3), "record", "another name")
        os.remove(target)
        shutil.copy(self.record("first"), os.path.join(self.user, copy[:2]))
        self.only(self.check(wrong=1, records=3), "record", "wrong subfolder")

    def test_a_record_of_the_other_store(self):
        self.add("third", "rsa.pem", "--machine")
        machine = self.record("third", "--machine")
        target = os.path.join(self.user, os.path.basename(machine)[:2])
        os.makedirs(target, 0o700, exist_ok=True)
        shutil.copy(machine, target)
        self.only(self.check(wrong=1, records=3), "record", "another store")

    def test_master_key(self):
        path = os.path.join(self.user, "master.key")
        with open(path, "rb") as file:
            good = file.read()
        os.remove(path)
        findings = self.check(wrong=3, whole=0)
        self.assertIn(("master-key", "master.key", "the master key file is missing"), findings)
        for data, reason in ((good[:-1], "damaged"), (good[:-1] + bytes([good[-1] ^ 1]), "damaged"), (b"", "damaged"),
                             (good[:4] + b"\x09" + good[5:], "version")):
            with open(path, "wb") as file:
                file.write(data)
            os.chmod(path, 0o600)
            findings = self.check(wrong=3, whole=0)
            self.assertIn(reason, dict(row[:1] + row[2:] for row in findings)["master-key"])
        shutil.rmtree(self.user)
        os.makedirs(self.user, 0o700)
        self.assertEqual(self.check(records=0, whole=0), [])  # a new store needs none yet

    def test_repair_removes_stale_temporary_files_and_nothing_else(self):
        stale = self.temporary("abcdef", 2 * DAY)
        fresh = self.temporary("ghijkl", DAY / 2)
        self.flip(self.record("first"))
        before = self.files()
        findings = self.check(wrong=2, whole=1)
        self.assertIn(("temporary", os.path.join("tmp", "abcdef"),
                       "older than a day: a writer that was killed left it"), findings)
        self.assertEqual(self.files(), before, "without --repair nothing is changed")
        report = self.store_json("fsck", "--repair", code=1)
        removed = [row for row in report["findings"] if row["removed"]]
        self.assertEqual([unix_path(row["path"]) for row in removed], [stale])
        self.assertEqual(self.files(), [name for name in before if not name.endswith("abcdef")])
        self.assertTrue(os.path.exists(fresh))
        self.only(self.check("--repair", wrong=1, whole=1), "record", "changed")

    def test_repaired_is_good(self):
        self.temporary("abcdef", 30 * DAY)
        self.assertIn(b"removed: temporary ", self.store("fsck", "--repair")[0])
        self.assertEqual(self.check(), [])

    def test_foreign_files(self):
        for place in ("notes.txt", os.path.join("00", "x"), os.path.join("tmp", "folder", "deep")):
            path = os.path.join(self.user, place)
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            with open(path, "wb"):
                pass
        findings = self.check("--repair", wrong=3)
        self.assertEqual(sorted(row[:2] for row in findings),
                         sorted([("foreign", "notes.txt"), ("foreign", os.path.join("00", "x")),
                                 ("foreign", os.path.join("tmp", "folder"))]))

    def test_the_stores_inside(self):
        """Those of the keys for opaque blobs; here one whose record is any."""
        inside = os.path.join(self.user, "opaque")
        shutil.copytree(self.user, inside)
        os.remove(os.path.join(inside, file_name("second")[:2], file_name("second")))
        self.assertEqual(self.check(), [])
        self.assertEqual(self.names(), ["first", "second"])
        self.flip(os.path.join(inside, file_name("first")[:2], file_name("first")))
        self.only(self.check(wrong=1), "sealing-key", "changed")
        self.assertEqual(self.store_json("ls")["damaged"], [])
        os.remove(os.path.join(inside, "master.key"))
        self.assertEqual([row[0] for row in self.check(wrong=2)], ["sealing-key", "master-key"])
        os.mkdir(os.path.join(inside, "opaque"))  # none is inside another
        self.assertIn("foreign", [row[0] for row in self.check(wrong=3)])

    @unittest.skipIf(IS_PE, "names that no Windows file has")
    def test_foreign_names_cannot_disturb_a_terminal(self):
        with open(os.path.join(self.user, "\x1b[2J\n\u202e"), "wb"):
            pass
        out = self.store("fsck", code=1)[0]
        self.assertIn(b"\\x1B[2J\\x0A\\xE2\\x80\\xAE", out)
        self.assertNotIn(b"\x1b", out)

    @unittest.skipIf(IS_PE, "modes and links are a matter of Unix")
    def test_rights(self):
        record = self.record("first")
        folder = os.path.dirname(record)
        for path, mode, what, reason, whole in (
            (record, 0o620, "record", "others may change", 1),
            (record, 0o604, "record", "others may read", 1),
            (os.path.join(self.user, "master.key"), 0o640, "master-key", "others may read", 2),
            (os.path.join(self.user, "lock"), 0o660, "lock", "others may change", 2),
            (os.path.join(self.user, "tmp"), 0o755, "folder", "others may read", 2),
            (folder, 0o750, "folder", "others may read", 2),
            (self.user, 0o755, "folder", "others may read", 2),
        ):
            with self.subTest(path=path, mode=oct(mode)):
                old = stat.S_IMODE(os.stat(path).st_mode)
                os.chmod(path, mode)
                self.only(self.check(wrong=1, whole=whole), what, reason)
                os.chmod(path, old)
        os.chmod(self.user, 0o770)
        self.only(self.check(wrong=1, records=0, whole=0), "folder", "others may change")
        os.chmod(self.user, 0o700)
        os.chmod(folder, 0o770)
        self.only(self.check(wrong=1, records=1, whole=1), "folder", "others may change")
        os.chmod(folder, 0o700)
        self.assertEqual(self.check(), [])

    @unittest.skipIf(IS_PE, "modes and links are a matter of Unix")
    def test_what_is_no_regular_file(self):
        record = self.record("first")
        os.rename(record, record + ".real")
        os.symlink(record + ".real", record)
        findings = self.check(wrong=2, whole=1)
        self.assertEqual(sorted(row[0] for row in findings), ["foreign", "record"])
        os.remove(record)
        os.rename(record + ".real", record)
        os.link(record, self.path("second name"))
        self.addCleanup(os.remove, self.path("second name"))
        self.only(self.check(wrong=1, whole=1), "record", "second name")


if __name__ == "__main__":
    unittest.main()
