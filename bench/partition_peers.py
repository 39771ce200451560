#!/usr/bin/env python3
"""Times partitioned writing: varve's processes and threads, and xpartition + dask, for the same NetCDF to Zarr job.

Every contender is a script of whole processes on the same two cores: making the store, writing all of it, and for varve the
commit, verified and forced to disk. Rounds are interleaved; medians count. Before anything is timed each output must equal the
input bit by bit. Run it with a Python that has xpartition and dask beside interop/python/requirements.txt:

    python bench/partition_peers.py --results bench/RESULTS.md
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
from pathlib import Path

from convert_peers import Contender, gate, say, warm
from measure import Failure, build, cores, describe_machine, drop, launcher_java, put_section

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
PACKAGES = ("xarray", "dask", "zarr", "xpartition", "numpy", "netCDF4")


def script(*commands):
    return ["bash", "-ec", "; ".join(shlex.join(map(str, command)) + " > /dev/null" for command in commands)]


def contenders(source, folder, ranks, options):
    varve = HOME / "varve"

    def ours(name, *write):
        target = folder / f"{name}.zarr"
        init = [varve, "init", source, target, "--ranks", ranks, *options]
        return script(init, [varve, "write", source, target, "--quiet", *write]), target

    one, first = ours("threads", "--join")
    two, second = ours("processes2", "--processes", 2)
    four, third = ours("processes4", "--processes", 4)
    peer = folder / "xpartition.zarr"
    python = [sys.executable, HERE / "peers" / "xpartition_write.py", source, peer, "--like", first, "--ranks", ranks]
    return [
        Contender("varve, one process, 2 threads", one, first, gate=["--strict"]),
        Contender("varve, 2 processes", two, second, gate=["--strict"]),
        Contender("varve, 4 processes", four, third, gate=["--strict"]),
        Contender("xpartition + dask + zarr-python, same chunks and codecs", script(python), peer, least_ratio=2),
    ]


def table(listed):
    ours = listed[0].median()
    lines = [
        "| | seconds min / median / max | CPU seconds | encoded MB | seconds over one process's | bar |",
        "|---|---|---|---|---|---|",
    ]
    for one in listed:
        ratio = one.median() / ours
        bar = "-"
        if one.least_ratio:
            bar = f">= {one.least_ratio:g}: " + ("met" if ratio >= one.least_ratio else "**missed**")
        elif "4 processes" in one.name:
            bar = "<= 1 / 0.85: " + ("met" if ratio <= 1 / 0.85 else "**missed**")
        seconds = one.seconds()
        lines.append(
            f"| {one.name} | {min(seconds):.2f} / {one.median():.2f} / {max(seconds):.2f} "
            f"| {statistics.median(r.cpu_seconds for r in one.runs):.1f} | {one.encoded_bytes / 1e6:.0f} "
            f"| {ratio:.2f} | {bar} |"
        )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mebibytes", type=float, default=1024, help="decoded size of the input (default: 1024)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ranks", type=int, default=8)
    parser.add_argument("--folder", type=Path, default=HERE / "target" / "partition", help="where files are made")
    parser.add_argument("--keep", action="store_true", help="leave the input there for the next time")
    parser.add_argument("--results", help="put the table into this Markdown file")
    asked = parser.parse_args()
    cores(2)
    asked.folder.mkdir(parents=True, exist_ok=True)
    folder = asked.folder.resolve()
    source = folder / f"t2m-{asked.mebibytes:g}.nc"
    build()
    layout = ["--chunks", "time=4", "--shard", "64MiB"]
    listed = contenders(source, folder, asked.ranks, layout)
    try:
        if not source.exists():
            say(f"making {source.name} ...")
            field = [sys.executable, str(HERE / "field.py"), str(source), "--mebibytes", str(asked.mebibytes)]
            subprocess.run(field, check=True)
        for one in listed:
            say(f"checking: {one.name}")
            warm(source)
            one.once()
            gate(one, source)
            one.runs.clear()
        for number in range(asked.rounds):
            # The peer takes its chunks and codecs from the first one's store.
            for one in listed:
                warm(source)
                one.once()
                say(f"round {number + 1}/{asked.rounds}  {one.runs[-1].seconds:7.2f} s  {one.name}")
    finally:
        for one in listed:
            drop(one.output)
        if not asked.keep:
            drop(source)
    command = " ".join(["python", "bench/partition_peers.py", *map(shlex.quote, sys.argv[1:])])
    text = (
        f"Command: `{command}`. {describe_machine(launcher_java(), *PACKAGES)}\n\n"
        f"Input: `bench/field.py`, {asked.mebibytes:g} MiB of float32 decoded, deflate 4 + shuffle; `{' '.join(layout)}`, "
        f"{asked.ranks} ranks. Varve's seconds have three JVM starts or more, verification, fsync and commit; the peer's "
        f"are one process for all partitions. {asked.rounds} interleaved rounds, medians.\n\n{table(listed)}\n"
    )
    print(text)
    if asked.results:
        put_section(Path(asked.results), "partition", text)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"partition_peers: {failure}")
