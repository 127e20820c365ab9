"""What the index shows of a report: children measured and stunted, promises kept, what to decide, how data are rated.

Figures are read from the public results alone (``results_rows``), so that one withheld there is withheld here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from audit.reference.published import published_for
from audit.report.context import ReportContext
from audit.report.view import View

__all__ = ["Figure", "Headline", "Promised", "headline_from", "headline_of", "headline_read", "surveys"]

_COVERAGE, _STUNTING, _PROMISES = "coverage|", "stunting|", "promises_by_state|"
_FIGURES = ("coverage", "stunting")
_STUNTED = "|status=stunted"
_DISTRICT = "district"
_DECISION, _SCORE = "decision.", "scorecard.ena_score"
_DONE, _CANCELLED = "done", "cancelled"  # a promise that was cancelled is none any more
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
class Promised:
    """Promises of the district's forums: how many are ``done`` of all that were not cancelled."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Headline:
    """Of a district, by month, oldest first: children measured of those registered, stunted of those assessed.

    ``promised`` is ``None`` where no promise is recorded; ``decisions`` are the rules of what page one asks of the
    forum, in its order; ``rating`` of the measurements is "" where they could not be rated.
    """

    coverage: tuple[Figure, ...] = ()
    stunting: tuple[Figure, ...] = ()
    promised: Promised | None = None
    decisions: tuple[str, ...] = ()
    rating: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it stands in a manifest; ``headline_read`` reads it back."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def headline_from(context: ReportContext, rows: Iterable[Mapping[str, Any]]) -> Headline:
    """The figures of ``headline_of``, and what the public page one says of decisions and of measurements."""
    view = View(context, "publik")
    check = view.check(_SCORE)
    rated = check is not None and check.status not in ("error", "not_assessable")
    return replace(
        headline_of(rows),
        decisions=tuple(finding.id.removeprefix(_DECISION) for finding in view.findings(_DECISION)),
        rating=check.status if check is not None and rated else "",
    )


def headline_of(rows: Iterable[Mapping[str, Any]]) -> Headline:
    """Pick the figures of the whole district from the rows of ``hasil.json``."""
    promises: dict[str, int | None] = {}
    coverage: list[Figure] = []
    stunting: list[Figure] = []
    for row in rows:
        if row["wilayah"]["tingkat"] != _DISTRICT:
            continue
        if row["id"] == f"{_COVERAGE}{row['periode']}":
            coverage.append(_figure(row))
        elif row["id"] == f"{_STUNTING}{row['periode']}{_STUNTED}":
            stunting.append(_figure(row))
        elif row["id"].startswith(f"{_PROMISES}{row['periode']}|forum_of={row['wilayah']['kode']}|promise="):
            promises[row["id"].rpartition("=")[2]] = row["pembilang"]
    return Headline(tuple(sorted(coverage, key=_month)), tuple(sorted(stunting, key=_month)), _promised(promises))


def _promised(states: Mapping[str, int | None]) -> Promised | None:
    kept = [n for state, n in states.items() if state != _CANCELLED]
    known = [n for n in kept if n is not None]
    if len(known) < len(kept) or not sum(known):
        return None
    return Promised(states.get(_DONE) or 0, sum(known))


def headline_read(stored: Mapping[str, Any]) -> Headline:
    """Read what ``Headline.to_json`` wrote, of older versions too. Raises ``KeyError`` or ``TypeError`` for others."""
    promised = stored.get("promised")
    return Headline(
        *(tuple(Figure(**figure) for figure in stored[name]) for name in _FIGURES),
        promised=Promised(**promised) if promised else None,
        decisions=tuple(stored.get("decisions", ())),
        rating=stored.get("rating", ""),
    )


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
