"""How much money is set aside and used: by source, action and package, direct or not, against the months of the year.

What nobody wrote is not zero: the share used is of lines where both amounts are known, and the others are counted
beside it. Rupiah and lines are no persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.reference.money_rules import DIRECT, INTERVENTIONS, SOURCES
from audit.reference.sectors import UNASSIGNED
from audit.results import Cell, CountTable, Finding, RateTable, Result, Sentence

__all__ = ["MoneyYear", "budget_year", "money_results_of", "money_year"]

_MONTHS = 12


@dataclass(frozen=True)
class MoneyYear:
    """Lines of one year, without those of which the same money stands twice, and until when spending is known.

    ``up_to`` is the newest day of the lines, never after the day of the report; ``None`` where no line says.
    """

    year: int
    lines: pd.DataFrame
    up_to: date | None

    @property
    def months(self) -> int | None:
        """Whole months of the year that had passed on ``up_to``."""
        if self.up_to is None:
            return None
        last = pd.Timestamp(self.up_to)
        return _MONTHS if last.year > self.year else last.month if last.is_month_end else last.month - 1


def budget_year(lines: pd.DataFrame, as_of: date) -> int | None:
    """The newest year of the lines that has begun on the day of the report; ``None`` without any."""
    years = lines["year"].dropna()
    begun = years[years.le(as_of.year)]
    return int(begun.max()) if len(begun) else None


def money_year(lines: pd.DataFrame, year: int, as_of: date) -> MoneyYear:
    """Lines (table BUDGET_LINES) of a year. A line that stands twice (``money_checks``) is counted once."""
    own = lines[lines["year"].eq(year).fillna(False).astype(bool)]
    own = own[~repeated(own)].reset_index(drop=True)
    days = own["as_of"][own["as_of"].le(pd.Timestamp(as_of)).fillna(False)]
    return MoneyYear(year, own, days.max().date() if len(days) else None)


_SAME = ("year", "area_code", "opd", "budget_code", "activity", "source", "allocated_rupiah")


def repeated(lines: pd.DataFrame) -> pd.Series:
    """Whether a line repeats one above it: same year, place, office, code, activity, source and allocation.

    Spelling with other capitals or spaces is the same. A line whose activity or allocation is not written repeats none.
    """
    key = lines[list(_SAME)].astype(object)
    for name in ("opd", "activity", "budget_code"):
        key[name] = lines[name].fillna("").str.casefold().str.split().str.join(" ")
    known = lines["activity"].notna() & lines["allocated_rupiah"].notna()
    return key.duplicated().astype(bool) & known.astype(bool)


def money_results_of(found: MoneyYear) -> Iterator[Result]:
    """Tables of a year; cells ``money=<split>.<level>``, the whole year ``money=all``.

    ``money_allocated``: rupiah of lines with an allocation; ``money_realised``: realised over allocated rupiah of lines
    where both are known; ``money_recorded``: lines with a known realisation over all lines. A finding ``money_pace``
    holds the months that had passed where a day is known.
    """
    levels = dict(_levels(found.lines))
    cells = tuple(Cell.of(str(found.year), money=level) for level in levels)
    allocated, realised = (_rupiah(found.lines, name) for name in ("allocated_rupiah", "realised_rupiah"))
    both = allocated.notna() & realised.notna()
    yield _count("money_allocated", cells, [allocated[rows].sum() for rows in levels.values()])
    yield RateTable(
        "money_realised",
        _count("money_realised", cells, [realised[rows & both].sum() for rows in levels.values()]),
        _count("money_realised.of", cells, [allocated[rows & both].sum() for rows in levels.values()]),
    )
    yield RateTable(
        "money_recorded",
        _count("money_recorded", cells, [(rows & realised.notna()).sum() for rows in levels.values()]),
        _count("money_recorded.of", cells, [rows.sum() for rows in levels.values()]),
    )
    if found.up_to is not None and found.months is not None:
        values = {"day": found.up_to, "months": found.months, "year": str(found.year)}
        yield Finding("money_pace", Sentence("money.pace", values), ("money_realised",), values)


def _levels(lines: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Rows of every level: splits in order, levels in the order of their lists, then what is not said."""
    yield "all", pd.Series(True, index=lines.index)
    direct = lines["direct"].map({True: DIRECT[0], False: DIRECT[1]})
    splits: Mapping[str, tuple[pd.Series, tuple[str, ...]]] = {
        "source": (lines["source"], SOURCES),
        "direct": (direct, DIRECT),
        "intervention": (lines["intervention"], INTERVENTIONS),
        "action": (lines["action"], tuple(sorted(lines["action"].dropna().unique()))),
        "package": (lines["package"], tuple(sorted(lines["package"].dropna().unique()))),
    }
    for split, (said, known) in splits.items():
        level = said.astype(object).where(said.isin(known), UNASSIGNED)
        for id in (*known, UNASSIGNED):
            if (rows := level.eq(id)).any():
                yield f"{split}.{id}", rows


def _rupiah(lines: pd.DataFrame, name: str) -> pd.Series:
    """Whole rupiah; negative amounts are slips, so they are unknown."""
    return lines[name].where(lines[name].ge(0)).round()


def _count(id: str, cells: tuple[Cell, ...], counts: list[float]) -> CountTable:
    return CountTable(id, cells, tuple(int(n) for n in counts), personal=False)
