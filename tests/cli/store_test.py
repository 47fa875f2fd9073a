"""cngkey store ls, show, import, export and rm."""
import json
import os
import re
import shutil
import stat
import subprocess
import unittest

from pq_test import keys as pq_keys
from store_support import KEYED, StoreCase, cipher_key_blob, file_name, unix_path
from support import IS_PE, PROGRAM, openssl
from symmetric_test import key_data


class RoundTrips(StoreCase):
    def export(self, name, *words):
        out, err = self.store("export", name, *words)
        self.assertIn("-: ", err)
        return out

    def test_rsa(self):
        for source, data in (("rsa.pem", None), ("full", self.rsa.full()), ("private", self.rsa.private()),
                             ("p8.der", self.pkcs8("rsa"))):
            if data is not None:
                self.write(source, data)
            key = self.add("Server Key", source, "--exportable", "--overwrite")
            self.assertEqual([key[member] for member in KEYED],
                             ["RSA", 2048, ["export", "plaintext"], "Server Key"])
            self.assertEqual(self.export("server key", "--to", "RSAPRIVATEBLOB"), self.rsa.private())
            self.assertEqual(self.export("Server Key", "--to", "RSAPUBLICBLOB"), self.rsa.public())
            self.assertIn(b"RSA key ok", openssl("rsa", "-check", "-noout", stdin=self.export("Server Key")))
            self.assertEqual(self.export("Server Key", "--public", "--to", "der"),
                             self.pkey("rsa", "-pubout", "-outform", "DER"))
        self.assertEqual(self.names(), ["Server Key"])

    def test_ec(self):
        for curve, key in self.ec.items():
            self.add(curve, f"{curve}.pem", "--exportable")
            self.assertEqual(self.export(curve, "--to", "ECCPRIVATEBLOB"), key.private())
            self.assertEqual(self.export(curve, "--to", "der"), self.pkcs8(curve))
            self.assertEqual(self.export(curve, "--to", "der", "--form", "sec1"),
                             self.pkey(curve, "-traditional", "-outform", "DER"))
            self.add(curve, f"{curve}.pem", "--algorithm", f"ECDH_{key.name}", "--exportable", "--overwrite")
            self.assertEqual(self.export(curve, "--to", "ECCPRIVATEBLOB"), key.private(b"ECK"))

    def test_curves_that_only_their_name_tells(self):
        for words in (["EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"], ["X25519"]):
            openssl("genpkey", "-algorithm", *words, "-out", self.path("named.pem"))
            key = self.add("named", "named.pem", "--exportable", "--overwrite")
            self.assertIn(key["curve"], ("brainpoolP256r1", "curve25519"))
            self.assertEqual(self.export("named", "--to", "der"), self.pkcs8("named"))
            self.write("generic", self.export("named", "--to", "ECCPRIVATEBLOB"))
            self.add("again", "generic", "--curve", key["curve"], "--exportable", "--overwrite")
            self.assertEqual(self.export("again"), self.export("named"))

    def test_post_quantum(self):
        seen = set()
        for key in pq_keys():
            if key.algorithm not in ("ML-KEM", "ML-DSA") or key.algorithm in seen:
                continue
            seen.add(key.algorithm)
            self.write("seed", key.blob(2))
            added = self.add(key.algorithm, "seed", "--exportable")
            self.assertEqual((added["algorithm"], added["parameter_set"]), (key.algorithm, key.name))
            self.assertEqual(self.export(key.algorithm, "--to", key.types[2]), key.blob(2))
            self.assertEqual(self.export(key.algorithm, "--to", key.types[1]), key.blob(1))
            self.assertEqual(self.export(key.algorithm, "--to", "der"), key.pkcs8(key.forms()["pkcs8"]))
            self.assertEqual(self.export(key.algorithm, "--to", "der", "--public"), key.spki())
            # From DER it keeps its seed; without a seed there is none to give.
            self.write("seed.der", key.pkcs8(key.forms()["pkcs8-seed"]))
            self.add("der", "seed.der", "--exportable", "--overwrite")
            self.assertEqual(self.export("der", "--to", key.types[2]), key.blob(2))
            self.write("expanded", key.blob(1))
            self.add("expanded", "expanded", "--exportable", "--overwrite")
            self.assertIn("NTE_NOT_SUPPORTED", self.refused("export", "expanded", "--to", key.types[2]))
            self.assertEqual(self.export("expanded", "--to", "der"), key.pkcs8(key.forms()["pkcs8-expanded"]))
        self.assertEqual(seen, {"ML-KEM", "ML-DSA"})

    def test_symmetric(self):
        blob = cipher_key_blob(bytes(range(32)))
        self.write("aes", blob)
        added = self.add("aes", "aes", "--exportable")
        self.assertEqual((added["algorithm"], added["bits"]), ("AES", 256))
        self.assertEqual(self.export("aes"), blob)
        self.assertEqual(self.export("aes", "--to", "CipherKeyBlob"), blob)
        # A bare secret needs its algorithm, and becomes the same.
        self.write("secret", key_data(bytes(range(32))))
        self.add("other", "secret", "--algorithm", "AES", "--exportable")
        self.assertEqual(self.export("other"), blob)
        self.assertIn("CipherKeyBlob", self.refused("import", "secret", "--name", "x"))
        self.write("kdf", cipher_key_blob(b"secret", "SP800_108_CTR_HMAC", b"KDF1"))
        self.add("kdf", "kdf", "--exportable")
        self.assertEqual(self.export("kdf"), cipher_key_blob(b"secret", "SP800_108_CTR_HMAC", b"KDF1"))
        self.assertIn("PEM or DER", self.refused("export", "aes", "--to", "pem"))

    def test_pkcs8_as_ncrypt_reads_it(self):
        self.write("p8.der", self.pkcs8("prime256v1"))
        self.assertEqual(self.add("agree", "p8.der", "--type", "PKCS8_PRIVATEKEY")["algorithm"], "ECDH_P256")
        self.assertEqual(self.add("sign", "p8.der")["algorithm"], "ECDSA_P256")

    def test_a_blob_that_names_its_key(self):
        added = self.add("Whole Key", "rsa.pem", "--policy", "export")
        self.write("transport", self.export("Whole Key", "--to", "OpaqueTransport"))
        self.assertIn("[NTE_EXISTS]", self.refused("import", "transport"))
        self.store("rm", "Whole Key")
        self.assertIn("--name is given", self.refused("import", "transport", "--name", "other"))
        again = self.store_json("import", "transport")["key"]
        self.assertEqual({**again, "modified": None}, {**added, "modified": None})
        # The key that sealed it lies in a store of its own below.
        self.assertEqual(self.names(), ["Whole Key"])
        report = self.store_json("fsck")
        self.assertEqual((report["records"], report["findings"]), (1, []))
        self.assertTrue(os.path.isdir(os.path.join(self.root, "user", "transport")))
        self.write("transport", self.read("transport")[:-1])
        self.assertIn("NTE_", self.refused("import", "transport", "--overwrite"))

    def test_machine_store_is_apart(self):
        self.add("mine")
        self.add("ours", "rsa.pem", "--machine")
        self.assertEqual((self.names(), self.names("--machine")), (["mine"], ["ours"]))
        self.assertIn("NTE_BAD_KEYSET", self.refused("show", "ours"))
        self.assertEqual(self.store_json("show", "ours", "--machine")["key"]["scope"], "machine")
        self.store("rm", "ours", "--machine")
        self.assertEqual(self.names("--machine"), [])


class Rules(StoreCase):
    def test_policy_is_enforced(self):
        self.add("closed", "rsa.pem")
        self.add("encrypted only", "rsa.pem", "--policy", "export")
        self.add("plain", "rsa.pem", "--policy", "plaintext")
        for name in ("closed", "encrypted only"):
            for words in ([], ["--to", "RSAFULLPRIVATEBLOB"], ["--to", "der"], ["--to", "PKCS8_PRIVATEKEY"]):
                err = self.refused("export", name, *words, "-o", "out")
                self.assertIn("Export Policy does not allow this [NTE_NOT_SUPPORTED]", err)
                self.assertFalse(os.path.exists(self.path("out")))
            self.assertEqual(self.store("export", name, "--to", "PUBLICBLOB")[0], self.rsa.public())
            self.assertEqual(self.store("export", name, "--public")[0], self.pkey("rsa", "-pubout"))
        self.assertEqual(self.store("export", "plain", "--to", "RSAPRIVATEBLOB")[0], self.rsa.private())
        policies = {key["name"]: key["export_policy"] for key in self.store_json("ls")["keys"]}
        self.assertEqual(policies, {"closed": [], "encrypted only": ["export"], "plain": ["plaintext"]})
        self.write("aes", cipher_key_blob(bytes(16)))
        self.add("aes", "aes")
        self.assertIn("NTE_NOT_SUPPORTED", self.refused("export", "aes"))

    def test_a_name_that_is_taken(self):
        first = self.add("Key", "rsa.pem")
        self.assertIn("[NTE_EXISTS]", self.refused("import", "prime256v1.pem", "--name", "kEY"))
        self.assertEqual(self.store_json("show", "Key")["key"], first)
        self.add("kEY", "prime256v1.pem", "--overwrite")
        self.assertEqual(self.names(), ["kEY"])
        self.flip(self.record("key"))
        self.assertIn("[NTE_EXISTS]", self.refused("import", "rsa.pem", "--name", "key"))

    def test_a_name_that_is_not_there(self):
        for words in (["show", "no"], ["export", "no"], ["rm", "no"]):
            self.assertIn("no: refused: there is no key of this name [NTE_BAD_KEYSET]", self.refused(*words))
        report = self.store_json("show", "no", code=1)
        self.assertEqual((report["key"], report["verdict"], report["status"]), (None, "refused", "NTE_BAD_KEYSET"))
        self.assertEqual(self.store("ls"), (b"", ""))
        self.assertFalse(os.path.exists(self.root), "looking makes no store")

    def test_removal(self):
        self.add("a")
        self.add("b")
        path = self.record("a")
        self.assertIn(b"a: removed", self.store("rm", "A".lower())[0])
        self.assertFalse(os.path.exists(path))
        self.refused("rm", "a")
        self.assertEqual(self.names(), ["b"])
        self.flip(self.record("b"))
        self.store("rm", "b")  # a damaged one too
        self.assertEqual(self.store_json("ls")["damaged"], [])

    def test_what_is_no_private_key(self):
        self.write("public", self.rsa.public())
        self.write("public.pem", self.pkey("rsa", "-pubout"))
        self.write("bad", self.rsa.full()[:-1])
        self.write("text", b"hello")
        wrong = bytearray(self.rsa.private())
        wrong[-1] ^= 2
        self.write("wrong", wrong)
        for source, reason in (("public", "a public key is not stored"), ("public.pem", "a public key is not stored"),
                               ("bad", "NTE_"), ("text", "magic"), ("wrong", "[NTE_")):
            self.assertIn(reason, self.refused("import", source, "--name", "x"), source)
        self.refused("import", "missing", "--name", "x", code=3)
        self.assertIn("--name is missing", self.refused("import", "rsa.pem"))
        self.assertEqual(self.records(), [])

    def test_usage(self):
        for words in ([], ["unknown"], ["show"], ["import"], ["ls", "x"], ["rm", "a", "b"],
                      ["import", "rsa.pem", "--name", "a", "--policy", "everything"],
                      ["import", "rsa.pem", "--name", "a", "--policy", ""],
                      ["import", "rsa.pem", "--name", "a", "--policy", "none", "--exportable"],
                      ["export", "a", "--json"], ["export", "a", "--to", "RSAPUBLICBLOB", "--form", "spki"]):
            with self.subTest(words):
                self.refused(*words, code=2)

    def test_files_of_private_keys(self):
        old = os.umask(0o022)
        self.addCleanup(os.umask, old)
        self.add("key", "rsa.pem", "--exportable")
        report = self.store_json("export", "key", "-o", "key.pem")
        self.assertEqual(report["output"]["private"], True)
        mode = stat.S_IMODE(os.stat(self.path("key.pem")).st_mode)
        self.assertEqual(mode & 0o137 if IS_PE else mode, 0 if IS_PE else 0o600)
        self.assertIn("exists already", self.refused("export", "key", "-o", "key.pem", code=3))
        self.store("export", "key", "--public", "-o", "key.pem", "--force")
        self.assertEqual(self.read("key.pem"), self.pkey("rsa", "-pubout"))

    @unittest.skipIf(IS_PE, "Wine makes no console of a pseudo-terminal here")
    def test_a_terminal_gets_no_private_key_unasked(self):
        import pty

        self.add("key", "rsa.pem", "--exportable")
        for words, code in ((["export", "key"], 3), (["export", "key", "-o", "-"], 0), (["export", "key", "--public"], 0),
                            (["export", "key", "-o", "-", "--to", "der"], 3)):
            master, slave = pty.openpty()
            with subprocess.Popen([*PROGRAM, "store", *words], stdout=slave, stderr=subprocess.DEVNULL,
                                  env={**os.environ, **self.env}, cwd=self.folder) as process:
                os.close(slave)
                out = b""
                try:
                    while piece := os.read(master, 65536):
                        out += piece
                except OSError:  # Linux: the other end is closed
                    pass
                os.close(master)
            self.assertEqual((process.returncode, b"BEGIN" in out), (code, code == 0), words)


class Names(StoreCase):
    HOSTILE = ["../../x", "/etc/passwd", "C:con", "NUL", "dot.", "a/b\\c", "\\\\.\\reader\\box", "{guid}", "ключ", "🔑 é",
               "-dash", "x" * 512]
    QUOTED = {'"\\u0007\\u001B[2J"': "\x07\x1b[2J", '"\\uD800"': "\ufffd", '"\\uDC00\\uD800"': "\ufffd\ufffd",
              '" space "': " space ", '"\\"quoted\\" \\\\"': '"quoted" \\', '"\\u202Eabc"': "\u202eabc"}

    def test_any_name_is_stored_shown_and_found(self):
        for name in self.HOSTILE:
            with self.subTest(name):
                self.store("import", "prime256v1.pem", "--name=" + name)
                key = self.store_json("show", "--", name)["key"]
                self.assertEqual((key["name"], key["argument"]), (name, name))
        self.assertEqual(sorted(self.names()), sorted(self.HOSTILE))
        self.assertEqual(len(self.records()), len(self.HOSTILE))
        self.assertEqual(sorted(os.listdir(self.folder)),
                         sorted(["store", "rsa.pem"] + [f"{curve}.pem" for curve in self.ec]))
        listed = self.store("ls")[0].decode()
        for name in self.HOSTILE:
            self.assertIn(name, listed)
            self.store("rm", "--", name)
        self.assertEqual(self.records(), [])

    def test_what_no_terminal_should_see_is_escaped(self):
        for argument, name in self.QUOTED.items():
            with self.subTest(argument):
                self.add(argument)
                key = self.store_json("show", argument)["key"]
                self.assertEqual((key["name"], key["argument"]), (name, argument))
        listed = self.store("ls")[0].decode()
        self.assertIsNone(re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ufffd]", listed), listed)
        for argument in self.QUOTED:
            self.assertIn(argument, listed)
            self.store("rm", argument)
        self.assertEqual(self.names(), [])

    def test_what_is_no_name(self):
        self.refused("import", "rsa.pem", "--name=", code=2)
        for name in ("x" * 513, '"', '"abc', '"a\\x41"', '"\\u12"', '"a"b"', '"\\u0000"', '""', '"a\\u0000b"'):
            with self.subTest(name):
                self.assertIn("INVALID_PARAMETER", self.refused("import", "rsa.pem", "--name=" + name))
                self.refused("show", "--", name)
        self.assertEqual(self.records(), [])

    @unittest.skipIf(IS_PE, "arguments are UTF-16 there")
    def test_an_argument_that_is_not_utf8(self):
        done = subprocess.run([*PROGRAM, "store", "show", b"\xff\x1b[2J"], capture_output=True, check=False,
                              env={**os.environ, **self.env})
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"\\xFF\\x1B[2J: refused: the name is not UTF-8", done.stderr)

    def test_sorted_without_regard_to_case(self):
        for name in ("beta", "Alpha", "alpha2", "GAMMA"):
            self.add(name)
        self.assertEqual(self.names(), ["Alpha", "alpha2", "beta", "GAMMA"])


class Shown(StoreCase):
    def test_no_key_material(self):
        self.add("rsa", "rsa.pem", "--exportable")
        for words in (["ls"], ["show", "rsa"], ["ls", "--json"], ["show", "rsa", "--json"]):
            out = self.store(*words)[0].lower()
            for secret in self.rsa.secrets():
                for piece in (secret[:8], secret[-8:]):
                    self.assertNotIn(piece.hex().encode(), out)
                    self.assertNotIn(str(int.from_bytes(piece, "big")).encode(), out)

    def test_members(self):
        added = self.add("my key", "rsa.pem", "--exportable")
        report = self.store_json("show", "my key")
        self.assertEqual(list(report), ["schema", "command", "key", "verdict", "reason", "status"])
        key = report["key"]
        self.assertEqual(key, added)
        self.assertEqual(list(key), ["name", "argument", "scope", "algorithm", "group", "bits", "curve", "parameter_set",
                                     "export_policy", "usage", "legacy_spec", "per_boot", "modified", "unique_name",
                                     "path", "properties"])
        self.assertEqual(key["unique_name"], file_name("my key"))
        self.assertRegex(key["modified"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(os.path.basename(unix_path(key["path"])), key["unique_name"])
        self.assertTrue(os.path.isfile(unix_path(key["path"])))
        listed = self.store_json("ls")
        self.assertEqual(list(listed),
                         ["schema", "command", "scope", "folder", "keys", "damaged", "verdict", "reason", "status"])
        self.assertEqual(listed["keys"], [{member: key[member] for member in
                                           ("name", "argument", "algorithm", "bits", "export_policy", "modified", "path")}])
        text = self.store("show", "MY KEY")[0].decode()
        for word in ("my key", "RSA", "2048", "export,plaintext", "all", key["unique_name"], "UTC"):
            self.assertIn(word, text)

    def damaged(self, status, reason, code=1):
        """What ls says of the one damaged record there is, beside one key that is whole."""
        report = self.store_json("ls", code=code)
        self.assertEqual([key["name"] for key in report["keys"]], ["whole"])
        self.assertEqual([row["status"] for row in report["damaged"]], [status])
        self.assertIn(reason, report["damaged"][0]["reason"])
        out, err = self.store("ls", code=code)
        self.assertIn(f"damaged: {report['damaged'][0]['path']}: ".encode(), out)
        self.assertIn("1 damaged", err)
        return unix_path(report["damaged"][0]["path"])

    def test_damaged_records_are_listed(self):
        self.add("whole")
        self.add("hurt", "rsa.pem", "--exportable")
        path = self.record("hurt")
        with open(path, "rb") as file:
            good = file.read()
        for change, status, reason in (
            (lambda data: data.__setitem__(-20, data[-20] ^ 1), "NTE_BAD_DATA", "changed"),
            (lambda data: data.__setitem__(20, data[20] ^ 8), "NTE_BAD_DATA", "changed"),  # the export policy
            (lambda data: data.__delitem__(slice(100, None)), "NTE_BAD_DATA", "shorter"),
            (lambda data: data.clear(), "NTE_BAD_DATA", "shorter"),
            (lambda data: data.append(0), "NTE_BAD_DATA", "longer"),
            (lambda data: data.__setitem__(4, 9), "NTE_BAD_VER", "version"),
        ):
            with self.subTest(reason):
                self.damage(path, change)
                self.assertEqual(self.damaged(status, reason), path)
                self.assertIn(status, self.refused("show", "hurt"))
                self.assertIn(status, self.refused("export", "hurt"))
                with open(path, "wb") as file:
                    file.write(good)
        self.assertEqual(self.names(), ["hurt", "whole"])

    def test_a_record_under_another_name(self):
        self.add("whole")
        copy = file_name("copy")
        folder = os.path.join(self.root, "user", copy[:2])
        os.makedirs(folder, 0o700, exist_ok=True)
        shutil.copy(self.record("whole"), os.path.join(folder, copy))
        self.assertEqual(self.damaged("NTE_BAD_DATA", "another name"), os.path.join(folder, copy))
        self.assertIn("NTE_BAD_DATA", self.refused("show", "copy"))

    def test_without_the_master_key(self):
        self.add("key")
        os.remove(os.path.join(self.root, "user", "master.key"))
        report = self.store_json("ls", code=1)
        self.assertEqual((report["keys"], len(report["damaged"])), ([], 1))
        self.assertIn("master key file is missing", report["damaged"][0]["reason"])
        self.assertIn("master key file is missing", self.refused("import", "rsa.pem", "--name", "new"))
        self.assertFalse(os.path.exists(os.path.join(self.root, "user", "master.key")))

    @unittest.skipIf(IS_PE, "modes are a matter of Unix")
    def test_a_store_that_others_may_change(self):
        self.add("key")
        os.chmod(os.path.join(self.root, "user"), 0o770)
        for words in (["ls"], ["show", "key"], ["export", "key"], ["rm", "key"], ["import", "rsa.pem", "--name", "x"]):
            self.assertIn("others may change the store [NTE_PERM]", self.refused(*words, code=3))
        self.assertEqual(self.store_json("ls", code=3)["status"], "NTE_PERM")
        os.chmod(os.path.join(self.root, "user"), 0o755)  # to look at is another matter
        self.assertEqual(self.names(), ["key"])
        self.store("rm", "key")
        self.assertEqual(self.names(), [])


if __name__ == "__main__":
    unittest.main()
