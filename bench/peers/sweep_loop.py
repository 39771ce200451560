"""The naive sweep: every chain by itself through a memory store of zarr-python with numcodecs, its error by numpy.

    sweep_loop.py FIELD.npy CHUNKS IDENTITIES PROCESSES

IDENTITIES has a chain a line, as dc_toolkit names them; CHUNKS is such as 1,721,1440. Each process holds the field and takes
chains as they come. Answers with a line {"seconds", "chains"}, then one for each chain {"identity", "bytes", "l1", "error"}.
"""

import json
import math
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "interop" / "python"))
STATE = {}


def begin(path, chunks):
    import numcodecs.blosc
    import sweep_oracle
    import zarr

    numcodecs.blosc.set_nthreads(1)
    zarr.config.set({"threading.max_workers": 1, "async.concurrency": 1})
    STATE.update(field=np.load(path), chunks=chunks, oracle=sweep_oracle)


def norms(x, y):
    """dc_toolkit's: L1, L2, Linf, bias over cells that are finite in both, in float64."""
    both = np.isfinite(x) & np.isfinite(y)
    x, y = x[both].astype(np.float64), y[both].astype(np.float64)
    error = y - x
    size = np.abs(x).sum()
    absolute = np.abs(error)
    return (
        absolute.sum() / size,
        math.sqrt((error * error).sum()) / math.sqrt((x * x).sum()),
        absolute.max() / np.abs(x).max(),
        abs(error.sum()) / size,
    )


def attempt(identity):
    try:
        _, size, back = STATE["oracle"].stored(STATE["field"], STATE["chunks"], identity)
        return {"identity": identity, "bytes": size, "l1": norms(STATE["field"], back)[0], "error": None}
    except Exception as error:  # a chain that cannot take the field is a row, not the end
        return {"identity": identity, "bytes": None, "l1": None, "error": f"{type(error).__name__}: {error}"}


def main():
    path, chunks, identities, processes = sys.argv[1:]
    shape = [int(n) for n in chunks.split(",")]
    lines = Path(identities).read_text(encoding="utf-8").splitlines()
    with ProcessPoolExecutor(int(processes), initializer=begin, initargs=(path, shape)) as pool:
        list(pool.map(attempt, lines[: 2 * int(processes)]))  # imports are not timed
        start = time.perf_counter()
        rows = list(pool.map(attempt, lines))
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "chains": len(rows)}))
    for row in rows:
        print(json.dumps(row))


if __name__ == "__main__":
    main()
