"""What the Python drivers of zarr_peers.py share: arguments, commands, answers. zarr_peers.py says what they are given."""

import json
import shutil
import sys
import time
from pathlib import Path

import numpy as np


class Driver:
    """A library under test: subclasses open an array, read a box of it, and write one."""

    def __init__(self, words):
        self.config, source, target, field, cells, threads = words[:6]
        self.source, self.target, self.threads = Path(source), Path(target), int(threads)
        document = json.loads((self.source / "zarr.json").read_text())
        shape = tuple(document["shape"])
        self.field = np.memmap(field, dtype=np.dtype(document["data_type"]).newbyteorder("<"), mode="r", shape=shape)
        self.whole = tuple(slice(0, extent) for extent in shape)
        self.cells = {}
        for line in Path(cells).read_text().splitlines():
            operation, *numbers = line.split()
            start, extent = np.array(numbers, int).reshape(2, 3).tolist()
            box = tuple(slice(at, at + count) for at, count in zip(start, extent))
            self.cells.setdefault(operation, []).append(box)
        self.patched = 0
        self.dump = None

    def open(self, folder):
        raise NotImplementedError

    def read(self, array, box):
        raise NotImplementedError

    def write(self, array, box, values):
        raise NotImplementedError

    def take(self, values):
        """What becomes of values that were read: they are looked at by whoever asked for a dump."""
        if self.dump is not None:
            self.dump.write(np.ascontiguousarray(values))

    def store(self, values):
        shutil.copyfile(self.source / "zarr.json", self.target / "zarr.json")
        self.write(self.open(self.target), self.whole, values)

    def run(self, operation):
        """Does one operation and returns its seconds."""
        if operation == "partial":
            box = self.cells["partial"][self.patched % len(self.cells["partial"])]
            values = np.array(self.field[box])
            self.patched += 1
        elif operation in ("write", "roundtrip"):
            shutil.rmtree(self.target, ignore_errors=True)
            self.target.mkdir(parents=True)
        start = time.perf_counter()
        if operation == "write":
            self.store(self.field)
        elif operation == "roundtrip":
            self.store(self.read(self.open(self.source), self.whole))
        elif operation == "read":
            self.take(self.read(self.open(self.source), self.whole))
        elif operation == "partial":
            self.write(self.open(self.target), box, values)
        else:
            array = self.open(self.source)
            for box in self.cells[operation]:
                self.take(self.read(array, box))
        return time.perf_counter() - start

    def answer(self, command):
        words = command.split()
        if words[0] == "dump":
            with open(words[2], "wb") as self.dump:
                self.run(words[1])
            self.dump = None
            return {}
        seconds = self.run(command)
        return {"config": self.config, "op": command, "seconds": seconds, "rss": peak_resident_bytes()}


def peak_resident_bytes():
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))


def serve(driver, commands):
    """Carries out the commands that are given, or else those that come line by line."""
    for command in commands or sys.stdin:
        print(json.dumps(driver.answer(command.strip())), flush=True)
