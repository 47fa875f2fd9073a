"""What the tests of `cngkey store` share: a store of their own, and looking at its files."""
import hashlib
import json
import os
import shutil
import struct

from support import IS_PE, Case

KEYED = ("algorithm", "bits", "export_policy", "name")


def windows_path(path):
    """How Wine calls a path of Unix."""
    return "Z:" + path.replace("/", "\\") if IS_PE else path


def unix_path(path):
    """A path that cngkey printed, as this script opens it."""
    if not IS_PE:
        return path
    return path.removeprefix("\\\\?\\")[2:].replace("\\", "/")


def cipher_key_blob(secret, algorithm="AES", magic=b"CPHR"):
    """NCRYPT_KEY_BLOB_HEADER, the algorithm's name, and a KeyDataBlob."""
    name = (algorithm + "\0").encode("utf-16-le")
    data = b"KDBM" + struct.pack("<II", 1, len(secret)) + secret
    return struct.pack("<I4sII", 16, magic, len(name), len(data)) + name + data


class StoreCase(Case):
    """Each test has an empty store, in self.root."""

    def setUp(self):
        self.root = self.path("store")
        shutil.rmtree(self.root, ignore_errors=True)
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.env = {"OPENCNG_STORE": windows_path(self.root)}

    def store(self, *words, code=0, stdin=b""):
        """Runs `cngkey store`; gives standard output and error as text."""
        out, err = self.cngkey("store", *words, code=code, stdin=stdin, env=self.env)
        return out, err.decode()

    def store_json(self, *words, code=0):
        out, err = self.store(words[0], "--json", *words[1:], code=code)
        self.assertEqual(err, "")
        return json.loads(out)

    def refused(self, *words, code=1):
        """The reason of a command that fails; nothing goes to standard output."""
        out, err = self.store(*words, code=code)
        self.assertEqual(out, b"", words)
        return err

    def add(self, name, source="prime256v1.pem", *words):
        return self.store_json("import", source, "--name", name, *words)["key"]

    def names(self, *words):
        return [key["name"] for key in self.store_json("ls", *words)["keys"]]

    def record(self, name, *words):
        """The path of a key's record, as this script opens it."""
        return unix_path(self.store_json("show", name, *words)["key"]["path"])

    def records(self):
        return sorted(os.path.join(at, name) for at, _, names in os.walk(os.path.join(self.root, "user"))
                      for name in names if len(name) == 64)

    def damage(self, path, change):
        with open(path, "r+b") as file:
            data = bytearray(file.read())
            change(data)
            file.seek(0)
            file.truncate()
            file.write(data)

    def flip(self, path):
        """One bit in the encrypted key."""
        def change(data):
            data[-20] ^= 1
        self.damage(path, change)


def file_name(name, scope=1):
    """The name of a record's file, as docs/store-format.md tells it; for names of ASCII."""
    return hashlib.sha256(b"OpenCNG key file\0" + bytes([scope]) + name.upper().encode("utf-16-le")).hexdigest()
