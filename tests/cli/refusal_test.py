"""What cngkey refuses, with which reason, numbers, status and exit code."""
import struct
import unittest

from support import Case, RsaKey, openssl


def put(data, offset, value):
    return data[:offset] + struct.pack("<I", value) + data[offset + 4 :]


class Refusals(Case):
    def refused(self, data, reason, detail=None, status=None, bad=None, words=()):
        self.write("damaged", data)
        report = self.json("inspect", "damaged", *words, code=1)
        self.assertEqual(report["verdict"], "refused")
        self.assertIn(reason, report["reason"])
        if detail is not None:
            self.assertIn(detail, report["detail"])
        if status is not None:
            self.assertEqual(report["status"], status)
        if bad is not None:
            self.assertEqual([field["name"] for field in report["fields"] if field["verdict"] == "bad"], bad)
        text = self.cngkey("inspect", "damaged", *words, code=1)
        self.assertIn(reason.encode(), text[0] + text[1])
        _, err = self.cngkey("convert", "damaged", "never", "--to", "pem", code=1)
        self.assertIn(b"cngkey: damaged: refused: ", err)
        return report

    def test_rsa_lengths(self):
        blob = self.rsa.private()
        full = "NTE_BAD_DATA"
        self.refused(blob[:-1], "do not add up", "together 539 bytes; the blob has 538", full)
        self.refused(blob + b"\0", "do not add up", "the blob has 540", full)
        self.refused(put(blob, 12, 255), "do not add up", "cbModulus is 255", full)
        self.refused(put(blob, 8, 0xFFFFFFFF), "do not add up", "cbPublicExp is 4294967295", full)
        self.refused(self.rsa.full()[:900], "do not add up", "together 1179 bytes; the blob has 900", full)
        for size in (4, 8, 23):
            self.refused(blob[:size], "shorter than its header", f"has {size} bytes", "STATUS_INVALID_PARAMETER")

    def test_rsa_primes_of_other_length(self):
        blob = put(put(self.rsa.private(), 16, 127), 20, 129)
        self.refused(blob, "half as long", "cbPrime1 is 127, cbPrime2 is 129; half of cbModulus is 128",
                     "STATUS_NOT_SUPPORTED", ["cbPrime1", "cbPrime2"])

    def test_rsa_numbers(self):
        blob = bytearray(self.rsa.private())
        blob[-1] ^= 2
        report = self.refused(bytes(blob), "", "2048 bits", "STATUS_INVALID_PARAMETER")
        self.assertEqual([check["verdict"] for check in report["checks"]], ["ok", "bad"])
        even = bytearray(self.rsa.public())
        even[-1] &= 0xFE
        self.refused(bytes(even), "", None, "STATUS_INVALID_PARAMETER")
        self.refused(RsaKey((2**200 + 1, 3, 0, 0, 0, 0, 0, 0)).public(), "shorter than 384 bits")

    def test_ec_sizes(self):
        blob = self.ec["prime256v1"].private()
        self.refused(put(blob, 4, 256), "cbKey", "cbKey is 256; nistP256 has 32-byte coordinates",
                     "STATUS_INVALID_PARAMETER", ["cbKey"])
        self.refused(blob[:-1], "ends inside its numbers", "104 bytes; this one has 103", "STATUS_INVALID_PARAMETER")
        self.refused(blob[:7], "shorter than its header", "the blob has 7 bytes", "STATUS_INVALID_PARAMETER")

    def test_ec_numbers(self):
        for curve, key in self.ec.items():
            with self.subTest(curve):
                off = bytearray(key.public())
                off[-1] ^= 1
                self.refused(bytes(off), "", "nist" + key.name, "STATUS_INVALID_PARAMETER")
                other = bytearray(key.private())
                other[-1] ^= 1
                self.refused(bytes(other), "", None, "STATUS_INVALID_PARAMETER")
                self.refused(key.private()[: -key.size] + bytes(key.size), "", None, "STATUS_INVALID_PARAMETER")
                self.refused(key.private()[: -key.size] + b"\xFF" * key.size, "", None, "STATUS_INVALID_PARAMETER")

    def test_trailing_bytes_of_ecc_are_allowed_and_shown(self):
        self.write("long", self.ec["prime256v1"].public() + bytes(22))
        self.assertEqual(self.json("inspect", "long")["trailing"], 22)
        self.assertIn(b"(trailing)", self.cngkey("inspect", "long")[0])

    def test_what_is_no_key(self):
        der = (b"\x30", b"\x30\x03\x02\x01\x05", b"\x30\x84\xff\xff\xff\xff")
        for data in (b"", b"R", b"RSA9" + bytes(40), b"hello, world", *der):
            with self.subTest(data[:8]):
                self.refused(data, "")

    def test_type_and_algorithm_that_do_not_fit(self):
        self.write("rsa", self.rsa.private())
        self.write("ec", self.ec["prime256v1"].private())
        for words in (
            ["rsa", "--type", "RSAPUBLICBLOB"],
            ["rsa", "--type", "ECCPRIVATEBLOB"],
            ["rsa", "--algorithm", "ECDSA_P256"],
            ["ec", "--type", "ECCPUBLICBLOB"],
            ["ec", "--algorithm", "ECDSA_P384"],
            ["ec", "--algorithm", "ECDH_P256"],
            ["ec", "--type", "pem"],
            ["rsa.pem", "--type", "RSAPRIVATEBLOB"],
            ["rsa.pem", "--algorithm", "ECDSA"],
            ["prime256v1.pem", "--algorithm", "ECDH_P521"],
        ):
            with self.subTest(words):
                self.assertEqual(self.json("inspect", *words, code=1)["verdict"], "refused")

    def test_conversions_that_cannot_be(self):
        self.write("public", self.rsa.public())
        self.write("ec", self.ec["prime256v1"].public())
        for words, reason in (
            (["public", "out", "--to", "RSAPRIVATEBLOB"], b"a public key cannot become a private one"),
            (["public", "out", "--to", "pem", "--form", "pkcs8"], b"a public key cannot become a private one"),
            (["ec", "out", "--to", "pem", "--form", "sec1"], b"a public key cannot become a private one"),
            (["public", "out", "--to", "ECCPUBLICBLOB"], b"no such blob type"),
            (["public", "out", "--to", "pem", "--form", "sec1"], b"this form is not for keys of this algorithm"),
            (["ec", "out", "--to", "pem", "--form", "pkcs1"], b"this form is not for keys of this algorithm"),
            (["ec", "out", "--to", "ECCPUBLICBLOB", "--algorithm", "ECDSA_P384"], b"another curve"),
            (["ec", "out", "--to", "ECCPUBLICBLOB", "--algorithm", "RSA"], b"not one of this algorithm"),
            (["rsa.pem", "out", "--to", "RSAPRIVATEBLOB", "--public"], b"--public contradicts"),
        ):
            with self.subTest(words):
                out, err = self.cngkey("convert", *words, code=1)
                self.assertEqual(out, b"")
                self.assertIn(reason, err)
                self.assertRaises(FileNotFoundError, self.read, "out")


class Encodings(Case):
    def check(self, pem, reason, code=1):
        self.write("input", pem)
        report = self.json("inspect", "input", code=code)
        self.assertIn(reason, report["reason"] or "")

    def test_encrypted_keys(self):
        words = ["-aes128", "-passout", "pass:x"]
        self.check(self.pkey("rsa", *words), "encrypted")
        self.check(openssl("rsa", "-in", self.path("rsa.pem"), "-traditional", *words), "encrypted")
        der = ["pkcs8", "-topk8", "-in", self.path("rsa.pem"), "-passout", "pass:x", "-outform", "DER"]
        self.check(openssl(*der), "encrypted")

    def test_other_algorithms(self):
        self.check(openssl("genpkey", "-algorithm", "ED25519"), "not known here")
        self.check(openssl("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:1024"), "RSA-PSS")
        self.check(openssl("genrsa", "-primes", "3", "1024"), "more than two primes")

    def test_other_pem(self):
        certificate = openssl("req", "-x509", "-new", "-key", self.path("rsa.pem"), "-subj", "/CN=x")
        self.check(certificate, "no keys")
        self.check(certificate + self.pkey("rsa"), "", code=0)
        self.check(openssl("ecparam", "-name", "prime256v1", "-genkey"), "", code=0)
        self.check(self.pkey("rsa").replace(b"\n", b"\r\n"), "", code=0)
        self.check(b"\xef\xbb\xbfsome words\n" + self.pkey("rsa"), "", code=0)
        self.check(b"\xef\xbb\xbf" + self.pkey("rsa"), "", code=0)
        self.check(self.pkey("rsa").replace(b"A", b"B", 9), "")
        self.check(self.pkey("rsa")[:-60], "damaged")
        self.check(self.pkey("rsa").replace(b"PRIVATE", b"PUBLIC"), "its label names")
        self.check(self.pkcs8("rsa") + b"\0", "the DER is no")
        self.check(openssl("genrsa", "-traditional", "512"), "", code=0)

    def test_key_too_small_for_a_blob(self):
        p, q = (int(openssl("prime", "-generate", "-bits", "128")) for _ in range(2))
        key = RsaKey.of_primes(p, q)
        text = "asn1=SEQUENCE:s\n[s]\nv=INTEGER:0\n" + "".join(
            f"{name}=INTEGER:{getattr(key, name)}\n" for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi"))
        self.write("small.cnf", text.encode())
        openssl("asn1parse", "-genconf", self.path("small.cnf"), "-noout", "-out", self.path("small.der"))
        self.check(self.read("small.der"), "shorter than 384 bits")


class Verify(Case):
    def test_good_keys(self):
        for name in ("rsa.pem", *(f"{curve}.pem" for curve in self.ec)):
            report = self.json("verify", name)
            self.assertEqual([c["name"] for c in report["checks"]], ["layout", "numbers", "mathematics"])
            self.assertEqual({c["verdict"] for c in report["checks"]}, {"ok"})
        self.write("public", self.rsa.public())
        self.assertIn(b"good", self.cngkey("verify", "public")[0])

    def test_composite_prime_passes_the_import_and_fails_the_mathematics(self):
        while True:
            a, b = (int(openssl("prime", "-generate", "-bits", "512")) for _ in range(2))
            if (a * b - 1) % 65537 and (a * b).bit_length() == 1024:
                break
        self.write("composite", RsaKey.of_primes(self.rsa.p, a * b).private())
        self.assertEqual(self.json("inspect", "composite")["verdict"], "good")
        report = self.json("verify", "composite", code=1)
        self.assertEqual([c["verdict"] for c in report["checks"]], ["ok", "ok", "bad"])
        self.assertIn("prime", report["reason"])

    def test_a_refused_blob_is_not_tested_further(self):
        self.write("short", self.rsa.private()[:-1])
        report = self.json("verify", "short", code=1)
        self.assertEqual([c["name"] for c in report["checks"]], ["layout"])


if __name__ == "__main__":
    unittest.main()
