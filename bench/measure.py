"""What the timed scripts share: processes with their time and memory, the machine in words, sections of RESULTS.md.

Only the standard library is imported: the peak memory that the kernel reports of a child is never less than what its
parent had in use when it forked, so the parent must stay small.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """Something that makes figures worthless; the message is for the user."""


@dataclass(frozen=True)
class Run:
    """A process that has ended well."""

    seconds: float
    peak_rss_bytes: int
    cpu_seconds: float
    output: str
    errors: str


def run(command):
    """Runs a command to its end, and fails with what it said when its status is not 0."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        said, complained = out.read().decode(errors="replace"), errors.read().decode(errors="replace")
    if process.returncode != 0:
        raise Failure(f"status {process.returncode} of {' '.join(command)}\n{complained[-4000:]}")
    return Run(seconds, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, said, complained)


def cores(count):
    """Binds this process and its children to that many cores; returns how many there are."""
    allowed = sorted(os.sched_getaffinity(0))[:count]
    os.sched_setaffinity(0, allowed)
    return len(allowed)


def build(jar=None):
    """Builds the command, and the benchmarks when their jar is asked for, if sources are newer."""
    run([str(HOME / "varve"), "--version"])
    if jar is None:
        return
    sources = [p for module in ("core", "formats", "bench") for p in (HOME / module / "src/main").rglob("*.java")]
    if not jar.exists() or any(p.stat().st_mtime > jar.stat().st_mtime for p in sources):
        print(f"building {jar.name} ...", file=sys.stderr)
        run(["mvn", "-B", "-q", "-DskipTests", "-f", str(HOME / "pom.xml"), "-pl", "bench", "-am", "package"])


def launcher_java():
    """The Java that the launcher takes."""
    shown = subprocess.run(
        [str(HOME / "varve"), "--version"],
        env={**os.environ, "VARVE_JAVA_OPTS": "-XshowSettings:properties"},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    return os.path.join(re.search(r"^\s*java\.home = (.+)$", shown, re.MULTILINE).group(1), "bin", "java")


def java_version(java):
    """The version of a Java, such as 17.0.15."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    return re.search(r'version "([^"]+)"', said).group(1)


def describe_machine(java, *packages):
    """The machine in one sentence, with the versions of Java and of the Python packages that were timed."""
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+) kB", file.read()).group(1)) / 2**20
    with open("/etc/os-release", encoding="utf-8") as file:
        system = re.search(r'^PRETTY_NAME="?([^"\n]*)', file.read(), re.MULTILINE).group(1)
    facts = [f"{len(os.sched_getaffinity(0))} cores", f"{memory:.0f} GiB", system, f"JDK {java_version(java)}"]
    facts += [f"Python {sys.version.split()[0]}"] if packages else []
    facts += [f"{name} {version(name)}" for name in packages]
    return f"Machine: {', '.join(facts)}; load average at the end {os.getloadavg()[0]:.1f}."


def tree_bytes(path):
    """The bytes of all files in a folder."""
    return sum(file.stat().st_size for file in Path(path).rglob("*") if file.is_file())


def drop(path):
    """Deletes a file or a folder if it is there."""
    path = Path(path)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put_section(path, name, text):
    """Puts text between the marks of a section in a Markdown file; a missing section is added at the end."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}"
    before = path.read_text(encoding="utf-8") if path.exists() else "# Results\n"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    after = pattern.sub(lambda _: section, before) if pattern.search(before) else f"{before.rstrip()}\n\n{section}\n"
    path.write_text(after, encoding="utf-8")
