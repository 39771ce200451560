"""Checks that numcodecs decodes what Varve's pcodec encodes, and that it encodes the same bytes.

    python check_pcodec.py FILE

FILE holds, little-endian, per case a NumPy data type, a configuration as JSON, the numbers and the stream, each after its
length of 4 bytes. Prints each case that differs, then "N decoded, M the same bytes"; the exit status is 3 when one is not
decoded. Types of one byte are decoded only: numcodecs encodes none.
"""

import json
import pathlib
import struct
import sys

import numpy as np
from numcodecs.pcodec import PCodec


def parts(content):
    at = 0
    while at < len(content):
        (size,) = struct.unpack_from("<I", content, at)
        yield content[at + 4 : at + 4 + size]
        at += 4 + size


def main(path):
    content = parts(path.read_bytes())
    decoded = same = cases = 0
    for dtype, config, numbers, stream in zip(content, content, content, content):
        cases += 1
        array = np.frombuffer(numbers, dtype.decode())
        codec = PCodec(**json.loads(config))
        if codec.decode(stream).tobytes() == numbers:
            decoded += 1
        else:
            print(f"{dtype.decode()} {config.decode()} of {array.size}: differs")
        same += array.itemsize > 1 and bytes(codec.encode(array)) == stream
    print(f"{decoded} decoded, {same} the same bytes")
    return 0 if decoded == cases else 3


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
