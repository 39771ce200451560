#!/usr/bin/env python3
"""Times NetCDF to Zarr: varve beside xarray + dask + zarr-python, netCDF-C, and the limit that the codecs set.

Every contender is a whole process on the same two cores, its input in the page cache. Rounds are interleaved and begin
with another contender each, so that a slow minute of the machine hits all alike; the median counts. What a run leaves
dirty in the page cache is written out before the next one starts. Before anything is timed, each output is opened with
xarray and must equal the input bit by bit. Run it with the Python of interop/python/requirements.txt:

    target/venv/bin/python bench/convert_peers.py --results bench/RESULTS.md
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from measure import Failure, build, cores, describe_machine, drop, launcher_java, put_section, run, tree_bytes

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
PEERS = HERE / "peers"
JAR = HERE / "target" / "benchmarks.jar"
VARIABLE = "t2m"
PACKAGES = ("xarray", "dask", "zarr", "numpy", "netCDF4")


@dataclass
class Contender:
    """Something that converts, how its output is checked, and what was measured of it."""

    name: str
    command: list
    output: Path
    least_ratio: float | None = None  # its seconds over varve's: the bar
    gate: list = field(default_factory=list)
    runs: list = field(default_factory=list)
    encoded_bytes: int = 0

    def once(self):
        drop(self.output)
        self.runs.append(run(self.command))
        self.encoded_bytes = tree_bytes(self.output)

    def seconds(self):
        return [one.seconds for one in self.runs]

    def median(self):
        return statistics.median(self.seconds())


def contenders(source, folder, threads):
    varve, python = str(HOME / "varve"), sys.executable
    ours = folder / "varve.zarr"
    xarray = [python, str(PEERS / "xarray_to_zarr.py"), str(source)]

    def target(name):
        return folder / f"{name}.zarr"

    def url(path):
        return f"file://{path}#mode=nczarr,file"

    listed = [
        Contender("varve", [varve, "convert", str(source), str(ours)], ours, gate=["--strict"]),
        Contender(
            "varve, unverified, no fsync",
            [varve, "convert", "--no-verify", "--durability", "none", str(source), str(target("varve-bare"))],
            target("varve-bare"),
            gate=["--strict"],
        ),
        Contender(
            "varve, uncompressed as nccopy's",
            [varve, "convert", "--codec", "none", str(source), str(target("varve-none"))],
            target("varve-none"),
            gate=["--strict"],
        ),
        Contender(
            "xarray + dask + zarr, same shapes and codecs",
            [*xarray, str(target("xarray-same")), "--like", str(ours), "--threads", str(threads)],
            target("xarray-same"),
            least_ratio=2,
        ),
        Contender(
            "the same, FusedCodecPipeline",
            [*xarray, str(target("xarray-fused")), "--like", str(ours), "--threads", str(threads), "--fused"],
            target("xarray-fused"),
            least_ratio=2,
        ),
        Contender(
            "xarray + dask + zarr, own defaults",
            [*xarray, str(target("xarray-plain")), "--threads", str(threads)],
            target("xarray-plain"),
            least_ratio=2,
        ),
        Contender(
            f"nccopy {nccopy_version()}, nczarr (its build compresses nothing)",
            ["nccopy", "-4", "-u", "-d", "4", "-s", str(source), url(target("nccopy"))],
            target("nccopy"),
            least_ratio=3,
            gate=["--engine", "netcdf4", "--target", url(target("nccopy"))],
        ),
        Contender(
            "netCDF-C of the wheel, nczarr, deflate 4 + shuffle",
            [python, str(PEERS / "netcdf_to_nczarr.py"), str(source), str(target("netcdf-c"))],
            target("netcdf-c"),
            least_ratio=3,
            # zarr-python reads it wrongly: netCDF-C 4.10.1 writes "elementsize": 0 for its shuffle.
            gate=["--engine", "netcdf4", "--target", url(target("netcdf-c"))],
        ),
    ]
    return listed


def nccopy_version():
    if not shutil.which("nccopy"):
        raise Failure("nccopy is missing (on Debian: apt install netcdf-bin)")
    said = subprocess.run(["nccopy"], capture_output=True, text=True, check=False)
    words = (said.stderr + said.stdout).split()
    return words[words.index("version") + 1] if "version" in words else "(version unknown)"


def limit_command(source, ours, threads):
    java = [launcher_java(), "-XX:+UseParallelGC", "-Xmx8g", "-cp", str(JAR)]
    return [*java, "dev.varve.bench.CodecLimit", str(source), str(ours), VARIABLE, str(threads)]


def gate(contender, source):
    options = list(contender.gate)
    target = str(contender.output)
    if "--target" in options:
        at = options.index("--target")
        target = options[at + 1]
        del options[at : at + 2]
    command = [sys.executable, str(PEERS / "equal.py"), str(source), target, *options]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    if checked.returncode != 0:
        raise Failure(f"{contender.name}: the output is not the input\n{checked.stderr}")


def measure(listed, limit, source, rounds):
    limits = []
    for number in range(rounds):
        turn = number % len(listed)
        for contender in listed[turn:] + listed[:turn]:
            warm(source)
            contender.once()
            say(f"round {number + 1}/{rounds}  {contender.runs[-1].seconds:7.2f} s  {contender.name}")
        # Reads the chunks that varve has just written.
        limits.append(json.loads(run(limit).output))
        say(f"round {number + 1}/{rounds}  {limits[-1]['seconds']:7.2f} s  codecs alone")
    return limits


def warm(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 24):
            pass
    os.sync()


def table(listed, limits, decoded):
    ours = listed[0].median()
    lines = [
        "| | seconds min / median / max | CPU seconds | MB/s decoded | encoded MB | peak RSS MiB | seconds over varve's | bar |",
        "|---|---|---|---|---|---|---|---|",
    ]
    met = True
    for one in listed:
        seconds = one.seconds()
        ratio = one.median() / ours
        bar = "-"
        if one.least_ratio:
            bar = f">= {one.least_ratio:g}: " + ("met" if ratio >= one.least_ratio else "**missed**")
            met &= ratio >= one.least_ratio
        lines.append(
            f"| {one.name} | {min(seconds):.2f} / {one.median():.2f} / {max(seconds):.2f} "
            f"| {statistics.median(r.cpu_seconds for r in one.runs):.1f} "
            f"| {decoded / one.median() / 1e6:.0f} | {one.encoded_bytes / 1e6:.0f} "
            f"| {max(r.peak_rss_bytes for r in one.runs) / 2**20:.0f} | {ratio:.2f} | {bar} |"
        )
    seconds = [limit["seconds"] for limit in limits]
    median = statistics.median(seconds)
    bar = "share >= 0.6: " + ("met" if median / ours >= 0.6 else "**missed**")
    met &= median / ours >= 0.6
    decode = statistics.median(limit["decodeSeconds"] for limit in limits)
    encode = statistics.median(limit["encodeSeconds"] for limit in limits)
    lines.append(
        f"| codecs alone, no store (decode {decode:.2f} s, encode {encode:.2f} s) "
        f"| {min(seconds):.2f} / {median:.2f} / {max(seconds):.2f} | - "
        f"| {decoded / median / 1e6:.0f} | - | - | {median / ours:.2f} | {bar} |"
    )
    return "\n".join(lines), met


def report(listed, limits, decoded, options, source):
    lines, met = table(listed, limits, decoded)
    command = " ".join(["target/venv/bin/python", "bench/convert_peers.py", *map(shlex.quote, sys.argv[1:])])
    chain = limits[0]
    text = (
        f"Command: `{command}`. {describe_machine(launcher_java(), *PACKAGES)}\n\n"
        f"Input: `bench/field.py`, {decoded / 1e6:.0f} MB of float32 decoded in {source.stat().st_size / 1e6:.0f} MB, "
        f"deflate 4 + shuffle, chunks {chain['sourceChunk']}. varve's choice: chunks {chain['targetChunk']}, "
        f"`{chain['targetChain']}`. {options.rounds} interleaved rounds, medians.\n\n{lines}\n"
    )
    print(text)
    if options.results:
        put_section(Path(options.results), "convert", text)
    if options.json:
        values = {
            "schema": 1,
            "decodedBytes": decoded,
            "inputBytes": source.stat().st_size,
            "contenders": [
                {
                    "name": one.name,
                    "command": [part.replace(str(HOME) + "/", "") for part in one.command],
                    "seconds": one.seconds(),
                    "cpuSeconds": [r.cpu_seconds for r in one.runs],
                    "peakRssBytes": [r.peak_rss_bytes for r in one.runs],
                    "encodedBytes": one.encoded_bytes,
                    "leastRatio": one.least_ratio,
                }
                for one in listed
            ],
            "limit": limits,
            "barsMet": met,
        }
        Path(options.json).write_text(json.dumps(values, indent=2) + "\n")
    return met


def say(line):
    print(line, file=sys.stderr, flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mebibytes", type=float, default=1024, help="decoded size of the input (default: 1024)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="only contenders whose name contains this; varve always runs")
    parser.add_argument("--folder", type=Path, default=HERE / "target" / "convert", help="where files are made")
    parser.add_argument("--keep", action="store_true", help="leave the input there for the next time")
    parser.add_argument("--json", help="write all figures to this file")
    parser.add_argument("--results", help="put the table into this Markdown file")
    parser.add_argument("--check", action="store_true", help="exit with status 3 when a bar is missed")
    return parser.parse_args()


def main():
    options = parse()
    threads = cores(2)
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = options.folder.resolve()
    source = folder / f"t2m-{options.mebibytes:g}.nc"
    build(JAR)
    listed = contenders(source, folder, threads)
    if options.only:
        listed = [one for one in listed if one is listed[0] or options.only in one.name]
    try:
        if not source.exists():
            say(f"making {source.name} ...")
            subprocess.run(
                [sys.executable, str(HERE / "field.py"), str(source), "--mebibytes", str(options.mebibytes)], check=True
            )
        for one in listed:
            say(f"checking: {one.name}")
            warm(source)
            one.once()
            gate(one, source)
            one.runs.clear()
        limit = limit_command(source, listed[0].output, threads)
        limits = measure(listed, limit, source, options.rounds)
        met = report(listed, limits, limits[0]["decodedBytes"], options, source)
    finally:
        for one in listed:
            drop(one.output)
        if not options.keep:
            drop(source)
            if not any(folder.iterdir()):
                folder.rmdir()
    return 3 if options.check and not met else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"convert_peers: {failure}")
