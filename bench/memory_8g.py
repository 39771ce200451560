#!/usr/bin/env python3
"""Converts 8 GiB of decoded data under --memory 1G and asks the operating system what that took.

The input is made here, by the hour, in a folder that is removed at the end. It passes when the process's peak resident
memory is within --memory plus the reserve, and when whole hours picked from the output, read by zarr-python, are those
that went in. Run it with the Python of interop/python/requirements.txt:

    target/venv/bin/python bench/memory_8g.py --results bench/RESULTS.md
"""

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import Failure, build, cores, describe_machine, launcher_java, put_section, run, tree_bytes

HERE = Path(__file__).resolve().parent
UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}


def size(text):
    found = re.fullmatch(r"(\d+)([KMG]?)(iB)?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text} is no size such as 1G or 256MiB")
    return int(found.group(1)) * UNITS[found.group(2)]


def smooth_field(action, path, mebibytes):
    """In a process of its own, so that this one stays small (see measure.py)."""
    command = [sys.executable, str(HERE / "smooth_field.py"), action, str(path), str(mebibytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{action} of {path} failed\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mebibytes", type=int, default=8192, help="decoded size of the input (default: 8192)")
    parser.add_argument("--memory", default="1G", help="what varve may take (default: 1G)")
    parser.add_argument("--reserve", type=size, default="150MiB", help="what Java takes beside it (default: 150MiB)")
    parser.add_argument("--folder", type=Path, default=HERE / "target", help="where the files are made and removed")
    parser.add_argument("--results", help="put the figures into this Markdown file")
    return parser.parse_args()


def main():
    options = parse()
    allowed = size(options.memory) + options.reserve
    cores(2)
    build()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="memory-", dir=options.folder) as folder:
        source, target = Path(folder) / "smooth.nc", Path(folder) / "smooth.zarr"
        start = time.perf_counter()
        smooth_field("write", source, options.mebibytes)
        made = time.perf_counter() - start
        command = [str(HERE.parent / "varve"), "convert", "--memory", options.memory, str(source), str(target)]
        done = run(command)
        checked = smooth_field("check", target, options.mebibytes)
        sizes = source.stat().st_size, tree_bytes(target)
    within = done.peak_rss_bytes <= allowed
    said = "\n".join(line for line in (done.errors + done.output).replace(folder + "/", "").splitlines() if line.strip())
    text = (
        f"Command: `target/venv/bin/python bench/memory_8g.py {' '.join(map(shlex.quote, sys.argv[1:]))}`. "
        f"{describe_machine(launcher_java())}\n\n"
        f"| decoded | input | output | seconds | allowed: --memory + reserve | peak RSS by the kernel | verdict |\n"
        f"|---|---|---|---|---|---|---|\n"
        f"| {options.mebibytes} MiB | {sizes[0] / 2**20:.0f} MiB | {sizes[1] / 2**20:.0f} MiB | {done.seconds:.1f} "
        f"| {options.memory} + {options.reserve / 2**20:.0f} MiB = {allowed / 2**20:.0f} MiB "
        f"| {done.peak_rss_bytes / 2**20:.0f} MiB | {'kept' if within else '**exceeded**'} |\n\n"
        f"{checked} Making the input took {made:.0f} s. What the command itself said:\n\n```\n{said}\n```\n"
    )
    print(text)
    if options.results:
        put_section(Path(options.results), "memory", text)
    return 0 if within else 3


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"memory_8g: {failure}")
