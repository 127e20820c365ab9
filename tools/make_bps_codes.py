"""Make ``src/audit/reference/tables/bps_codes.csv`` from tables that bridge the codes of Kemendagri and of BPS.

    python tools/make_bps_codes.py kabkota.csv kecamatan.csv

The tables have the columns ``kode`` (Kemendagri) and ``kode_bps`` or ``kode_bps_2020``, as cahyadsn/wilayah (MIT) lists
them from BPS' bridging. Areas without a code there are left out: districts and kecamatan that are newer than it.
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/audit/reference/tables/bps_codes.csv"


def main(sources: list[str]) -> None:
    rows = []
    for source in sources:
        with Path(source).open(encoding="utf-8", newline="") as file:
            rows += [(row["kode"], row.get("kode_bps") or row.get("kode_bps_2020")) for row in csv.DictReader(file)]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "bps"])
        writer.writerows(sorted(row for row in rows if row[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
