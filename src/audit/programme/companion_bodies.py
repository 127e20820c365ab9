"""Acceleration teams (TPPS, TP3S) of the district, its kecamatan and desa: decree, meetings, reports, plans, visits.

They are offices, so their numbers are public by level; what somebody wrote about a visit is not.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.companion_rules import BODY_LEVELS, BODY_MEASURES, BODY_QUARTERS, name_on
from audit.results import Cell, CountTable, Partition, RateTable

__all__ = ["BODY_LEVEL", "BODY_MEASURE", "bodies_by_level", "body_rows"]

BODY_LEVEL = Partition("body", {"body": BODY_LEVELS})
BODY_MEASURE = Partition("measure", {"": BODY_MEASURES})
_NUMBERS = (
    "meetings_planned", "meetings_held", "minutes", "reports_due", "reports_on_time", "rtl_agreed", "rtl_done",
)  # fmt: skip
# A number of a number, of rows where both are known.
_PAIRS = {
    "meetings": ("meetings_held", "meetings_planned"),
    "minutes": ("minutes", "meetings_held"),
    "reports": ("reports_on_time", "reports_due"),
    "rtl": ("rtl_done", "rtl_agreed"),
    "visited": ("visited", "one"),
    "findings": ("with_finding", "visits"),
    "answers": ("answered", "with_finding"),
}


def body_rows(bodies: pd.DataFrame, supervisions: pd.DataFrame, areas: Areas, as_of: date) -> pd.DataFrame:
    """One row a body of the district, with what is known of the last ``BODY_QUARTERS`` quarters that have ended.

    ``bodies`` and ``supervisions`` are canonical. ``known``: any row in those quarters. ``sk_valid`` on ``as_of``:
    missing where no decree is written. ``name`` as its decree calls it, else as bodies are called on that day
    (``name_written`` says which). Numbers are sums, missing where none is written. ``visits``, ``with_finding`` and
    ``answered`` are of the same time. Rows of places outside the district are left out.
    """
    last = pd.Period(pd.Timestamp(as_of), freq="Q") - 1
    if pd.Timestamp(as_of).normalize() == (last + 1).end_time.normalize():
        last += 1
    quarters = pd.period_range(last - BODY_QUARTERS + 1, last, freq="Q")
    names = [f"{quarter.year}-Q{quarter.quarter}" for quarter in quarters]
    codes = [area.code for area in areas]
    rows = bodies[bodies["quarter"].isin(names).to_numpy(dtype=bool, na_value=False)].sort_values("quarter")
    out = pd.DataFrame({"area_code": codes, "level": [area.level for area in areas], "one": 1})
    out["known"] = out["area_code"].isin(rows["area_code"])
    newest = rows.drop_duplicates("area_code", keep="last").set_index("area_code").reindex(codes)
    day = pd.Timestamp(as_of)
    begun, over = newest["sk_from"].le(day), newest["sk_until"].lt(day)
    ends = newest["sk_until"].notna() | newest["open_ended"].fillna(False)
    valid = (begun & ~over).astype("boolean").mask(newest["sk_from"].isna() | (begun & ~ends))
    for name in ("sk_number", "sk_from", "sk_until"):
        out[name] = newest[name].array
    out["sk_valid"] = valid.mask(over, False).array
    out["name_written"] = newest["name"].notna().to_numpy()
    out["name"] = newest["name"].fillna(name_on(as_of)).array
    sums = rows.groupby("area_code")[list(_NUMBERS)].sum(min_count=1).reindex(codes)
    for name in _NUMBERS:
        out[name] = sums[name].to_numpy(dtype=float, na_value=np.nan)
    first, end = quarters[0].start_time, quarters[-1].end_time.normalize()
    visits = supervisions[supervisions["visited_on"].between(first, end).to_numpy(dtype=bool, na_value=False)]
    found = visits["has_finding"].fillna(visits["finding"].notna().astype("boolean")).to_numpy(dtype=bool)
    answered = found & visits["answered_on"].le(day).to_numpy(dtype=bool, na_value=False)
    for name, of in (("visits", visits), ("with_finding", visits[found]), ("answered", visits[answered])):
        out[name] = of["area_code"].value_counts().reindex(codes).fillna(0).to_numpy(dtype=np.int64)
    out["visited"] = (out["visits"] > 0).astype(int)
    return out


def bodies_by_level(rows: pd.DataFrame, period: str) -> RateTable:
    """Each measure by level: bodies with a row of all bodies, valid decrees of those known, and numbers of numbers.

    ``rows`` of ``body_rows``. Sums are over bodies of which both numbers are known. Not about persons.
    """
    numerators, denominators, cells = [], [], []
    for level in BODY_LEVELS:
        of = rows[rows["level"].eq(level).to_numpy()]
        for measure in BODY_MEASURES:
            k, n = _of(of, measure)
            cells.append(Cell.of(period, body=level, measure=measure))
            numerators.append(k)
            denominators.append(n)

    def table(id: str, counts: list[int]) -> CountTable:
        return CountTable(id, tuple(cells), tuple(counts), (BODY_LEVEL, BODY_MEASURE), personal=False)

    return RateTable("bodies", table("bodies", numerators), table("bodies.of", denominators))


def _of(rows: pd.DataFrame, measure: str) -> tuple[int, int]:
    if measure == "known":
        return int(rows["known"].sum()), len(rows)
    if measure == "sk_valid":
        return int(rows["sk_valid"].fillna(False).sum()), int(rows["sk_valid"].notna().sum())
    part, whole = _PAIRS[measure]
    both = rows[rows[part].notna() & rows[whole].notna()]
    return int(both[part].sum()), int(both[whole].sum())
