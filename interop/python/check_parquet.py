"""Whether pyarrow, pandas and DuckDB read a Parquet file as it was meant.

    check_parquet.py FILE EXPECTED

EXPECTED is JSON: by column a list of cells, null where empty; a real is the 16 hexadecimal digits of its bits.
"""

import json
import struct
import sys

import duckdb
import pandas
import pyarrow.parquet


def bits(value):
    return struct.pack(">d", value).hex() if isinstance(value, float) else value


def require(reader, name, cells, expected):
    for i, (is_, ought) in enumerate(zip(cells, expected, strict=True)):
        if bits(is_) != ought:
            raise SystemExit(f"{reader}: column {name}, row {i} is {is_!r}, not {ought!r}")


def main():
    file, expected_file = sys.argv[1:]
    with open(expected_file, encoding="utf-8") as stream:
        expected = json.load(stream)

    # Checksums of pages are compared too.
    arrow = pyarrow.parquet.read_table(file, page_checksum_verification=True)
    if arrow.column_names != list(expected):
        raise SystemExit(f"pyarrow: columns {arrow.column_names}")
    frame = pandas.read_parquet(file, engine="pyarrow", dtype_backend="pyarrow")
    duck = duckdb.connect().execute("select * from read_parquet(?)", [file])
    names = [column[0] for column in duck.description]
    rows = duck.fetchall()
    for at, (name, cells) in enumerate(expected.items()):
        require("pyarrow", name, arrow.column(name).to_pylist(), cells)
        of_pandas = [None if value is pandas.NA else value for value in frame[name].tolist()]
        require("pandas", name, of_pandas, cells)
        if names[at] != name:
            raise SystemExit(f"duckdb: column {names[at]}")
        require("duckdb", name, [row[at] for row in rows], cells)
    print(f"{len(rows)} rows of {len(expected)} columns")


main()
