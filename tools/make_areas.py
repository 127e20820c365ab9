"""Make ``src/audit/reference/tables/areas.csv.gz`` from the npm package idn-area-data 4.0.1 (data: ODbL 1.0).

    npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz
    python tools/make_areas.py package/data

Names carry stray spaces in the source; they are folded. Rows are sorted by code, so the file is the same each time.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/audit/reference/tables/areas.csv.gz"
FILES = {"province": "provinces", "district": "regencies", "kecamatan": "districts", "desa": "villages"}


def rows(folder: Path):
    for level, name in FILES.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["code"], level, " ".join(row["name"].split())


def main(folder: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "level", "name"])
    writer.writerows(sorted(rows(Path(folder))))
    with TARGET.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


if __name__ == "__main__":
    main(sys.argv[1])
