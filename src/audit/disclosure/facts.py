"""What the public can read of a report, number by number: the only material of the recomputation attack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from audit.results import Cell

__all__ = ["Fact", "cell_of_key", "facts_of_rows"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number as printed, or the mark that one was withheld.

    ``value`` is a proportion (0-1) printed as a percentage with ``digits`` decimals (``None``: not rounded).
    """

    where: str
    cell: Cell
    of: Cell | None = None
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    digits: int | None = None
    interval: bool = False
    hidden: bool = False


def cell_of_key(key: str) -> Cell:
    """Read back ``Cell.key``."""
    period, *levels = key.split("|")
    return Cell.of(period, **dict(level.split("=", 1) for level in levels))


def facts_of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """Read the rows of a ``hasil.json``: ``sel`` and ``sel_penyebut`` are the keys of the cells counted.

    Rows without ``sel`` say nothing of a known group of people and are left out.
    """
    return tuple(
        Fact(
            where=row["id"],
            cell=cell_of_key(row["sel"]),
            of=cell_of_key(row["sel_penyebut"]) if row.get("sel_penyebut") else None,
            numerator=row.get("pembilang"),
            denominator=row.get("penyebut"),
            value=row.get("nilai"),
            interval=row.get("sk_bawah") is not None or row.get("sk_atas") is not None,
            hidden=bool(row.get("disamarkan")),
        )
        for row in rows
        if row.get("sel")
    )
