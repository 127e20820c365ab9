"""How many of each group are recorded: measured, registered and projected side by side, each group on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from audit.reference.recorded_groups import AGE_GROUPS, RECORDED_GROUPS, Denominator
from audit.results import Cell, CountTable, RateTable
from audit.survey.tables import count_table, rate_table

__all__ = ["RecordedGroup", "measured_children", "measured_table", "recorded_groups", "recorded_tables"]


@dataclass(frozen=True, slots=True)
class RecordedGroup:
    """One group in a month; ``None`` where nobody gave the number, which is not 0.

    ``measured``: seen in the month. ``registered``: on the list. ``projected``: expected by the population projection.
    """

    group: str
    measured: int | None
    registered: int | None
    projected: int | None

    @property
    def of_registered(self) -> float | None:
        """Measured over registered, which says nothing about those on no list; ``None``: not assessable."""
        return _share(self.measured, self.registered)

    @property
    def of_projected(self) -> float | None:
        """Measured over projected; ``None``: not assessable."""
        return _share(self.measured, self.projected)

    @property
    def listed(self) -> float | None:
        """Registered over projected: how complete the list itself is; ``None``: not assessable."""
        return _share(self.registered, self.projected)


def recorded_groups(
    measured: Mapping[str, int | None],
    registered: Mapping[str, int | None],
    projected: Mapping[str, int | None],
) -> tuple[RecordedGroup, ...]:
    """Put the three numbers of baduta, batita, balita (0-59 months) and bumil beside one another, always all four.

    A group that a mapping does not name is unknown there. "98 % terdata" of one group says nothing about another, nor
    of registered about projected: print each with its denominator. Source: practice notes, U13.
    """
    given = (measured, registered, projected)
    unknown = sorted({group for mapping in given for group in mapping} - set(RECORDED_GROUPS))
    if unknown:
        raise ValueError(f"no such groups: {unknown}")
    return tuple(RecordedGroup(group, *(mapping.get(group) for mapping in given)) for group in RECORDED_GROUPS)


def measured_children(frame: pd.DataFrame, month: str) -> dict[str, int]:
    """Children of each age group seen in a month, from ``survey.snapshot`` rows; no bumil, who are not in them."""
    cells = [_cell(month, group) for group in ("baduta", "batita", "balita")]
    counts = count_table("recorded", frame, cells, (AGE_GROUPS,)).counts
    return dict(zip(("baduta", "batita", "balita"), counts, strict=True))


def measured_table(month: str, groups: tuple[RecordedGroup, ...]) -> CountTable:
    """Measured persons of the groups of which that is known."""
    known = [(_cell(month, g.group), g.measured) for g in groups if g.measured is not None]
    return CountTable("recorded", tuple(cell for cell, _ in known), tuple(n for _, n in known), (AGE_GROUPS,))


def recorded_tables(
    month: str, groups: tuple[RecordedGroup, ...], populations: Mapping[tuple[Denominator, str], str] | None = None
) -> tuple[RateTable, ...]:
    """Measured over registered and over projected, as tables that can be released; groups without both are left out.

    ``populations`` names the people whom a denominator of a group counts where they are not those of the common list:
    numbers of two sources need not lie within one another. No interval: these are counts of whole lists.
    """
    counted = populations or {}
    of: tuple[Denominator, ...] = ("registered", "projected")
    return tuple(table for name in of if (table := _table(month, groups, name, counted)) is not None)


def _table(
    month: str, groups: tuple[RecordedGroup, ...], of: Denominator, populations: Mapping[tuple[Denominator, str], str]
) -> RateTable | None:
    known = [
        (_cell(month, g.group), populations.get((of, g.group), of), g.measured, below)
        for g in groups
        if (below := g.registered if of == "registered" else g.projected) is not None and g.measured is not None
    ]
    if not known:
        return None
    id = f"recorded.{of}"
    cells, people, measured, below = zip(*known, strict=True)
    wholes = tuple(cell.replace("population", who) for cell, who in zip(cells, people, strict=True))
    numerator = CountTable(id, cells, measured, (AGE_GROUPS,))
    denominator = CountTable(f"{id}.of", wholes, below, (AGE_GROUPS,))
    return rate_table(id, numerator, denominator, interval=False)


def _cell(month: str, group: str) -> Cell:
    """Balita are everybody among the children; bumil are other people."""
    if group == "bumil":
        return Cell.of(month, group="bumil")
    return Cell.of(month, age=None if group == "balita" else group)


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
