"""cngkey as a tool: exit codes, files, streams, colours, the JSON schema, and what it must not print."""
import json
import os
import re
import stat
import subprocess
import unittest

from support import IS_PE, PROGRAM, Case

ESCAPE = b"\x1b["


class Secrets(Case):
    def outputs(self, name):
        for words in (["inspect"], ["inspect", "--json"], ["verify"], ["verify", "--json"]):
            done = subprocess.run([*PROGRAM, *words, name], capture_output=True, cwd=self.folder, check=False)
            yield words, (done.stdout + done.stderr).lower()

    def assert_hidden(self, name, secrets):
        for words, output in self.outputs(name):
            for secret in secrets:
                # Eight bytes in a row are no accident; start and end would betray a cut value.
                for piece in (secret[:8], secret[-8:], secret[len(secret) // 2 :][:8]):
                    self.assertNotIn(piece.hex().encode(), output, (name, words))
                    self.assertNotIn(str(int.from_bytes(piece, "big")).encode(), output, (name, words))

    def test_private_bytes_are_not_shown(self):
        self.write("private", self.rsa.private())
        self.write("full", self.rsa.full())
        for name in ("private", "full", "rsa.pem"):
            self.assert_hidden(name, self.rsa.secrets())
        for curve, key in self.ec.items():
            self.write("ec", key.private())
            for name in ("ec", f"{curve}.pem"):
                self.assert_hidden(name, [key.d])

    def test_not_in_damaged_blobs_either(self):
        full = self.rsa.full()
        # Header fields that make a public number of the place where the secrets are.
        shifted = full[:8] + (1137).to_bytes(4, "little") + (4).to_bytes(4, "little") + (2).to_bytes(4, "little") * 2
        self.write("shifted", shifted + full[24:])
        self.write("short", full[:-1])
        ec = self.ec["prime256v1"]
        self.write("magic", b"XXXX" + ec.private()[4:])
        for name in ("shifted", "short"):
            self.assert_hidden(name, self.rsa.secrets())
        self.assert_hidden("magic", [ec.d])

    def test_not_of_files_that_are_no_blob(self):
        self.write("raw", self.ec["prime256v1"].d)
        for words in ([], ["--type", "RSAPUBLICBLOB"], ["--type", "ECCPUBLICBLOB"], ["--type", "der"]):
            for form in ([], ["--json"]):
                out, err = self.cngkey("inspect", "raw", *words, *form, code=1)
                for number in (self.ec["prime256v1"].d[at : at + 4] for at in range(0, 32, 4)):
                    self.assertNotIn(str(int.from_bytes(number, "little")).encode(), out + err)
                    self.assertNotIn(f"{int.from_bytes(number, 'little'):08x}".encode(), (out + err).lower())

    def test_shown_when_asked_for(self):
        self.write("full", self.rsa.full())
        fields = {f["name"]: f["value"] for f in self.json("inspect", "full", "--show-secrets")["fields"]}
        self.assertEqual(int(fields["p"], 16), self.rsa.p)
        self.assertEqual(int(fields["d"], 16), self.rsa.d)
        text = re.sub(rb"\s", b"", self.cngkey("inspect", "full", "--show-secrets")[0])
        self.assertIn(f"{self.rsa.q:x}".encode(), text)


class Schema(Case):
    REPORT = ["schema", "command", "input", "key", "fields", "trailing", "checks",
              "verdict", "reason", "detail", "status"]

    def test_members_of_a_good_report(self):
        self.write("blob", self.rsa.private())
        report = self.json("inspect", "blob")
        self.assertEqual(list(report), self.REPORT)
        self.assertEqual(report["schema"], 1)
        self.assertEqual(report["input"], {"file": "blob", "size": 539, "format": "blob", "type": "RSAPRIVATEBLOB",
                                           "form": None, "algorithm": "RSA"})
        self.assertEqual(report["key"], {"algorithm": "RSA", "private": True, "bits": 2048, "curve": None,
                                         "parameter_set": None})
        self.assertEqual([f["name"] for f in report["fields"]],
                         ["Magic", "BitLength", "cbPublicExp", "cbModulus", "cbPrime1", "cbPrime2", "e", "n", "p", "q"])
        self.assertEqual(sum(f["size"] for f in report["fields"]), 539)
        for field in report["fields"]:
            self.assertEqual(list(field), ["name", "meaning", "kind", "offset", "size", "value", "verdict"])
            self.assertEqual(field["verdict"], "ok")
        self.assertEqual(report["fields"][1]["value"], 2048)
        self.assertEqual(report["fields"][6]["value"], "010001")
        self.assertIsNone(report["fields"][8]["value"])
        for check in report["checks"]:
            self.assertEqual(list(check), ["name", "meaning", "verdict", "reason", "status"])
        self.assertEqual((report["verdict"], report["reason"], report["status"]), ("good", None, "STATUS_SUCCESS"))

    def test_members_of_other_reports(self):
        self.assertEqual(list(self.json("verify", "rsa.pem")), self.REPORT)
        report = self.json("inspect", "prime256v1.pem")
        self.assertEqual((report["input"]["format"], report["input"]["form"]), ("pem", "pkcs8"))
        self.assertEqual(report["key"]["curve"], "nistP256")
        missing = self.json("inspect", "missing", code=3)
        self.assertEqual(list(missing), self.REPORT)
        self.assertEqual((missing["verdict"], missing["key"], missing["status"]), ("error", None, None))

    def test_members_of_a_conversion(self):
        report = self.json("convert", "rsa.pem", "schema.der", "--to", "der", "--form", "pkcs1")
        self.assertEqual(list(report), self.REPORT[:4] + ["output"] + self.REPORT[4:])
        self.assertEqual(report["output"], {"file": "schema.der", "size": len(self.read("schema.der")), "format": "der",
                                            "type": None, "form": "pkcs1", "private": True})

    def test_types(self):
        types = self.json("types")
        self.assertEqual(list(types), ["schema", "command", "blob_types", "encodings"])
        for row in types["blob_types"]:
            self.assertEqual(list(row), ["type", "private", "import", "export", "algorithms"])
        rows = {(row["type"], name) for row in types["blob_types"] for name in row["algorithms"]}
        self.assertIn(("RSAFULLPRIVATEBLOB", "RSA_SIGN"), rows)
        self.assertIn(("PUBLICBLOB", "ECDH_P521"), rows)
        markdown = self.cngkey("types", "--markdown")[0].decode().splitlines()
        self.assertEqual(len(markdown), len(types["blob_types"]) + 2)
        self.assertIn("| `RSAPUBLICBLOB` | public | yes | yes | RSA, RSA_SIGN |", markdown)
        text = self.cngkey("types")[0].decode()
        self.assertIn("ECCPRIVATEBLOB", text)

    @unittest.skipIf(IS_PE, "a file name that is not UTF-8 is no file name on Windows")
    def test_a_name_that_is_not_utf8(self):
        name = os.fsencode(self.folder) + b"/\xff.blob"
        with open(name, "wb") as file:
            file.write(self.rsa.public())
        out = subprocess.run([*PROGRAM, "inspect", name, "--json"], capture_output=True, check=True).stdout
        self.assertIn("\ufffd", json.loads(out)["input"]["file"])


class ExitCodes(Case):
    def test_usage_is_2(self):
        for words in (
            [],
            ["unknown"],
            ["inspect"],
            ["inspect", "a", "b"],
            ["inspect", "rsa.pem", "--no-such-option"],
            ["inspect", "rsa.pem", "--type", "NOBLOB"],
            ["inspect", "rsa.pem", "--algorithm", "SHA256"],
            ["convert", "rsa.pem", "out"],
            ["convert", "rsa.pem", "out", "--to", "NOBLOB"],
            ["convert", "rsa.pem", "out", "--to", "RSAPUBLICBLOB", "--form", "pkcs1"],
            ["convert", "rsa.pem", "-", "--to", "pem", "--json"],
            ["convert", "rsa.pem", "out", "--to", "pem", "--form", "pkcs8", "--public"],
            ["types", "--json", "--markdown"],
            ["inspect", "rsa.pem", "--color=pink"],
        ):
            with self.subTest(words):
                out, err = self.cngkey(*words, code=2)
                self.assertEqual(out, b"")
                self.assertNotEqual(err, b"")

    def test_help_and_version_are_0(self):
        out, err = self.cngkey("--help")
        self.assertIn(b"Examples:", out)
        self.assertEqual(err, b"")
        self.assertIn(b"--form", self.cngkey("convert", "--help")[0])
        self.assertRegex(self.cngkey("--version")[0], rb"^cngkey \d+\.\d+\.\d+\r?\n$")

    def test_io_is_3(self):
        os.makedirs(self.path("folder"), exist_ok=True)
        self.write("taken", b"mine")
        for words in (
            ["inspect", "missing"],
            ["inspect", "folder"],
            ["verify", "missing/deep"],
            ["convert", "rsa.pem", "missing/out", "--to", "pem"],
            ["convert", "rsa.pem", "folder", "--to", "pem"],
            ["convert", "rsa.pem", "folder", "--to", "pem", "--force"],
            ["convert", "rsa.pem", "taken", "--to", "pem"],
        ):
            with self.subTest(words):
                out, err = self.cngkey(*words, code=3)
                self.assertEqual(out, b"")
                self.assertIn(b": error: ", err)
        self.assertEqual(self.read("taken"), b"mine")

    def test_too_long_is_refused(self):
        self.write("long", bytes((1 << 20) + 1))
        _, err = self.cngkey("inspect", "long", code=1)
        self.assertIn(b"longer than 1048576 bytes", err)
        self.cngkey("inspect", "-", stdin=bytes((1 << 20) + 1), code=1)
        self.write("cap", self.ec["prime256v1"].public().ljust(1 << 20, b"\0"))
        self.assertEqual(self.json("inspect", "cap")["input"]["size"], 1 << 20)

    @unittest.skipIf(IS_PE or not os.path.exists("/dev/full"), "needs /dev/full")
    def test_full_disk_is_3(self):
        for words in (["inspect", "rsa.pem"], ["types"], ["convert", "rsa.pem", "-", "--to", "pem"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([*PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, cwd=self.folder,
                                      check=False)
            self.assertEqual(done.returncode, 3, words)


class Files(Case):
    def test_output_is_new_or_forced(self):
        self.write("out", b"old")
        self.cngkey("convert", "rsa.pem", "out", "--to", "RSAPUBLICBLOB", code=3)
        self.assertEqual(self.read("out"), b"old")
        self.cngkey("convert", "rsa.pem", "out", "--to", "RSAPUBLICBLOB", "--force")
        self.assertEqual(self.read("out"), self.rsa.public())

    def test_nothing_is_left_behind(self):
        before = set(os.listdir(self.folder))
        self.cngkey("convert", "rsa.pem", "left", "--to", "pem")
        self.cngkey("convert", "rsa.pem", "left", "--to", "pem", code=3)
        self.assertEqual(set(os.listdir(self.folder)), before | {"left"})

    def test_private_files_are_the_owners(self):
        old = os.umask(0o022)
        self.addCleanup(os.umask, old)
        for name, to, words in (("a", "pem", []), ("b", "der", ["--form", "pkcs1"]), ("c", "RSAPRIVATEBLOB", [])):
            self.cngkey("convert", "rsa.pem", name, "--to", to, *words)
            mode = stat.S_IMODE(os.stat(self.path(name)).st_mode)
            if IS_PE:  # an access list; Wine has only user and group together
                self.assertEqual(mode & 0o137, 0, name)
            else:
                self.assertEqual(mode, 0o600, name)
        self.cngkey("convert", "rsa.pem", "d", "--to", "pem", "--public")
        self.assertEqual(stat.S_IMODE(os.stat(self.path("d")).st_mode) & 0o444, 0o444)

    @unittest.skipIf(IS_PE, "devices and links of Unix")
    def test_what_is_no_file_is_not_replaced(self):
        os.mkfifo(self.path("pipe"))
        _, err = self.cngkey("convert", "rsa.pem", "pipe", "--to", "pem", "--force", code=3)
        self.assertIn(b"not a regular file", err)
        os.symlink("target", self.path("link"))
        self.cngkey("convert", "rsa.pem", "link", "--to", "pem", code=3)
        self.cngkey("convert", "rsa.pem", "link", "--to", "pem", "--force")
        self.assertFalse(os.path.islink(self.path("link")))

    def test_streams_are_binary(self):
        for blob in (self.rsa.full(), self.ec["prime256v1"].private()):
            self.assertEqual(self.json("inspect", "-", stdin=blob)["input"]["file"], "-")
            out, err = self.cngkey("convert", "-", "-", "--to", "PRIVATEBLOB", stdin=blob)
            again, _ = self.cngkey("convert", "-", "-", "--to", "PUBLICBLOB", stdin=out)
            self.assertEqual(again, self.cngkey("convert", "-", "-", "--to", "PUBLICBLOB", stdin=blob)[0])
            self.assertIn(b"private", err)
        self.assertEqual(self.cngkey("convert", "-", "-", "--to", "RSAFULLPRIVATEBLOB", stdin=self.rsa.full())[0],
                         self.rsa.full())

    def test_names(self):
        for name in ("with space.blob", "Schlüssel.blob", "鍵[1]*.blob" if not IS_PE else "鍵[1].blob", "=x"):
            with self.subTest(name):
                self.cngkey("convert", "rsa.pem", name, "--to", "RSAPUBLICBLOB")
                self.assertEqual(self.read(name), self.rsa.public())
                self.assertEqual(self.json("inspect", name)["input"]["file"], name)
        self.cngkey("convert", "rsa.pem", "--to", "RSAPUBLICBLOB", "--", "-dash")
        self.assertEqual(self.read("-dash"), self.rsa.public())
        self.assertEqual(self.json("inspect", self.path("rsa.pem"))["verdict"], "good")

    def test_names_of_types_in_any_case(self):
        self.assertEqual(self.convert("prime256v1.pem", "eccpublicblob", "--algorithm", "ecdh_p256"),
                         self.ec["prime256v1"].public(b"ECK"))


class Colours(Case):
    def test_none_outside_a_terminal(self):
        self.assertNotIn(ESCAPE, self.cngkey("inspect", "rsa.pem")[0])
        self.assertNotIn(ESCAPE, self.cngkey("inspect", "rsa.pem", "--color=never")[0])

    def test_always(self):
        self.assertIn(ESCAPE, self.cngkey("inspect", "rsa.pem", "--color=always")[0])
        self.assertIn(ESCAPE, self.cngkey("--color", "always", "types")[0])
        self.assertNotIn(ESCAPE, self.cngkey("inspect", "rsa.pem", "--color=always", "--json")[0])

    def in_terminal(self, **env):
        import pty

        master, slave = pty.openpty()
        clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        with subprocess.Popen([*PROGRAM, "inspect", "rsa.pem"], stdout=slave, cwd=self.folder,
                              env={**clean, "TERM": "xterm", **env}) as process:
            os.close(slave)
            out = b""
            try:
                while piece := os.read(master, 65536):
                    out += piece
            except OSError:  # Linux: the other end is closed
                pass
            os.close(master)
        self.assertEqual(process.returncode, 0)
        return out

    @unittest.skipIf(IS_PE, "Wine makes no console of a pseudo-terminal here")
    def test_terminal(self):
        self.assertIn(ESCAPE, self.in_terminal())
        self.assertIn(ESCAPE, self.in_terminal(NO_COLOR=""))
        self.assertNotIn(ESCAPE, self.in_terminal(NO_COLOR="1"))
        self.assertNotIn(ESCAPE, self.in_terminal(TERM="dumb"))


if __name__ == "__main__":
    unittest.main()
