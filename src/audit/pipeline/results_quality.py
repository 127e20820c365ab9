"""What a report shows of data quality beyond single tables: the scorecard, and heights around the cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from audit.quality import Assessment, assessable, heaping_at_levels, heaping_sentence, scorecard, scorecard_lines
from audit.reference.areas import UNKNOWN, Areas
from audit.reference.heaping_rules import AROUND_CUTOFF, HISTOGRAM_LEVELS, HUNDREDTHS
from audit.results import Cell, CheckResult, CountTable, Finding, LineList, RateTable, Result, Sentence
from audit.schemas.columns import places_among

__all__ = ["area_heaping", "quality_results"]

# Its n, the children with two indices, would bound a count of flags that disclosure control hides.
_NOT_PUBLIC = frozenset({"outliers_mahalanobis"})
_KEY = r"(?P<area_code>[^/]*)/?(?P<posyandu>.*)"  # of a posyandu; the code alone of other areas
_PLACED = "completeness.area_code"  # says nothing about a place: there nobody's area is missing


def quality_results(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    coverage: RateTable,
    heaping: CheckResult,
    month: str,
    areas: Areas,
) -> tuple[Result, ...]:
    """Judge the measurements of one month.

    ``children`` are canonical, ``visits`` the rows of ``survey.snapshot`` of that month, one a child, ``heaping`` is of
    :func:`area_heaping`. Results for everybody: ``scorecard.<check>`` of the district, ``haz_around_cutoff`` (children
    by tenths of a z-score from -3 to -1) and the findings ``cutoff_heaping`` and, where there are any,
    ``unassessed_areas`` (kecamatan and desa, without why; an unknown number of registered children is none). For
    the restricted edition alone: the lists ``scorecard_places`` (kecamatan and posyandu), ``heaping_areas`` (areas with
    an alarm) and ``not_assessable_areas``.
    """
    judged = _assessments(heaping, coverage, month, areas)
    return (
        *_scorecard(children, visits, month),
        _places(children, visits),
        _around_cutoff(visits, month, areas),
        Finding("cutoff_heaping", heaping_sentence(heaping), ("haz_around_cutoff",)),
        _alarms(heaping),
        *_unassessed(judged),
        _not_assessable(judged),
    )


def _scorecard(children: pd.DataFrame, visits: pd.DataFrame, month: str) -> Iterator[CheckResult]:
    """Checks of the district under ids of their own: other results have the same names and other tables."""
    for check in scorecard(children, visits[_canonical(visits)]):
        if check.id not in _NOT_PUBLIC:
            tables = tuple(replace(table, id=f"scorecard.{table.id}") for table in check.tables)
            yield replace(check, id=f"scorecard.{check.id}", subject=month, tables=tables)


def _places(children: pd.DataFrame, visits: pd.DataFrame) -> LineList:
    """Checks by kecamatan and posyandu, with the places of this district alone, as a snapshot knows them."""
    own = visits[_canonical(visits)]
    placed = children.assign(area_code=children["child_id"].map(visits.set_index("child_id")["area"]))
    levels = ("kecamatan", "posyandu")
    checks = chain.from_iterable(scorecard(placed, own, by=level, evidence=False) for level in levels)
    return scorecard_lines((c for c in checks if c.id != _PLACED), id="scorecard_places")


def _canonical(visits: pd.DataFrame) -> list[str]:
    """Columns of the visits themselves: in a snapshot the child's stand beside them, with words for what is missing."""
    return [c for c in visits.columns if c not in ("sex", "birth_date", "area_code")]


def _around_cutoff(visits: pd.DataFrame, month: str, areas: Areas) -> CountTable:
    known = visits.loc[visits["haz_state"].eq("known"), "haz"].to_numpy(dtype=np.float64)
    hundredths = np.rint(known * HUNDREDTHS)
    counts = tuple(int(((hundredths >= low) & (hundredths < below)).sum()) for low, below in HISTOGRAM_LEVELS.values())
    cells = tuple(Cell.of(month, status=level) for level in HISTOGRAM_LEVELS)
    return CountTable("haz_around_cutoff", cells, counts, (areas.partition, AROUND_CUTOFF))


def area_heaping(children: pd.DataFrame, visits: pd.DataFrame) -> CheckResult:
    """Heights at the cut-off by kecamatan, desa and posyandu, as one family of tests.

    Arguments as for :func:`quality_results`. In its table an area is ``area_code``, a posyandu the code of its desa
    with its name in ``posyandu``; ``level`` is kecamatan, desa or posyandu.
    """
    levels = _levels(children, visits)
    found = heaping_at_levels(visits.assign(**levels), tuple(levels))
    table = found.table if found.table is not None else pd.DataFrame(columns=["name", "level"])
    names = table["name"].astype(str).str.extract(_KEY)
    level = table["level"].str.removesuffix("_key")
    placed = table.drop(columns="name").assign(area_code=names["area_code"], posyandu=names["posyandu"], level=level)
    return replace(found, subject="area_code", table=placed)


def _levels(children: pd.DataFrame, visits: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Area of each visit by level; missing where it is not known."""
    place, leaves = pd.factorize(visits["area"].astype(object))
    desa = pd.Series(leaves, dtype=object)
    kecamatan = desa.str.rsplit(".", n=1).str[0].where(desa.str.count(r"\.") > 2, desa)
    known = {"kecamatan": kecamatan, "desa": desa}
    named = {
        level: area.mask(area.str.endswith(f".{UNKNOWN}")).take(place).set_axis(visits.index)
        for level, area in known.items()
    }
    at = places_among(visits["child_id"], children["child_id"])
    posyandu = pd.Series(children["posyandu"].array.take(at, allow_fill=True), index=visits.index, dtype=object)
    return named | {"posyandu_key": named["desa"] + "/" + posyandu}


def _alarms(heaping: CheckResult) -> LineList:
    table = heaping.table if heaping.table is not None else pd.DataFrame()
    columns = [
        "level", "area_code", "posyandu", "n", "n_below", "n_above", "verdict", "alarm_lowered", "moved", "moved_low",
        "moved_high", "prevalence", "prevalence_if_restored",
    ]  # fmt: skip
    found = table.loc[table["alarm"] | table["alarm_lowered"], columns]
    return LineList("heaping_areas", found.reset_index(drop=True))


def _assessments(heaping: CheckResult, coverage: RateTable, month: str, areas: Areas) -> list[Assessment]:
    """Of every kecamatan with its desa."""
    district = areas.district.code
    return [
        assessable(area.code, month=month, district=district, coverage=coverage, heaping=heaping)
        for kecamatan in areas.kecamatan
        for area in (kecamatan, *areas.within(kecamatan.code))
    ]


def _unassessed(judged: Iterable[Assessment]) -> Iterator[Finding]:
    """Areas that no public sentence or chart may call different from others."""
    codes = ",".join(found.area_code for found in judged if {"coverage_low", "heaping"} & set(found.reasons))
    if codes:
        yield Finding("unassessed_areas", Sentence("rows.unassessed_areas"), ("coverage",), {"areas": codes})


def _not_assessable(judged: Iterable[Assessment]) -> LineList:
    """Kecamatan and desa about which nothing may be concluded, with every reason."""
    rows = [(found.area_code, ",".join(found.reasons)) for found in judged if not found.ok]
    return LineList("not_assessable_areas", pd.DataFrame(rows, columns=["area_code", "reasons"]))
