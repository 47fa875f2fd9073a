"""Writes corpus/<family>/ from the vectors: good and bad blobs behind the byte that picks row and algorithm.

The fuzzers would not find p * q = n or a point on a curve by themselves. Run after the vectors or the tables change.
"""
import json
import pathlib
import shutil

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
    "ecc": (["ECCPUBLICBLOB", "ECCPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "ecc.json"),
    "symmetric": (["KeyDataBlob"], "aes_symmetric.json"),
    "mlkem": (["MLKEMPUBLICBLOB", "MLKEMPRIVATEBLOB", "MLKEMPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mlkem.json"),
    "mldsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PQDSAPRIVATESEEDBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "mldsa.json"),
    "slhdsa": (["PQDSAPUBLICBLOB", "PQDSAPRIVATEBLOB", "PUBLICBLOB", "PRIVATEBLOB"], "slhdsa.json"),
}
ECC_ALGORITHMS = {b"ECS1": 1, b"ECS2": 1, b"ECS3": 2, b"ECS4": 2, b"ECS5": 3, b"ECS6": 3,
                  b"ECK1": 5, b"ECK2": 5, b"ECK3": 6, b"ECK4": 6, b"ECK5": 7, b"ECK6": 7}


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
            algorithm = ECC_ALGORITHMS.get(blob[:4], 0) if family == "ecc" else 0
            choice = rows.index(vector["blob_type"]) + len(rows) * algorithm
            name = vector["id"].split("/")[1]
            (folder / name).write_bytes(bytes([choice]) + blob)


if __name__ == "__main__":
    main()
