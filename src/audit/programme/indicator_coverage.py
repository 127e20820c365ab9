"""How many of those who should be reached are: the essential indicators by desa, kecamatan and district.

Percentages come from summed numerators, never from percentages. What is not known is missing with its reason, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.essential_indicators import FRAMEWORK, essential_indicators
from audit.results import Finding, Sentence
from audit.schemas.indicators import INDICATORS
from audit.survey.intervals import wilson_effective

__all__ = ["REASONS", "IndicatorCoverage", "indicator_coverage"]

# Why a figure has no value, and why one with a value may not be put in an order: ``indicator.reason.<reason>``.
REASONS = ("unknown", "several_sources", "exceeds", "denominator_zero", "areas_missing", "few")

_KEY = ["indicator", "area_code"]
_COUNTS = ["numerator", "denominator"]


@dataclass(frozen=True)
class IndicatorCoverage:
    """``table``: one row an indicator and area, by number and code.

    ``indicator area_code level numerator denominator value low high known parts source reason``: ``value`` is 0-1 with
    Wilson limits; ``known`` of ``parts`` desa stand behind a sum (1 of 1 for a desa or an area's own figure);
    ``reason`` is "" where the value may be compared. "areas_missing" and "few" leave the value but not its place in
    an order; the other reasons leave none (``indicator.reason.<reason>``). ``findings``: what an office should look at.
    """

    period: str
    table: pd.DataFrame
    findings: tuple[Finding, ...]

    def at(self, area_code: str) -> pd.DataFrame:
        """Indicators of one area by number, indexed by indicator."""
        return self.table[self.table["area_code"].eq(area_code)].set_index("indicator")

    def of(self, indicator: str, level: str = "desa") -> pd.DataFrame:
        """Areas of a level for one indicator by code, indexed by area."""
        rows = self.table["indicator"].eq(indicator) & self.table["level"].eq(level)
        return self.table[rows].set_index("area_code")


def indicator_coverage(
    values: pd.DataFrame,
    areas: Areas,
    *,
    period: str,
    sources: Mapping[str, str] | None = None,
    framework: str = FRAMEWORK,
) -> IndicatorCoverage:
    """Coverage of every indicator of a list in every area of a district, in one period.

    Parameters
    ----------
    values : canonical (``INDICATORS``) rows of any period. A count may be missing.
    sources : by indicator, the source to take where several give figures; else an area with several has no value.

    A desa has its own figure. A kecamatan and the district have the sum of their desa where any desa has a figure, else
    the one that was given for themselves, else, for the district, the sum of its kecamatan. A sum with gaps is marked
    "areas_missing": it describes the desa that reported a possible figure. Where both stand and all desa reported, a
    difference is a finding, as are more reached than there are to reach.

    The limits are those of counts: how far the same service would scatter by chance among so many people. They say
    nothing of what a list leaves out. ``ValueError`` for a negative count, an area outside the district and an
    indicator that the list does not have: parsed at the border, all three are bugs.
    """
    ids = [indicator.id for indicator in essential_indicators(framework)]
    rows = INDICATORS.conform(values)
    rows = rows[rows["period"].eq(period)]
    _refuse(rows, ids, areas)
    if sources:
        chosen = rows["indicator"].map(sources)
        rows = rows[chosen.isna() | rows["source"].eq(chosen)]
    own, found = _one_source(rows)
    frame = _everywhere(own, ids, areas)
    table = _summed(frame, ids, areas)
    found += _differing(frame, table)
    table, exceeding = _valued(table)
    return IndicatorCoverage(period, table, (*found, *exceeding))


def _refuse(rows: pd.DataFrame, ids: list[str], areas: Areas) -> None:
    strangers = sorted(set(rows["indicator"]) - set(ids)) or sorted(set(rows["area_code"]) - set(areas.by_code))
    if strangers or (rows[_COUNTS] < 0).any(axis=None):
        raise ValueError(f"no such indicator or area, or a count below 0: {strangers}")


def _one_source(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """One row an indicator and area; where several sources give figures, none is taken."""
    many = rows.groupby(_KEY, sort=True).size().rename("n").reset_index()
    many = many[many["n"].gt(1)]
    findings = [
        Finding(
            f"indicator_sources.{id}.{area}",
            Sentence("indicator.several_sources", {"indicator": f"indicator.name.{id}", "area": area, "sources": n}),
        )
        for id, area, n in zip(many["indicator"], many["area_code"], many["n"].tolist(), strict=True)
    ]
    several = rows.duplicated(_KEY, keep=False)
    own = rows.drop_duplicates(_KEY)[[*_KEY, *_COUNTS, "source"]].copy()
    clash = several.loc[own.index]
    own.loc[clash, _COUNTS] = pd.NA
    own["reason"] = np.where(clash, "several_sources", np.where(own[_COUNTS].isna().any(axis=1), "unknown", ""))
    own.loc[clash, "source"] = ""
    return own, findings


def _everywhere(own: pd.DataFrame, ids: list[str], areas: Areas) -> pd.DataFrame:
    """A row for every indicator and area, by number and code."""
    places = [area.code for area in areas]
    index = pd.MultiIndex.from_product([ids, places], names=_KEY)
    frame = own.set_index(_KEY).reindex(index)
    frame["reason"] = frame["reason"].fillna("unknown")
    frame["source"] = frame["source"].fillna("")
    frame["level"] = [areas.by_code[area].level for area in index.get_level_values(1)]
    numbers = frame[_COUNTS].astype("float64")
    frame[_COUNTS] = numbers.where(numbers.notna().all(axis=1))
    return frame.reset_index()


def _summed(frame: pd.DataFrame, ids: list[str], areas: Areas) -> pd.DataFrame:
    """The frame with sums of desa for kecamatan and district, and how many desa stand behind each row."""
    desa, kecamatan = (frame[frame["level"].eq(level)] for level in ("desa", "kecamatan"))
    table = frame.assign(known=frame["numerator"].notna().astype(int), parts=1).set_index(_KEY)
    district = areas.district.code
    above = desa["area_code"].str.rpartition(".")[0]
    for sums in (_sums(desa, above), _sums(desa, pd.Series(district, index=desa.index))):
        sums = sums[sums["known"].gt(0)]
        table.loc[sums.index, sums.columns] = sums
    sums = _sums(kecamatan, pd.Series(district, index=kecamatan.index))
    sums = sums[sums["known"].gt(0) & table.loc[sums.index, "reason"].eq("unknown")]
    table.loc[sums.index, sums.columns] = sums
    return table.loc[pd.MultiIndex.from_product([ids, sorted(areas.by_code)], names=_KEY)].reset_index()


def _sums(parts: pd.DataFrame, above: pd.Series) -> pd.DataFrame:
    """Sums of parts by indicator and the area ``above`` each: the same index and columns as the table they go into."""
    known = parts["numerator"].le(parts["denominator"])  # an impossible figure is none: a sum would hide it
    inside = parts[_COUNTS].where(known).assign(known=known.astype(int), parts=1)
    by = [parts["indicator"], above.rename("area_code")]
    sums = inside.groupby(by).sum()
    sums[_COUNTS] = sums[_COUNTS].where(sums["known"].gt(0))
    names = parts["source"][known].groupby([key[known] for key in by]).unique()
    sums["source"] = names.map(_joined)
    sums["reason"] = np.where(sums["known"].lt(sums["parts"]), "areas_missing", "")
    return sums


def _joined(names: Iterable[str]) -> str:
    return "; ".join(sorted(names))


def _differing(frame: pd.DataFrame, table: pd.DataFrame) -> list[Finding]:
    """Own figures of an area that are not the sum of all its desa."""
    both = frame.merge(table, on=_KEY, suffixes=("", "_summed"))
    whole = both["level"].ne("desa") & both["numerator"].notna() & both["known"].eq(both["parts"])
    off = both[["numerator", "denominator"]].to_numpy() != both[["numerator_summed", "denominator_summed"]].to_numpy()
    rows = both[whole & off.any(axis=1)]
    return [
        Finding(
            f"indicator_sum.{row.indicator}.{row.area_code}",
            Sentence(
                "indicator.sum_differs",
                {
                    "indicator": f"indicator.name.{row.indicator}",
                    "area": str(row.area_code),
                    "summed": f"{row.numerator_summed:.0f}/{row.denominator_summed:.0f}",
                    "given": f"{row.numerator:.0f}/{row.denominator:.0f}",
                },
            ),
        )
        for row in rows.itertuples()
    ]


def _valued(table: pd.DataFrame) -> tuple[pd.DataFrame, Iterable[Finding]]:
    """Values with limits, and the reasons why there are none."""
    k, n = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    exceeds, nobody = k > n, n == 0
    usable = ~np.isnan(k) & ~exceeds & ~nobody
    size = np.where(usable, n, np.nan)
    value = np.divide(k, size, out=np.full(k.shape, np.nan), where=usable)
    low, high = wilson_effective(value, size)
    reason = table["reason"].to_numpy(dtype=object)
    reason = np.where(usable & (n < SMALL_DENOMINATOR) & (reason == ""), "few", reason)
    reason = np.where(exceeds, "exceeds", np.where(nobody & ~exceeds, "denominator_zero", reason))
    out = table.assign(value=value, low=low, high=high, reason=reason)
    findings = [
        Finding(
            f"indicator_exceeds.{row.indicator}.{row.area_code}",
            Sentence(
                "indicator.exceeds",
                {
                    "indicator": f"indicator.name.{row.indicator}",
                    "area": str(row.area_code),
                    "numerator": int(row.numerator),
                    "denominator": int(row.denominator),
                },
            ),
        )
        for row in table[exceeds].itertuples()
    ]
    names = ["level", *_COUNTS, "value", "low", "high", "known", "parts", "source", "reason"]
    return out[[*_KEY, *names]], findings
