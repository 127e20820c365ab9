"""What a report shows of data quality beyond single tables: the scorecard, and heights around the cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from audit.quality import assessable, cutoff_heaping, heaping_sentence, scorecard, scorecard_lines
from audit.reference.areas import UNKNOWN, Areas
from audit.reference.heaping_rules import AROUND_CUTOFF, HISTOGRAM_LEVELS, HUNDREDTHS
from audit.results import Cell, CheckResult, CountTable, Finding, LineList, RateTable, Result

__all__ = ["quality_results"]

# Its n, the children with two indices, would bound a count of flags that disclosure control hides.
_NOT_PUBLIC = frozenset({"outliers_mahalanobis"})
_PLACED = "completeness.area_code"  # says nothing about a place: there nobody's area is missing


def quality_results(
    children: pd.DataFrame, visits: pd.DataFrame, coverage: RateTable, month: str, areas: Areas
) -> tuple[Result, ...]:
    """Judge the measurements of one month.

    ``children`` are canonical, ``visits`` the rows of ``survey.snapshot`` of that month, one a child. Results:
    ``scorecard.<check>`` of the district, ``haz_around_cutoff`` (children by tenths of a z-score from -3 to -1) and the
    finding ``cutoff_heaping`` for everybody; for the restricted edition alone the lists ``scorecard_places`` (kecamatan
    and posyandu), ``heaping_areas`` (areas with an alarm) and ``not_assessable_areas``.
    """
    heaping = _heaping(children, visits)
    return (
        *_scorecard(children, visits, month),
        _places(children, visits),
        _around_cutoff(visits, month, areas),
        Finding("cutoff_heaping", heaping_sentence(heaping), ("haz_around_cutoff",)),
        _alarms(heaping),
        _not_assessable(heaping, coverage, month, areas),
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
    checks = chain.from_iterable(scorecard(placed, own, by=level) for level in ("kecamatan", "posyandu"))
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


def _heaping(children: pd.DataFrame, visits: pd.DataFrame) -> CheckResult:
    """The test by kecamatan, desa and posyandu, each level with its own false discovery rate, as one table.

    An area is ``area_code``, a posyandu the code of its desa with its name in ``posyandu``.
    """
    rows = visits.assign(**_levels(children, visits))
    found = {level: cutoff_heaping(rows, by=level) for level in ("kecamatan", "desa", "posyandu_key")}
    tables: list[pd.DataFrame] = []
    for level, check in found.items():
        if check.table is not None:
            named = check.table.rename(columns={level: "name"})
            named[["area_code", "posyandu"]] = [_place(str(name)) for name in named["name"]] or np.empty((0, 2))
            tables.append(named.assign(level=level.removesuffix("_key")).drop(columns="name"))
    return replace(found["kecamatan"], subject="area_code", table=pd.concat(tables, ignore_index=True))


def _levels(children: pd.DataFrame, visits: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Area of each visit by level; missing where it is not known."""
    desa = visits["area"].astype(object)
    kecamatan = desa.str.rsplit(".", n=1).str[0].where(desa.str.count(r"\.") > 2, desa)
    posyandu = children.set_index("child_id")["posyandu"].reindex(visits["child_id"]).astype(object)
    posyandu.index = visits.index
    nameless = desa.str.endswith(f".{UNKNOWN}")
    return {
        "kecamatan": kecamatan.mask(kecamatan.str.endswith(f".{UNKNOWN}")),
        "desa": desa.mask(nameless),
        "posyandu_key": (desa + "/" + posyandu).mask(nameless),
    }


def _place(name: str) -> tuple[str, str]:
    code, _, posyandu = name.partition("/")
    return code, posyandu


def _alarms(heaping: CheckResult) -> LineList:
    table = heaping.table if heaping.table is not None else pd.DataFrame()
    columns = [
        "level", "area_code", "posyandu", "n", "n_below", "n_above", "verdict", "alarm_lowered", "moved", "moved_low",
        "moved_high", "prevalence", "prevalence_if_restored",
    ]  # fmt: skip
    found = table.loc[table["alarm"] | table["alarm_lowered"], columns]
    return LineList("heaping_areas", found.reset_index(drop=True))


def _not_assessable(heaping: CheckResult, coverage: RateTable, month: str, areas: Areas) -> LineList:
    """Kecamatan and desa about which nothing may be concluded, with every reason."""
    district = areas.district.code
    judged = [
        assessable(area.code, month=month, district=district, coverage=coverage, heaping=heaping)
        for kecamatan in areas.kecamatan
        for area in (kecamatan, *areas.within(kecamatan.code))
    ]
    rows = [(found.area_code, ",".join(found.reasons)) for found in judged if not found.ok]
    return LineList("not_assessable_areas", pd.DataFrame(rows, columns=["area_code", "reasons"]))
