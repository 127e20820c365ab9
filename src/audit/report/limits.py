"""Limits said where they bite: the season of measuring, months that are not alike, and who is missed.

Each is a sentence made of what the report already shows, or nothing where the limit does not bite.
"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.limits_rules import AGE_GAP_OF_COVERAGE
from audit.reference.seasons import Season, holds_eid, season_rows, seasons_of
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.tables import by_area
from audit.report.view import View, enough

__all__ = [
    "attendance_limits",
    "calendar_known",
    "months_limits",
    "season_names",
    "selection_limits",
    "weight_limits",
]

_OF_ATTENDANCE, _OF_WEIGHT = ("vitamin_a", "ramadan"), ("ramadan", "harvest", "lean")


def calendar_known(month: str) -> bool:
    """Whether it is known if a month falls into Ramadan: the table has that year."""
    return any(row.first[:4] == month[:4] for row in season_rows() if row.kind == "days")


def season_names(view: View) -> str:
    """``Agustus 2025 bulan vitamin A`` for every month with a season; a word for none."""
    named = [
        view.words("limits.month_is", month=view.month(month), season=view.words(f"limits.name.{season.name}"))
        for month in view.context.months
        for season in seasons_of(month)
    ]
    return view.join(named) if named else view.words("limits.name.none")


def attendance_limits(view: View) -> tuple[str, ...]:
    """Why more or fewer children than usual may have come in the newest month: vitamin A, Ramadan, Idulfitri."""
    month = view.context.month
    words = [_season(view, "attendance", month, s) for s in seasons_of(month) if s.name in _OF_ATTENDANCE]
    if holds_eid(month):
        words.append(view.words("limits.attendance.eid", month=view.month(month)))
    return tuple(words)


def weight_limits(view: View) -> tuple[str, ...]:
    """Why weights of the newest month may be unlike those of other months: Ramadan, harvest, lean months."""
    month = view.context.month
    return tuple(_season(view, "weight", month, s) for s in seasons_of(month) if s.name in _OF_WEIGHT)


def _season(view: View, of: str, month: str, season: Season) -> str:
    about = view.words("limits.about") if season.confidence == "calculated" else ""
    days = f"{about} {view.number(season.days)}".strip()
    return view.words(f"limits.{of}.{season.name}", month=view.month(month), days=days)


def months_limits(view: View) -> tuple[str, ...]:
    """Which months stand side by side that children do not come to alike; nothing where all are of one season."""
    kinds = {frozenset(s.name for s in seasons_of(m) if s.name in _OF_ATTENDANCE) for m in view.context.months}
    return () if len(kinds) == 1 else (view.words("limits.unlike", seasons=season_names(view)),)


def selection_limits(view: View) -> tuple[str, ...]:
    """Who is missed by weighing: the district or the kecamatan below the limit of coverage, and ages that come less."""
    table = view.table("coverage")
    if table is None:
        return ()
    rows = by_area(table.rows, view.context.month)
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    whole = rows.get(None)
    low = [code for code, row in rows.items() if code is not None and view.level(code) == "kecamatan" and _low(row)]
    said: list[str] = []
    if whole is not None and _low(whole):
        said.append(view.words("limits.low_coverage", percent=view.percent(whole.value or 0.0), limit=limit))
    elif low:
        places = [
            view.words("limits.place", area=view.area(code), percent=view.percent(rows[code].value or 0.0))
            for code in sorted(low)
        ]
        said.append(view.words("limits.low_places", places=view.join(places), limit=limit))
    return (*said, *_ages(view, whole))


def _low(row: ShownRow) -> bool:
    return enough(row) and (row.value or 0.0) < COVERAGE_ASSESSABLE


def _ages(view: View, whole: ShownRow | None) -> tuple[str, ...]:
    """Children under two beside all under five, where the shares measured are far apart."""
    table = view.table("recorded.registered")
    rows = {row.cell.level("age"): row for row in table.rows} if table else {}
    young = rows.get("baduta")
    if whole is None or young is None or not (enough(young) and enough(whole)):
        return ()
    apart = (young.value or 0.0) - (whole.value or 0.0)
    if abs(apart) < AGE_GAP_OF_COVERAGE:
        return ()
    percents = {"young": view.percent(young.value or 0.0), "whole": view.percent(whole.value or 0.0)}
    return (view.words(f"limits.{'older' if apart > 0 else 'younger'}_missed", **percents),)
