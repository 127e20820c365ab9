"""The register of many districts as Parquet in folders: ``province=64/district=64.74/month=2025-08/rows.parquet``.

A partition is replaced whole or not at all, and its file carries its schema version like any table. DuckDB reads them:
other programs may too, if they take the names of folders as text (64.10 is no number).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.errors import EngineError
from audit.schemas import LAKE
from audit.store.permissions import owner_only_within
from audit.store.swap import repair, staged
from audit.store.tables import check_version, write_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["lay", "months_of", "open_stream", "partitions", "stream"]

ROWS = "rows.parquet"
_MONTH = "month="


def lay(root: Path, district: str, month: str, rows: pd.DataFrame) -> Path:
    """Put the rows (``LAKE``) of a district's month in place of those that lie there; returns their file.

    The same rows in the same order give the same bytes. Raises ``OutputError`` where it cannot be written.
    """
    folder = _folder(root, district) / f"{_MONTH}{month}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with staged(folder) as new:
        write_table(rows, LAKE, new / ROWS)
        owner_only_within(new)
    return folder / ROWS


def partitions(root: Path, month: str) -> list[Path]:
    """Files of a month, by district. What a killed run left half done is repaired first.

    Raises ``InputError`` for a file that is no partition of ours, or of another version.
    """
    for district in sorted(root.glob("province=*/district=*")):
        repair(district / f"{_MONTH}{month}")
    found = sorted(root.glob(f"province=*/district=*/{_MONTH}{month}/{ROWS}"))
    for file in found:
        check_version(file, LAKE)
    return found


def months_of(root: Path) -> tuple[str, ...]:
    """Months of which anything lies in the lake, oldest first."""
    folders = {path.parent.name for path in root.glob(f"province=*/district=*/{_MONTH}*/{ROWS}")}
    return tuple(sorted(name.removeprefix(_MONTH) for name in folders if "." not in name))


def open_stream(*, threads: int, memory_mb: int) -> Any:
    """Open a database in memory that reads files with so many threads and at most so much memory.

    It never fetches an extension. Raises ``EngineError`` (exit 16) where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise EngineError("store.no_duckdb") from error
    return duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": f"{memory_mb}MB",
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def stream(connection: Any, files: Sequence[Path], rows: int) -> Iterator[pa.RecordBatch]:
    """Read partitions as Arrow batches of at most about ``rows`` rows, in any order."""
    names = ", ".join(LAKE.names)
    query = f"SELECT {names} FROM read_parquet($files, hive_partitioning = false)"
    yield from connection.cursor().sql(query, params={"files": [str(file) for file in files]}).to_arrow_reader(rows)


def _folder(root: Path, district: str) -> Path:
    return root / f"province={district.partition('.')[0]}" / f"district={district}"
