"""The few public figures of a report that the index shows: how many children were measured, how many are stunted.

They are read from the public results alone (``results_rows``), so that a figure withheld there is withheld here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from audit.reference.published import published_for

__all__ = ["Figure", "Headline", "headline_of", "headline_read", "surveys"]

_COVERAGE, _STUNTING = "coverage|", "stunting|"
_STUNTED = "|status=stunted"
_DISTRICT = "district"
_SURVEYS = 2  # newest ones shown beside the measured figures


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of a month (``2025-08``): ``numerator`` of ``denominator`` children, with its interval (0-1).

    Where it is ``hidden`` every number is ``None``.
    """

    period: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """Of a district, by month, oldest first: children measured of those registered, stunted of those assessed."""

    coverage: tuple[Figure, ...] = ()
    stunting: tuple[Figure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it stands in a manifest; ``headline_read`` reads it back."""
        return {"coverage": [asdict(f) for f in self.coverage], "stunting": [asdict(f) for f in self.stunting]}


def headline_of(rows: Iterable[Mapping[str, Any]]) -> Headline:
    """Pick the figures of the whole district from the rows of ``hasil.json``."""
    coverage: list[Figure] = []
    stunting: list[Figure] = []
    for row in rows:
        if row["wilayah"]["tingkat"] != _DISTRICT:
            continue
        if row["id"] == f"{_COVERAGE}{row['periode']}":
            coverage.append(_figure(row))
        elif row["id"] == f"{_STUNTING}{row['periode']}{_STUNTED}":
            stunting.append(_figure(row))
    return Headline(tuple(sorted(coverage, key=_month)), tuple(sorted(stunting, key=_month)))


def headline_read(stored: Mapping[str, Any]) -> Headline:
    """Read what ``Headline.to_json`` wrote. Raises ``KeyError`` or ``TypeError`` for anything else."""
    return Headline(*(tuple(Figure(**figure) for figure in stored[name]) for name in ("coverage", "stunting")))


def surveys(code: str) -> tuple[tuple[str, float], ...]:
    """The newest surveys of a district, oldest first: name and share (0-1); none that were published differently."""
    found = [row for row in published_for(code) if row.kind == "survei" and not row.disputed]
    shares = [(row.source, row.percent / 100) for row in found if row.percent is not None]
    return tuple(shares[-_SURVEYS:])


def _month(figure: Figure) -> str:
    return figure.period


def _figure(row: Mapping[str, Any]) -> Figure:
    if row["disamarkan"]:
        return Figure(row["periode"], None, None, None, None, None, hidden=True)
    return Figure(
        row["periode"], row["pembilang"], row["penyebut"], row["nilai"], row["sk_bawah"], row["sk_atas"], hidden=False
    )
