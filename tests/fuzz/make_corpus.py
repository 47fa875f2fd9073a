"""Writes corpus/<family>/ from the vectors: good and bad blobs behind the byte that picks row and algorithm.

The fuzzers would not find p * q = n or a point on a curve by themselves. Run after the vectors or the tables change.
"""
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
    "symmetric": (["KeyDataBlob"], "aes_symmetric.json"),
    "mlkem": (["MLKEMPUBLICBLOB", "MLKEMPRIVATEBLOB", "MLKEMPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mlkem.json"),
    "mldsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PQDSAPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mldsa.json"),
    "hash_based": (["PQDSAPUBLICBLOB", "PUBLICBLOB"], "hbs.json"),
    "slhdsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "slhdsa.json"),
}
ECC_ALGORITHMS = {b"ECS1": 1, b"ECS2": 1, b"ECS3": 2, b"ECS4": 2, b"ECS5": 3, b"ECS6": 3,
                  b"ECK1": 5, b"ECK2": 5, b"ECK3": 6, b"ECK4": 6, b"ECK5": 7, b"ECK6": 7}


# The curves of core/curve.cpp that vectors are about, as numbers in its table.
CURVES = ["nistP256", "nistP384", "nistP521", "curve25519", "brainpoolP160r1", "brainpoolP160t1", "brainpoolP192r1",
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
    folder = HERE / "corpus" / "curves"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def write(name, row, curve, blob):
        ecdh = 1 if blob[:3] == b"ECK" else 0
        (folder / name).write_bytes(bytes([row + len(rows) * ecdh, curve]) + blob)

    for vector in file["vectors"]:
        blob = bytes.fromhex(vector.get("blob") or "")
        key = file["keys"].get(vector["key"], {}).get("components", {})
        curve = vector.get("curve_parameter") or key.get("curve")
        if vector["blob_type"] in rows and blob[:4] in (b"ECKP", b"ECKV", b"ECDP", b"ECDV") and curve in CURVES:
            write(vector["id"].split("/")[1], rows.index(vector["blob_type"]), CURVES.index(curve) + 1, blob)
    for name, row, blob in nameless_blobs():
        write(f"{name}-{len(blob)}", row, 0, blob)


def main():
    for family, (rows, file) in FAMILIES.items():
        folder = HERE / "corpus" / family
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
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
