#!/usr/bin/env python3
"""Times rechunking: varve beside rechunker (its Python executor) and cubed (threads), under the same memory limit.

2 GiB of float32, from chunks that hold whole maps to chunks that hold whole time series, and back. All read the same Zarr v2
array and write another one with the same codec. Before anything is timed, each output must equal the input bit by bit. Rounds
are interleaved; whole processes are timed; the median counts. rechunker needs zarr before version 3, so it and cubed have
Pythons of their own:

    python3 -m venv V2 && V2/bin/pip install rechunker==0.5.4 'zarr<3'
    python3 -m venv V3 && V3/bin/pip install cubed
    target/venv/bin/python bench/rechunk_peers.py --rechunker V2/bin/python --cubed V3/bin/python --results bench/RESULTS.md
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from measure import Failure, build, cores, describe_machine, drop, launcher_java, put_section, run, tree_bytes

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
PEER = str(HERE / "peers" / "rechunk_peer.py")
STEP_BYTES = 4 * 512 * 512
BAR = 3


@dataclass
class Contender:
    """Someone who rechunks, and what was measured of it."""

    name: str
    command: list
    output: Path
    temp: Path
    runs: list = field(default_factory=list)
    reads: int = 0
    written: int = 0

    def once(self):
        drop(self.output)
        drop(self.temp)
        done = run(self.command)
        said = json.loads(done.output if done.output.startswith("{") else done.output.strip().splitlines()[-1])
        self.reads = said.get("reads", said.get("source_decodes", 0))
        self.written = tree_bytes(self.output) + said.get("temporary_bytes", 0)
        self.written += tree_bytes(self.temp) if self.temp.exists() else 0
        drop(self.temp)
        self.runs.append(done)

    def median(self):
        return statistics.median(one.seconds for one in self.runs)

    def peak(self):
        return max(one.peak_rss_bytes for one in self.runs)


def contenders(options, source, layout, folder, steps):
    chunks = (steps, 32, 32) if layout == "time" else (8, 512, 512)
    extents = ",".join(map(str, chunks))
    memory = str(options.memory * 2**20)
    named = ",".join(f"{name}={extent}" for name, extent in zip(("time", "lat", "lon"), chunks))
    ours, v2, v3 = (folder / f"{name}.zarr" for name in ("varve", "rechunker", "cubed"))
    temp = folder / "temp"
    return [
        Contender(
            "varve",
            [
                str(HOME / "varve"), "rechunk", str(source), str(ours), "--chunks", named, "--memory", f"{options.memory}MiB",
                "--zarr-format", "2", "--codec", "blosc(lz4, 5, shuffle)", "--json", "--quiet",
            ],
            ours,
            temp,
        ),
        Contender("rechunker, python", [options.rechunker, PEER, "rechunker", str(source), str(v2), str(temp), extents, memory], v2, temp),
        Contender("cubed, threads", [options.cubed, PEER, "cubed", str(source), str(v3), str(temp), extents, memory], v3, temp),
    ]  # fmt: skip


def peer(*arguments):
    """In a process of its own, so that this one stays small (see measure.py)."""
    done = subprocess.run([sys.executable, PEER, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{arguments[0]} failed\n{done.stderr[-3000:]}")
    return done.stdout.strip()


def direction(options, layout, folder):
    """The table's rows of one direction; the input is cut the other way."""
    source = folder / f"in-{layout}.zarr"
    steps = options.mebibytes * 2**20 // STEP_BYTES
    source_chunks = int(peer("make", source, options.mebibytes, "space" if layout == "time" else "time"))
    listed = contenders(options, source, layout, folder, steps)
    for one in listed:
        say(f"to {layout}, checking: {one.name}")
        one.once()
        peer("check", source, one.output)
        one.runs.clear()
    for number in range(options.rounds):
        turn = number % len(listed)
        for one in listed[turn:] + listed[:turn]:
            one.once()
            say(f"to {layout}, round {number + 1}/{options.rounds}  {one.runs[-1].seconds:7.2f} s  {one.name}")
    for one in listed:
        drop(one.output)
    drop(source)
    return rows(options, layout, listed, source_chunks)


def rows(options, layout, listed, source_chunks):
    ours = listed[0]
    allowed = options.memory * 2**20
    lines, met = [], True
    for one in listed:
        seconds = sorted(run.seconds for run in one.runs)
        ratio = one.median() / ours.median()
        if one is ours:
            bar = "peak <= --memory: " + ("met" if one.peak() <= allowed else "**missed**")
            met &= one.peak() <= allowed
        else:
            bar = f">= {BAR}: " + ("met" if ratio >= BAR else "**missed**")
            met &= ratio >= BAR
        lines.append(
            f"| to whole {'time series' if layout == 'time' else 'maps'} | {one.name} "
            f"| {seconds[0]:.2f} / {one.median():.2f} / {seconds[-1]:.2f} "
            f"| {statistics.median(run.cpu_seconds for run in one.runs):.1f} | {one.peak() / 2**20:.0f} "
            f"| {one.peak() / allowed:.2f} | {one.reads / source_chunks:.2f} | {one.written / 1e6:.0f} | {ratio:.2f} | {bar} |"
        )
    return lines, met


def version_of(python, package):
    return subprocess.run(
        [python, "-c", f"from importlib.metadata import version; print(version({package!r}))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def say(line):
    print(line, file=sys.stderr, flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rechunker", required=True, help="a Python with rechunker and zarr < 3")
    parser.add_argument("--cubed", required=True, help="a Python with cubed")
    parser.add_argument("--mebibytes", type=int, default=2048, help="decoded size of the array (default: 2048)")
    parser.add_argument("--memory", type=int, default=512, help="MiB that each may take (default: 512)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=HERE / "target" / "rechunk", help="where files are made and removed")
    parser.add_argument("--results", help="put the table into this Markdown file")
    parser.add_argument("--check", action="store_true", help="exit with status 3 when a bar is missed")
    return parser.parse_args()


def main():
    options = parse()
    cores(2)
    build()
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = options.folder.resolve()
    lines, met = [], True
    for layout in ("time", "space"):
        some, is_met = direction(options, layout, folder)
        lines += some
        met &= is_met
    command = " ".join(["target/venv/bin/python", "bench/rechunk_peers.py", *map(shlex.quote, sys.argv[1:])])
    versions = ", ".join(
        f"{package} {version_of(python, package)}"
        for python, package in ((options.rechunker, "rechunker"), (options.rechunker, "zarr"), (options.cubed, "cubed"), (options.cubed, "zarr"))
    )  # fmt: skip
    text = (
        f"Command: `{command}`. {describe_machine(launcher_java())} {versions}.\n\n"
        f"{options.mebibytes} MiB of float32 (time, lat, lon), chunks 8 x 512 x 512 (maps) and all x 32 x 32 (time series), Zarr v2, "
        f"blosc(lz4, 5, shuffle); each may take {options.memory} MiB; {options.rounds} interleaved rounds, medians. Decodes: how often a "
        f"chunk of the input was read. Written: output and temporary data.\n\n"
        "| | | seconds min / median / max | CPU seconds | peak RSS MiB | of the limit | decodes | MB written "
        "| seconds over varve's | bar |\n|---|---|---|---|---|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )
    print(text)
    if options.results:
        put_section(Path(options.results), "rechunk", text)
    return 3 if options.check and not met else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"rechunk_peers: {failure}")
