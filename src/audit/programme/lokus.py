"""Which desa are a focus (lokus) of the programme: the four criteria of Kediri, in one place.

A desa that measures too few children, or whose heights pile up at the cut-off, is "belum dapat dinilai", never "bukan
lokus": the desa that looks best may be the one that measures worst.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from audit.quality.assessable import assessable, focus_status
from audit.reference.areas import Areas
from audit.reference.lokus_rules import CRITERIA, LOKUS, LOW_INDICATORS_SHARE
from audit.results import Cell, CheckResult, CountTable, Finding, LineList, RateTable, Sentence

__all__ = ["FIGURES", "MISSING", "Lokus", "lokus"]

MISSING = "lokus_missing."
# Families at risk, short and measured children, D/S (0-1) and whether heights are heaped at the cut-off.
FIGURES = ("area_code", "families", "short", "measured", "coverage", "heaped")

_COLUMNS = ("area_code", "families", "prevalence", "cases", "indicators", "met", "unknown", "reasons", "status")


@dataclass(frozen=True)
class Lokus:
    """``table``: one row a desa, by code: each criterion True, False or missing (``CRITERIA``), how many are ``met``
    and ``unknown``, ``reasons`` why the desa is not assessable (joined by ";") and ``status``. ``means``: what each was
    held against. ``counts``: desa by status, no persons. ``lines``: the table for the restricted edition. ``figures``:
    what stood behind each criterion, by desa (``FIGURES``; missing where unknown), for ``lokus_sensitivity``.
    """

    table: pd.DataFrame
    means: Mapping[str, float | None]
    counts: CountTable
    figures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FIGURES)))

    @property
    def focus(self) -> tuple[str, ...]:
        """Codes of the desa that are a focus."""
        return tuple(self.table.loc[self.table["status"].eq("focus"), "area_code"])

    @property
    def missing(self) -> tuple[Finding, ...]:
        """One ``lokus_missing.<criterion>`` for each criterion that is known of no desa."""
        unknown = [name for name in CRITERIA if self.table[name].isna().all()]
        return tuple(
            Finding(f"{MISSING}{name}", Sentence("lokus.missing", {"criterion": f"lokus.criterion.{name}"}))
            for name in unknown
        )

    @property
    def lines(self) -> LineList:
        """Desa with their criteria: not for the public, since it shows one by one what a desa has few of."""
        return LineList("lokus_list", self.table)


def lokus(
    *,
    stunting: RateTable,
    month: str,
    coverage: RateTable,
    areas: Areas,
    heaping: CheckResult | None = None,
    families: CountTable | None = None,
    families_period: str = "",
    low_indicators: Mapping[str, tuple[int, int]] | None = None,
) -> Lokus:
    """Hold every desa against the four criteria.

    Parameters
    ----------
    stunting : of ``cases.stunting``; ``coverage`` : of ``programme.coverage``; both of ``month``.
    heaping : of ``quality.cutoff_heaping`` by desa; without it nothing is said about heaping.
    families : of ``families_at_risk`` in ``families_period``.
    low_indicators : by desa, how many of its essential indicators are low and how many are known.

    "focus": all four are met. "not_focus": one at least is known not to be. "not_assessable": the routine figures of
    the desa bear no conclusion (``quality.assessable``), or no criterion fails but one at least is unknown. Means
    are of the desa that can be assessed; that of prevalence comes from summed numerators.
    """
    codes = [area.code for area in areas.desa]
    short, measured = _counts(stunting.numerator), _counts(stunting.denominator)
    listed = _counts(families) if families is not None else {}
    rows = [_figures(code, short, measured, month, listed, families_period, low_indicators or {}) for code in codes]
    judged = [
        assessable(code, month=month, district=areas.district.code, coverage=coverage, heaping=heaping)
        for code in codes
    ]
    means = _means([row for row, assessment in zip(rows, judged, strict=True) if assessment.ok])
    out = []
    for code, row, assessment in zip(codes, rows, judged, strict=True):
        met = {name: _above(row[name], means[name]) for name in CRITERIA}
        failed, unknown = list(met.values()).count(False), list(met.values()).count(None)
        status = focus_status(assessment, is_focus=not failed)
        if assessment.ok and not failed and unknown:
            status = "not_assessable"
        reasons = [*assessment.reasons, *(f"{name}_unknown" for name, value in met.items() if value is None)]
        counted = (list(met.values()).count(True), unknown)
        out.append((code, *met.values(), *counted, ";".join(reasons), status))
    table = pd.DataFrame(out, columns=list(_COLUMNS)).astype(dict.fromkeys(CRITERIA, "boolean"))
    whole = Cell.of(month, lokus="desa")
    levels = LOKUS.below("desa")
    counts = (len(table), *(int(table["status"].eq(level).sum()) for level in levels))
    cells = (whole, *(whole.replace("lokus", level) for level in levels))
    shares = dict(zip(coverage.numerator.cells, coverage.values, strict=True))
    behind = [
        (
            code,
            row["families"],
            row["short"],
            row["measured"],
            shares.get(Cell.of(month, area=code)),
            "heaping" in a.reasons,
        )
        for code, row, a in zip(codes, rows, judged, strict=True)
    ]
    figures = pd.DataFrame(behind, columns=list(FIGURES)).astype(dict.fromkeys(FIGURES[1:5], "float64"))
    return Lokus(table, means, CountTable("lokus", cells, counts, (LOKUS,), personal=False), figures)


def _figures(
    code: str,
    stunted: Mapping[Cell, int],
    heights: Mapping[Cell, int],
    month: str,
    families: Mapping[Cell, int],
    period: str,
    low: Mapping[str, tuple[int, int]],
) -> dict[str, float | None]:
    """What is known of one desa; ``None`` where nothing is."""
    measured = heights.get(Cell.of(month, area=code, status="haz_known"))
    short = stunted.get(Cell.of(month, area=code, status="stunted"))
    at_risk = None
    if families.get(Cell.of(period, area=code, family="assessed")):
        at_risk = families.get(Cell.of(period, area=code, family="at_risk"))
    few, known = low.get(code, (0, 0))
    return {
        "families": at_risk,
        "prevalence": short / measured if short is not None and measured else None,
        "cases": short if measured else None,
        "indicators": few / known if known else None,
        "short": short,
        "measured": measured,
    }


def _counts(table: CountTable) -> Mapping[Cell, int]:
    return dict(zip(table.cells, table.counts, strict=True))


def _means(rows: list[dict[str, float | None]]) -> dict[str, float | None]:
    def numbers(name: str) -> list[float]:
        return [value for row in rows if (value := row[name]) is not None]

    def mean(values: list[float]) -> float | None:
        return sum(values) / len(values) if values else None

    measured = sum(numbers("measured"))
    return {
        "families": mean(numbers("families")),
        "prevalence": sum(numbers("short")) / measured if measured else None,
        "cases": mean(numbers("cases")),
        "indicators": LOW_INDICATORS_SHARE,
    }


def _above(value: float | None, mean: float | None) -> bool | None:
    return None if value is None or mean is None else value > mean
