"""``aks lake``: the prepared tables of many districts laid together, and a month of them counted, area by area.

All of it is for the restricted edition: a desa of a lake has counts of one and two. Nothing here is released, and no
report, page or pack reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.quality.lake_rates import LEVELS, by_level, with_rates
from audit.quality.lake_rows import lake_rows
from audit.quality.lake_sums import SUMS, added, desa_sums
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS
from audit.schemas.table import NUMBER, TEXT, WHOLE, Table
from audit.store import read_table, run_lock
from audit.store.lake import lay, months_of, open_stream, partitions, stream
from audit.store.tables import write_table

__all__ = ["LAKE_AREAS", "Laid", "Summed", "build", "month_sums", "months_asked", "summarise"]

THREADS = 2
MEMORY_MB = 1024  # of DuckDB alone; measured with all else by benchmarks/national_stream.py
_BATCH = 1 << 17  # rows: a block of ``zscores``
_FILES = 16  # partitions a task reads: DuckDB is asked once for them, and threads end together

_RATES = with_rates(pd.DataFrame(columns=list(SUMS), dtype="int64")).dtypes.drop(list(SUMS))
LAKE_AREAS = Table(
    "lake_areas",
    1,
    ("level", "area_code"),
    (
        ("level", TEXT),  # nation, province, district, kecamatan, desa
        ("area_code", TEXT),
        *((name, WHOLE) for name in SUMS),
        *((str(name), WHOLE if dtype.kind == "i" else NUMBER) for name, dtype in _RATES.items()),
    ),
)
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid of a district: its months, oldest first, and how many visits they hold."""

    district: str
    months: tuple[str, ...]
    visits: int


@dataclass(frozen=True, slots=True)
class Summed:
    """A month that was counted: its file, visits read, children, and how many areas of each level."""

    month: str
    file: Path
    visits: int
    children: int
    areas: dict[str, int]


def build(audits: Sequence[AuditParams], project: Project, progress: Progress = lambda _: None) -> list[Laid]:
    """Lay what the last run prepared of each district; a month that it has replaces the one that lies there.

    Raises ``InputError`` (exit 11), before anything is laid, where a district has not been prepared, and
    ``OutputError`` (exit 17) where another run works on the lake or a partition cannot be written.
    """
    unprepared = [audit.district.code for audit in audits if not _visits(audit, project).is_file()]
    if unprepared:
        raise InputError("pipeline.lake_not_prepared", districts=", ".join(unprepared))
    project.lake.mkdir(parents=True, exist_ok=True)
    laid: list[Laid] = []
    with run_lock(project.lake):
        for audit in audits:
            visits = read_table(_visits(audit, project), VISITS)
            children = read_table(project.interim(audit) / "children.parquet", CHILDREN)
            months = lake_rows(children, visits, areas_of(audit.district.code))
            for month, rows in months.items():
                lay(project.lake, audit.district.code, month, rows)
            laid.append(Laid(audit.district.code, tuple(months), sum(map(len, months.values()))))
            progress(audit.district.code)
    return laid


def months_asked(lake: Path, asked: str) -> tuple[str, ...]:
    """Months of a lake that ``2025-08`` or ``2025`` names. Raises ``InputError`` (exit 11) where there is none."""
    months = tuple(month for month in months_of(lake) if month == asked or month.startswith(f"{asked}-"))
    if not months:
        raise InputError("pipeline.lake_no_month", month=asked)
    return months


def summarise(lake: Path, month: str, *, threads: int = THREADS, progress: Progress = lambda _: None) -> Summed:
    """Count a month of a lake and write ``summary/<month>.parquet`` (``LAKE_AREAS``): a row an area, at every level.

    Raises ``EngineError`` (exit 16) without DuckDB, ``OutputError`` (exit 17) where another run works on the lake.
    """
    with run_lock(lake):
        areas = with_rates(by_level(month_sums(lake, month, threads=threads, progress=progress)))
        file = lake / "summary" / f"{month}.parquet"
        write_table(areas, LAKE_AREAS, file)
    nation = areas[areas["level"].eq("nation")]
    counts = areas["level"].value_counts()
    return Summed(
        month, file, int(nation["visits"].sum()), int(nation["children"].sum()),
        {level: int(counts.get(level, 0)) for level in LEVELS},
    )  # fmt: skip


def month_sums(lake: Path, month: str, *, threads: int = THREADS, progress: Progress = lambda _: None) -> pd.DataFrame:
    """Sums (``quality.lake_sums.SUMS``) of each desa of a month, read as a stream: a batch of rows a thread at a time.

    Every sum is whole, so that neither threads nor batches move a figure.
    """
    files = partitions(lake, month)
    parts = [files[start : start + _FILES] for start in range(0, len(files), _FILES)]
    with open_stream(threads=threads, memory_mb=MEMORY_MB) as connection, ThreadPoolExecutor(threads) as pool:

        def counted(part: Sequence[Path]) -> pd.DataFrame:
            return added(map(desa_sums, stream(connection, part, _BATCH)))

        def told() -> Iterator[pd.DataFrame]:
            for sums in pool.map(counted, parts):
                progress(month)
                yield sums

        return added(told())


def _visits(audit: AuditParams, project: Project) -> Path:
    return project.interim(audit) / "visits.parquet"
