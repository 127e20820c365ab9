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
    VISITS,
    WOMEN,
)
from audit.store import read_table

__all__ = ["FILES", "load_tables"]

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


def load_tables(folder: Path) -> Tables:
    """Read the canonical tables of an audit back; not what people filled in, nor rows to look at again."""
    accounting = json.loads((folder / ACCOUNTING).read_text(encoding="utf-8"))
    tables: dict[str, Any] = {name: read_table(folder / f"{name}.parquet", table) for name, table in FILES}
    return Tables(
        **tables,
        rows=tuple(SourceRows(**rows) for rows in accounting["rows"]),
        linking=Linking(**accounting["linking"]),
    )
