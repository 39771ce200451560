"""Checks the Zarr v2 arrays that Varve wrote (ZarrV2OutputTest).

    python check_zarr2_out.py STORE TRUTH.json

TRUTH.json lists the arrays of STORE: path, SHA-256 of the canonical bytes (canonical.py), and who reads the array that another
program wrote with the same document. Each of those must read ours; another that reads it must read the same values. Prints
one line per peer.
"""

import hashlib
import json
import os
import sys

from canonical import canonical_bytes
from make_zarr2_fixtures import READERS, read


def outcome(store, truth, reader):
    try:
        found = read(os.path.join(store, truth["path"]), reader)
    except Exception as error:  # each peer refuses with exceptions of its own
        return f"refuses: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return "equal" if hashlib.sha256(canonical_bytes(found)).hexdigest() == truth["sha256"] else "differs"


def is_expected(found, truth, reader):
    if reader in truth["read_by"]:
        return found == "equal"
    # tensorstore gives bytes and opaque elements a form of its own.
    return found != "differs" or reader == "tensorstore"


def main():
    store = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        arrays = json.load(file)
    wrong = 0
    for reader in READERS:
        right = 0
        for truth in arrays:
            found = outcome(store, truth, reader)
            if is_expected(found, truth, reader):
                right += 1
            else:
                print(f"{reader}: {truth['path']} {found}", file=sys.stderr)
        print(f"{reader}: {right} of {len(arrays)} as expected", flush=True)
        wrong += len(arrays) - right
    sys.exit(wrong != 0)


if __name__ == "__main__":
    main()
