"""cngkey and post-quantum keys: DER that is built here from the vectors, in every form that the standards have."""
import base64
import json
import pathlib
import struct
import unittest

from support import IS_PE, Case

VECTORS = pathlib.Path(__file__).parents[1] / "vectors"
ARC = bytes.fromhex("6086480165030403")  # 2.16.840.1.101.3.4.3, signatures
KEM_ARC = bytes.fromhex("6086480165030404")  # 2.16.840.1.101.3.4.4
SLH_SETS = ["SHA2-128s", "SHA2-128f", "SHA2-192s", "SHA2-192f", "SHA2-256s", "SHA2-256f",
            "SHAKE-128s", "SHAKE-128f", "SHAKE-192s", "SHAKE-192f", "SHAKE-256s", "SHAKE-256f"]
LAST_OID_BYTE = {("ML-KEM", name): i + 1 for i, name in enumerate(["512", "768", "1024"])}
LAST_OID_BYTE |= {("ML-DSA", name): i + 17 for i, name in enumerate(["44", "65", "87"])}
LAST_OID_BYTE |= {("SLH-DSA", name): i + 20 for i, name in enumerate(SLH_SETS)}


def tlv(tag, body):
    size = bytes([len(body)]) if len(body) < 128 else bytes([0x82]) + len(body).to_bytes(2, "big")
    if 128 <= len(body) < 256:
        size = bytes([0x81, len(body)])
    return bytes([tag]) + size + body


class PqKey:
    """A key of the vectors: its bytes, its blobs and its encodings."""

    def __init__(self, key):
        parts = key["components"]
        self.algorithm, self.name = key["algorithm"], parts["set"]
        is_kem = self.algorithm == "ML-KEM"
        self.public = bytes.fromhex(parts["ek" if is_kem else "pk"])
        self.private = bytes.fromhex(parts["dk" if is_kem else "sk"])
        self.seed = bytes.fromhex(parts.get("seed", ""))
        oid = (KEM_ARC if is_kem else ARC) + bytes([LAST_OID_BYTE[self.algorithm, self.name]])
        self.identifier = tlv(0x30, tlv(6, oid))
        self.types = [name + "BLOB" for name in
                      (("MLKEMPUBLIC", "MLKEMPRIVATE", "MLKEMPRIVATESEED") if is_kem
                       else ("PQDSAPUBLIC", "PQDSAPRIVATE", "PQDSAPRIVATESEED"))]
        self.magics = {"ML-KEM": (b"MLKP", b"MLKR", b"MLKS"), "ML-DSA": (b"DSPK", b"DSSK", b"DSSS"),
                       "SLH-DSA": (b"SHPK", b"SHSK", b"")}[self.algorithm]

    def blob(self, index):
        name = (self.name + "\0").encode("utf-16-le")
        key = (self.public, self.private, self.seed)[index]
        return self.magics[index] + struct.pack("<2I", len(name), len(key)) + name + key

    def spki(self):
        return tlv(0x30, self.identifier + tlv(3, b"\0" + self.public))

    def pkcs8(self, inner):
        return tlv(0x30, tlv(2, b"\0") + self.identifier + tlv(4, inner))

    def forms(self):
        """The inner bytes of a PrivateKeyInfo by the name of the form."""
        if not self.seed:
            return {"pkcs8": self.private, "pkcs8-expanded": self.private}
        seed, expanded = tlv(0x80, self.seed), tlv(4, self.private)
        return {"pkcs8": tlv(0x30, tlv(4, self.seed) + expanded), "pkcs8-seed": seed, "pkcs8-expanded": expanded}


def keys():
    """One key of each parameter set; with a seed where the algorithm has one."""
    found = {}
    for family in ("mlkem", "mldsa", "slhdsa"):
        for key in json.loads((VECTORS / f"{family}.json").read_text())["keys"].values():
            parts = key["components"]
            whole = {"ek", "dk", "seed"} <= parts.keys() or {"pk", "sk"} <= parts.keys()
            if whole and ("seed" in parts or family == "slhdsa"):
                found.setdefault((key["algorithm"], parts["set"]), PqKey(key))
    return list(found.values())


class PostQuantum(Case):
    # A call under Wine is dear, and the sets differ in numbers only.
    KEYS = [key for key in keys() if not IS_PE or key.name in ("768", "44", "SHA2-128f")]

    def test_the_sets_are_there(self):
        self.assertEqual(len(self.KEYS), 3 if IS_PE else 18)

    def test_encodings_become_the_blobs(self):
        for key in self.KEYS:
            with self.subTest(algorithm=key.algorithm, set=key.name):
                self.write("spki.der", key.spki())
                self.assertEqual(self.convert("spki.der", key.types[0]), key.blob(0))
                for form, inner in key.forms().items():
                    self.write("p8.der", key.pkcs8(inner))
                    self.assertEqual(self.convert("p8.der", key.types[0]), key.blob(0), form)
                    self.assertEqual(self.convert("p8.der", key.types[1]), key.blob(1), form)
                    if key.seed and form != "pkcs8-expanded":
                        self.assertEqual(self.convert("p8.der", key.types[2]), key.blob(2), form)

    def test_blobs_become_the_encodings(self):
        for key in self.KEYS:
            with self.subTest(algorithm=key.algorithm, set=key.name):
                self.write("public", key.blob(0))
                self.write("private", key.blob(2 if key.seed else 1))
                self.assertEqual(self.convert("public", "der"), key.spki())
                self.assertEqual(self.convert("private", "der", "--public"), key.spki())
                for form, inner in key.forms().items():
                    self.assertEqual(self.convert("private", "der", "--form", form), key.pkcs8(inner), form)
                pem = self.convert("private", "pem", "--form", "pkcs8-seed" if key.seed else "pkcs8")
                text = b"".join(pem.split(b"-----")[2].split())
                inner = key.forms()["pkcs8-seed" if key.seed else "pkcs8"]
                self.assertEqual(base64.b64decode(text), key.pkcs8(inner))

    def test_a_seed_that_is_not_known_is_not_made_up(self):
        for key in self.KEYS:
            if not key.seed:
                continue
            self.write("private", key.blob(1))
            self.assertEqual(self.convert("private", "der"), key.pkcs8(key.forms()["pkcs8-expanded"]))
            for words in (["--to", key.types[2]], ["--to", "der", "--form", "pkcs8-seed"]):
                _, error = self.cngkey("convert", "private", "out", *words, code=1)
                self.assertIn(b"did not come from a seed", error)

    def test_keys_verify(self):
        for key in self.KEYS:
            if key.name.endswith("s"):
                continue  # the slow sets of SLH-DSA
            self.write("private", key.blob(1))
            self.assertIn(b"good", self.cngkey("verify", "private")[0])
        slh = next(key for key in self.KEYS if key.name == "SHA2-128f")
        slh.private = slh.private[:-1] + bytes([slh.private[-1] ^ 1])
        self.write("wrong", slh.blob(1))
        self.cngkey("inspect", "wrong")
        self.cngkey("verify", "wrong", code=1)

    def test_inspect_names_the_set(self):
        key = next(key for key in self.KEYS if key.name == "768")
        self.write("seed", key.blob(2))
        report = self.json("inspect", "seed")
        self.assertEqual(report["key"], {"algorithm": "ML-KEM", "private": True, "bits": 8 * 1184, "curve": None,
                                         "parameter_set": "768"})
        self.assertEqual([f["name"] for f in report["fields"]],
                         ["dwMagic", "cbParameterSet", "cbKey", "ParameterSet", "Seed"])
        self.assertEqual((report["fields"][3]["kind"], report["fields"][3]["value"]), ("text", "768"))
        self.assertIsNone(report["fields"][4]["value"])
        self.assertNotIn(key.seed.hex().encode(), self.cngkey("inspect", "seed")[0])
        self.write("bad", key.blob(2)[:8] + struct.pack("<I", 63) + key.blob(2)[12:])
        report = self.json("inspect", "bad", code=1)
        self.assertEqual(report["status"], "STATUS_INVALID_BUFFER_SIZE")
        self.assertIn("cbKey is 63", report["detail"])


if __name__ == "__main__":
    unittest.main()
