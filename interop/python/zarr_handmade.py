"""Stores written byte by byte: what other programs may write, and what nobody should."""

import gzip
import json
import struct
import zlib

import google_crc32c
import numpy as np
from numcodecs import Blosc, Zstd

from zarr_cases import BIG, CRC32C, GZIP, LITTLE, PLAIN, ZSTD, array, blosc, configured, sharding, transpose

VALUES = np.arange(24, dtype="<i4").reshape(4, 6)
RAW = VALUES.tobytes()
EMPTY = 2**64 - 1


def crc(content):
    return content + struct.pack("<I", google_crc32c.value(content))


def store(document, chunks):
    files = {"zarr.json": json.dumps(document, indent=1).encode()}
    return files | chunks


def one_chunk(codecs, content, **extra):
    """4 x 6 int32 in a single chunk, which is `content`."""
    document, _ = array(extra.pop("data_type", "int32"), codecs, VALUES, extra.pop("fill", 0), chunk=(4, 6), **extra)
    return store(document, {"c/0/0": content})


def gzip_with_name(content):
    flags = b"\x1f\x8b\x08\x1c" + struct.pack("<I", 1_577_836_800) + b"\x00\x03"
    extra = struct.pack("<H", 4) + b"abcd"
    body = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = body.compress(content) + body.flush()
    return flags + extra + b"name.bin\0" + b"a comment\0" + packed + struct.pack("<II", zlib.crc32(content), len(content))


def zstd_raw_frame(content, single_segment=False):
    """A frame without content size, of one raw block."""
    header = b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x50"
    return header + (len(content) << 3 | 1).to_bytes(3, "little") + content


def shard(pieces, index, location="end", index_crc=True):
    packed = b"".join(struct.pack("<QQ", *entry) for entry in index)
    packed = crc(packed) if index_crc else packed
    return packed + pieces if location == "start" else pieces + packed


def inner(row, column):
    """An inner chunk of 2 x 3."""
    return VALUES[2 * row : 2 * row + 2, 3 * column : 3 * column + 3].tobytes()


PIECES = [inner(0, 0), inner(0, 1), inner(1, 0), inner(1, 1)]
SHARDED = [sharding((2, 3), [LITTLE])]
SHARDED_START = [sharding((2, 3), [LITTLE], "start")]


def dense(order=(0, 1, 2, 3), base=0):
    index = [None] * 4
    for position, number in enumerate(order):
        index[number] = (base + 24 * position, 24)
    return b"".join(PIECES[number] for number in order), index


def good():
    """Unusual but right: name -> (files, values)."""
    zstd = Zstd(3)
    half = len(RAW) // 2
    result = {
        "gzip_members": one_chunk([LITTLE, GZIP], gzip.compress(RAW[:half], mtime=0) + gzip.compress(RAW[half:], mtime=0)),
        "gzip_name_and_extra": one_chunk([LITTLE, GZIP], gzip_with_name(RAW)),
        "gzip_stored": one_chunk([LITTLE, GZIP], gzip.compress(RAW, 0, mtime=0)),
        "zstd_frames": one_chunk([LITTLE, ZSTD], zstd.encode(RAW[:half]) + zstd.encode(RAW[half:])),
        "zstd_no_content_size": one_chunk([LITTLE, ZSTD], zstd_raw_frame(RAW)),
        "zstd_skippable_frame": one_chunk([LITTLE, ZSTD], b"\x50\x2a\x4d\x18" + struct.pack("<I", 5) + b"12345" + zstd.encode(RAW)),
        "blosc_without_typesize": one_chunk([LITTLE, configured("blosc", cname="lz4", clevel=5, shuffle="noshuffle", blocksize=0)],
                                            Blosc("lz4", 5, Blosc.NOSHUFFLE).encode(RAW)),
        "blosc_says_other_compressor": one_chunk([LITTLE, blosc("lz4", "shuffle", 4)], Blosc("zstd", 5, Blosc.BITSHUFFLE).encode(VALUES)),
        "endian_on_one_byte": one_chunk([LITTLE], VALUES.astype("i1").tobytes(), data_type="int8"),
        "storage_transformers_empty": one_chunk([LITTLE], RAW, storage_transformers=[]),
        "unknown_member_to_ignore": one_chunk([LITTLE], RAW, extension={"must_understand": False, "name": "x"}),
        "transpose_twice": one_chunk([transpose(1, 0), transpose(1, 0), LITTLE], RAW),
    }
    for name, order in {"in_order": (0, 1, 2, 3), "reversed": (3, 2, 1, 0), "mixed": (2, 0, 3, 1)}.items():
        pieces, index = dense(order)
        result[f"shard_{name}"] = one_chunk(SHARDED, shard(pieces, index))
        pieces, index = dense(order, 68)
        result[f"shard_{name}_start"] = one_chunk(SHARDED_START, shard(pieces, index, "start"))
    gaps = b"gap" + PIECES[0] + b"\0" * 50 + PIECES[1] + PIECES[2] + b"junk" + PIECES[3]
    result["shard_gaps"] = one_chunk(SHARDED, shard(gaps, [(3, 24), (77, 24), (101, 24), (129, 24)]))
    repeated = VALUES.copy()
    repeated[2:4, 3:6] = VALUES[0:2, 0:3]
    files = one_chunk(SHARDED, shard(b"".join(PIECES[:3]), [(0, 24), (24, 24), (48, 24), (0, 24)]))
    values = {name: VALUES for name in result} | {"shard_shared_range": repeated}
    result["shard_shared_range"] = files
    missing = VALUES.copy()
    missing[0:2, 3:6] = -7
    result["shard_missing_inner"] = one_chunk(SHARDED, shard(b"".join(PIECES[:1] + PIECES[2:]), [(0, 24), (EMPTY, EMPTY), (24, 24), (48, 24)]), fill=-7)
    values["shard_missing_inner"] = missing
    result["shard_all_missing"] = one_chunk(SHARDED, shard(b"", [(EMPTY, EMPTY)] * 4), fill=-7)
    values["shard_all_missing"] = np.full_like(VALUES, -7)
    values["endian_on_one_byte"] = VALUES.astype("i1")
    return {name: (files, values[name]) for name, files in result.items()}


def document_with(**changes):
    document, _ = array("int32", [LITTLE], VALUES, chunk=(4, 6))
    document |= changes
    return store({k: v for k, v in document.items() if v is not ...}, {"c/0/0": RAW})


def bad():
    """What must be an error, never values: name -> (files, why)."""
    whole, index = dense()
    checked = crc(RAW)
    far = [(2**62, 24), *index[1:]]
    result = {
        "chunk_short": (one_chunk([LITTLE], RAW[:-1]), "a chunk of 95 bytes where 96 belong"),
        "chunk_long": (one_chunk([LITTLE], RAW + b"\0"), "a chunk of 97 bytes where 96 belong"),
        "chunk_empty": (one_chunk([LITTLE], b""), "a chunk of no bytes"),
        "crc32c_wrong": (one_chunk([LITTLE, CRC32C], checked[:-1] + bytes([checked[-1] ^ 1])), "the checksum differs"),
        "crc32c_data_changed": (one_chunk([LITTLE, CRC32C], b"\x01" + checked[1:]), "the checksum differs"),
        "crc32c_short": (one_chunk([LITTLE, CRC32C], b"abc"), "fewer bytes than a checksum"),
        "gzip_truncated": (one_chunk([LITTLE, GZIP], gzip.compress(RAW, mtime=0)[:-9]), "the stream ends early"),
        "gzip_garbage": (one_chunk([LITTLE, GZIP], b"not gzip at all"), "not a gzip stream"),
        "gzip_wrong_crc": (one_chunk([LITTLE, GZIP], gzip.compress(RAW, mtime=0)[:-8] + b"\0" * 8), "gzip's own checksum differs"),
        "gzip_too_long": (one_chunk([LITTLE, GZIP], gzip.compress(RAW * 1000, mtime=0)), "decodes to more than the chunk"),
        "zstd_truncated": (one_chunk([LITTLE, ZSTD], Zstd(3).encode(RAW)[:-3]), "the frame ends early"),
        "zstd_garbage": (one_chunk([LITTLE, ZSTD], b"not zstd at all"), "not a zstd frame"),
        "zstd_too_long": (one_chunk([LITTLE, ZSTD], Zstd(3).encode(bytes(2**20))), "decodes to more than the chunk"),
        "blosc_garbage": (one_chunk([LITTLE, blosc("lz4", "shuffle", 4)], b"\x02\x01\x33\x04" + b"\xff" * 20), "a hostile blosc header"),
        "blosc_truncated": (one_chunk([LITTLE, blosc("lz4", "shuffle", 4)], Blosc("lz4").encode(VALUES)[:-5]), "the frame ends early"),
        "blosc_sizes_differ": (one_chunk([LITTLE, blosc("lz4", "shuffle", 4)], Blosc("lz4").encode(RAW * 2)), "decodes to more than the chunk"),
        "shard_shorter_than_index": (one_chunk(SHARDED, b"\0" * 20), "the index does not fit"),
        "shard_index_crc_wrong": (one_chunk(SHARDED, shard(whole, index)[:-1] + b"\x07"), "the index's checksum differs"),
        "shard_offset_beyond_end": (one_chunk(SHARDED, shard(whole, [(1000, 24), *index[1:]])), "an inner chunk lies beyond the shard"),
        "shard_offset_overflows": (one_chunk(SHARDED, shard(whole, far)), "offset and length overflow"),
        "shard_length_negative": (one_chunk(SHARDED, shard(whole, [(0, 2**63 + 5), *index[1:]])), "a length of more than 2^63"),
        "shard_offset_only_missing": (one_chunk(SHARDED, shard(whole, [(EMPTY, 24), *index[1:]])), "half of the mark for an absent chunk"),
        "shard_inner_short": (one_chunk(SHARDED, shard(whole, [(0, 23), *index[1:]])), "an inner chunk of 23 bytes where 24 belong"),
        "shard_not_divisible": (one_chunk([sharding((3, 3), [LITTLE])], RAW), "4 is no multiple of 3"),
        "shard_rank_differs": (one_chunk([sharding((2, 3, 1), [LITTLE])], RAW), "the inner chunk's rank differs"),
        "shard_index_codecs_of_no_fixed_size": (one_chunk([sharding((2, 3), [LITTLE], "end", (LITTLE, GZIP))], RAW), "the index's size is not known"),
        "codec_unknown": (one_chunk([LITTLE, {"name": "nobody.knows"}], RAW), "an unknown codec"),
        "codec_order": (one_chunk([GZIP, LITTLE], RAW), "a compressor before the serializer"),
        "codec_no_serializer": (one_chunk([transpose(1, 0)], RAW), "no serializer"),
        "codec_two_serializers": (one_chunk([LITTLE, BIG], RAW), "two serializers"),
        "codecs_empty": (one_chunk([], RAW), "no codecs"),
        "endian_missing": (one_chunk([PLAIN], RAW), "no byte order for a type of four bytes"),
        "transpose_not_a_permutation": (one_chunk([transpose(0, 0), LITTLE], RAW), "0, 0 is no permutation"),
        "transpose_rank": (one_chunk([transpose(0, 1, 2), LITTLE], RAW), "an order of another rank"),
        "zstd_level": (one_chunk([LITTLE, configured("zstd", level=99, checksum=False)], Zstd(3).encode(RAW)), "level 99"),
        "gzip_level": (one_chunk([LITTLE, configured("gzip", level=11)], gzip.compress(RAW, mtime=0)), "level 11"),
        "json_broken": (store({}, {"zarr.json": b'{"zarr_format": 3, "node_type": "array", '}), "the JSON ends early"),
        "json_not_an_object": (store({}, {"zarr.json": b"[1, 2]"}), "not an object"),
        "json_empty": (store({}, {"zarr.json": b""}), "nothing"),
        "json_deep": (store({}, {"zarr.json": b"[" * 100_000}), "nesting without end"),
        "zarr_format_4": (document_with(zarr_format=4), "format 4"),
        "shape_missing": (document_with(shape=...), "no shape"),
        "shape_negative": (document_with(shape=[-4, 6]), "a negative length"),
        "shape_fraction": (document_with(shape=[4.5, 6]), "a length that is no integer"),
        "shape_huge": (document_with(shape=[2**62, 2**62]), "more elements than can be counted"),
        "chunk_rank": (document_with(chunk_grid=configured("regular", chunk_shape=[4])), "chunks of another rank"),
        "chunk_zero": (document_with(chunk_grid=configured("regular", chunk_shape=[0, 6])), "a chunk length of 0"),
        "chunk_huge": (document_with(chunk_grid=configured("regular", chunk_shape=[2**40, 2**40])), "a chunk that cannot be held"),
        "chunk_grid_unknown": (document_with(chunk_grid={"name": "hexagonal"}), "an unknown grid"),
        "chunk_keys_unknown": (document_with(chunk_key_encoding={"name": "secret"}), "an unknown key encoding"),
        "data_type_unknown": (document_with(data_type="int17"), "an unknown type"),
        "dimension_names_rank": (document_with(dimension_names=["x"]), "one name for two axes"),
        "fill_out_of_range": (document_with(fill_value=2**31), "a fill value beyond int32"),
        "fill_fraction": (document_with(fill_value=1.5), "a fraction for int32"),
        "fill_text": (document_with(fill_value="seven"), "text for int32"),
        "fill_missing": (document_with(fill_value=...), "no fill value"),
        "member_unknown": (document_with(surprise={"name": "x"}), "a member that must be understood"),
        "member_unknown_text": (document_with(surprise="x"), "a member that must be understood"),
        "storage_transformer": (document_with(storage_transformers=[{"name": "x"}]), "a storage transformer"),
    }
    text, _ = array("string", [{"name": "vlen-utf8"}], VALUES, "", chunk=(4, 6))
    for name, content, why in (
        ("count_beyond_chunk", struct.pack("<I", 25) + b"\0" * 100, "25 texts where 24 belong"),
        ("count_huge", struct.pack("<I", 2**32 - 1), "4 billion texts"),
        ("length_beyond_end", struct.pack("<II", 24, 2**31) + b"\0" * 92, "a text beyond the chunk"),
        ("cut_off", struct.pack("<I", 24) + b"\0" * 40, "the chunk ends early"),
        ("not_utf8", struct.pack("<II", 24, 2) + b"\xff\xfe" + b"\0" * 92, "bytes that are no UTF-8"),
    ):
        result[f"vlen_{name}"] = (store(text, {"c/0/0": content}), why)
    return result
