"""Decodes and encodes arrays as numcodecs does, beside what Varve makes of them.

    python read_zfp.py FILE

FILE holds cases of five parts, each after its length of 4 bytes, little-endian: the codec as zarr.json has it, "data
type|shape", the array, what Varve encodes, what Varve decodes of that. numcodecs must decode the same numbers and encode the
same bytes of the array without axes of one element, which it would pad to four. Prints how many were right.
"""

import json
import pathlib
import struct
import sys

import numcodecs.zfpy
import numpy as np
import zarr.codecs.numcodecs


def main(path):
    data = pathlib.Path(path).read_bytes()
    at = 0

    def part():
        nonlocal at
        (length,) = struct.unpack_from("<I", data, at)
        at += 4 + length
        return data[at - length : at]

    right = 0
    while at < len(data):
        codec = json.loads(part())
        dtype, shape = part().decode().split("|")
        array = np.frombuffer(part(), dtype).reshape([int(n) for n in shape.split(",")])
        encoded, decoded = part(), part()
        # As zarr-python reads zarr.json.
        reader = zarr.codecs.numcodecs.ZFPY.from_dict(codec)._codec
        read = reader.decode(encoded)
        if read.dtype != array.dtype or read.size != array.size or read.tobytes() != decoded:
            sys.exit(f"{codec} {dtype} {shape}: numcodecs reads other numbers")
        # numcodecs reads mode 5 but encodes so only when nothing is asked of it.
        writer = numcodecs.zfpy.ZFPY() if reader.mode == 5 else reader
        if writer.encode(array.reshape([n for n in array.shape if n > 1] or [1])) != encoded:
            sys.exit(f"{codec} {dtype} {shape}: numcodecs writes other bytes")
        right += 1
    print(right)


if __name__ == "__main__":
    main(sys.argv[1])
