"""Writes corpus/<family>/ from the vectors: good and bad blobs behind the byte that picks row and algorithm.

The fuzzers would not find p * q = n or a point on a curve by themselves. Run after the vectors or the tables change.
"""
import base64
import json
import pathlib
import shutil

HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent / "vectors"
MOST = 40  # seeds a family
MOST_LARGE = 12  # of them with more than 256 bytes, of families whose keys are all large

# Rows of codec/table.cpp and algorithms of core/algorithm.cpp, in their order.
FAMILIES = {
    "rsa": (["RSAPUBLICBLOB", "RSAPRIVATEBLOB", "RSAFULLPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "rsa.json"),
    "ecc": (["ECCPUBLICBLOB", "ECCPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "ecc.json"),
    "symmetric": (["KeyDataBlob", "Rfc3565KeyWrapBlob"], "aes_symmetric.json"),
    "mlkem": (["MLKEMPUBLICBLOB", "MLKEMPRIVATEBLOB", "MLKEMPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mlkem.json"),
    "mldsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PQDSAPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mldsa.json"),
    "hash_based": (["PQDSAPUBLICBLOB", "PUBLICBLOB"], "hbs.json"),
    "slhdsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "slhdsa.json"),
}
ECC_ALGORITHMS = {b"ECS1": 1, b"ECS2": 1, b"ECS3": 2, b"ECS4": 2, b"ECS5": 3, b"ECS6": 3,
                  b"ECK1": 5, b"ECK2": 5, b"ECK3": 6, b"ECK4": 6, b"ECK5": 7, b"ECK6": 7}


# -- DER, and what else is not a blob behind a choice --------------------------------------------------------------

RSA_ENCRYPTION = bytes.fromhex("06092a864886f70d0101010500")
EC_PUBLIC_KEY = bytes.fromhex("06072a8648ce3d0201")
CURVES = {"nistP256": "06082a8648ce3d030107", "nistP384": "06052b81040022", "nistP521": "06052b81040023"}


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
    if parts.get("curve") not in CURVES or not {"x", "y", "d"} <= parts.keys():
        return
    oid = bytes.fromhex(CURVES[parts["curve"]])
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


OTHERS = {"der": der_seeds, "aes_wrap": wrap_seeds}


def fresh(name):
    folder = HERE / "corpus" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


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


if __name__ == "__main__":
    main()
