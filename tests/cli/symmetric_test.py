"""cngkey with the blobs of symmetric keys: KeyDataBlob, and those whose secret is encrypted."""
import struct
import unittest

from support import Case

ALGORITHMS = {"AES": (16, 24, 32), "3DES": (24,), "3DES_112": (16,), "DES": (8,), "RC2": (5, 16), "RC4": (1, 64),
              "XTS-AES": (32, 64), "CHACHA20_POLY1305": (32,), "PBKDF2": (0, 1, 100), "HKDF": (32,)}


def key_data(secret, magic=b"KDBM", version=1, size=None):
    return magic + struct.pack("<II", version, len(secret) if size is None else size) + secret


class KeyData(Case):
    def test_every_algorithm_with_its_lengths(self):
        for algorithm, sizes in ALGORITHMS.items():
            for size in sizes:
                with self.subTest(algorithm=algorithm, size=size):
                    blob = key_data(bytes(range(size)))
                    self.write("key", blob)
                    words = ["--algorithm", algorithm]
                    report = self.json("inspect", "key", *words)
                    self.assertEqual(report["verdict"], "good")
                    self.assertEqual([field["name"] for field in report["fields"]],
                                     ["dwMagic", "dwVersion", "cbKeyData", "secret"])
                    self.assertEqual(report["key"]["bits"], 8 * size)
                    self.assertEqual(self.json("verify", "key", *words)["verdict"], "good")
                    self.assertEqual(self.convert("key", "KeyDataBlob", *words), blob)

    def test_the_secret_is_hidden_unless_asked_for(self):
        secret = bytes(range(0xA0, 0xB0))
        self.write("key", key_data(secret))
        for words in (["inspect", "key"], ["verify", "key"], ["inspect", "key", "--json"]):
            self.assertNotIn(secret.hex(), self.cngkey(*words)[0].decode())
        self.assertIn(secret.hex(), self.cngkey("inspect", "key", "--show-secrets", "--json")[0].decode())

    def test_trailing_bytes_are_allowed_shown_and_dropped(self):
        self.write("long", key_data(bytes(16)) + bytes(5))
        self.assertEqual(self.json("inspect", "long")["trailing"], 5)
        self.assertEqual(self.convert("long", "KeyDataBlob"), key_data(bytes(16)))

    def refused(self, data, reason, detail, bad=None, words=()):
        self.write("damaged", data)
        for command in (["inspect"], ["verify"]):
            report = self.json(*command, "damaged", *words, code=1)
            self.assertIn(reason, report["reason"])
            self.assertIn(detail, report["detail"])
            if bad is not None:
                self.assertEqual([field["name"] for field in report["fields"] if field["verdict"] == "bad"], bad)
        _, err = self.cngkey("convert", "damaged", "never", "--to", "KeyDataBlob", *words, code=1)
        self.assertIn(b"refused", err)
        self.assertRaises(FileNotFoundError, self.read, "never")

    def test_damaged_blobs(self):
        secret = bytes(16)
        for size in (4, 8, 11):
            self.refused(key_data(secret)[:size], "shorter than its header", f"has {size} bytes")
        self.refused(key_data(secret, version=2), "version is not 1", "dwVersion is 2", ["dwVersion"])
        self.refused(key_data(secret, size=17), "ends inside", "cbKeyData is 17; behind the header are 16 bytes",
                     ["cbKeyData"])
        self.refused(key_data(secret, size=0xFFFFFFFF), "ends inside", "cbKeyData is 4294967295", ["cbKeyData"])
        self.refused(key_data(bytes(17)), "between two key lengths", "136 bits; AES has keys of 128 to 256 bits")
        self.refused(key_data(bytes(33)), "longer than the longest", "264 bits")
        self.refused(key_data(bytes(16)), "shorter than the shortest", "3DES has keys of 192 bits",
                     words=["--algorithm", "3DES"])

    def test_other_forms_are_refused(self):
        self.write("key", key_data(bytes(16)))
        for to in ("pem", "der", "RSAPRIVATEBLOB", "Rfc3565KeyWrapBlob"):
            with self.subTest(to):
                self.cngkey("convert", "key", "never", "--to", to, code=1)
                self.assertRaises(FileNotFoundError, self.read, "never")


class Sealed(Case):
    TYPE = ["--type", "Rfc3565KeyWrapBlob"]
    WRAPPED = bytes.fromhex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5")  # RFC 3394, section 4.1

    def test_a_wrapped_key_is_good_by_its_layout_and_has_no_key(self):
        self.write("wrapped", self.WRAPPED)
        report = self.json("inspect", "wrapped", *self.TYPE)
        self.assertEqual(report["verdict"], "good")
        self.assertIsNone(report["key"])
        self.assertEqual([(field["name"], field["size"]) for field in report["fields"]], [("wrapped", 24)])
        self.assertIn(b"wrapped", self.cngkey("inspect", "wrapped", *self.TYPE)[0])

    def test_what_needs_the_key_is_refused(self):
        self.write("wrapped", self.WRAPPED)
        self.assertIn("encrypted", self.json("verify", "wrapped", *self.TYPE, code=1)["reason"])
        _, err = self.cngkey("convert", "wrapped", "never", "--to", "KeyDataBlob", "--from", self.TYPE[1], code=1)
        self.assertIn(b"encrypted", err)
        self.assertRaises(FileNotFoundError, self.read, "never")

    def test_other_lengths(self):
        for size in (0, 8, 16, 23, 25):
            self.write("wrapped", bytes(size))
            report = self.json("inspect", "wrapped", *self.TYPE, code=1)
            self.assertEqual(report["status"], "STATUS_INVALID_PARAMETER")
            self.assertIn(f"has {size} bytes", report["detail"])


class Opaque(Case):
    BLOB = b"OPKB" + struct.pack("<HHIIIIII", 1, 64, 1, 0, 0, 0, 16, 0) + bytes(32) + bytes(16 + 16)

    def test_it_is_recognised_and_has_no_key(self):
        self.write("opaque", self.BLOB)
        report = self.json("inspect", "opaque")
        self.assertEqual((report["verdict"], report["input"]["type"]), ("good", "OpaqueKeyBlob"))
        self.assertIsNone(report["key"])
        self.assertEqual(report["fields"][-2]["size"], 16)
        self.assertIn("encrypted", self.json("verify", "opaque", code=1)["reason"])
        self.cngkey("convert", "opaque", "never", "--to", "KeyDataBlob", code=1)

    def test_damaged_headers(self):
        for at, reason in ((4, "version"), (12, "header"), (20, "header"), (24, "not as long"), (60, "header")):
            blob = bytearray(self.BLOB)
            blob[at] ^= 0x40
            self.write("opaque", blob)
            self.assertIn(reason, self.json("inspect", "opaque", code=1)["reason"])
        self.write("opaque", self.BLOB[:-1])
        self.assertIn("95 bytes", self.json("inspect", "opaque", code=1)["detail"])


if __name__ == "__main__":
    unittest.main()
