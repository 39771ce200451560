"""Writes core/src/test/resources/golden/pcodec: numbers as the Python package pcodec encodes them.

Little-endian; per case: a name, the numbers, the stream, each after its length of 4 bytes. A case without numbers has those
of the case before. Names are "data type|configuration|what": a configuration is the JSON of numcodecs.pcodec, whose encoder
writes this stream; without one the stream is only to be decoded. SHA256SUMS lists the files.

    pip install -r requirements.txt
    python make_pcodec_golden.py ../../core/src/test/resources/golden/pcodec

writes pcodec.bin with pcodec 1.1.0 (version 4.1 of the format), and large.tsv: data type, level, length and SHA-256 of the
streams of a long walk that the test computes too. With pcodec 0.1.1 or 0.3.6 and numpy 1.26.4 alone it writes
pcodec_0_1.bin (versions 1 and, made by hand, 0 of the format) or pcodec_0_3.bin (version 3). Each version always
writes the same bytes, but for dictionaries: their order is another every time.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import struct
import sys

import numpy as np
import pcodec
from pcodec import ChunkConfig, PagingSpec, standalone

COUNT = 600
USUAL = {
    "level": 8,
    "mode_spec": "auto",
    "delta_spec": "auto",
    "paging_spec": "equal_pages_up_to",
    "delta_encoding_order": None,
    "equal_pages_up_to": 262144,
}


class Writer:
    def __init__(self):
        self.content = bytearray()
        self.last = None

    def put(self, array, config, what, stream):
        decoded = array.tobytes()
        name = f"{array.dtype.name}|{json.dumps(config) if config else ''}|{what}"
        for part in (name.encode(), b"" if decoded == self.last else decoded, bytes(stream)):
            self.content += struct.pack("<I", len(part)) + part
        self.last = decoded

    def usual(self, array, what, **changes):
        from numcodecs.pcodec import PCodec

        config = {**USUAL, **changes}
        self.put(array, config, what, PCodec(**config).encode(array))

    def only_decoded(self, array, what, mode, delta, **more):
        config = ChunkConfig(mode_spec=mode, delta_spec=delta, **more)
        self.put(array, None, what, standalone.simple_compress(array, config))


def fields():
    """Smooth, decimal, quantized, in steps, periodic, noise, special values; name to array."""
    rng = np.random.default_rng(20261126)
    t = np.arange(COUNT)
    smooth = 280 + 15 * np.sin(t / 311) + np.cumsum(rng.normal(0, 0.01, COUNT))
    walk = np.cumsum(rng.integers(-50, 60, COUNT))
    arrays = {}
    for dtype in ("f2", "f4", "f8"):
        arrays[f"smooth {dtype}"] = smooth.astype(dtype)
        arrays[f"decimal {dtype}"] = (rng.integers(0, 30000, COUNT) * 0.01).astype(dtype)
        special = rng.normal(0, 1e3, COUNT).astype(dtype)
        for step, value in ((97, np.nan), (89, np.inf), (83, -np.inf), (79, -0.0), (73, np.finfo(dtype).tiny / 4)):
            special[::step] = value
        arrays[f"special {dtype}"] = special
    decimal = np.round(smooth * 10) / 10
    decimal[::97], decimal[::89], decimal[::83] = np.nan, -np.inf, -0.0
    arrays["decimal special f4"] = decimal.astype("f4")
    arrays["multiples f8"] = rng.integers(0, 30000, COUNT) * np.pi / 7
    arrays["quantized f8"] = rng.normal(0, 1, COUNT).astype("f4").astype("f8")
    arrays["quarters f4"] = (rng.integers(-4000, 4000, COUNT) / 4).astype("f4")
    for dtype in ("i2", "u2", "i4", "u4", "i8", "u8"):
        arrays[f"walk {dtype}"] = (walk % 30000).astype(dtype)
        arrays[f"stride {dtype}"] = (rng.integers(0, 2500, COUNT) * 12 + 5).astype(dtype)
        lowest, highest = np.iinfo(dtype).min, np.iinfo(dtype).max
        arrays[f"noise {dtype}"] = rng.integers(lowest, highest, COUNT, dtype=dtype, endpoint=True)
    arrays["few u4"] = rng.choice(np.array([3, 7, 1000, 20000, 11], "u4"), COUNT)
    arrays["constant i8"] = np.full(COUNT, -7)
    arrays["period i4"] = np.tile(rng.integers(0, 2**30, 30, dtype="i4"), COUNT // 30)
    arrays["hours i8"] = 1_600_000_000_000_000_000 + t * 3_600_000_000_000 + rng.integers(0, 3, COUNT) * 1_000_000
    arrays["cubes i8"] = t**3
    return arrays


def numcodecs_cases(w, arrays):
    for what, array in arrays.items():
        w.usual(array, what)
        if what in ("smooth f4", "walk i4", "special f8"):
            for level in (0, 1, 4, 12):
                w.usual(array, what, level=level)
            for order in (0, 1, 2, 7):
                w.usual(array, what, delta_spec="try_consecutive", delta_encoding_order=order)
            w.usual(array, what, delta_encoding_order=2)
        if what in ("smooth f4", "stride i8", "period i4", "decimal f2"):
            w.usual(array, what, mode_spec="classic")
            w.usual(array, what, delta_spec="no_op")
            w.usual(array, what, delta_spec="try_lookback")
            for pages in (20, 255, 256, 257, 599):
                w.usual(array, what, equal_pages_up_to=pages)
    for what in ("smooth f4", "decimal f8", "walk u2"):
        for count in (0, 1, 2, 9, 10, 255, 256, 257, 512):
            array = arrays[what][:count]
            w.usual(array, what)
            if 0 < count < 255:
                w.usual(array, what, delta_spec="try_lookback")
                w.usual(array, what, delta_encoding_order=7)


def forced_cases(w, arrays):
    """Modes and deltas that the usual encoder never chooses."""
    mode, delta = pcodec.ModeSpec, pcodec.DeltaSpec
    deltas = {"as they are": delta.no_op(), "order 3": delta.try_consecutive(3), "lookback": delta.try_lookback()}
    for what in ("decimal special f4", "smooth f2", "quantized f8"):
        modes = {
            "multiples of 0.1": mode.try_float_mult(0.1),
            "7 bits": mode.try_float_quant(7),
            "dictionary": mode.try_dict(),
        }
        for m, spec in modes.items():
            for d, differences in deltas.items():
                w.only_decoded(arrays[what], f"{what}, {m}, {d}", spec, differences)
    for what in ("few u4", "walk i2", "noise u8"):
        for m, spec in {"multiples of 12": mode.try_int_mult(12), "dictionary": mode.try_dict()}.items():
            for d, differences in deltas.items():
                w.only_decoded(arrays[what], f"{what}, {m}, {d}", spec, differences)
    for what in ("smooth f4", "walk i4", "smooth f2", "walk u2"):
        for order in (1, 2, 6, 32):
            w.only_decoded(arrays[what], f"{what}, convolution {order}", mode.auto(), delta.try_conv1(order))
    for dtype in ("i1", "u1"):
        array = arrays["walk i4"].astype(dtype)
        for d, differences in {**deltas, "convolution 6": delta.try_conv1(6)}.items():
            for m, spec in {"classic": mode.classic(), "dictionary": mode.try_dict()}.items():
                w.only_decoded(array, f"{dtype}, {m}, {d}", spec, differences, enable_8_bit=True)


def long_walk():
    state, at, walk = 1, 0, []
    for _ in range(300_000):
        state = (state * 1103515245 + 12345) % 2**31
        at += (state >> 20) % 201 - 100
        walk.append(at)
    return np.array(walk)


def large_lines():
    from numcodecs.pcodec import PCodec

    walk = long_walk()
    arrays = [walk.astype("f4") / np.float32(256), walk * 0.01, (walk * 12).astype("i4"), walk.astype("u8"), walk.astype("i2")]
    for array in arrays:
        for level in (0, 5, 8, 12):
            stream = bytes(PCodec(level=level).encode(array))
            digest = hashlib.sha256(stream).hexdigest()
            yield f"{array.dtype.name}\t{level}\t{len(stream)}\t{digest}\n"


def oldest_cases(w, arrays):
    """Streams before the number of numbers was hinted at: these begin with the version of the format."""
    for what in ("smooth f4", "decimal f8", "stride i4", "walk u4"):
        stream = bytes(standalone.simple_compress(arrays[what], ChunkConfig()))
        w.put(arrays[what], None, what, stream)
        assert stream[:5] == b"pco!\x02" and stream[7] == 1
        chunks = stream[8:]
        w.put(arrays[what], None, f"{what}, without a hint", b"pco!\x01" + chunks)
        if what != "stride i4":
            w.put(arrays[what], None, f"{what}, version 0", b"pco!\x00" + chunks)


def middle_cases(w, arrays):
    for what in ("smooth f4", "decimal f8", "stride i4", "walk u2", "smooth f2", "quantized f8"):
        for name in ("auto", "none", "try_lookback"):
            delta = getattr(pcodec.DeltaSpec, name)()
            pages = PagingSpec.equal_pages_up_to(1000)
            config = ChunkConfig(delta_spec=delta, paging_spec=pages)
            w.put(arrays[what], None, f"{what}, {name}", standalone.simple_compress(arrays[what], config))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    w = Writer()
    version = importlib.metadata.version("pcodec")
    if version == "1.1.0":
        name = "pcodec.bin"
        numcodecs_cases(w, fields())
        forced_cases(w, fields())
        (folder / "large.tsv").write_text("".join(large_lines()))
    elif version == "0.3.6":
        name = "pcodec_0_3.bin"
        middle_cases(w, fields())
    elif version == "0.1.1":
        name = "pcodec_0_1.bin"
        oldest_cases(w, fields())
    else:
        sys.exit(f"pcodec {version} is none of 1.1.0, 0.3.6, 0.1.1")
    (folder / name).write_bytes(w.content)
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(folder.glob("*.[bt]*"))]
    (folder / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
