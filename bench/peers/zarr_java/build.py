#!/usr/bin/env python3
"""Builds zarr-java 0.2.0 for zarr_peers.py from a clone of its repository, and prints the class path.

    build.py CLONE FOLDER

Its own build wants cdm-core, which is not on Maven Central, and a release of blosc-java that may not be there either. What
is built here is its core without the OME metadata, the command and the stores of the network, with the arrays of the older
edu.ucar:cdm 4.5.5. That has no unsigned types: they become the signed ones of the same size, whose bits are the same.
"""

import shutil
import subprocess
import sys
from pathlib import Path

LEFT_OUT = ("/experimental/", "/cli/", "/S3Store.java", "/HttpStore.java")
SIGNED = {"UBYTE": "BYTE", "USHORT": "SHORT", "UINT": "INT", "ULONG": "LONG"}
# What newer arrays do themselves: the elements in a byte order, and truth values beside an index.
REWORDED = {
    "chunkArray.getDataAsByteBuffer(order)": "bytesOf(chunkArray, order)",
    "Array.factory(DataType.BOOLEAN, index, bools)": "Array.factory(DataType.BOOLEAN, shape, bools)",
}
BYTES_OF = """
    private static ByteBuffer bytesOf(Array array, ByteOrder order) {
        Object data = array.get1DJavaArray(array.getElementType());
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact((int) array.getSize(), array.getDataType().getSize()));
        bytes.order(order);
        if (data instanceof byte[]) bytes.duplicate().put((byte[]) data);
        if (data instanceof short[]) bytes.asShortBuffer().put((short[]) data);
        if (data instanceof int[]) bytes.asIntBuffer().put((int[]) data);
        if (data instanceof long[]) bytes.asLongBuffer().put((long[]) data);
        return bytes;
    }
"""
NEEDED = {
    "com.fasterxml.jackson.core:jackson-databind": "2.20.0",
    "com.fasterxml.jackson.datatype:jackson-datatype-jdk8": "2.20.0",
    "com.google.code.findbugs:jsr305": "3.0.2",
    "com.scalableminds:blosc-java": "0.1-1.21.4",
    "com.github.luben:zstd-jni": "1.5.5-7",
    "edu.ucar:cdm": "4.5.5",
    "org.apache.commons:commons-compress": "1.28.0",
    "org.slf4j:slf4j-api": "1.7.36",
}
# Everything that cdm brings is for files and servers.
ALONE = "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>peers</groupId><artifactId>peers</artifactId><version>1</version><dependencies>{}</dependencies></project>"""
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"


def fetch(folder):
    listed = []
    for name, version in NEEDED.items():
        group, artifact = name.split(":")
        words = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        listed.append(f"<dependency>{words}{ALONE if artifact == 'cdm' else ''}</dependency>")
    pom = folder / "pom.xml"
    pom.write_text(POM.format("".join(listed)))
    subprocess.run(["mvn", "-q", "-B", "-f", pom, COPY, f"-DoutputDirectory={folder / 'lib'}"], check=True, stdout=sys.stderr)


def adapt(source):
    for file in source.rglob("*.java"):
        text = adapted = file.read_text(encoding="utf-8")
        for old, new in SIGNED.items():
            for end in (";", ","):
                adapted = adapted.replace(f"ma2.DataType.{old}{end}", f"ma2.DataType.{new}{end}")
        for old, new in REWORDED.items():
            adapted = adapted.replace(old, new)
        if "bytesOf(" in adapted:
            start = adapted.index("{", adapted.index("class BytesCodec")) + 1
            adapted = adapted[:start] + BYTES_OF + adapted[start:]
        if adapted != text:
            file.write_text(adapted, encoding="utf-8")


def main(clone, folder):
    folder = Path(folder).resolve()
    source, classes = folder / "source", folder / "classes"
    for old in (source, classes):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(Path(clone) / "src" / "main" / "java", source)
    fetch(folder)
    adapt(source)
    files = [str(file) for file in source.rglob("*.java") if not any(part in str(file) for part in LEFT_OUT)]
    command = ["javac", "-nowarn", "-proc:none", "--release", "17", "-cp", f"{folder / 'lib'}/*", "-d", str(classes)]
    subprocess.run([*command, *files], check=True, stdout=sys.stderr)
    print(":".join(map(str, [classes, *sorted((folder / "lib").glob("*.jar"))])))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
