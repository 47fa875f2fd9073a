"""Writes corpus/<family>/ from the vectors: good and bad blobs behind the byte that picks row and algorithm.

The fuzzers would not find p * q = n or a point on a curve by themselves. Run after the vectors or the tables change.
"""
import base64
import json
import pathlib
import shutil
import struct

HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent / "vectors"
MOST = 40  # seeds a family
MOST_LARGE = 12  # of them with more than 256 bytes, of families whose keys are all large

# Rows of codec/table.cpp and algorithms of core/algorithm.cpp, in their order.
FAMILIES = {
    "rsa": (["RSAPUBLICBLOB", "RSAPRIVATEBLOB", "RSAFULLPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB", "CAPIPUBLICBLOB",
             "CAPIPRIVATEBLOB"], "rsa.json"),
    "dh": (["DHPUBLICBLOB", "DHPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB", "CAPIDHPUBLICBLOB", "CAPIDHPRIVATEBLOB"],
           "dh.json"),
    "dsa": (["DSAPUBLICBLOB", "DSAPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB", "CAPIDSAPUBLICBLOB", "CAPIDSAPRIVATEBLOB",
             "V2CAPIDSAPUBLICBLOB", "V2CAPIDSAPRIVATEBLOB"], "dsa.json"),
    "ecc": (["ECCPUBLICBLOB", "ECCPRIVATEBLOB", "ECCFULLPUBLICBLOB", "ECCFULLPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"],
            "ecc.json"),
    "symmetric": (["KeyDataBlob", "Rfc3565KeyWrapBlob", "OpaqueKeyBlob"], "aes_symmetric.json"),
    "mlkem": (["MLKEMPUBLICBLOB", "MLKEMPRIVATEBLOB", "MLKEMPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mlkem.json"),
    "mldsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PQDSAPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mldsa.json"),
    "hash_based": (["PQDSAPUBLICBLOB", "PUBLICBLOB"], "hbs.json"),
    "slhdsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "slhdsa.json"),
}
ECC_ALGORITHMS = {b"ECS1": 1, b"ECS2": 1, b"ECS3": 2, b"ECS4": 2, b"ECS5": 3, b"ECS6": 3,
                  b"ECK1": 5, b"ECK2": 5, b"ECK3": 6, b"ECK4": 6, b"ECK5": 7, b"ECK6": 7}


# The curves of core/curve.cpp that vectors are about, as numbers in its table.
GENERIC_CURVES = ["nistP256", "nistP384", "nistP521", "curve25519", "brainpoolP160r1", "brainpoolP160t1", "brainpoolP192r1",
          "brainpoolP192t1", "brainpoolP224r1", "brainpoolP224t1", "brainpoolP256r1", "brainpoolP256t1",
          "brainpoolP320r1", "brainpoolP320t1", "brainpoolP384r1", "brainpoolP384t1", "brainpoolP512r1",
          "brainpoolP512t1", "nistP192", "nistP224", "secP160k1", "secP160r1", "secP160r2", "secP192k1", "secP224k1",
          "secP256k1"]

# FRP256v1 (ANSSI), which has no name here: p, a, b, G, n, h, and d = 1, whose point is G.
FRP = ("F1FD178C0B3AD58F10126DE8CE42435B3961ADBCABC8CA6DE8FCF353D86E9C03",
       "F1FD178C0B3AD58F10126DE8CE42435B3961ADBCABC8CA6DE8FCF353D86E9C00",
       "EE353FCA5428A9300D4ABA754A44C00FDFEC0C9AE4B1A1803075ED967B7BB73F",
       "B6B3D4C356C139EB31183D4749D423958C27D2DCAF98B70164C97A2DD98F5CFF"
       "6142E0F7C8B204911F9271F0F3ECEF8C2701C307E8E4C9E183115A1554062CFB",
       "F1FD178C0B3AD58F10126DE8CE42435B53DC67E140D2BF941FFDD459C6D655E1", "01")


def nameless_blobs():
    p, a, b, g, n, h = (bytes.fromhex(number) for number in FRP)
    for seed in (b"", b"seed"):
        header = struct.pack("<7I", 1, 1, 0, 32, 32, 1, len(seed))
        curve = header + p + a + b + g + n + h + seed
        yield "nameless-public", 2, b"ECKP" + curve + g
        yield "nameless-private", 3, b"ECDV" + curve + g + bytes(31) + b"\1"
        yield "nameless-computed", 3, b"ECKV" + curve + bytes(64) + bytes(31) + b"\1"


def add_curves(rows):
    file = json.loads((VECTORS / "ecc.json").read_text())
    folder = fresh("curves")

    def write(name, row, curve, blob):
        ecdh = 1 if blob[:3] == b"ECK" else 0
        (folder / name).write_bytes(bytes([row + len(rows) * ecdh, curve]) + blob)

    for vector in file["vectors"]:
        blob = bytes.fromhex(vector.get("blob") or "")
        key = file["keys"].get(vector["key"], {}).get("components", {})
        curve = vector.get("curve_parameter") or key.get("curve")
        if vector["blob_type"] in rows and blob[:4] in (b"ECKP", b"ECKV", b"ECDP", b"ECDV") and curve in GENERIC_CURVES:
            write(vector["id"].split("/")[1], rows.index(vector["blob_type"]), GENERIC_CURVES.index(curve) + 1, blob)
    for name, row, blob in nameless_blobs():
        write(f"{name}-{len(blob)}", row, 0, blob)


# -- DER, and what else is not a blob behind a choice --------------------------------------------------------------

RSA_ENCRYPTION = bytes.fromhex("06092a864886f70d0101010500")
EC_PUBLIC_KEY = bytes.fromhex("06072a8648ce3d0201")
DER_CURVES = {"nistP256": "06082a8648ce3d030107", "nistP384": "06052b81040022", "nistP521": "06052b81040023"}


def tlv(tag, *contents):
    body = b"".join(contents)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, "big") + body


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def pem(label, der):
    text = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{text}-----END {label}-----\n".encode()


def rsa_encodings(parts):
    numbers = {name: int(value, 16) for name, value in parts.items()}
    if not {"n", "e", "p", "q"} <= numbers.keys():
        return
    p, q, e = (numbers[name] for name in "pqe")
    if (p - 1) * (q - 1) % e == 0:
        return
    d = pow(e, -1, (p - 1) * (q - 1))
    rows = (0, numbers["n"], e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    private = tlv(0x30, *map(integer, rows))
    public = tlv(0x30, integer(numbers["n"]), integer(e))
    yield "pkcs1", private
    yield "pkcs1-public", public
    yield "pkcs8", tlv(0x30, integer(0), tlv(0x30, RSA_ENCRYPTION), tlv(4, private))
    yield "spki", tlv(0x30, tlv(0x30, RSA_ENCRYPTION), tlv(3, b"\0", public))
    yield "pem", pem("RSA PRIVATE KEY", private)


def ec_encodings(parts):
    if parts.get("curve") not in DER_CURVES or not {"x", "y", "d"} <= parts.keys():
        return
    oid = bytes.fromhex(DER_CURVES[parts["curve"]])
    d, point = bytes.fromhex(parts["d"]), b"\4" + bytes.fromhex(parts["x"]) + bytes.fromhex(parts["y"])
    public = tlv(0xA1, tlv(3, b"\0", point))
    yield "sec1", tlv(0x30, integer(1), tlv(4, d), tlv(0xA0, oid), public)
    inner = tlv(0x30, integer(1), tlv(4, d), public)
    yield "pkcs8", tlv(0x30, integer(0), tlv(0x30, EC_PUBLIC_KEY, oid), tlv(4, inner))
    yield "spki", tlv(0x30, tlv(0x30, EC_PUBLIC_KEY, oid), tlv(3, b"\0", point))
    yield "pem", pem("EC PRIVATE KEY", tlv(0x30, integer(1), tlv(4, d), tlv(0xA0, oid), public))


def der_seeds():
    for file, encodings, most in (("rsa.json", rsa_encodings, 3), ("ecc.json", ec_encodings, 6)):
        taken = 0
        for name, key in sorted(json.loads((VECTORS / file).read_text())["keys"].items()):
            seeds = list(encodings(key["components"]))
            if not seeds or taken == most or any(len(seed) > 1500 for _, seed in seeds):
                continue
            taken += 1
            yield from ((f"{name}-{form}", seed) for form, seed in seeds)


def wrap_seeds():
    """The blobs behind a byte that picks the wrapping key: RFC 3394's are under the fuzz target's own keys."""
    for vector in json.loads((VECTORS / "aes_keywrap.json").read_text())["vectors"]:
        size = len(vector["components"]["kek"]) // 2
        yield vector["id"].split("/")[1], bytes([(size - 16) // 8]) + bytes.fromhex(vector["blob"])


def opaque_seeds():
    """A blob of each algorithm, without a tag that fits; and secrets whose blobs are to be changed."""
    for number in range(1, 10):
        header = b"OPKB" + struct.pack("<HHIIIIII", 1, 64, number, 0, 0, 0, 16, 0) + bytes(32)
        yield f"blob-{number}", bytes([number - 1]) + header + bytes(32)
    for at, change in ((0, 0), (0, 1), (8, 3), (24, 1), (64, 0x80), (95, 1)):
        yield f"secret-{at}-{change}", bytes([0, at, change]) + bytes(range(16))


def transport_seeds():
    """A container that no key opens, and texts: without a name, with one, with properties, and one that lacks a field."""
    yield "blob", b"NOKB" + struct.pack("<HHIIIIII", 1, 64, 0, 0, 1, 0, 16, 0) + bytes(32) + bytes(32)

    def field(tag, value):
        return struct.pack("<II", tag, len(value)) + value

    def text(value):
        return value.encode("utf-16-le")

    def prop(custom, name, value):
        return field(6, struct.pack("<II", custom, 2 * len(name)) + text(name) + value)

    numbers = b"".join(field(tag, struct.pack("<I", tag)) for tag in (3, 4, 8))
    plain = field(1, text("AES")) + numbers + field(7, text("KeyDataBlob")) + field(5, bytes(28))
    yield "nameless", plain
    yield "named", field(2, text("key")) + plain
    yield "properties", plain + prop(1, "mine", b"value") + prop(0, "ECCCurveName", text("nistP256")) + prop(1, "", b"")
    yield "cut", numbers


OTHERS = {"opaque_transport": transport_seeds, "der": der_seeds, "aes_wrap": wrap_seeds, "opaque": opaque_seeds}


def fresh(name):
    folder = HERE / "corpus" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def add_storage_blobs(folder):
    """The two examples of the layout: a cipher's key and a key derivation key."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for magic, algorithm in ((b"CPHR", "AES"), (b"KDF1", "PBKDF2")):
        name = (algorithm + "\0").encode("utf-16-le")
        data = b"KDBM" + (1).to_bytes(4, "little") + (16).to_bytes(4, "little") + bytes(range(16))
        sizes = len(name).to_bytes(4, "little") + len(data).to_bytes(4, "little")
        (folder / algorithm).write_bytes((16).to_bytes(4, "little") + magic + sizes + name + data)


def main():
    for name, seeds in OTHERS.items():
        folder = fresh(name)
        for seed, data in seeds():
            (folder / seed).write_bytes(data)
    for family, (rows, file) in FAMILIES.items():
        folder = fresh(family)
        seen = set()
        for vector in json.loads((VECTORS / file).read_text())["vectors"]:
            blob = bytes.fromhex(vector.get("blob") or "")
            if vector["blob_type"] not in rows or blob in seen or len(seen) == MOST:
                continue
            if family.startswith("ml") and len(blob) > 256 and sum(len(one) > 256 for one in seen) == MOST_LARGE:
                continue
            seen.add(blob)
            algorithm = ECC_ALGORITHMS.get(blob[:4], 0) if family == "ecc" else int(blob[:4] == b"XMPK")
            choice = rows.index(vector["blob_type"]) + len(rows) * algorithm
            name = vector["id"].split("/")[1]
            (folder / name).write_bytes(bytes([choice]) + blob)
    add_signatures(HERE / "corpus" / "hash_based")
    add_curves(FAMILIES["ecc"][0])
    add_records(HERE / "corpus" / "store_record")
    add_storage_blobs(HERE / "corpus" / "storage_blob")


def add_signatures(folder):
    """Short signatures, each behind its key."""
    file = json.loads((VECTORS / "hbs.json").read_text())
    for vector in file["vectors"]:
        signature = vector.get("inputs", {}).get("signature", "")
        if vector["op"] != "sign_verify" or len(signature) > 3500:
            continue
        key = file["keys"][vector["key"]]["components"]["raw"]
        choice = int(vector["algorithm"] == "XMSS")
        (folder / vector["id"].split("/")[1]).write_bytes(bytes([choice]) + bytes.fromhex(key + signature))


def record(name, properties=(), blob=b"blob", flags=0, version=1, scope=1, extra=b""):
    """A file of the key store as docs/store-format.md has it; nothing of it opens, but it parses."""
    texts = [text.encode("utf-16le", "surrogatepass") for text in (name, "RSA", "RSAFULLPRIVATEBLOB")]
    out = struct.pack("<4s11I", b"CNGK", version, scope, 1, flags, 3, 0xFFFFFF, 0, 1, 0x89ABCDEF, 0x01DA0000,
                      len(texts[0]) // 2)
    out += struct.pack("<4I", len(texts[1]) // 2, len(texts[2]) // 2, len(properties), len(blob)) + bytes(92)
    out += b"".join(texts)
    for key, custom, value in properties:
        out += struct.pack("<3I", len(key), custom, len(value)) + key.encode("utf-16le") + value
    return out + blob + bytes(16) + extra


def add_records(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    properties = [("Use Context", 0, b"a\0\0\0"), ("CLR IsEphemeral", 1, b"\1"), ("empty", 1, b"")]
    for name, file in {
        "plain": record("name"),
        "properties": record("name", properties),
        "per_boot": record("name", properties, flags=1),
        "machine": record("name", scope=2),
        "surrogate": record("\ud800"),
        "longest_name": record("n" * 512),
        "no_blob": record("name", blob=b""),
        "trailing": record("name", extra=b"x"),
        "version_2": record("name", version=2),
        "truncated": record("name", properties)[:-40],
        "master_key": struct.pack("<4s3I", b"CNGM", 1, 1, 1) + bytes(16) + struct.pack("<I", 32) + bytes(32),
    }.items():
        (folder / name).write_bytes(file)


if __name__ == "__main__":
    main()
