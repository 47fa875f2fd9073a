"""What the tests of cngkey share: running it, making keys with openssl, reading and building keys without either."""
import json
import os
import shlex
import shutil
import struct
import subprocess
import tempfile
import unittest

PROGRAM = shlex.split(os.environ.get("CNGKEY_EMULATOR", "")) + [os.environ["CNGKEY"]]
IS_PE = os.environ["CNGKEY"].endswith(".exe")
CURVES = {"prime256v1": ("P256", 32), "secp384r1": ("P384", 48), "secp521r1": ("P521", 66)}


def openssl(*words, stdin=None):
    done = subprocess.run(["openssl", *words], input=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {' '.join(words)}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def integers(der):
    """The INTEGERs and OCTET STRINGs of a DER structure in order, whatever they are nested in."""
    found, at = [], 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(der[at : at + size], "big"), at + size
        body, at = der[at : at + length], at + length
        if tag & 0x20:
            found += integers(body)
        elif tag == 2:
            found.append(int.from_bytes(body, "big"))
        elif tag in (3, 4):
            found.append(body)
    return found


class RsaKey:
    """An RSA key: its numbers, and the blobs that hold them."""

    def __init__(self, numbers):
        self.n, self.e, self.d, self.p, self.q, self.dp, self.dq, self.qi = numbers

    @classmethod
    def of_primes(cls, p, q, e=65537):
        d = pow(e, -1, (p - 1) * (q - 1))
        return cls((p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)))

    def blob(self, magic, with_primes=False, with_rest=False):
        size = (self.n.bit_length() + 7) // 8
        half = (size + 1) // 2
        e = self.e.to_bytes((self.e.bit_length() + 7) // 8, "big")
        primes = half if with_primes else 0
        out = magic + struct.pack("<5I", self.n.bit_length(), len(e), size, primes, primes)
        out += e + self.n.to_bytes(size, "big")
        for number in (self.p, self.q) if with_primes else ():
            out += number.to_bytes(half, "big")
        for number in (self.dp, self.dq, self.qi) if with_rest else ():
            out += number.to_bytes(half, "big")
        return out + (self.d.to_bytes(size, "big") if with_rest else b"")

    def recomputed(self):
        """The key with d as Windows computes it, modulo (p - 1)(q - 1); openssl takes a smaller modulus."""
        return RsaKey.of_primes(self.p, self.q, self.e)

    def public(self):
        return self.blob(b"RSA1")

    def private(self):
        return self.blob(b"RSA2", True)

    def full(self):
        return self.blob(b"RSA3", True, True)

    def secrets(self):
        numbers = (self.d, self.p, self.q, self.dp, self.dq, self.qi)
        return [number.to_bytes((number.bit_length() + 7) // 8, "big") for number in numbers]


class EcKey:
    """An EC key: d and the point, and the blobs that hold them."""

    def __init__(self, sec1, curve):
        self.name, self.size = CURVES[curve]
        parts = integers(sec1)
        self.d = parts[1].rjust(self.size, b"\0")
        self.point = parts[-1][2:]  # a BIT STRING: unused bits, 04, x, y
        self.number = {"P256": 1, "P384": 3, "P521": 5}[self.name]

    def public(self, use=b"ECS"):
        return use + str(self.number).encode() + struct.pack("<I", self.size) + self.point

    def private(self, use=b"ECS"):
        return use + str(self.number + 1).encode() + struct.pack("<I", self.size) + self.point + self.d


class Case(unittest.TestCase):
    """A folder of its own with keys that openssl made: rsa, and one for each curve; and cngkey."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="cngkey-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", cls.path("rsa.pem"))
        cls.rsa = RsaKey(integers(cls.pkey("rsa", "-traditional", "-outform", "DER"))[1:])
        cls.ec = {}
        for curve in CURVES:
            pem = cls.path(f"{curve}.pem")
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-out", pem)
            cls.ec[curve] = EcKey(cls.pkey(curve, "-traditional", "-outform", "DER"), curve)

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    @classmethod
    def pkey(cls, name, *words):
        return openssl("pkey", "-in", cls.path(f"{name}.pem"), *words)

    @classmethod
    def pkcs8(cls, name):
        """PrivateKeyInfo in DER; `openssl pkey` of some versions gives the traditional form."""
        return openssl("pkcs8", "-topk8", "-nocrypt", "-in", cls.path(f"{name}.pem"), "-outform", "DER")

    @classmethod
    def write(cls, name, data):
        with open(cls.path(name), "wb") as file:
            file.write(data)
        return name

    @classmethod
    def read(cls, name):
        with open(cls.path(name), "rb") as file:
            return file.read()

    def cngkey(self, *words, stdin=b"", code=0, env=None):
        """Runs it in the folder; the exit code must be `code`. Gives standard output and error."""
        done = subprocess.run(
            [*PROGRAM, *words],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},  # Wine knows file names by the locale
            check=False,
        )
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout!r} {done.stderr!r}")
        return done.stdout, done.stderr

    def json(self, *words, stdin=b"", code=0):
        return json.loads(self.cngkey(*words, "--json", stdin=stdin, code=code)[0])

    def convert(self, source, to, *words, name="converted"):
        """Converts a file of the folder and gives the bytes."""
        self.cngkey("convert", source, name, "--to", to, "--force", *words)
        return self.read(name)
