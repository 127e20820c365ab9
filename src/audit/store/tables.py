"""Canonical tables as Parquet files that carry their schema version (``audit.schema=visits/1``).

Older versions are migrated on read, one numbered function a step; newer ones are refused. Equal frames give equal bytes
under one lock file: no clock, no index, no pandas metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from audit.errors import InputError
from audit.schemas import Table
from audit.store.permissions import owner_only
from audit.store.refusals import writing
from audit.store.whole import whole_file

__all__ = ["MIGRATIONS", "Migration", "check_version", "read_table", "write_table"]

Migration = Callable[[pd.DataFrame], pd.DataFrame]


def _visits_2(frame: pd.DataFrame) -> pd.DataFrame:
    """Version 1 did not keep the day of entry."""
    return frame.assign(entry_date=pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]"))


def _households_2(frame: pd.DataFrame) -> pd.DataFrame:
    """Version 1 did not say whether a couple of childbearing age lives in the family."""
    return frame.assign(fertile_couple=pd.Series(pd.NA, index=frame.index, dtype="boolean"))


# (table, version) -> the function that takes its frame to version + 1.
MIGRATIONS: Mapping[tuple[str, int], Migration] = MappingProxyType(
    {("visits", 1): _visits_2, ("households", 1): _households_2}
)

_SCHEMA = b"audit.schema"


def write_table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    """Write a frame that conforms to ``table``, whole or not at all, for its owner only.

    Raises ``ValueError`` where the frame does not conform (a bug of the caller) and ``OutputError`` where the file
    cannot be written. Units and dtypes are those of ``table``; missing stays missing.
    """
    import pyarrow as pa
    from pyarrow import parquet

    data = pa.Table.from_pandas(table.conform(frame), preserve_index=False)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as partial:
        parquet.write_table(data.replace_schema_metadata({_SCHEMA: table.tag.encode()}), partial, compression="zstd")
        owner_only(partial)


def read_table(
    path: Path, table: Table, *, migrations: Mapping[tuple[str, int], Migration] = MIGRATIONS
) -> pd.DataFrame:
    """Read a table back in the version of ``table``, migrating an older file in memory.

    Raises ``InputError`` where the file is absent, is no table of ours, is another table, or is newer than we are.
    """
    import pyarrow as pa
    from pyarrow import parquet

    if not path.is_file():
        raise InputError("store.no_file", file=path.name)
    try:
        data = parquet.read_table(path)
    except pa.ArrowInvalid as error:
        raise InputError("store.not_a_table", file=path.name) from error
    version = _version(data.schema.metadata or {}, table, path)
    frame = data.to_pandas(date_as_object=False)
    for step in range(version, table.version):
        frame = migrations[table.name, step](frame)
    try:
        return table.conform(frame)
    except ValueError as error:
        raise InputError("store.not_a_table", file=path.name) from error


def check_version(path: Path, table: Table) -> None:
    """Raise ``InputError`` unless a file is of ``table`` in its version; only the file's end is read.

    For files that another program reads, to which nothing can be migrated on the way.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        metadata = parquet.read_metadata(path).metadata or {}
    except pa.ArrowInvalid as error:
        raise InputError("store.not_a_table", file=path.name) from error
    version = _version(metadata, table, path)
    if version < table.version:
        raise InputError("store.older", file=path.name, found=str(version), wanted=str(table.version))


def _version(metadata: Mapping[bytes, bytes], table: Table, path: Path) -> int:
    name, _, version = metadata.get(_SCHEMA, b"").decode("utf-8", errors="replace").partition("/")
    if not version.isdecimal():
        raise InputError("store.not_a_table", file=path.name)
    if name != table.name:
        raise InputError("store.other_table", file=path.name, found=name, wanted=table.name)
    if int(version) > table.version:
        raise InputError("store.newer", file=path.name, found=version, known=str(table.version))
    return int(version)
