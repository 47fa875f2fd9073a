"""cngkey with DH and DSA keys that openssl made, and with the legacy blobs, which openssl reads and writes as MSBLOB."""
import struct
import unittest

from support import Case, integers, openssl


def reverse(number, size):
    return number.to_bytes(size, "little")


class Group:
    """The numbers of a DH or DSA key that openssl made, from its PKCS #8 and SubjectPublicKeyInfo."""

    def __init__(self, private, public, names):
        numbers = integers(private)
        for name, value in zip(names, numbers[1:]):
            setattr(self, name, value)
        self.x = integers(numbers[-1])[0]
        self.y = integers(integers(public)[-1][1:])[0]
        self.size = (self.p.bit_length() + 7) // 8

    def bytes(self, *names, size=None):
        return b"".join(getattr(self, name).to_bytes(size or self.size, "big") for name in names)


class DhKey(Group):
    def __init__(self, private, public):
        super().__init__(private, public, "pg")

    def public(self):
        return b"DHPB" + struct.pack("<I", self.size) + self.bytes("p", "g", "y")

    def private(self):
        return b"DHPV" + self.public()[4:] + self.bytes("x")

    def legacy(self, private):
        bits = 8 * self.size
        head = struct.pack("<BBHI4s3I", 7 if private else 6, 3, 0, 0xAA01, b"\0DH4" if private else b"\0DH3", bits, 0, 0)
        head += struct.pack("<I", bits) if private else b""
        numbers = (self.p, self.g, self.y, self.x) if private else (self.p, self.g, self.y)
        return head + b"\xff" * 4 + bytes(20) + b"".join(reverse(number, self.size) for number in numbers)


class DsaKey(Group):
    def __init__(self, private, public):
        super().__init__(private, public, "pqg")
        self.width = (self.q.bit_length() + 7) // 8

    def group(self, v1, v2):
        v2_fields = struct.pack("<4I", {20: 0, 32: 1}[self.width], 1, self.width, self.width)
        head = v1 if self.size <= 128 else v2
        out = head + struct.pack("<I", self.size) + (v2_fields if head == v2 else b"")
        return out + b"\xff" * (4 + self.width) + self.bytes("q", size=self.width) + self.bytes("p", "g", "y")

    def public(self):
        return self.group(b"DSPB", b"DPB2")

    def private(self):
        return self.group(b"DSPV", b"DPV2") + self.bytes("x", size=self.width)

    def legacy(self, private):
        bits = 8 * self.size
        head = struct.pack("<BBHI4s3I", 7 if private else 6, 3, 0, 0x2200, b"DSS4" if private else b"DSS3", bits,
                           8 * self.width, 0)
        head += struct.pack("<I", 8 * self.width) if private else b""
        out = head + b"\xff" * 24 + reverse(self.p, self.size) + reverse(self.q, self.width)
        out += reverse(self.g, self.size) + reverse(self.y, self.size)
        return out + (reverse(self.x, self.width) if private else b"")


class GroupCase(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dh, cls.dsa = {}, {}
        for name in ("ffdhe2048", "modp_1536"):
            openssl("genpkey", "-algorithm", "DH", "-pkeyopt", f"group:{name}", "-out", cls.path(f"{name}.pem"))
            cls.dh[name] = DhKey(cls.pkcs8(name), cls.pkey(name, "-pubout", "-outform", "DER"))
        for bits, order in ((1024, 160), (2048, 256)):
            name = f"dsa{bits}"
            openssl("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", f"dsa_paramgen_bits:{bits}",
                    "-pkeyopt", f"dsa_paramgen_q_bits:{order}", "-out", cls.path("group.pem"))
            openssl("genpkey", "-paramfile", cls.path("group.pem"), "-out", cls.path(f"{name}.pem"))
            cls.dsa[name] = DsaKey(cls.pkcs8(name), cls.pkey(name, "-pubout", "-outform", "DER"))

    def keys(self):
        for name, key in {**self.dh, **self.dsa}.items():
            with self.subTest(name):
                yield name, key, "DH" if name in self.dh else "DSA"


class DhDsa(GroupCase):
    def test_encodings_become_the_blobs(self):
        for name, key, algorithm in self.keys():
            self.write("p8.der", self.pkcs8(name))
            for source in (f"{name}.pem", "p8.der"):
                self.assertEqual(self.convert(source, f"{algorithm}PUBLICBLOB"), key.public())
                self.assertEqual(self.convert(source, f"{algorithm}PRIVATEBLOB"), key.private())
                self.assertEqual(self.convert(source, "PRIVATEBLOB"), key.private())
            self.write("public.pem", self.pkey(name, "-pubout"))
            self.assertEqual(self.convert("public.pem", "PUBLICBLOB"), key.public())

    def test_blobs_become_the_encodings(self):
        for name, key, _ in self.keys():
            public = self.pkey(name, "-pubout", "-outform", "DER")
            self.write("private", key.private())
            self.write("public", key.public())
            self.assertEqual(self.convert("public", "der"), public)
            self.assertEqual(self.convert("private", "der", "--form", "spki"), public)
            # openssl writes the length of the private value of a DH key too, which no blob knows.
            self.write("back.pem", self.convert("private", "pem"))
            self.assertEqual(openssl("pkey", "-in", self.path("back.pem"), "-pubout", "-outform", "DER"), public)
            self.assertEqual(self.convert("back.pem", "PRIVATEBLOB"), key.private())

    def test_public_value_is_computed_where_it_is_missing(self):
        for name, key, algorithm in self.keys():
            end = len(key.public())
            self.write("zero", key.private()[: end - key.size] + bytes(key.size) + key.private()[end:])
            self.assertEqual(self.convert("zero", f"{algorithm}PRIVATEBLOB"), key.private())

    def test_inspect_shows_the_fields(self):
        for name, key, algorithm in self.keys():
            self.write("blob", key.private())
            report = self.json("inspect", "blob")
            self.assertEqual(report["key"], {"algorithm": algorithm, "private": True, "bits": 8 * key.size, "curve": None,
                                             "parameter_set": None})
            fields = {field["name"]: field["value"] for field in report["fields"]}
            self.assertEqual(int(fields["p"], 16), key.p)
            self.assertEqual(int(fields["y"], 16), key.y)
            self.assertIsNone(fields["x"])
            secret = key.x.to_bytes(key.size, "big").lstrip(b"\0").hex().encode()
            for words in (["inspect"], ["inspect", "--json"], ["verify"]):
                out, err = self.cngkey(*words, "blob")
                self.assertNotIn(secret[:16], out + err)

    def test_verify_finds_what_an_import_does_not(self):
        for name, key, algorithm in self.keys():
            self.write("good", key.private())
            self.assertEqual(self.json("verify", "good")["verdict"], "good")
        dsa = self.dsa["dsa2048"]
        good = dsa.g
        dsa.g = next(h for h in range(2, 99) if pow(h, dsa.q, dsa.p) != 1)
        self.write("generator", dsa.public())
        dsa.g = good
        report = self.json("verify", "generator", code=1)
        self.assertEqual(report["reason"], "g does not have the order q")
        y, dsa.y = dsa.y, dsa.p - dsa.y
        self.write("outside", dsa.public())
        dsa.y = y
        self.assertIn("order q", self.json("verify", "outside", code=1)["reason"])
        dh = self.dh["ffdhe2048"]
        p, dh.p = dh.p, dh.p - 2
        self.write("composite", dh.public())
        dh.p = p
        self.assertEqual(self.json("verify", "composite", code=1)["reason"], "p is not a prime")

    def test_refusals_name_the_field(self):
        dh, dsa = self.dh["modp_1536"].private(), self.dsa["dsa2048"].private()
        for blob, offset, field in ((dh, 4, "cbKey"), (dsa, 4, "cbKey"), (dsa, 16, "cbSeedLength")):
            self.write("bad", blob[:offset] + struct.pack("<I", 8) + blob[offset + 4 :])
            report = self.json("inspect", "bad", code=1)
            self.assertIn(f"{field} is 8", report["detail"])
            self.assertIn(f"the blob has {len(blob)} bytes", report["detail"])
            self.assertEqual(report["status"], "STATUS_INVALID_PARAMETER")

    def test_keys_that_no_blob_holds(self):
        openssl("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:2048", "-pkeyopt",
                "dsa_paramgen_q_bits:224", "-out", self.path("group.pem"))
        openssl("genpkey", "-paramfile", self.path("group.pem"), "-out", self.path("q224.pem"))
        self.assertIn("no blob holds", self.json("inspect", "q224.pem", code=1)["reason"])
        openssl("genpkey", "-algorithm", "DH", "-pkeyopt", "group:ffdhe6144", "-out", self.path("long.pem"))
        self.assertIn("longer than 4096", self.json("inspect", "long.pem", code=1)["reason"])


class Legacy(GroupCase):
    def msblob(self, program, name, *words):
        return openssl(program, "-in", self.path(f"{name}.pem"), *words, "-outform", "MSBLOB")

    def test_rsa_as_openssl_writes_it(self):
        private, public = self.msblob("rsa", "rsa"), self.msblob("rsa", "rsa", "-pubout")
        self.assertEqual(self.convert("rsa.pem", "CAPIPRIVATEBLOB"), private)
        self.assertEqual(self.convert("rsa.pem", "CAPIPUBLICBLOB"), public)
        self.write("private", private)
        self.write("public", public)
        self.assertEqual(self.convert("private", "RSAFULLPRIVATEBLOB"), self.rsa.full())
        self.assertEqual(self.convert("private", "der"), self.pkcs8("rsa"))
        self.assertEqual(self.convert("public", "RSAPUBLICBLOB"), self.rsa.public())
        self.assertEqual(self.convert("public", "der"), self.pkey("rsa", "-pubout", "-outform", "DER"))

    def test_rsa_as_openssl_reads_it(self):
        self.write("full", self.rsa.full())
        self.convert("full", "CAPIPRIVATEBLOB", name="private")
        self.convert("full", "CAPIPUBLICBLOB", name="public")
        der = openssl("rsa", "-inform", "MSBLOB", "-in", self.path("private"), "-traditional", "-outform", "DER")
        self.assertEqual(der, self.pkey("rsa", "-traditional", "-outform", "DER"))
        der = openssl("rsa", "-pubin", "-inform", "MSBLOB", "-in", self.path("public"), "-outform", "DER")
        self.assertEqual(der, self.pkey("rsa", "-pubout", "-outform", "DER"))

    def test_dsa_in_both_directions(self):
        key = self.dsa["dsa1024"]
        private, public = self.msblob("dsa", "dsa1024"), self.msblob("dsa", "dsa1024", "-pubout")
        self.assertEqual(self.convert("dsa1024.pem", "V2CAPIDSAPRIVATEBLOB"), private)
        self.assertEqual(self.convert("dsa1024.pem", "V2CAPIDSAPUBLICBLOB"), public)
        self.write("private", private)
        self.write("public", public)
        self.assertEqual(self.convert("private", "DSAPRIVATEBLOB"), key.private())
        self.assertEqual(self.convert("private", "der"), self.pkcs8("dsa1024"))
        self.assertEqual(self.convert("public", "DSAPUBLICBLOB"), key.public())
        self.write("ours", key.private())
        self.convert("ours", "V2CAPIDSAPRIVATEBLOB", name="private")
        self.convert("ours", "V2CAPIDSAPUBLICBLOB", name="public")
        expected = self.pkey("dsa1024", "-pubout", "-outform", "DER")
        for words in (["-in", self.path("private"), "-pubout"], ["-pubin", "-in", self.path("public")]):
            self.assertEqual(openssl("dsa", "-inform", "MSBLOB", *words, "-outform", "DER"), expected)

    def test_version_3(self):
        for name, key, algorithm in self.keys():
            for half in ("PRIVATE", "PUBLIC"):
                blob = key.legacy(half == "PRIVATE")
                self.assertEqual(self.convert(f"{name}.pem", f"CAPI{algorithm}{half}BLOB"), blob)
                self.write("blob", blob)
                self.assertEqual(self.convert("blob", f"{half}BLOB"), key.private() if half == "PRIVATE" else key.public())

    def test_version_2_of_dh(self):
        key = self.dh["modp_1536"]
        blob = struct.pack("<BBHI4sI", 7, 2, 0, 0xAA02, b"\0DH2", 8 * key.size)
        self.write("blob", blob + b"".join(reverse(number, key.size) for number in (key.p, key.g, key.x)))
        self.assertEqual(self.json("inspect", "blob")["input"]["type"], "CAPIDHPRIVATEBLOB")
        self.assertEqual(self.convert("blob", "DHPRIVATEBLOB"), key.private())

    def test_inspect_explains_every_field(self):
        expected = {
            "CAPIPRIVATEBLOB": ("rsa", "magic bitlen pubexp n p q dp dq qinv d"),
            "CAPIPUBLICBLOB": ("rsa", "magic bitlen pubexp n"),
            "CAPIDHPRIVATEBLOB": ("ffdhe2048", "magic bitlenP bitlenQ bitlenJ bitlenX counter seed p g y x"),
            "CAPIDHPUBLICBLOB": ("ffdhe2048", "magic bitlenP bitlenQ bitlenJ counter seed p g y"),
            "CAPIDSAPRIVATEBLOB": ("dsa2048", "magic bitlenP bitlenQ bitlenJ bitlenX counter seed p q g y x"),
            "CAPIDSAPUBLICBLOB": ("dsa2048", "magic bitlenP bitlenQ bitlenJ counter seed p q g y"),
            "V2CAPIDSAPRIVATEBLOB": ("dsa1024", "magic bitlen p q g x counter seed"),
            "V2CAPIDSAPUBLICBLOB": ("dsa1024", "magic bitlen p q g y counter seed"),
        }
        for blob_type, (source, names) in expected.items():
            with self.subTest(blob_type):
                self.convert(f"{source}.pem", blob_type, name="blob")
                report = self.json("inspect", "blob")
                self.assertEqual(report["input"]["type"], blob_type)
                fields = report["fields"]
                self.assertEqual([field["name"] for field in fields],
                                 ["bType", "bVersion", "reserved", "aiKeyAlg", *names.split()])
                self.assertEqual(sum(field["size"] for field in fields), report["input"]["size"])
                is_secret = [field["name"] for field in fields if field["kind"] == "secret"]
                private = {"CAPIPRIVATEBLOB": list("pq") + ["dp", "dq", "qinv", "d"], "CAPIPUBLICBLOB": []}
                self.assertEqual(is_secret, private.get(blob_type, ["x"] if "PRIVATE" in blob_type else []))
                self.assertIn(b"bVersion", self.cngkey("inspect", "blob")[0])
                self.cngkey("verify", "blob")

    def test_secrets_are_not_shown(self):
        secrets = {"rsa": [reverse(self.rsa.d, 256), reverse(self.rsa.p, 128)]}
        secrets.update({name: [reverse(key.x, key.size)] for name, key, _ in self.keys()})
        types = {"rsa": "CAPIPRIVATEBLOB", "dsa1024": "V2CAPIDSAPRIVATEBLOB", "dsa2048": "CAPIDSAPRIVATEBLOB",
                 "ffdhe2048": "CAPIDHPRIVATEBLOB", "modp_1536": "CAPIDHPRIVATEBLOB"}
        for name, blob_type in types.items():
            blob = self.convert(f"{name}.pem", blob_type, name="blob")
            self.write("damaged", blob[:-1])
            for words, code in ((["inspect", "blob"], 0), (["inspect", "blob", "--json"], 0), (["inspect", "damaged"], 1)):
                out, err = self.cngkey(*words, code=code)
                for secret in secrets[name]:
                    self.assertNotIn(secret[:8].hex().encode(), out + err)

    def test_refusals(self):
        key = self.dsa["dsa1024"]
        good = self.convert("dsa1024.pem", "V2CAPIDSAPRIVATEBLOB", name="blob")
        for offset, value, field in ((12, 7, "bitlen"), (12, 0xFFFFFFFF, "bitlen")):
            self.write("bad", good[:offset] + struct.pack("<I", value) + good[offset + 4 :])
            self.assertIn(f"{field} is {value}", self.json("inspect", "bad", code=1)["detail"])
        self.write("bad", good[:100])
        self.assertIn("the blob has 100 bytes", self.json("inspect", "bad", code=1)["detail"])
        self.write("bad", good[:4] + struct.pack("<I", 0xA400) + good[8:])
        self.assertEqual(self.json("inspect", "bad", code=1)["status"], "STATUS_NOT_SUPPORTED")
        _, err = self.cngkey("convert", "dsa2048.pem", "never", "--to", "V2CAPIDSAPUBLICBLOB", code=1)
        self.assertIn(b"groups of 160 bits only", err)
        self.assertEqual(len(good), 336)
        self.assertEqual(key.size, 128)


if __name__ == "__main__":
    unittest.main()
