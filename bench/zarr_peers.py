#!/usr/bin/env python3
"""Times reading and writing Zarr: varve beside zarr-python's pipelines, tensorstore, zarrs, zarr-java, and the codecs alone.

A contender is a driver: a process that is started with CONFIG SOURCE TARGET FIELD CELLS THREADS, where SOURCE is a store
that zarr-python made, TARGET where it writes (with SOURCE's zarr.json), FIELD the values as they lie in memory, and each
line of CELLS an operation with the starts and extents of a box. It takes commands from its arguments or else from its
input, does each, and answers with one line {"config", "op", "seconds", "rss"}. What is timed begins with opening the array.

    write, read   the whole array                        chunks, inner   boxes of 64^3, or single (inner) chunks, at random,
    roundtrip     SOURCE is read whole and written       partial         one inner chunk is written into a shard
    dump OP PATH  does OP and leaves in PATH what it has read, for the gate

Before a cell is timed, what every reader reads must be the field, and zarr-python must read the field from what every
writer wrote. Warm: one process per contender, some uncounted runs until they are no longer getting faster, then rounds
that begin with another contender each. Fresh: a process that does it once, from start to end, with its peak memory.
Medians count. Everyone has the same two cores, and nobody waits for the disk. Run it with the Python of
interop/python/requirements.txt:

    target/venv/bin/python bench/zarr_peers.py --results bench/RESULTS.md
"""

import argparse
import json
import os
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from measure import Failure, build, cores, describe_machine, drop, launcher_java, put_section, run, tree_bytes

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
JAR = HERE / "target" / "benchmarks.jar"
PACKAGES = ("zarr", "numcodecs", "zarrs", "tensorstore", "numpy")
SINGLE_READS = 1000
PATCHES = 64
LEAST_WARM_UPS, MOST_WARM_UPS = 2, 200

LEAST_RATIO = 1.0
LEAST_OVER_ZARR_JAVA = 3.0
LEAST_SHARE = 0.8
MOST_MORE_RSS = 150 * 2**20
# What threads may cost, so that the noise of medians is no miss.
LEAST_THREADS_GAIN = 0.95

WHOLE = ("write", "read", "roundtrip")
LIMITED = (*WHOLE, "chunks", "inner")


@dataclass(frozen=True)
class Config:
    """How an array is cut up and encoded; the edges of shards shrink with a small array."""

    type: str
    shard: list | None
    chunk: list
    codec: str
    operations: tuple
    small: bool = False


def configs(edge):
    cube, shard = [64] * 3, [min(256, edge)] * 3
    single, sharded, small = (*WHOLE, "chunks"), (*WHOLE, "chunks", "inner", "partial"), (*WHOLE, "inner")
    listed = {f"c64_{codec}": Config("float32", None, cube, codec, single) for codec in ("none", "zstd", "blosc", "gzip")}
    listed |= {f"s32_{codec}": Config("float32", shard, [32] * 3, codec, sharded) for codec in ("none", "zstd", "blosc")}
    listed["s64_zstd"] = Config("float32", shard, cube, "zstd", sharded)
    # Chunks of 64 KiB, and of 32 KiB.
    listed |= {f"u32_{codec}": Config("uint16", None, [32] * 3, codec, small, True) for codec in ("none", "zstd")}
    listed["k32_zstd"] = Config("uint16", None, [16, 32, 32], "zstd", small, True)
    return listed


@dataclass(frozen=True)
class Contender:
    """A driver: the command before its arguments, and where it takes part."""

    name: str
    command: list
    threads: int
    counts: bool = True  # among those that varve must not be slower than
    options: tuple = ()
    only_small: bool = False
    operations: tuple = (*LIMITED, "partial")

    def takes_part(self, config, operation):
        return operation in self.operations and (config.small or not self.only_small)


def contenders(threads, java_options, zarrs, zarr_java):
    python = sys.executable
    java = launcher_java()
    varve = [java, *shlex.split(java_options), "-cp", str(JAR), "dev.varve.bench.ZarrDriver"]
    listed = [
        Contender("varve", varve, threads, counts=False),
        Contender("varve, 1 thread", varve, 1, counts=False, only_small=True),
        *(
            Contender(f"zarr-python {name}", [python, str(PEERS / "zarr_python.py"), name], threads)
            for name in ("batched", "fused", "zarrs")
        ),
        Contender("tensorstore", [python, str(PEERS / "zarr_tensorstore.py")], threads),
    ]
    if zarrs:
        listed.append(Contender("zarrs", [str(zarrs)], threads))
        # Shown, but no match: a crash leaves a broken shard, and what was there stays in it.
        in_place = {"counts": False, "options": ("--partial-encoding",), "operations": ("partial",)}
        listed.append(Contender("zarrs, partial encoding", [str(zarrs)], threads, **in_place))
    if zarr_java:
        # It has a bar of its own, and needs more memory than that.
        listed.append(Contender("zarr-java", [java, "-cp", zarr_java, "ZarrJavaDriver"], threads, counts=False))
    listed.append(Contender("codecs alone", [*varve, "--limit"], threads, counts=False, operations=LIMITED))
    return listed


def heap(edge):
    """Java's options: memory for two arrays and some more, so that it is used again and not taken from the system."""
    return f"-XX:+UseG1GC -XX:G1HeapRegionSize=1m -Xms64m -Xmx{(2 * edge**3 * 4 >> 20) + 76}m"


def build_zarrs():
    """The driver of the zarrs crate, and why there is none."""
    if not shutil.which("cargo"):
        return None, "zarrs was not run: there is no cargo."
    target = HERE / "target" / "zarrs"
    command = ["cargo", "build", "--release", "--quiet", "--target-dir", str(target)]
    built = subprocess.run([*command, "--manifest-path", str(PEERS / "zarrs" / "Cargo.toml")], capture_output=True, text=True)
    if built.returncode:
        say(built.stderr[-4000:])
        return None, "zarrs was not run: its driver could not be built."
    return target / "release" / "zarrs_timings", None


def build_zarr_java(class_path):
    """The class path of zarr-java's driver, and why there is none."""
    if not class_path:
        return None, "zarr-java was not run: no --zarr-java CLASSPATH was given."
    folder = HERE / "target" / "zarr-java"
    driver = PEERS / "zarr_java" / "ZarrJavaDriver.java"
    command = ["javac", "--release", "17", "-nowarn", "-cp", class_path, "-d", str(folder), str(driver)]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode:
        raise Failure(f"--zarr-java {class_path}: its driver cannot be compiled\n{built.stderr[-4000:]}")
    return f"{folder}:{class_path}", None


@dataclass
class Place:
    """The files of one configuration."""

    config: str
    folder: Path
    field: Path

    @property
    def source(self):
        return self.folder / f"{self.config}.zarr"

    @property
    def cells(self):
        return self.folder / f"{self.config}.cells"

    def target(self, contender):
        return self.folder / f"{self.config}-{contender.name.replace(' ', '-').replace(',', '')}.zarr"

    def command(self, contender):
        files = (self.source, self.target(contender), self.field, self.cells)
        return [*contender.command, self.config, *map(str, files), str(contender.threads), *contender.options]

    def prepare(self, contender, operation):
        """Patches go into a store that is there already."""
        if operation == "partial":
            drop(self.target(contender))
            shutil.copytree(self.source, self.target(contender))


class Server:
    """A driver that waits for commands."""

    def __init__(self, name, command):
        self.name = name
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True, bufsize=1
        )

    def ask(self, command):
        try:
            self.process.stdin.write(command + "\n")
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.process.wait()
            self.errors.seek(0)
            raise Failure(f"{self.name} failed at {command}\n{self.errors.read().decode(errors='replace')[-4000:]}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.errors.close()


@dataclass
class Cell:
    """What was measured of one contender at one operation on one configuration."""

    config: str
    operation: str
    contender: str
    warm: list = field(default_factory=list)
    fresh: list = field(default_factory=list)
    peak_rss_bytes: list = field(default_factory=list)
    encoded_bytes: int | None = None

    def warm_median(self):
        return statistics.median(self.warm)

    def rss(self):
        return max(self.peak_rss_bytes)

    def text(self):
        warm = f"{self.warm_median():.3f}"
        return f"{warm} / {statistics.median(self.fresh):.2f} / {self.rss() / 2**20:.0f}" if self.fresh else warm


def stores(*arguments):
    command = [sys.executable, str(PEERS / "zarr_stores.py"), *map(str, arguments)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise Failure(f"{' '.join(map(str, arguments))}\n{made.stderr[-4000:]}")


def write_cells(place, config, edge):
    """The same boxes for everyone, chosen as a function of the configuration's name."""
    chosen = random.Random(place.config)
    counts = {"chunks": ([64] * 3, (edge // 64) ** 3), "inner": (config.chunk, SINGLE_READS), "partial": (config.chunk, PATCHES)}
    lines = []
    for operation in ("chunks", "inner", "partial"):
        extents, count = counts[operation]
        for _ in range(count):
            starts = [extent * chosen.randrange(edge // extent) for extent in extents]
            lines.append(" ".join(map(str, (operation, *starts, *extents))))
    place.cells.write_text("\n".join(lines) + "\n")


def prepare_source(place, config, edge):
    """The store that everyone reads, and the boxes, unless they are there."""
    write_cells(place, config, edge)
    if not place.source.exists():
        part = Path(f"{place.source}.part")
        drop(part)
        layout = {key: asdict(config)[key] for key in ("type", "shard", "chunk", "codec")}
        stores("store", part, place.field, edge, json.dumps(layout))
        part.rename(place.source)


def gate(place, contender, operation):
    """Fails unless the contender reads the field, or zarr-python reads it from what the contender wrote."""
    target, dump = place.target(contender), place.folder / "dump.raw"
    try:
        if operation in ("read", "chunks", "inner"):
            run([*place.command(contender), f"dump {operation} {dump}"])
            stores("read", dump, place.source, place.field, place.cells, operation)
        else:
            place.prepare(contender, operation)
            if operation == "partial":
                stores("spoil", target, place.cells)
            run([*place.command(contender), operation])
            stores("equal", target, place.field)
            return tree_bytes(target)
    except Failure as failure:
        raise Failure(f"{contender.name}, {place.config} {operation}: {failure}") from None
    finally:
        drop(dump)
        drop(target)
    return None


def measure(place, taking_part, operation, options):
    """All contenders at one operation: the warm rounds, then fresh processes."""
    cells = [Cell(place.config, operation, one.name) for one in taking_part]
    for one, cell in zip(taking_part, cells):
        if one.name != "codecs alone":
            cell.encoded_bytes = gate(place, one, operation)
    servers = []
    try:
        for one in taking_part:
            place.prepare(one, operation)
            servers.append(Server(one.name, place.command(one)))
            warm_up(servers[-1], operation, options.warm_seconds)
        for number in range(options.rounds):
            for at in turned(len(servers), number):
                os.sync()
                cells[at].warm.append(servers[at].ask(operation)["seconds"])
    finally:
        for server in servers:
            server.close()
    for number in range(options.fresh_rounds):
        for at in turned(len(cells), number):
            if taking_part[at].name != "codecs alone":
                os.sync()
                once = run([*place.command(taking_part[at]), operation])
                cells[at].fresh.append(once.seconds)
                cells[at].peak_rss_bytes.append(once.peak_rss_bytes)
    for one, cell in zip(taking_part, cells):
        drop(place.target(one))
        say(f"{place.config:9} {operation:9} {cell.text():>24}  {one.name}")
    return cells


def turned(count, number):
    return [(number + at) % count for at in range(count)]


def warm_up(server, operation, least_seconds):
    """Uncounted runs, until they have taken some time and are no longer getting faster."""
    best, spent = None, 0
    for number in range(MOST_WARM_UPS):
        seconds = server.ask(operation)["seconds"]
        spent += seconds
        if number + 1 >= LEAST_WARM_UPS and spent >= least_seconds and seconds > 0.95 * best:
            return
        best = seconds if best is None else min(best, seconds)


@dataclass
class Verdict:
    """What the bars say of one operation on one configuration; each is None where there is nothing to compare."""

    config: str
    operation: str
    fastest: str | None
    ratio: float | None
    share: float | None
    more_rss_bytes: int | None
    threads_gain: float | None
    over_zarr_java: float | None

    def misses(self):
        missed = []
        missed += ["slower than the fastest"] if self.ratio is not None and self.ratio < LEAST_RATIO else []
        missed += ["share"] if self.share is not None and self.share < LEAST_SHARE else []
        missed += ["memory"] if self.more_rss_bytes is not None and self.more_rss_bytes > MOST_MORE_RSS else []
        missed += ["zarr-java"] if self.over_zarr_java is not None and self.over_zarr_java < LEAST_OVER_ZARR_JAVA else []
        missed += ["threads"] if self.threads_gain is not None and self.threads_gain < LEAST_THREADS_GAIN else []
        return missed


def judge(cells, counting):
    by_name = {cell.contender: cell for cell in cells}
    ours = by_name["varve"]
    fastest = min((cell for cell in cells if cell.contender in counting), key=Cell.warm_median, default=None)
    limit, alone, zarr_java = (by_name.get(name) for name in ("codecs alone", "varve, 1 thread", "zarr-java"))
    return Verdict(
        ours.config,
        ours.operation,
        fastest and fastest.contender,
        fastest and fastest.warm_median() / ours.warm_median(),
        limit and limit.warm_median() / ours.warm_median(),
        fastest and ours.rss() - fastest.rss(),
        alone and alone.warm_median() / ours.warm_median(),
        zarr_java and zarr_java.warm_median() / ours.warm_median(),
    )


def tables(cells, verdicts, names):
    found = {(cell.config, cell.operation, cell.contender): cell for cell in cells}
    speed = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    bars = [
        "| | fastest peer | its seconds over varve's | codecs alone over varve | RSS MiB above the fastest's "
        "| 1 thread over 2 | zarr-java's seconds over varve's | bars |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in verdicts:
        row = (found.get((one.config, one.operation, name)) for name in names)
        speed.append(f"| {one.config} {one.operation} | {' | '.join(cell.text() if cell else '-' for cell in row)} |")
        more = None if one.more_rss_bytes is None else one.more_rss_bytes / 2**20
        numbers = (shown(one.ratio), shown(one.share), shown(more, "+.0f"), shown(one.threads_gain), shown(one.over_zarr_java))
        verdict = "**missed**: " + ", ".join(one.misses()) if one.misses() else "met"
        bars.append(f"| {one.config} {one.operation} | {one.fastest or '-'} | {' | '.join(numbers)} | {verdict} |")
    wrote = {cell.contender for cell in cells if cell.operation in ("write", "roundtrip")} - {"codecs alone"}
    writers = [name for name in names if name in wrote]
    sizes = [f"| encoded MB | {' | '.join(writers)} |", "|---" * (len(writers) + 1) + "|"]
    for config in dict.fromkeys(one.config for one in verdicts):
        whole = (found.get((config, "write", name)) or found.get((config, "roundtrip", name)) for name in writers)
        row = [f"{cell.encoded_bytes / 1e6:.1f}" if cell else "-" for cell in whole]
        sizes.append(f"| {config} | {' | '.join(row)} |")
    return "\n\n".join("\n".join(lines) for lines in ((speed, bars, sizes) if writers else (speed, bars)))


def shown(number, form=".2f"):
    return "-" if number is None else format(number, form)


def report(cells, verdicts, listed, notes, options, threads):
    words = ["CLASSPATH" if word == options.zarr_java else word for word in sys.argv[1:]]
    command = " ".join(["target/venv/bin/python", "bench/zarr_peers.py", *map(shlex.quote, words)])
    names = [one.name for one in listed if any(cell.contender == one.name for cell in cells)]
    edge = options.edge
    text = (
        f"Command: `{command}`. {describe_machine(launcher_java(), *PACKAGES)} {' '.join(notes)}\n\n"
        f"Arrays of {edge}^3 float32 ({edge**3 * 4 / 1e6:.0f} MB decoded; u32 and k32: uint16, half as much), {threads} threads. "
        f"c64: chunks 64^3; s32, s64: shards {min(256, edge)}^3 with inner chunks 32^3, 64^3; u32: chunks 32^3; k32: "
        f"chunks 16 x 32 x 32. zstd: level 5; blosc: zstd 5 and shuffle; gzip: level 5. Each cell: warm in-process seconds / "
        f"seconds of a fresh process / its peak RSS in MiB; medians of {options.rounds} interleaved rounds, of fresh "
        f"processes {options.fresh_rounds}, of memory the most. Bars: the fastest peer's warm time over varve's >= {LEAST_RATIO:g}; the codecs' (without compression: a "
        f"memory copy's) over varve's >= {LEAST_SHARE:g}; peak RSS at most {MOST_MORE_RSS >> 20} MiB above that of the "
        f"fastest; small chunks no slower on {threads} threads than on one (>= {LEAST_THREADS_GAIN:g}); zarr-java's warm time "
        f"over varve's >= {LEAST_OVER_ZARR_JAVA:g}.\n\n"
        f"{tables(cells, verdicts, names)}\n"
    )
    print(text)
    if options.results:
        put_section(Path(options.results), "zarr", text)
    return not any(one.misses() for one in verdicts)


def save(known, options):
    if options.json:
        cells = [asdict(cell) for row in known.values() for cell in row]
        Path(options.json).write_text(json.dumps({"schema": 1, "edge": options.edge, "cells": cells}, indent=2) + "\n")


def saved(options):
    """The cells of a run that was stopped, by configuration and operation."""
    known = {}
    if options.json and Path(options.json).exists():
        values = json.loads(Path(options.json).read_text())
        if values["edge"] != options.edge:
            raise Failure(f"{options.json} is of arrays of {values['edge']}^3: name another file")
        for cell in values["cells"]:
            known.setdefault((cell["config"], cell["operation"]), []).append(Cell(**cell))
    return known


def say(line):
    print(line, file=sys.stderr, flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edge", type=int, default=512, help="extent of the arrays, a multiple of 64 (default: 512)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--fresh-rounds", type=int, default=5, help="of processes that do it once (default: 5)")
    parser.add_argument("--warm-seconds", type=float, default=3, help="least time of the uncounted runs (default: 3)")
    parser.add_argument("--configs", help="only these configurations, such as c64_zstd,s32_none")
    parser.add_argument("--ops", help="only these operations, such as read,partial")
    parser.add_argument("--only", help="only contenders whose name contains this; varve and the codecs always run")
    parser.add_argument("--java-options", help="default: G1, and a heap for two arrays")
    parser.add_argument("--zarr-java", metavar="CLASSPATH", help="run zarr-java from it; README.md says where it comes from")
    parser.add_argument("--folder", type=Path, default=HERE / "target" / "zarr", help="where files are made")
    parser.add_argument("--keep", action="store_true", help="leave fields and stores there for the next time")
    parser.add_argument("--json", help="write all figures to this file; what it has already is not measured again")
    parser.add_argument("--report", action="store_true", help="measure nothing: report what the --json file has")
    parser.add_argument("--results", help="put the tables into this Markdown file")
    parser.add_argument("--check", action="store_true", help="exit with status 3 when a bar is missed")
    options = parser.parse_args()
    if options.edge < 64 or options.edge % 64 or (options.edge > 256 and options.edge % 256):
        parser.error(f"--edge {options.edge}: give a multiple of 64, beyond 256 one of 256")
    if min(options.rounds, options.fresh_rounds) < 1:
        parser.error(f"--rounds {options.rounds}, --fresh-rounds {options.fresh_rounds}: give at least 1 of each")
    return options


def chosen(options):
    """The configurations and operations that are asked for."""
    known = configs(options.edge)
    names = options.configs.split(",") if options.configs else list(known)
    operations = options.ops.split(",") if options.ops else [*LIMITED, "partial"]
    for name in names:
        if name not in known:
            raise Failure(f"no configuration {name}: {', '.join(known)}")
    for operation in operations:
        if operation not in (*LIMITED, "partial"):
            raise Failure(f"no operation {operation}: {', '.join((*LIMITED, 'partial'))}")
    return {name: (known[name], [o for o in known[name].operations if o in operations]) for name in names}


def main():
    options = parse()
    wanted = chosen(options)
    threads = cores(2)
    if not options.report:
        build(JAR)
    zarrs, note = build_zarrs()
    zarr_java, java_note = build_zarr_java(options.zarr_java)
    notes = [one for one in (note, java_note) if one]
    java_options = heap(options.edge) if options.java_options is None else options.java_options
    listed = contenders(threads, java_options, zarrs, zarr_java)
    if options.only:
        listed = [one for one in listed if one.name in ("varve", "codecs alone") or options.only in one.name]
    counting = {one.name for one in listed if one.counts}
    folder = options.folder.resolve() / str(options.edge)
    folder.mkdir(parents=True, exist_ok=True)
    known = saved(options)
    try:
        if not options.report and not (folder / "uint16.raw").exists():
            say("making the fields ...")
            stores("fields", folder, options.edge)
        for name, (config, operations) in () if options.report else wanted.items():
            place = Place(name, folder, folder / f"{config.type}.raw")
            for operation in operations:
                if (name, operation) not in known:
                    taking_part = [one for one in listed if one.takes_part(config, operation)]
                    prepare_source(place, config, options.edge)
                    known[name, operation] = measure(place, taking_part, operation, options)
                    save(known, options)
            if not options.keep:
                drop(place.source)
    except KeyboardInterrupt:
        notes.append("The run was stopped before it was through.")
    finally:
        if not options.keep:
            drop(folder)
    rows = [known[name, operation] for name in wanted for operation in wanted[name][1] if (name, operation) in known]
    verdicts = [judge(row, counting) for row in rows]
    met = report([cell for row in rows for cell in row], verdicts, listed, notes, options, threads)
    return 3 if options.check and not met else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"zarr_peers: {failure}")
