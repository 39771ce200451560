"""Writes core/src/test/resources/fixtures/measure: small fields, what became of them, and every measure as numpy computes it.

measures.txt: a line per fact. `case NAME` opens a case; type, shape, roles, missing, bounds describe it; original and decoded are
base64 of little-endian cells; `expect NAME NUMBER...` follow, numbers as Python's hexadecimal text. SHA256SUMS lists the files.
Formulas are written out as plainly as can be, over whole arrays in float64; nothing is shared with the code under test.

    pip install numpy==2.5.5
    python measure_oracle.py ../../core/src/test/resources/fixtures/measure

The same versions write the same bytes.
"""

import base64
import hashlib
import math
import pathlib
import sys

import numpy as np

SEED = 20261126
TIME, VERTICAL, HORIZONTAL = "time", "vertical", "horizontal"


def ratio(a, b):
    return (0.0 if a == 0 else math.inf) if b == 0 else a / b


def rounded(value, dtype):
    return np.array([value]).astype(dtype).astype("f8")[0] if dtype.kind == "f" else value


def classes(array, missing):
    """0 number, 1 NaN, 2 +Inf, 3 -Inf, 4 missing."""
    wide = array.astype("f8")
    found = np.zeros(array.shape, int)
    found[np.isnan(wide)] = 1
    found[np.isposinf(wide)] = 2
    found[np.isneginf(wide)] = 3
    for value in missing:
        found[np.isnan(wide) if math.isnan(value) else wide == rounded(value, array.dtype)] = 4
    return found


def statistics(x, missing):
    kind = classes(x, missing)
    numbers = x.astype("f8")[kind == 0]
    some = numbers.size > 0
    result = {"cells": x.size, "finite": numbers.size, "missing": (kind == 4).sum(), "notANumber": (kind == 1).sum(),
              "infinite": ((kind == 2) | (kind == 3)).sum(), "min": numbers.min() if some else math.inf,
              "max": numbers.max() if some else -math.inf, "mean": numbers.mean() if some else 0,
              "meanMagnitude": np.abs(numbers).mean() if some else 0, "standardDeviation": numbers.std() if some else 0}
    size = np.abs(numbers)
    cut = np.percentile(size, 99) if some else None
    if cut == 0:
        cut = np.percentile(size[size > 0], 99) if (size > 0).any() else None
    if cut is not None:
        result["q99Cut"] = cut
    return result, cut


def gradient(x, y, valid, roles):
    error = value = 0.0
    for axis, role in enumerate(roles):
        if role == HORIZONTAL:
            low, high = [slice(None)] * x.ndim, [slice(None)] * x.ndim
            low[axis], high[axis] = slice(None, -1), slice(1, None)
            both = valid[tuple(low)] & valid[tuple(high)]
            dx, dy = np.diff(x, axis=axis)[both], np.diff(y, axis=axis)[both]
            error += np.abs(dy - dx).sum()
            value += np.abs(dx).sum()
    return ratio(error, value)


def worst_slab(x, y, valid, roles, role):
    worst = None
    for axis, own in enumerate(roles):
        if own == role and x.size > x.shape[axis]:
            for index in range(x.shape[axis]):
                a, b, v = (np.take(array, index, axis) for array in (x, y, valid))
                found = ratio(np.abs(b - a)[v].sum(), np.abs(a[v]).sum())
                worst = found if worst is None else max(worst, found)
    return worst


def planes(roles, *arrays):
    """Arrays seen as (slices, rows, columns) over the last two horizontal axes; one row where there is one axis."""
    axes = [axis for axis, role in enumerate(roles) if role == HORIZONTAL][-2:]
    if not axes:
        return None
    result = []
    for array in arrays:
        moved = np.moveaxis(array, axes, range(-len(axes), 0))
        shape = moved.shape[-len(axes):]
        result.append(moved.reshape((-1,) + (shape if len(axes) == 2 else (1,) + shape)))
    return result


def window(extent):
    size = min(11, extent - 1 + extent % 2)
    offsets = np.arange(size) - size // 2
    return np.exp(-offsets ** 2 / (2 * 1.5 ** 2))


def plane_ssim(x, y, valid):
    if not valid.any():
        return None
    low, high = min(x[valid].min(), y[valid].min()), max(x[valid].max(), y[valid].max())
    if high > low:
        a, b = (x - low) / (high - low), (y - low) / (high - low)
    else:
        a, b = (x / high, y / high) if high != 0 else (x, y)
    a, b = np.round(a * 255) / 255, np.round(b * 255) / 255
    kernel = window(x.shape[0])[:, None] * window(x.shape[1])
    h, w = kernel.shape
    values = []
    for i in range(x.shape[0] - h + 1):
        for j in range(x.shape[1] - w + 1):
            if valid[i + h // 2, j + w // 2]:
                seen = valid[i:i + h, j:j + w]
                weight = kernel[seen] / kernel[seen].sum()
                p, q = a[i:i + h, j:j + w][seen], b[i:i + h, j:j + w][seen]
                mp, mq = (weight * p).sum(), (weight * q).sum()
                vp, vq, c = (weight * (p - mp) ** 2).sum(), (weight * (q - mq) ** 2).sum(), (weight * (p - mp) * (q - mq)).sum()
                values.append((2 * mp * mq + 1e-8) / (mp ** 2 + mq ** 2 + 1e-8) * (2 * c + 1e-8) / (vp + vq + 1e-8))
    return float(np.mean(values)) if values else None


def ssim(x, y, valid, roles):
    seen = planes(roles, x, y, valid)
    found = [] if seen is None or x.size == 0 else [plane_ssim(a, b, v) for a, b, v in zip(*seen)]
    found = [value for value in found if value is not None]
    return min(found) if found else None


def spectra(x, y, valid, roles):
    seen = planes(roles, x, y, valid)
    if seen is None or x.size == 0:
        return None
    a, b, v = (array.reshape(-1, array.shape[-1]) for array in seen)
    whole = v.all(axis=1)
    if not whole.any():
        return None
    return [(np.abs(np.fft.rfft(r[whole] - r[whole].mean(axis=1, keepdims=True), axis=1)) ** 2).mean(axis=0) for r in (a, b)]


def spectral_error(x, y, valid, roles):
    found = spectra(x, y, valid, roles)
    n = x.shape[[axis for axis, role in enumerate(roles) if role == HORIZONTAL][-1]] if found else 0
    if n < 4:
        return None
    p, q = (power[1:n // 2] for power in found)
    floor = 1e-26 * found[0][1:].sum()
    return max(ratio(abs(d), max(o, floor)) for o, d in zip(p, q - p))


def measures(x, y, roles, missing, bounds, cut):
    before, after = classes(x, missing), classes(y, missing)
    bits = [a.view("u%d" % a.dtype.itemsize) for a in (x, y)]
    changed = (before != after) | (((before == 1) | (before == 4)) & (bits[0] != bits[1]))
    valid = (before == 0) & (after == 0)
    if x.dtype.kind in "iu" and x.dtype.itemsize == 8:
        d = np.array([float(int(b) - int(a)) for a, b in zip(x.ravel(), y.ravel())]).reshape(x.shape)
    wx, wy = (np.where(valid, a.astype("f8"), 0.0) for a in (x, y))
    if not (x.dtype.kind in "iu" and x.dtype.itemsize == 8):
        d = wy - wx
    a, b, e = wx[valid], wy[valid], d[valid]
    some = a.size > 0
    sum_x, sum_e = np.abs(a).sum(), np.abs(e).sum()
    top = np.abs(a) >= cut if cut is not None else np.zeros(a.shape, bool)
    rms = math.sqrt((e ** 2).mean()) if some else 0
    result = {
        "l1Relative": ratio(sum_e, sum_x), "l2Relative": ratio(math.sqrt((e ** 2).sum()), math.sqrt((a ** 2).sum())),
        "linfRelative": ratio(np.abs(e).max(), np.abs(a).max()) if some else 0, "biasRelative": ratio(abs(e.sum()), sum_x),
        "q99Relative": ratio(np.abs(e)[top].sum(), np.abs(a)[top].sum()), "gradientRelative": gradient(wx, wy, valid, roles),
        "euclidean": math.sqrt((e ** 2).sum()), "meanAbsolute": np.abs(e).mean() if some else 0,
        "maxAbsolute": np.abs(e).max() if some else 0, "decodedMin": b.min() if some else math.inf,
        "decodedMax": b.max() if some else -math.inf, "changedCells": changed.sum(),
        "outOfBounds": ((a >= bounds[0] - bounds[2]) & (a <= bounds[1] + bounds[2])
                        & ~((b >= bounds[0] - bounds[2]) & (b <= bounds[1] + bounds[2]))).sum() if bounds else 0,
        "psnr": math.inf if rms == 0 else 20 * np.log10((a.max() - a.min()) / rms),
        "ssim": ssim(wx, wy, valid, roles), "spectralError": spectral_error(wx, wy, valid, roles),
        "worstLevel": worst_slab(wx, wy, valid, roles, VERTICAL), "worstTime": worst_slab(wx, wy, valid, roles, TIME)}
    if HORIZONTAL not in roles or x.size == 0:
        del result["gradientRelative"]
    flat = [not some or r.max() == r.min() for r in (a, b)]
    if any(flat):
        result["pearson"] = 1 if all(flat) else 0
    else:
        p, q = a - a.mean(), b - b.mean()
        result["pearson"] = (p * q).sum() / (math.sqrt((p ** 2).sum()) * math.sqrt((q ** 2).sum()))
    return {name: value for name, value in result.items() if value is not None}


def smooth(rng, shape):
    field = np.zeros(shape)
    for axis, extent in enumerate(shape):
        wave = np.cos(np.arange(extent) * rng.uniform(0.2, 0.9) + rng.uniform(0, 6)) * rng.uniform(1, 9)
        field = field + wave.reshape([-1 if i == axis else 1 for i in range(len(shape))])
    return field + rng.normal(0, 0.3, shape)


def noisy(rng, x, size):
    return (x + rng.normal(0, size, x.shape)).astype(x.dtype)


def cases(rng):
    lat_lon = (HORIZONTAL, HORIZONTAL)
    x = (250 + smooth(rng, (2, 3, 13, 18))).astype("<f4")
    yield "levels_and_times", x, noisy(rng, x, 0.05), (TIME, VERTICAL) + lat_lon, (), None
    x = smooth(rng, (3, 14, 12)).astype("<f4")
    x[0, 2:5, 3:9], x[1, 0, 0], x[1, 1, 1], x[2, 7:, :4] = np.nan, np.inf, -np.inf, -999
    y = noisy(rng, x, 0.02)
    y[x == -999] = -999
    yield "masked_and_kept", x, y, (TIME,) + lat_lon, (-999,), None
    y = y.copy()
    y[0, 3, 4], y[1, 0, 0], y[2, 8, 1], y[2, 9, 2], y[0, 0, 0], y[1, 5, 5] = 1, 7, -998, np.nan, -999, np.nan
    y.view("<u4")[0, 2, 5] = 0x7fc00001
    yield "masked_and_changed", x, y, (TIME,) + lat_lon, (-999,), None
    x = x.copy()
    x[2, 0, 0] = 1e20
    y = noisy(rng, x, 0.02)
    y[x == -999], y[2, 0, 0] = -999, 1e20
    yield "missing_is_nan_and_more", x, y, (TIME,) + lat_lon, (-999, math.nan, 1e20), None
    x = 300 + 1e-3 * rng.normal(size=(5, 1200))
    yield "far_from_zero", x[:, :150].copy(), noisy(rng, x[:, :150], 1e-6), (TIME, HORIZONTAL), (), None
    x = rng.gamma(0.3, 1e-3, (9, 40)).astype("<f4")
    x[rng.uniform(size=x.shape) < 0.995] = 0
    yield "mostly_zero", x, np.maximum(noisy(rng, x, 1e-4), -1e-5), lat_lon, (), (0.0, 2e-3, 5e-6)
    x = rng.gamma(0.6, 1e-3, (9, 40)).astype("<f4")
    yield "positive", x, noisy(rng, x, 1e-4), lat_lon, (), (0.0, 2e-3, 0.0)
    x = smooth(rng, (12, 15)).astype("<f2")
    yield "float16", x, noisy(rng, x, 0.05), lat_lon, (), None
    x = smooth(rng, (11, 9, 7)).astype("<f8")
    yield "level_last", x, noisy(rng, x, 0.05), lat_lon + (VERTICAL,), (), None
    yield "time_between", x, noisy(rng, x, 0.05), (HORIZONTAL, TIME, HORIZONTAL), (), None
    yield "no_horizontal", x, noisy(rng, x, 0.05), (TIME, TIME, VERTICAL), (), None
    yield "times_only", x.ravel()[:60].copy(), noisy(rng, x.ravel()[:60], 0.05), (TIME,), (), None
    yield "cells_only", x.ravel()[:61].copy(), noisy(rng, x.ravel()[:61], 0.05), (HORIZONTAL,), (), None
    x = (1000 * smooth(rng, (6, 21))).astype("<i2")
    x[0, :4] = -32768
    y = (x + rng.integers(-2, 3, x.shape)).astype("<i2")
    y[0, :3] = -32768
    yield "int16", x, y, lat_lon, (-32768,), None
    x = rng.integers(0, 256, (5, 9)).astype("u1")
    yield "uint8", x, x ^ (rng.uniform(size=x.shape) < 0.1).astype("u1"), lat_lon, (), None
    x = rng.integers(-2 ** 62, 2 ** 62, (5, 9)).astype("<i8")
    yield "int64", x, x + rng.integers(-1, 2, x.shape), lat_lon, (), None
    x = rng.integers(2 ** 63, 2 ** 64 - 2, (5, 9), dtype="u8")
    yield "uint64", x, x - (rng.uniform(size=x.shape) < 0.3).astype("u8"), lat_lon, (), None
    x = rng.integers(-2 ** 31, 2 ** 31, (5, 9)).astype("<i4")
    yield "int32_far_off", x, rng.integers(-2 ** 31, 2 ** 31, (5, 9)).astype("<i4"), lat_lon, (), None
    x = rng.uniform(size=(5, 9)) < 0.5
    yield "bool", x, x ^ (rng.uniform(size=x.shape) < 0.1), lat_lon, (), None
    x = np.zeros((4, 12), "<f4")
    yield "all_zero", x, x.copy(), lat_lon, (), None
    yield "all_zero_disturbed", x, noisy(rng, x, 0.1), lat_lon, (), None
    yield "constant", x + np.float32(3), x + np.float32(3), lat_lon, (), None
    yield "made_constant", smooth(rng, (4, 12)).astype("<f4"), x + np.float32(3), lat_lon, (), None
    yield "all_nan", x * np.float32(np.nan), x * np.float32(np.nan), lat_lon, (), None
    yield "empty", np.zeros((0, 4), "<f4"), np.zeros((0, 4), "<f4"), (TIME, HORIZONTAL), (), None
    yield "scalar", np.array(2.5), np.array(2.75), (), (), None
    x = (5 + smooth(rng, (3, 2, 67))).astype("<f4")
    yield "large_prime_row", x, noisy(rng, x, 0.05), (TIME, VERTICAL, HORIZONTAL), (), None
    x = smooth(rng, (2, 13, 14)).astype("<f8")
    yield "three_horizontal", x, noisy(rng, x, 0.05), (HORIZONTAL,) * 3, (), None
    x = (280 + 10 * np.sin(np.arange(60)[:, None] / 9) + 5 * np.cos(np.arange(40) / 7) + rng.normal(0, 0.05, (60, 40))).astype("<f4")
    yield "real_information", x, noisy(rng, x, 0.05), lat_lon, (), None
    x = np.array([1e150, -1e150, 2.0]).reshape(3)
    yield "huge", x, x * 1.5, (HORIZONTAL,), (), None


def bit_information(x, axis, missing):
    """The mutual information of each bit in neighbouring cells, as BitInformation.jl defines it, with its filter at 99 %."""
    bits, kind = 8 * x.dtype.itemsize, classes(x, missing)
    fraction = np.finfo(x.dtype).nmant
    raw = [int(v) for v in x.view("u%d" % x.dtype.itemsize).ravel()]
    bias, exponents = 2 ** (bits - 2 - fraction) - 1, 2 ** (bits - 1 - fraction) - 1
    found = []
    for v in raw:
        e = ((v >> fraction) & exponents) - bias
        v &= ~(exponents << fraction)
        found.append(v | (abs(e) << fraction) | ((1 << (bits - 2)) if e < 0 else 0))
    words = np.array(found, dtype=object).reshape(x.shape)
    a, b = (np.moveaxis(words, axis, 0)[s] for s in (slice(None, -1), slice(1, None)))
    p, q = (np.moveaxis(kind == 0, axis, 0)[s] for s in (slice(None, -1), slice(1, None)))
    a, b = a[p & q], b[p & q]
    n = a.size
    most = min(1.0, 0.5 + 2.5758293035489004 / (2 * math.sqrt(n)))
    free = 1 + sum(s * math.log2(s) for s in (most, 1 - most) if s > 0)
    result = []
    for bit in reversed(range(bits)):
        joint = np.zeros((2, 2))
        for u, v in zip(a, b):
            joint[(u >> bit) & 1, (v >> bit) & 1] += 1
        joint /= n
        m = sum(joint[i, j] * math.log2(joint[i, j] / joint[i].sum() / joint[:, j].sum())
                for i in (0, 1) for j in (0, 1) if joint[i, j] > 0)
        result.append(m if m > free else 0.0)
    return result


def keep_bits(information, share, fraction):
    kept = np.where(np.array(information) > 1.5 * max(information[-4:]), information, 0)
    return max(0, int(np.argmax(np.cumsum(kept) > share * kept.sum())) + 1 - (len(information) - fraction))


def numbers(values):
    return " ".join(float(value).hex() for value in values)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    lines = []
    with np.errstate(all="ignore"):
        for name, x, y, roles, missing, bounds in cases(rng):
            lines += ["case " + name, "type " + str(x.dtype), ("shape " + " ".join(map(str, x.shape))).strip(),
                      ("roles " + " ".join(roles)).strip(), ("missing " + numbers(missing)).strip(),
                      ("bounds " + numbers(bounds or ())).strip()]
            lines += ["%s %s" % (key, base64.b64encode(np.ascontiguousarray(a).tobytes()).decode())
                      for key, a in (("original", x), ("decoded", y))]
            known, cut = statistics(x, missing)
            known.update(measures(x, y, roles, missing, bounds, cut))
            lines += ["expect %s %s" % (key, numbers([value])) for key, value in known.items()]
            if x.dtype.kind == "f" and x.size > 300 and name != "mostly_zero":
                for axis in range(x.ndim):
                    found = bit_information(x, axis, missing)
                    lines.append("expect information%d %s" % (axis, numbers(found)))
                    lines.append("expect keepBits%d %s" % (axis, numbers(
                        [keep_bits(found, share, np.finfo(x.dtype).nmant) for share in (0.99, 0.999)])))
    (folder / "measures.txt").write_text("\n".join(lines) + "\n")
    files = sorted(p for p in folder.iterdir() if p.name != "SHA256SUMS")
    sums = ["%s  %s\n" % (hashlib.sha256(p.read_bytes()).hexdigest(), p.name) for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
