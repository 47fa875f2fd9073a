"""cngkey and the curves that no algorithm is named after, and those without a name."""
import struct
import unittest

from support import Case, integers, openssl

# openssl's name, CNG's, bytes of the field and of the order.
NAMED = [
    ("prime192v1", "nistP192", 24, 24),
    ("secp224r1", "nistP224", 28, 28),
    ("secp160r1", "secP160r1", 20, 21),
    ("secp224k1", "secP224k1", 28, 29),
    ("secp256k1", "secP256k1", 32, 32),
    ("prime239v3", "x962P239v3", 30, 30),
    ("wap-wsg-idm-ecid-wtls9", "wtls9", 20, 21),
    ("brainpoolP256r1", "brainpoolP256r1", 32, 32),
    ("brainpoolP320t1", "brainpoolP320t1", 40, 40),
    ("brainpoolP512r1", "brainpoolP512r1", 64, 64),
]


def explicit(curve):
    return openssl("ecparam", "-name", curve, "-genkey", "-noout", "-param_enc", "explicit")


class Curves(Case):
    def make(self, curve):
        self.write("key.pem", openssl("ecparam", "-name", curve, "-genkey", "-noout"))
        parts = integers(self.pkcs8("key"))
        inner = integers(parts[-1])
        return inner[1], inner[-1][2:]

    def test_named_curves_become_blobs_and_come_back(self):
        for name, cng, field, order in NAMED:
            with self.subTest(name):
                d, point = self.make(name)
                size = max(field, order)
                wide = [part.rjust(size, b"\0") for part in (point[:field], point[field:], d)]
                short = self.convert("key.pem", "ECCPRIVATEBLOB", name="short")
                self.assertEqual(short, b"ECDV" + struct.pack("<I", size) + b"".join(wide))
                full = self.convert("key.pem", "ECCFULLPRIVATEBLOB", name="full")
                self.assertEqual(full[:32], b"ECDV" + struct.pack("<7I", 1, 1, 0, field, order, 1, 0))
                self.assertEqual(full[-2 * field - order :], point + d.rjust(order, b"\0"))
                report = self.json("inspect", "full")
                self.assertEqual(report["key"]["curve"], cng)
                self.assertEqual([f["name"] for f in report["fields"]][:8],
                                 ["dwMagic", "dwVersion", "dwCurveType", "dwCurveGenerationAlgId", "cbFieldLength",
                                  "cbSubgroupOrder", "cbCofactor", "cbSeed"])
                for words in (["full"], ["short", "--curve", cng]):
                    self.assertEqual(self.convert(words[0], "der", *words[1:]), self.pkcs8("key"))
                    self.assertEqual(self.convert(words[0], "der", "--form", "spki", *words[1:]),
                                     self.pkey("key", "-pubout", "-outform", "DER"))
                    self.assertEqual(self.json("verify", *words)["verdict"], "good")
                self.cngkey("inspect", "short", code=1)

    def test_parameters_of_a_curve_with_a_name_are_that_curve(self):
        # secp256k1 has no seed, which would make it a curve of its own.
        self.write("key.pem", explicit("secp256k1"))
        report = self.json("inspect", "key.pem")
        self.assertEqual(report["key"]["curve"], "secP256k1")
        self.write("key.pem", explicit("prime256v1"))
        report = self.json("inspect", "key.pem")
        self.assertEqual((report["key"]["algorithm"], report["key"]["bits"]), ("ECDSA", 256))
        self.assertIsNone(report["key"]["curve"])
        full = self.convert("key.pem", "ECCFULLPRIVATEBLOB")
        self.assertEqual(full[28:32], struct.pack("<I", 20))
        self.assertIn(bytes.fromhex("c49d360886e704936a6678e1139d26b7819f7e90"), full)

    def test_curves_without_a_name_become_full_blobs_and_come_back(self):
        for name in ("secp112r1", "secp128r2"):
            with self.subTest(name):
                self.write("key.pem", explicit(name))
                self.convert("key.pem", "ECCFULLPRIVATEBLOB", name="full")
                report = self.json("verify", "full")
                self.assertEqual((report["verdict"], report["key"]["curve"]), ("good", None))
                self.assertEqual(self.convert("full", "der"), self.pkcs8("key"))
                self.assertEqual(self.convert("full", "der", "--form", "sec1"),
                                 self.pkey("key", "-traditional", "-outform", "DER"))
                self.assertIn(b"a curve without a name", self.cngkey("inspect", "full")[0])
                self.convert("full", "ECCFULLPUBLICBLOB", name="public")
                self.assertEqual(self.convert("public", "der"), self.pkey("key", "-pubout", "-outform", "DER"))

    def test_x25519(self):
        openssl("genpkey", "-algorithm", "X25519", "-out", self.path("key.pem"))
        d = self.pkcs8("key")[-32:]
        u = self.pkey("key", "-pubout", "-outform", "DER")[-32:]
        clamped = bytes([d[0] & 0xF8]) + d[1:31] + bytes([d[31] & 0x3F | 0x40])
        blob = self.convert("key.pem", "ECCPRIVATEBLOB", name="blob")
        self.assertEqual(blob, b"ECKV" + struct.pack("<I", 32) + u + bytes(32) + clamped)
        self.convert("key.pem", "ECCFULLPRIVATEBLOB", name="full")
        for words in (["full"], ["blob", "--curve", "curve25519"]):
            pem = self.convert(words[0], "pem", *words[1:])
            self.assertEqual(openssl("pkey", "-pubout", "-outform", "DER", stdin=pem)[-32:], u)
            self.assertEqual(self.json("verify", *words)["key"]["curve"], "curve25519")
        self.assertEqual(self.convert("blob", "der", "--curve", "curve25519", "--form", "spki"),
                         self.pkey("key", "-pubout", "-outform", "DER"))
        self.cngkey("convert", "blob", "-", "--curve", "curve25519", "--to", "ECCPUBLICBLOB", "--algorithm", "ECDSA",
                    code=1)

    def test_a_scalar_that_is_not_clamped_is_clamped(self):
        d = bytes([0x07]) + bytes(range(1, 31)) + bytes([0xBF])
        der = bytes.fromhex("302e020100300506032b656e04220420") + d
        self.write("raw.der", der)
        blob = self.convert("raw.der", "ECCPRIVATEBLOB")
        self.assertEqual(blob[-32:], bytes(32)[:0] + bytes([0x00]) + d[1:31] + bytes([0x7F]))
        self.write("key.pem", openssl("pkey", "-inform", "DER", stdin=der))
        self.assertEqual(blob[8:40], self.pkey("key", "-pubout", "-outform", "DER")[-32:])

    def test_refusals_name_the_field(self):
        self.write("key.pem", explicit("secp112r1"))
        full = bytearray(self.convert("key.pem", "ECCFULLPRIVATEBLOB"))
        for at, value, name in ((4, 2, None), (8, 7, "dwCurveType"), (16, 67, "cbFieldLength"), (20, 0, "cbSubgroupOrder"),
                                (24, 0, "cbCofactor"), (28, 4000, "cbSeed")):
            broken = full[:at] + struct.pack("<I", value) + full[at + 4 :]
            self.write("broken", broken)
            report = self.json("inspect", "broken", "--type", "ECCFULLPRIVATEBLOB", code=1)
            self.assertEqual(report["status"], "STATUS_INVALID_PARAMETER")
            if name:
                self.assertEqual([f["name"] for f in report["fields"] if f["verdict"] == "bad"], [name])
                self.assertIn(f"{name} is {value}", report["detail"])
        self.write("broken", full[:-1])
        report = self.json("inspect", "broken", code=1)
        self.assertIn(f"the blob has {len(full) - 1}", report["detail"])
        # The prime of the field, made even.
        self.write("broken", full[:45] + bytes([full[45] ^ 1]) + full[46:])
        report = self.json("inspect", "broken", code=1)
        self.assertEqual([c["verdict"] for c in report["checks"]], ["ok", "bad"])


if __name__ == "__main__":
    unittest.main()
