"""Essential indicators and totals of families, as offices report them: results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.params_indicators import IndicatorParams
from audit.pipeline.results_family_totals import family_total_results
from audit.pipeline.tables import Tables
from audit.programme.indicator_gaps import gap_ranking, indicator_gaps
from audit.programme.indicator_trend import indicator_trend
from audit.programme.reported_indicators import ReportedIndicators
from audit.reference.areas import Areas, areas_of
from audit.reference.disclosure_rules import SMALL_COUNT
from audit.reference.essential_indicators import essential_indicators
from audit.results import Cell, CountTable, Finding, LineList, Partition, RateTable, Result, Sentence, TiedValue, Value

__all__ = ["INDICATOR", "TREND", "few", "indicator_results"]

INDICATOR = "indicator."  # attribute of the people of one indicator, and of its findings
TREND = {"better": 1.0, "unclear": 0.0, "worse": -1.0}  # a number, so that it is withheld with its counts

_LEVELS = {"target": ("reached", "not_reached")}
_PLACES = ("place", "place_low", "place_high", "group")


def indicator_results(tables: Tables, params: AuditParams, found: ReportedIndicators | None) -> tuple[Result, ...]:
    """What offices reported of the 29 essential indicators and of families at risk; nothing of what none did.

    Public, for the district and its kecamatan: ``indicators`` (reached of those to reach) and, for the district,
    ``indicators_before``; for each indicator ``indicator.<number>`` (what it rests on) and ``indicator_place.<number>``
    (its trend and place among the gaps); ``indicators_to_check`` with numbers of rows. Restricted: ``indicators_list``
    (every area), ``indicators_check_list``, ``indicators_left_out``.

    People of each indicator are a group of their own: an office counts them on lists that are not ours.
    """
    areas = areas_of(params.district.code)
    families = family_total_results(tables, areas, params.as_of)
    return (
        *(_results(found, areas, params.seed) if found else ()),
        *(_own_targets(params.indicators) if found else ()),
        *families,
    )


def _results(found: ReportedIndicators, areas: Areas, seed: int) -> Iterator[Result]:
    now, before = found.now.table, found.before.table
    gaps = indicator_gaps(now, found.targets)
    trend = indicator_trend(found.before, found.now)
    gaps = gaps.assign(**{name: trend[name].to_numpy() for name in ("before", "difference", "verdict")})
    whole = gaps["area_code"].eq(areas.district.code)
    places = gap_ranking(_rankable(gaps[whole]), seed=seed).set_index("indicator").to_dict("index")
    # A kecamatan whose own figure is not part of the district's sum would not add up to it.
    shown = _printed(now, areas)
    yield _rates("indicators", shown, {id: pair[0] for id, pair in found.periods.items()}, areas)
    earlier = _possible(before[before["area_code"].eq(areas.district.code)])
    if len(earlier):
        yield _rates("indicators_before", earlier, {id: pair[1] for id, pair in found.periods.items()}, areas)
    district = gaps[whole].set_index("indicator").to_dict("index")
    for indicator in essential_indicators():
        yield _told(indicator.number, indicator.id, district[indicator.id], found)
        place = places[indicator.id]
        if indicator.id in found.periods and not np.isnan(place["value"]):
            yield _placed(indicator.number, indicator.id, place, found.periods[indicator.id])
    findings = found.now.findings
    yield Finding(
        "indicators_to_check",
        Sentence("indicator_block.to_check", {"n": len(findings), "left_out": len(found.left_out)}),
        values={"n": len(findings), "left_out": len(found.left_out)},
    )
    periods = gaps["indicator"].map({id: pair[0] for id, pair in found.periods.items()}).fillna("")
    yield LineList("indicators_list", gaps.assign(period=periods))
    said = [{"message": finding.sentence.id, **finding.sentence.values} for finding in findings]
    columns = ["message", "indicator", "area", "sources", "numerator", "denominator", "summed", "given"]
    yield LineList("indicators_check_list", pd.DataFrame(said, columns=columns))
    yield LineList("indicators_left_out", found.left_out.reset_index(drop=True))


def _own_targets(own: IndicatorParams) -> Iterator[Finding]:
    """Which document of the district sets targets, and of how many indicators; nothing where none does."""
    if own.document:
        values: dict[str, Value] = {"n": len(own.targets), "document": own.document}
        yield Finding("indicator_targets", Sentence("indicator_block.own_targets", values), values=values)


def _rankable(rows: pd.DataFrame) -> pd.DataFrame:
    """Without a place for who is few on either side: its place would tell about how many they are."""
    return rows.assign(reason=rows["reason"].mask(few(rows) & rows["reason"].eq(""), "few"))


def few(rows: pd.DataFrame) -> pd.Series:
    """Whether the people reached by an indicator, or those who are not, are so few that nothing is told of them."""
    rest = rows["denominator"] - rows["numerator"]
    return rows["numerator"].between(1, SMALL_COUNT - 1) | rest.between(1, SMALL_COUNT - 1)


def _possible(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["numerator"].le(rows["denominator"])]  # not where one is missing


def _printed(table: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Possible figures of the district and of those kecamatan that stand in its sum."""
    out = []
    for _, rows in _possible(table).groupby("indicator", sort=False):
        whole = rows[rows["level"].eq("district")]
        parts = rows[rows["level"].eq("kecamatan")]
        of_desa = {areas.by_code[code].parent for code in rows.loc[rows["level"].eq("desa"), "area_code"]}
        if of_desa:
            parts = parts[parts["area_code"].isin(of_desa)]
        if not _adds_up(whole, parts, areas):
            out.append(whole)
        elif len(whole) and len(parts) == len(areas.kecamatan):
            out.append(pd.concat([whole, parts, whole.assign(**_nobody_elsewhere(areas))]))
        else:
            out.append(pd.concat([whole, parts]))
    return pd.concat(out) if out else table.iloc[:0]


def _nobody_elsewhere(areas: Areas) -> dict[str, Any]:
    """The part of the district outside every kecamatan: an office has none, and a reader knows that it is empty."""
    unknown = areas.unknown_within(areas.district.code)
    return {"area_code": unknown, "level": "kecamatan", "numerator": 0, "denominator": 0, "low": np.nan, "high": np.nan}


def _adds_up(whole: pd.DataFrame, parts: pd.DataFrame, areas: Areas) -> bool:
    """Whether the kecamatan may be what the district holds: all of it, or with a remainder where one is missing."""
    if whole.empty:
        return True
    reached, listed = (float(whole[name].iloc[0]) - float(parts[name].sum()) for name in ("numerator", "denominator"))
    if len(parts) == len(areas.kecamatan):
        return reached == 0 and listed == 0
    return 0 <= reached <= listed


def _rates(id: str, rows: pd.DataFrame, periods: Mapping[str, str], areas: Areas) -> RateTable:
    cells = [
        _cell(name, periods[name], None if level == "district" else area)
        for name, area, level in zip(rows["indicator"], rows["area_code"], rows["level"], strict=True)
    ]
    attributes = sorted({attribute for cell in cells for attribute, _ in cell.at if attribute.startswith(INDICATOR)})
    partitions = (areas.partition, *(Partition(attribute, _LEVELS) for attribute in attributes))

    def counts(id: str, level: str, column: str) -> CountTable:
        own = tuple(Cell.of(c.period, **{a: level if a.startswith(INDICATOR) else v for a, v in c.at}) for c in cells)
        return CountTable(id, own, tuple(int(n) for n in rows[column]), partitions)

    low, high = (tuple(None if np.isnan(x) else float(x) for x in rows[name]) for name in ("low", "high"))
    return RateTable(
        id, counts(id, "reached", "numerator"), counts(f"{id}.of", "target", "denominator"), low, high, "wilson"
    )  # fmt: skip


def _cell(indicator: str, period: str, area: str | None, level: str = "target") -> Cell:
    return Cell.of(period, area=area, **{f"{INDICATOR}{indicator}": level})


def _told(number: int, indicator: str, row: Mapping[Any, Any], found: ReportedIndicators) -> Finding:
    """What the figure of the district rests on: nothing about anybody."""
    now, before = found.periods.get(indicator, ("", ""))
    values: dict[str, Value] = {
        "indicator": indicator,
        "period": now,
        "before": before,
        "reason": str(row["reason"]),
        "source": str(row["source"]),
        "known": int(row["known"]),
        "parts": int(row["parts"]),
    }
    if indicator in found.targets:
        values["target"] = TiedValue((), found.targets[indicator], 3)
    return Finding(f"{INDICATOR}{number:02d}", _sentence(indicator), values=values)


def _placed(number: int, indicator: str, row: Mapping[Any, Any], periods: tuple[str, str]) -> Finding:
    """Trend and place of the district's figure: withheld where one of the counts behind it is."""
    now, before = periods
    cells = [_cell(indicator, now, None, level) for level in ("target", "reached")]
    values: dict[str, Value] = {"indicator": indicator}
    if row["verdict"]:
        both = (*cells, *(_cell(indicator, before, None, level) for level in ("target", "reached")))
        values["trend"] = TiedValue(both, TREND[row["verdict"]], 0)
    if not pd.isna(row["place"]):
        values |= {name: TiedValue(tuple(cells), float(row[name]), 0) for name in _PLACES}
    return Finding(f"indicator_place.{number:02d}", _sentence(indicator), values=values)


def _sentence(indicator: str) -> Sentence:
    return Sentence(f"indicator.name.{indicator}")
