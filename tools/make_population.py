"""Make ``src/audit/reference/tables/district_population.csv`` from a table of districts with their populations.

    python tools/make_population.py kabkota.csv

The table has the columns ``kode`` (Kemendagri) and ``penduduk_2024s2``, as cahyadsn/wilayah (MIT) lists them from the
population register of December 2024. Rows are sorted by code, so the file is the same each time.
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/audit/reference/tables/district_population.csv"


def main(source: str) -> None:
    with Path(source).open(encoding="utf-8", newline="") as file:
        rows = sorted((row["kode"], int(row["penduduk_2024s2"])) for row in csv.DictReader(file))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "population"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
