"""What stands behind the border of one audit: the only thing that its results are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from audit.pipeline.filled_in import FilledIn
from audit.quality import Linking, SourceRows
from audit.results import LineList
from audit.schemas import (
    CHILD_HISTORY,
    CONSENTS,
    ENTRIES,
    HOUSEHOLDS,
    REFERRALS,
    SELECTION_FRAME,
    SERVICES,
    WOMEN,
    Table,
)

__all__ = ["Tables"]


@dataclass(frozen=True)
class Tables:
    """Canonical tables, how they came about, and what people filled in beside them.

    ``found_rows`` are rows to look at again (``quality.row_findings``), which only the records themselves can tell.
    """

    children: pd.DataFrame
    visits: pd.DataFrame
    registered: pd.DataFrame
    rows: tuple[SourceRows, ...]
    linking: Linking
    filled_in: FilledIn = field(default_factory=FilledIn)
    found_rows: LineList | None = None
    women: pd.DataFrame = field(default_factory=WOMEN.empty)
    households: pd.DataFrame = field(default_factory=HOUSEHOLDS.empty)
    services: pd.DataFrame = field(default_factory=SERVICES.empty)
    child_history: pd.DataFrame = field(default_factory=CHILD_HISTORY.empty)
    consents: pd.DataFrame = field(default_factory=CONSENTS.empty)
    referrals: pd.DataFrame = field(default_factory=REFERRALS.empty)  # urgent ones, of this cycle
    selection_frame: pd.DataFrame = field(default_factory=SELECTION_FRAME.empty)  # of this cycle
    entries: pd.DataFrame = field(default_factory=ENTRIES.empty)  # what people wrote in this cycle
    programme: Mapping[str, pd.DataFrame] = field(default_factory=dict)  # canonical tables of the programme by name

    def of_programme(self, table: Table) -> pd.DataFrame:
        """A canonical table of the programme; without a row where nothing was handed in."""
        found = self.programme.get(table.name)
        return table.empty() if found is None else found
