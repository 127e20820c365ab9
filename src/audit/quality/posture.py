"""Lying under two years, standing from then on: rows that say otherwise, or nothing."""

from __future__ import annotations

import pandas as pd

from audit.quality.found_rows import found, joined
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS
from audit.reference.row_rules import CONTRARY_SHARE
from audit.results import Cell, CheckResult, CountTable, RateTable, Sentence, Status

__all__ = ["posture", "posture_rows"]

_RULES = ("standing_under_24", "lying_from_24", "posture_missing")


def posture_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows (``found_rows.judged_rows``) with a length whose posture is against the age, or was not written down.

    24 months are 731 days, as WHO's tables change. Rows without an age are judged only for a missing posture.
    """
    return joined([found(rows, hit, rule, "measure") for rule, hit in _hits(rows).items()])


def posture(cycle: str, rows: pd.DataFrame) -> CheckResult:
    """Share of the measured rows with a known posture that are against the rule of 24 months. Counts rows, not people.

    ``table``: n and share of each rule. 0.7 cm lie between both ways of measuring: about 0.2 z at two years. Not
    assessable where no row says how it was measured.
    """
    hits = _hits(rows)
    measured = rows["lenhei_cm"].notna()
    young = measured & (rows["age_days"] < HEIGHT_FROM_DAYS)
    old = measured & (rows["age_days"] >= HEIGHT_FROM_DAYS)
    of = dict(zip(_RULES, (young & rows["measure"].notna(), old & rows["measure"].notna(), measured), strict=True))
    cells = [Cell.of(cycle, posture=rule) for rule in _RULES]
    counts = tuple(int(hits[rule].sum()) for rule in _RULES)
    totals = tuple(int(of[rule].sum()) for rule in _RULES)
    known = totals[0] + totals[1]
    share = (counts[0] + counts[1]) / known if known else None
    status = _status(share)
    return CheckResult(
        id="posture",
        subject=cycle,
        status=status,
        value=None if share is None else 100 * share,
        unit="percent",
        n=known,
        meaning=Sentence(f"rows.posture_{status}", {"n": known}),
        tables=(
            RateTable(
                "posture",
                CountTable("posture", tuple(c.replace("contrary", "yes") for c in cells), counts, personal=False),
                CountTable("posture.of", tuple(cells), totals, personal=False),
            ),
        ),
        table=pd.DataFrame({"rule": _RULES, "n": counts, "of": totals}),
    )


def _hits(rows: pd.DataFrame) -> dict[str, pd.Series]:
    measured, said = rows["lenhei_cm"].notna(), rows["measure"].fillna("")
    return {
        "standing_under_24": measured & said.eq("h") & (rows["age_days"] < HEIGHT_FROM_DAYS),
        "lying_from_24": measured & said.eq("l") & (rows["age_days"] >= HEIGHT_FROM_DAYS),
        "posture_missing": measured & said.eq(""),
    }


def _status(share: float | None) -> Status:
    if share is None:
        return "not_assessable"
    good, fair = CONTRARY_SHARE
    return "good" if share < good else "fair" if share < fair else "poor"
