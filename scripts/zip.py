"""zip.py ARCHIVE FOLDER SECONDS: packs FOLDER in name order and with one date, so that equal contents give equal archives."""
import os
import sys
import time
import zipfile

archive, folder, seconds = sys.argv[1:]
date = time.gmtime(max(int(seconds), 315532800))[:6]
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
    for name in sorted(os.path.join(at, file) for at, _, files in os.walk(folder) for file in files):
        entry = zipfile.ZipInfo(name, date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with open(name, "rb") as data:
            out.writestr(entry, data.read())
