"""One byte string per array, whatever wrote it.

C order, little endian, element after element; bool 1 byte; numbers of less than 8 bits 1 byte, integers with their sign;
complex re, im; fixed-size text and opaque bytes as they are, padded with NUL; fixed unicode UTF-32LE; variable text and variable
sequences as a uint32 LE count, then the bytes (the elements); compounds field after field without padding.
"""

import hashlib
import math
import struct

import numpy as np


def little(dtype):
    """The same type with its bytes the other way round where they are big endian."""
    return dtype.newbyteorder("<")


def element_bytes(value, dtype):
    """The canonical bytes of one element that numpy holds as a Python object or a record."""
    dtype = np.dtype(dtype)
    if dtype.names:
        return b"".join(element_bytes(value[name], dtype[name]) for name in dtype.names)
    if dtype.subdtype:
        return canonical_bytes(np.asarray(value, dtype=dtype.subdtype[0]))
    if dtype.kind == "O":
        return object_bytes(value)
    return np.asarray(value, dtype=dtype).astype(little(dtype)).tobytes()


def object_bytes(value):
    """Variable text, variable bytes or a variable sequence: a count, then the content."""
    if value is None:
        value = b""
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogateescape")
    if isinstance(value, (bytes, bytearray)):
        return struct.pack("<I", len(value)) + bytes(value)
    if isinstance(value, np.ndarray):
        return struct.pack("<I", value.size) + canonical_bytes(value)
    raise TypeError(f"no canonical form of {type(value)}")


def canonical_bytes(array):
    """The canonical bytes of an array of any type."""
    array = np.asarray(array)
    if array.dtype.kind == "T":
        array = array.astype(object)
    if array.dtype.names or array.dtype.kind == "O":
        return b"".join(element_bytes(v, array.dtype) for v in array.reshape(-1))
    if array.dtype.name in ("int2", "int4"):  # ml_dtypes leaves the bits above them zero
        array = array.astype("i1")
    return np.ascontiguousarray(array).astype(little(array.dtype)).tobytes()


def digest(array):
    return hashlib.sha256(canonical_bytes(array)).hexdigest()


def number(value):
    """A JSON form of one number that loses nothing: NaN and the infinities as text, float32 widened exactly."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, complex):
        return [number(value.real), number(value.imag)]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def plain(value):
    """A JSON form of one element, an array, or a record."""
    if isinstance(value, np.ndarray) and value.ndim:
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        value = value[()]
    if isinstance(value, np.void) and value.dtype.names:
        return {name: plain(value[name]) for name in value.dtype.names}
    if isinstance(value, np.void):
        return {"hex": value.tobytes().hex()}
    if isinstance(value, (bytes, np.bytes_)):
        try:
            return bytes(value).decode("utf-8")
        except UnicodeDecodeError:
            return {"hex": bytes(value).hex()}
    if isinstance(value, str):
        try:
            value.encode("utf-8")
            return str(value)
        except UnicodeEncodeError:
            return {"hex": value.encode("utf-8", "surrogateescape").hex()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return int(value.astype("i8"))
    return number(value)


def samples(array):
    """The first, the last and a few elements between, with their indices."""
    array = np.asarray(array)
    size = array.size
    if size == 0:
        return []
    flat = array.reshape(-1)
    positions = sorted({0, size // 3, size // 2, (2 * size) // 3, size - 1})
    return [
        {"index": [int(i) for i in np.unravel_index(p, array.shape)], "value": plain(flat[p])}
        for p in positions
    ]
