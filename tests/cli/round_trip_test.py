"""cngkey against keys that openssl made, and against blobs that are built here without it."""
import unittest

from support import CURVES, Case, integers, openssl


class RoundTrips(Case):
    def test_rsa_encodings_become_the_blobs(self):
        self.write("p1.der", self.pkey("rsa", "-traditional", "-outform", "DER"))
        self.write("p1.pem", self.pkey("rsa", "-traditional"))
        self.write("p8.der", self.pkcs8("rsa"))
        for source in ("rsa.pem", "p1.der", "p1.pem", "p8.der"):
            with self.subTest(source):
                self.assertEqual(self.convert(source, "RSAPUBLICBLOB"), self.rsa.public())
                self.assertEqual(self.convert(source, "RSAPRIVATEBLOB"), self.rsa.private())
                self.assertEqual(self.convert(source, "RSAFULLPRIVATEBLOB"), self.rsa.full())
                self.assertEqual(self.convert(source, "PUBLICBLOB"), self.rsa.public())
                self.assertEqual(self.convert(source, "PRIVATEBLOB"), self.rsa.private())

    def test_rsa_blobs_become_the_encodings(self):
        expected = {
            "pkcs1": self.pkey("rsa", "-traditional", "-outform", "DER"),
            "pkcs8": self.pkcs8("rsa"),
            "spki": self.pkey("rsa", "-pubout", "-outform", "DER"),
        }
        self.write("full", self.rsa.full())
        for form, der in expected.items():
            with self.subTest(form):
                self.assertEqual(self.convert("full", "der", "--form", form), der)
                pem = self.convert("full", "pem", "--form", form)
                words = ["-pubin"] if form == "spki" else []
                self.assertEqual(openssl("pkey", *words, "-outform", "DER", stdin=pem),
                                 openssl("pkey", *words, "-inform", "DER", "-outform", "DER", stdin=der))

    def test_computed_numbers_reach_the_encoding(self):
        self.write("private", self.rsa.private())
        computed = self.rsa.recomputed()
        numbers = [computed.n, computed.e, computed.d, computed.p, computed.q, computed.dp, computed.dq, computed.qi]
        self.assertEqual(integers(self.convert("private", "der", "--form", "pkcs1")), [0, *numbers])
        self.assertIn(b"RSA key ok", openssl("rsa", "-check", "-noout", stdin=self.convert("private", "pem")))

    def test_rsa_public_encodings(self):
        public = openssl("rsa", "-in", self.path("rsa.pem"), "-RSAPublicKey_out", "-outform", "DER")
        self.write("public.blob", self.rsa.public())
        self.assertEqual(self.convert("public.blob", "der", "--form", "pkcs1"), public)
        self.assertEqual(self.convert("rsa.pem", "der", "--form", "pkcs1", "--public"), public)
        self.assertEqual(self.convert("public.blob", "der"), self.pkey("rsa", "-pubout", "-outform", "DER"))
        self.write("public.der", public)
        self.assertEqual(self.convert("public.der", "RSAPUBLICBLOB"), self.rsa.public())
        self.write("public.pem", openssl("rsa", "-in", self.path("rsa.pem"), "-RSAPublicKey_out"))
        self.assertEqual(self.convert("public.pem", "RSAPUBLICBLOB"), self.rsa.public())

    def test_ec_encodings_become_the_blobs(self):
        for curve in CURVES:
            key = self.ec[curve]
            self.write("sec1.der", self.pkey(curve, "-traditional", "-outform", "DER"))
            self.write("p8.der", self.pkcs8(curve))
            for source in (f"{curve}.pem", "sec1.der", "p8.der"):
                with self.subTest(curve=curve, source=source):
                    self.assertEqual(self.convert(source, "ECCPUBLICBLOB"), key.public())
                    self.assertEqual(self.convert(source, "ECCPRIVATEBLOB"), key.private())
                    self.assertEqual(self.convert(source, "PRIVATEBLOB"), key.private())
                    ecdh = ["--algorithm", f"ECDH_{key.name}"]
                    self.assertEqual(self.convert(source, "ECCPRIVATEBLOB", *ecdh), key.private(b"ECK"))
                    self.assertEqual(self.convert(source, "PUBLICBLOB", *ecdh), key.public(b"ECK"))

    def test_ec_blobs_become_the_encodings(self):
        for curve in CURVES:
            self.write("private", self.ec[curve].private(b"ECK"))
            self.write("public", self.ec[curve].public())
            expected = {
                "sec1": (self.pkey(curve, "-traditional", "-outform", "DER"), self.pkey(curve, "-traditional")),
                "pkcs8": (self.pkcs8(curve), self.pkey(curve)),
                "spki": (self.pkey(curve, "-pubout", "-outform", "DER"), self.pkey(curve, "-pubout")),
            }
            for form, (der, pem) in expected.items():
                with self.subTest(curve=curve, form=form):
                    self.assertEqual(self.convert("private", "der", "--form", form), der)
                    self.assertEqual(self.convert("private", "pem", "--form", form), pem)
            self.assertEqual(self.convert("public", "der"), self.pkey(curve, "-pubout", "-outform", "DER"))

    def test_public_point_is_computed_where_it_is_missing(self):
        for curve in CURVES:
            key = self.ec[curve]
            self.write("zero", key.private()[:8] + bytes(2 * key.size) + key.d)
            self.assertEqual(self.convert("zero", "ECCPRIVATEBLOB"), key.private())
            self.assertEqual(self.convert("zero", "der"), self.pkcs8(curve))
            self.write("bare.der", openssl("ec", "-in", self.path(f"{curve}.pem"), "-no_public", "-outform", "DER"))
            self.assertEqual(self.convert("bare.der", "ECCPRIVATEBLOB"), key.private())

    def test_generic_magics_take_the_curve_from_the_algorithm(self):
        key = self.ec["secp384r1"]
        generic = self.convert("secp384r1.pem", "ECCPRIVATEBLOB", "--algorithm", "ECDH")
        self.assertEqual(generic, b"ECKV" + key.private()[4:])
        self.write("generic", generic)
        self.assertEqual(self.convert("generic", "ECCPRIVATEBLOB", "--algorithm", "ECDH_P384"), key.private(b"ECK"))
        self.assertEqual(self.convert("generic", "ECCPRIVATEBLOB", "--algorithm", "ECDSA_P384"), key.private())
        self.cngkey("inspect", "generic", "--algorithm", "ECDH_P384")
        _, err = self.cngkey("convert", "generic", "out", "--to", "ECCPRIVATEBLOB", code=1)
        self.assertIn(b"a generic magic needs a curve", err)

    def test_blob_to_blob_computes_what_is_missing(self):
        self.write("private", self.rsa.private())
        self.assertEqual(self.convert("private", "RSAFULLPRIVATEBLOB"), self.rsa.recomputed().full())
        self.write("full", self.rsa.full())
        self.assertEqual(self.convert("full", "RSAPRIVATEBLOB"), self.rsa.private())
        wrong = bytearray(self.rsa.full())
        wrong[-300] ^= 1
        self.write("wrong", wrong)
        self.assertEqual(self.convert("wrong", "RSAFULLPRIVATEBLOB"), self.rsa.recomputed().full())

    def test_odd_sizes(self):
        for bits in (512, 1032, 4096):
            with self.subTest(bits):
                pem = self.path("odd.pem")
                openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}", "-out", pem)
                self.convert("odd.pem", "RSAFULLPRIVATEBLOB", name="odd.blob")
                self.assertEqual(self.convert("odd.blob", "der"), self.pkcs8("odd"))
                self.convert("odd.pem", "RSAPRIVATEBLOB", name="odd.blob")
                self.assertIn(b"RSA key ok", openssl("rsa", "-check", "-noout", stdin=self.convert("odd.blob", "pem")))


if __name__ == "__main__":
    unittest.main()
