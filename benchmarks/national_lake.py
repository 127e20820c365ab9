"""An invented register of the nation as a lake, for benchmarks: real desa codes, no child that lives.

Two million invented measurements are drawn from again and again; desa differ in size as a lognormal does (sigma 0.8).
February and August, when all are measured, hold every child, the ten other months what is left of the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from audit.anthropometry import value_at_z
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS
from audit.reference.areas import areas_of, district_codes
from audit.schemas import LAKE

CHILDREN, YEAR = 16_400_000, 119_000_000  # of a month in which all are measured; measurements of twelve months
FULL = ("2025-02", "2025-08")
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
POOL, SEED, SPREAD = 2_000_000, 2025, 0.8
WITHOUT, AGAIN, OEDEMA = 0.02, 0.01, 0.001  # a value is missing; measured again in the month; oedema


def month_sizes(children: int) -> dict[str, int]:
    """Measurements of each month; the year is to a full month as 119 to 16.4."""
    other = (children * YEAR // CHILDREN - len(FULL) * children) // (len(MONTHS) - len(FULL))
    return {month: children if month in FULL else other for month in MONTHS}


def lay_lake(root: Path, sizes: Mapping[str, int], districts: Iterable[str] | None = None) -> int:
    """Lay so many measurements of each month of the nation, or of these districts the part that is theirs.

    Returns bytes on the disk. Two processes.
    """
    codes = sorted(district_codes() if districts is None else districts)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        return sum(pool.map(_lay_district, [root] * len(codes), codes, [sizes] * len(codes)))


@cache
def _pool() -> pa.Table:
    """Invented measurements by sex, age and size, as rows of the lake but for where; same seed, same rows."""
    rng = np.random.default_rng(SEED)
    sex, days = rng.choice(["f", "m"], POOL), rng.integers(0, 1840, POOL).astype(float)
    tall = days >= HEIGHT_FROM_DAYS
    lenhei = value_at_z("haz", sex, np.minimum(days, 1826), rng.normal(-1.2, 1.2, POOL)).round(1)
    whz = rng.normal(-0.3, 1.1, POOL)
    inside = lenhei.clip(66, 109)
    weight = np.where(tall, value_at_z("wfh", sex, inside, whz), value_at_z("wfl", sex, inside, whz)).round(1)
    order = np.lexsort((weight, lenhei, days, sex))
    columns = {
        "sex": sex, "age_days": days, "weight_kg": weight, "lenhei_cm": lenhei, "measure": np.where(tall, "h", "l"),
    }  # fmt: skip
    parts = {name: pa.array(values[order], mask=rng.random(POOL) < WITHOUT) for name, values in columns.items()}
    parts["oedema"] = pa.array(np.where(rng.random(POOL) < OEDEMA, "y", "n"))
    parts["newest"] = pa.array(rng.random(POOL) >= AGAIN)
    return pa.table(parts)


@cache
def desa_of_districts() -> tuple[dict[str, list[str]], dict[str, np.ndarray]]:
    """Desa of each district, and the share of the nation's children in each."""
    desa = {code: [area.code for area in areas_of(code).desa] for code in district_codes()}
    size = np.random.default_rng(SEED).lognormal(sigma=SPREAD, size=sum(map(len, desa.values())))
    ends = np.cumsum([len(codes) for codes in desa.values()])[:-1]
    return desa, dict(zip(desa, np.split(size / size.sum(), ends), strict=True))


def _lay_district(root: Path, code: str, sizes: Mapping[str, int]) -> int:
    schema = pa.Table.from_pandas(LAKE.empty(), preserve_index=False).schema.with_metadata({"audit.schema": LAKE.tag})
    desa, shares = desa_of_districts()
    size, rows = 0, _pool()
    for month, n in sizes.items():
        rng = np.random.default_rng([SEED, int(code.replace(".", "")), MONTHS.index(month)])
        counts = rng.poisson(shares[code] * n)
        drawn = rng.integers(0, POOL, counts.sum()) + np.repeat(np.arange(len(counts)) * POOL, counts)
        place, row = np.divmod(np.sort(drawn), POOL)
        areas = pa.DictionaryArray.from_arrays(place.astype(np.int32), pa.array(desa[code], schema.types[0]))
        table = rows.take(row).add_column(0, "area_code", areas.cast(schema.types[0])).select(schema.names).cast(schema)
        folder = root / f"province={code[:2]}" / f"district={code}" / f"month={month}"
        folder.mkdir(parents=True)
        parquet.write_table(table, folder / "rows.parquet", compression="zstd")
        size += (folder / "rows.parquet").stat().st_size
    return size
