"""The canonical tables of a prepared audit, read back from data/interim.

Apart from the results that notebooks show, which need no table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from audit.pipeline.prepared import ACCOUNTING
from audit.pipeline.tables import Tables
from audit.quality import Linking, SourceRows
from audit.reference.programme_sheets import SHEETS
from audit.schemas import (
    CHILD_HISTORY,
    CHILDREN,
    CONSENTS,
    ENTRIES,
    HOUSEHOLDS,
    REFERRALS,
    REGISTERED,
    SELECTION_FRAME,
    SERVICES,
    TABLES,
    VISITS,
    WOMEN,
)
from audit.store import read_table

__all__ = ["FILES", "load_tables", "programme_file"]

FILES = tuple(
    (table.name, table)
    for table in (
        CHILDREN,
        VISITS,
        REGISTERED,
        WOMEN,
        HOUSEHOLDS,
        SERVICES,
        CHILD_HISTORY,
        CONSENTS,
        REFERRALS,
        SELECTION_FRAME,
        ENTRIES,
    )
)


def programme_file(name: str) -> str:
    """Where a canonical table of the programme lies: apart from those that every audit has."""
    return f"programme-{name}.parquet"


def load_tables(folder: Path) -> Tables:
    """Read the canonical tables of an audit back; not what people filled in, nor rows to look at again."""
    accounting = json.loads((folder / ACCOUNTING).read_text(encoding="utf-8"))
    tables: dict[str, Any] = {name: read_table(folder / f"{name}.parquet", table) for name, table in FILES}
    programme = {name: folder / programme_file(name) for name in sorted(SHEETS)}
    return Tables(
        **tables,
        programme={name: read_table(path, TABLES[name]) for name, path in programme.items() if path.is_file()},
        rows=tuple(SourceRows(**rows) for rows in accounting["rows"]),
        linking=Linking(**accounting["linking"]),
    )
