"""Make ``src/audit/reference/tables/who_velocity2009.csv`` from the wheel of pygrowthstandards 0.1.3 (MIT).

    python tools/make_velocity_tables.py pygrowthstandards-0.1.3-py3-none-any.whl

WHO Child Growth Standards, growth velocity (2009): weight over 1 month (0-12 months) and 2 months (0-24), length over
2 months (0-24), head circumference over 2 months (0-12). The package mixes the two intervals of weight, in order, and
leaves out WHO's delta, which is added to a weight gain so that it cannot be negative. Delta: WHO 2009, as two programs
print it (400 g over 1 month, 600 g over 2 months); that it is right shows in WHO's printed 5th percentiles, which
``tests/golden/anthropometry/test_who_velocity.py`` recomputes. Length and head circumference have none.
"""

import io
import sys
import zipfile
from pathlib import Path

import pandas as pd

TARGET = Path(__file__).parents[1] / "src/audit/reference/tables/who_velocity2009.csv"
MEMBER = "pygrowthstandards/data/pygrowthstandards_1.1.parquet"
MEASURES = {"weight_velocity": "weight", "length_velocity": "length", "head_circumference_velocity": "headc"}
ROWS_OF_INTERVAL = {("weight", 12): 1, ("weight", 23): 2, ("length", 23): 2, ("headc", 11): 2}  # rows -> months
DELTA = {("weight", 1): 400, ("weight", 2): 600}  # g
DAYS_PER_MONTH = 30.4375


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        frame = pd.read_parquet(io.BytesIO(archive.read(MEMBER)))
    frame = frame[(frame["source"] == "who") & frame["measurement_type"].isin(list(MEASURES))]
    lines = ["measure,sex,interval_months,from_day,to_day,l,m,s,delta"]
    for (kind, sex), rows in frame.groupby(["measurement_type", "sex"], sort=True):
        for _, table in rows.groupby((rows["x"] == 0).cumsum()):
            measure = MEASURES[kind]
            months = ROWS_OF_INTERVAL[measure, len(table)]
            starts = [int(x) for x in table["x"]]
            last = [round((round(x / DAYS_PER_MONTH) + months) * DAYS_PER_MONTH) for x in starts[-months:]]
            for row, end in zip(table.itertuples(), [*starts[months:], *last], strict=True):
                lines.append(
                    f"{measure},{sex.lower()},{months},{int(row.x)},{end},{row.l:.4f},{row.m:.4f},{row.s:.5f},"
                    f"{DELTA.get((measure, months), 0)}"
                )
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines) - 1} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
