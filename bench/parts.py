#!/usr/bin/env python3
"""Runs the JMH benchmarks and tabulates them: the median and the best of the iterations of each.

    bench/parts.py --results bench/RESULTS.md          all, about 5 minutes
    bench/parts.py BytesCarrier                        those whose name contains it
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Failure, build, cores, describe_machine, java_version, launcher_java, put_section

HERE = Path(__file__).resolve().parent
JAR = HERE / "target" / "benchmarks.jar"


def table(results):
    lines = ["| benchmark | setting | MB/s median | MB/s best |", "|---|---|---|---|"]
    for one in results:
        # Bytes per microsecond are MB/s.
        scores = [score for fork in one["primaryMetric"]["rawData"] for score in fork]
        name = ".".join(one["benchmark"].split(".")[-2:])
        setting = ", ".join(f"{key}={value}" for key, value in one.get("params", {}).items()).replace("|", "\\|")
        lines.append(f"| {name} | {setting} | {statistics.median(scores):.0f} | {max(scores):.0f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pattern", nargs="*", help="what the benchmarks' names contain (default: all)")
    parser.add_argument("--java", help="the Java to run (default: the one the launcher takes)")
    parser.add_argument("--results", type=Path, help="put the table into this Markdown file")
    options = parser.parse_args()
    cores(2)
    build(JAR)
    java = options.java or launcher_java()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [java, "-jar", str(JAR), "-rf", "json", "-rff", file.name, *options.pattern]
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode != 0:
            raise Failure("JMH failed")
        results = json.load(file)
    version = java_version(java)
    text = f"Command: `{' '.join(['bench/parts.py', *sys.argv[1:]])}`. {describe_machine(java)}\n\n{table(results)}\n"
    print(text)
    if options.results:
        put_section(options.results, f"parts on JDK {version.split('.')[0]}", text)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"parts: {failure}")
