"""Families at risk as an office counts them, area by area: one period and source, what may be shown, what agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.programme.family_identities import IdentityCheck, check_family_totals, families_share
from audit.programme.indicator_periods import newest_periods
from audit.reference.areas import Areas
from audit.schemas.indicators import FAMILY_TOTALS

__all__ = ["COUNTS", "FamilyTotals", "family_totals"]

COUNTS = tuple(name for name, kind in FAMILY_TOTALS.columns if kind == "Int64")
_EVERYTHING = "everything"


@dataclass(frozen=True)
class FamilyTotals:
    """``rows``: canonical rows of one ``period`` and ``source`` by area; ``others``: other sources of that period.

    ``share`` as of ``families_share``, with the district's own row where a kecamatan is missing. ``district``: every
    count for the whole district, the sum of its kecamatan where all give it, else its own, else missing.
    ``left_out``: rows of no readable period or with a count below 0.
    """

    period: str
    source: str
    others: tuple[str, ...]
    rows: pd.DataFrame
    share: pd.DataFrame
    district: pd.Series
    identities: IdentityCheck
    left_out: pd.DataFrame


def family_totals(totals: pd.DataFrame, areas: Areas, *, as_of: date) -> FamilyTotals | None:
    """Take the newest period, and in it the source that gives most areas (the first by name of several).

    ``totals`` is canonical (``FAMILY_TOTALS``). ``None`` where no row can be used. Sources are never mixed: each counts
    families in its own way.
    """
    usable = totals["area_code"].isin(list(areas.by_code)).to_numpy()
    usable = usable & ~totals[list(COUNTS)].lt(0).any(axis=1).to_numpy(dtype=bool, na_value=False)
    periods = newest_periods(totals[usable].assign(**{_EVERYTHING: ""}), _EVERYTHING, as_of)
    if not periods:
        return None
    period = periods[""][0]
    rows = totals[usable & totals["period"].eq(period).to_numpy()]
    sources = rows.groupby("source").size().sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    rows = rows[rows["source"].eq(sources[0])].sort_values("area_code", ignore_index=True)
    district = _district(rows, areas)
    share = families_share(rows, areas)
    whole = share["area_code"].eq(areas.district.code)
    share.loc[whole, ["at_risk", "target_families"]] = district[["at_risk", "target_families"]].to_numpy()
    known = share["target_families"].astype("float64")
    share["share"] = share["at_risk"].astype("float64") / known.where(known > 0)
    return FamilyTotals(
        period, sources[0], tuple(sorted(sources[1:])), rows, share, district, check_family_totals(rows, areas),
        totals[~usable],
    )  # fmt: skip


def _district(rows: pd.DataFrame, areas: Areas) -> pd.Series:
    by_code = rows.set_index("area_code")[list(COUNTS)]
    sums = by_code.reindex([area.code for area in areas.kecamatan]).sum(skipna=False)
    own = by_code.reindex([areas.district.code]).iloc[0]
    return sums.where(sums.notna(), own).astype("Int64")
