#!/usr/bin/env python3
"""Times sweeps of one field: varve's search and its exhaustive sweep beside the naive loop.

The field is a red spectrum of 64 MiB (16 x 721 x 1440 float32 is 63 MiB) that looks like temperature. The naive loop
(`peers/sweep_loop.py`) puts every chain by itself through a memory store of zarr-python with numcodecs, on two processes; a
seeded choice of dc_toolkit's 10,494 chains is timed and scaled to all of them. varve's exhaustive sweep would take hours too,
so it is put together from two parts that are timed and scaled: seeded stages with the fastest compressors alone (each stage is encoded,
decoded and measured once), and the same seeded chains, less their stages' share. varve's search is timed as it is, by its process.

Before anything is timed, sizes and errors of the seeded chains have to be the same as the naive loop's. Run it with the Python
of interop/python/requirements.txt:

    target/venv/bin/python bench/sweep_peers.py --results bench/RESULTS.md
"""

import argparse
import csv
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from measure import HOME, Failure, build, cores, describe_machine, launcher_java, put_section, run

HERE = Path(__file__).resolve().parent
PACKAGES = ("zarr", "numcodecs", "zfpy", "pcodec", "numpy")
ALL_CHAINS = 10_494
STAGES = 318
COMPRESSORS = 33
LEAST_EXHAUSTIVE, LEAST_SEARCH = 2.5, 30.0
MOST_RSS = 512 * 2**20
SIZE_TOLERANCE, ERROR_TOLERANCE = 0.01, 1e-9


def make_field(path, array, steps):
    import netCDF4
    import numpy as np

    random = np.random.default_rng(20261126)
    lat, lon = np.linspace(-90, 90, 721), np.arange(1440) * 0.25
    wave = np.hypot(np.fft.fftfreq(721)[:, None] * 721, np.fft.rfftfreq(1440)[None, :] * 1440)
    red = 1 / np.maximum(wave, 1) ** 1.6
    values = np.empty((steps, 721, 1440), np.float32)
    spectrum = red * (random.normal(size=red.shape) + 1j * random.normal(size=red.shape))
    for step in range(steps):
        fresh = red * (random.normal(size=red.shape) + 1j * random.normal(size=red.shape))
        spectrum = 0.9 * spectrum + 0.44 * fresh
        weather = np.fft.irfft2(spectrum, s=(721, 1440))
        values[step] = 288 - 45 * np.sin(np.radians(lat))[:, None] ** 2 + 8 * weather / weather.std()
    np.save(array, values)
    with netCDF4.Dataset(path, "w") as file:
        for name, extent in (("time", steps), ("lat", 721), ("lon", 1440)):
            file.createDimension(name, extent)
        for name, content, units in (("lat", lat, "degrees_north"), ("lon", lon, "degrees_east")):
            axis = file.createVariable(name, "f8", (name,))
            axis.units = units
            axis[:] = content
        field = file.createVariable("t", "f4", ("time", "lat", "lon"), fill_value=False)
        field.units = "K"
        field[:] = values


def varve(*options):
    return run([str(HOME / "varve"), "sweep", *(str(option) for option in options), "--quiet", "--json"])


def rows(folder):
    with open(folder / "config_space_t_rank0.csv", newline="", encoding="utf-8") as file:
        return {row["pipeline"]: row for row in csv.DictReader(file) if row["part"] == "0"}


def identities(folder, count):
    with open(folder / "config_space_t.csv", newline="", encoding="utf-8") as file:
        return [row["pipeline"] for row in csv.DictReader(file)][:count]


def stage(identity):
    chain = json.loads(identity)
    return json.dumps([chain["filter"], chain["serializer"]])


def naive(arguments, field, chunks, chains, folder):
    listed = folder / "chains"
    listed.write_text("\n".join(chains) + "\n", encoding="utf-8")
    python = [sys.executable, str(HERE / "peers" / "sweep_loop.py")]
    done = run([*python, str(field), ",".join(map(str, chunks)), str(listed), str(arguments.processes)])
    first, *rest = done.output.splitlines()
    return json.loads(first)["seconds"], [json.loads(line) for line in rest], done.peak_rss_bytes


def compare(peers, ours):
    """Both failed, or both have the size and the error; returns how many sizes are equal to the byte."""
    equal = 0
    for peer in peers:
        mine = ours.get(peer["identity"])
        if peer["error"] or mine is None:
            continue
        size = int(mine["encoded_bytes"])
        if abs(size - peer["bytes"]) > SIZE_TOLERANCE * peer["bytes"]:
            print(f"size {size} not {peer['bytes']}: {peer['identity']}", file=sys.stderr)
        l1 = float(mine["l1_rel"])
        if abs(l1 - peer["l1"]) > ERROR_TOLERANCE * max(l1, 1e-300):
            print(f"l1 {l1} not {peer['l1']}: {peer['identity']}", file=sys.stderr)
        equal += abs(size - peer["bytes"]) <= SIZE_TOLERANCE * peer["bytes"]
    return equal


def verdict(value, bar):
    return f">= {bar:g}: {'met' if value >= bar else '**missed**'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--steps", type=int, default=16, help="of 4 MiB each (default: 16)")
    parser.add_argument("--chains", type=int, default=300, help="how many of the naive loop are timed (default: 300)")
    parser.add_argument("--rounds", type=int, default=3, help="of varve's search (default: 3)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--l1", default="1e-4", help="the budget (default: 1e-4)")
    parser.add_argument("--folder", type=Path, default=HERE / "target" / "sweep", help="where files are made")
    parser.add_argument("--results", type=Path, help="put the table into this Markdown file")
    arguments = parser.parse_args()
    cores(2)
    build()
    shutil.rmtree(arguments.folder, ignore_errors=True)
    arguments.folder.mkdir(parents=True)
    source, array = arguments.folder / "t.nc", arguments.folder / "t.npy"
    # In a process of its own, whose memory is not this one's.
    if (child := os.fork()) == 0:
        make_field(source, array, arguments.steps)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise Failure("the field could not be made")
    common = [source, "--l1", arguments.l1, "--space", "dc_toolkit", "--all-codecs", "--threads", arguments.processes]

    searches = []
    for number in range(arguments.rounds):
        where = arguments.folder / f"search{number}"
        searches.append(varve(*common, "--where", where))
    found = json.loads(searches[0].output)["fields"][0]
    manifest = json.loads((arguments.folder / "search0" / "manifest_t.json").read_text(encoding="utf-8"))
    chains = identities(arguments.folder / "search0", arguments.chains)

    seeded = arguments.folder / "seeded"
    ours = varve(*common, "--where", seeded, "--exhaustive", "--max-evals", len(chains))
    alone = arguments.folder / "stages"
    stages = varve(
        *common, "--where", alone, "--exhaustive", "--compressors", "lz4", "--max-evals", len(chains)
    )  # fmt: skip
    seen = len({stage(identity) for identity in rows(alone)})
    stage_seconds = json.loads(stages.output)["fields"][0]["seconds"] * STAGES / seen
    seeded_seconds = json.loads(ours.output)["fields"][0]["seconds"]
    tried = {stage(identity) for identity in chains}
    compressing = (seeded_seconds - stage_seconds * len(tried) / STAGES) / len(chains)
    exhaustive = stage_seconds + compressing * ALL_CHAINS

    naive_seconds, peers, _ = naive(arguments, array, manifest["chunk"], chains, arguments.folder)
    equal = compare(peers, rows(seeded))
    naive_all = naive_seconds / len(chains) * ALL_CHAINS
    kept = [p for p in peers if p["error"] is None and p["l1"] <= float(arguments.l1)]
    best = min((p["bytes"] for p in kept), default=None)

    seconds = statistics.median(search.seconds for search in searches)
    sample = os.path.getsize(array)
    rss = max(search.peak_rss_bytes for search in searches)
    lines = [
        f"Command: `target/venv/bin/python bench/sweep_peers.py {' '.join(sys.argv[1:])}`. "
        + describe_machine(launcher_java(), *PACKAGES),
        "",
        f"Field: a red spectrum, {sample / 2**20:.0f} MiB of float32, chunks {tuple(manifest['chunk'])}, relative L1 at most"
        f" {arguments.l1}; dc_toolkit's {ALL_CHAINS:,} chains, {arguments.processes} threads or processes. Of the naive loop"
        f" {len(chains)} seeded chains were timed ({naive_seconds:.0f} s) and scaled; {equal} of {len(chains)} have the same size"
        f" within {SIZE_TOLERANCE:.1%} and the same error in varve's table. varve's exhaustive sweep is put together from"
        f" {stage_seconds:.0f} s for all {STAGES} stages and {compressing:.2f} s for each chain's compressor.",
        "",
        "| | seconds for all | naive loop over it | bar | peak RSS MiB |",
        "|---|---|---|---|---|",
        f"| naive loop, zarr-python and numcodecs | {naive_all:.0f} | 1.00 | - | - |",
        f"| varve, exhaustive | {exhaustive:.0f} | {naive_all / exhaustive:.2f} |"
        f" {verdict(naive_all / exhaustive, LEAST_EXHAUSTIVE)} | {ours.peak_rss_bytes / 2**20:.0f} |",
        f"| varve, search (median of {arguments.rounds}) | {seconds:.1f} | {naive_all / seconds:.0f} |"
        f" {verdict(naive_all / seconds, LEAST_SEARCH)} | {rss / 2**20:.0f} |",
        "",
        f"The search's winner: `{found['winner']}`, ratio {found['ratio']:.3f}; the best of the naive loop's {len(chains)} chains"
        f" has {sample / best:.3f}. " if best else "None of the seeded chains keeps the budget. ",
        f"Peak RSS of the search: the sample and {(rss - sample) / 2**20:.0f} MiB (bar: 512 MiB:"
        f" {'met' if rss <= sample + MOST_RSS else '**missed**'}).",
    ]
    text = "\n".join(lines)
    print(text)
    if arguments.results:
        put_section(arguments.results, "sweep", text)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"sweep_peers: {failure}")
