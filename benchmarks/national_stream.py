"""The register of the nation as a lake: a month of 16.4 million children, then 119 million measurements of a year.

    python benchmarks/national_stream.py [--children 16400000] [--folder FOLDER]

An invented lake of all real desa (``national_lake.py``) is laid into a temporary folder, about half a gigabyte, and
deleted at the end. A fresh process summarises the month of all children, another the year, month by month, with two
threads, from files to ``summary/<month>.parquet``: z-scores, quality, prevalence of every desa, kecamatan, district,
province and the nation. Before the year, figures of 200 desa are held against the same rows taken plainly: all of them
in pandas, ``zscores`` and ``classify`` at once, counted by ``groupby``.

Printed: rows a second of wall time and of CPU time (on a busy machine only the latter says something), the highest
resident memory of the process, and how busy the machine was. Exit code 1 where figures differ or memory is above 4 GB.
The run is added to ``benchmarks/history.jsonl`` where figures are equal.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from national_lake import CHILDREN, FULL, lay_lake, month_sizes

from audit.anthropometry import classify, zscores
from audit.cli.speed import FILE, Row, load_now, measured, record
from audit.cli.speed.cost import cpu_seconds, peak_mb
from audit.pipeline.lake import months_asked, summarise
from audit.quality.lake_sums import INDICES

REPOSITORY = Path(__file__).parents[1]
MOST_MB, SAMPLE, SEED = 4096.0, 200, 7


def main() -> None:
    parser = argparse.ArgumentParser(description="The national stream.")
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stream", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.stream:
        print(json.dumps(streamed(args.folder, args.stream)))
        return
    with TemporaryDirectory(dir=args.folder) as folder:
        sizes, root, start = month_sizes(args.children), Path(folder) / "lake", time.perf_counter()
        stored = lay_lake(root, sizes)
        print(f"laid {sum(sizes.values()):,} rows, {stored / 2**20:,.0f} MB, in {time.perf_counter() - start:.0f} s")
        before, month = load_now(), streaming(root, FULL[-1])
        same = equal(root, FULL[-1])
        rows = [replace(row, equal=same) for row in (month, streaming(root, FULL[-1][:4]))]
    if same:
        record(measured("national_stream", rows, before=before), REPOSITORY / FILE)
    if not all(row.good for row in rows):
        raise SystemExit(1)


def streaming(root: Path, asked: str) -> Row:
    """Stream in a fresh process and print what it cost."""
    load = os.getloadavg()[0]
    command = [sys.executable, __file__, "--folder", str(root), "--stream", asked]
    cost = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rows, wall, cpu, peak = cost["rows"], cost["wall"], cost["cpu"], cost["peak_mb"]
    what = "national_month" if asked in FULL else "national_year"
    row = Row(what, rows, "seconds", cpu, peak_mb=peak, peak_bar_mb=MOST_MB)
    print(
        f"{asked}: {rows:,} rows ({cost['children']:,} children counted), {cost['desa']:,} desa: {wall:.1f} s, "
        f"{cpu:.1f} s CPU; {rows / wall:,.0f} rows/s, {rows / cpu:,.0f} rows/s CPU; "
        f"peak {peak:,.0f} MB, at most {MOST_MB:,.0f}: {'MISSED' if row.small is False else 'kept'}; "
        f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after on {os.cpu_count()} cores",
        flush=True,
    )
    return row


def streamed(root: Path, asked: str) -> dict[str, float | int | None]:
    start, cpu = time.perf_counter(), cpu_seconds()
    found = [summarise(root, month) for month in months_asked(root, asked)]
    return {
        "rows": sum(s.visits for s in found), "children": sum(s.children for s in found),
        "desa": max(s.areas["desa"] for s in found), "wall": time.perf_counter() - start,
        "cpu": cpu_seconds() - cpu, "peak_mb": peak_mb(),
    }  # fmt: skip


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Children, classes, flags, means and SD of each area, of rows in memory and the library's functions alone."""
    rows = rows[rows["newest"].astype(bool)].reset_index(drop=True)
    z = zscores(
        sex=rows["sex"], age=rows["age_days"], weight=rows["weight_kg"], lenhei=rows["lenhei_cm"],
        measure=rows["measure"], oedema=rows["oedema"],
    )  # fmt: skip
    young = ~(z["age_months"] >= 60)
    area, columns = rows["area_code"][young].astype(object), {"children": rows["area_code"][young].value_counts()}
    for index in INDICES:
        known = z[index].where(~z[f"{index}_flag"])[young]
        by = known.groupby(area)
        columns[f"{index}_known"], columns[f"{index}_sd"], columns[f"{index}_mean"] = by.count(), by.std(), by.mean()
        names = pd.Series(classify(known, index=index), index=area.index)
        for name in names.cat.categories:
            columns[f"{index}_{name}"] = names.eq(name).groupby(area).sum()
        columns[f"{index}_flagged"] = z.loc[young, f"{index}_flag"].groupby(area).sum()
    return pd.DataFrame(columns)


def equal(root: Path, month: str) -> bool:
    """Hold the summary of some desa against ``plain``: counts to the unit, means and SD to 1e-9."""
    file = root / "summary" / f"{month}.parquet"
    desa = pd.read_parquet(file, filters=[("level", "==", "desa")]).set_index("area_code")
    asked = np.random.default_rng(SEED).choice(desa.index[desa["children"] > 1], SAMPLE, replace=False)
    districts = sorted({code[:5] for code in asked})
    files = [
        root / f"province={code[:2]}" / f"district={code}" / f"month={month}" / "rows.parquet" for code in districts
    ]
    rows = pd.concat(pd.read_parquet(file, partitioning=None) for file in files)
    expected = plain(rows[rows["area_code"].isin(asked)])
    found = desa.loc[expected.index, expected.columns]
    measures = [name for name in expected if name.endswith(("_mean", "_sd"))]
    counts = [name for name in expected if name not in measures]
    same = bool((found[counts] == expected[counts]).all(axis=None)) and np.allclose(
        found[measures].astype("float64"), expected[measures], rtol=0, atol=1e-9, equal_nan=True
    )
    print(f"{len(expected)} desa of {len(districts)} districts taken plainly: {'equal' if same else 'DIFFERENT'}")
    return same


if __name__ == "__main__":
    main()
