"""An invented audit of Kota Bengkulu: every number is drawn by a seed, released by the real rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from audit.cases import (
    Ask,
    Facts,
    case_funnel,
    decide,
    headline,
    severity,
    severity_by_age,
    stunted_by_group,
    stunting,
    stunting_age_sex,
)
from audit.cases.selection_list import COLUMNS as LINE_COLUMNS
from audit.disclosure import Released, ShownRow, ShownTable, release, solve_pattern
from audit.disclosure.released import _seal
from audit.programme.coverage import coverage
from audit.quality import Linking, SourceRows, digit_preference, flags, linkage, row_accounting
from audit.quality.completeness import COLUMNS
from audit.reference.areas import Areas, areas_of
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.report import Forum, Programme, PublishedFigure, ReportContext, SourceRecord, TargetRecord
from audit.results import Cell, CountTable, LineList, RateTable, Result

MONTHS = ("2025-02", "2025-08")
CYCLE = "2025-2"
# Rows of the list that only the restricted edition shows.
LINES = (
    ("kode2anakpertama", "17.71.01.1001", "Melati", 26, "severely_stunted", "underweight", "normal", 31, False),
    ("kode3anakkedua77", "17.71.01.00", pd.NA, 9, "flagged", "normal", pd.NA, 40, True),
)


ASKS = (
    Ask("coverage", "Dinas Kesehatan", date(2025, 10, 31), "decision.money.unfunded"),
    Ask("refer_severe", "Puskesmas", date(2025, 9, 30), "decision.money.funded", 24_000_000, "BOK"),
    Ask("data_quality", "Dinas Kesehatan", date(2025, 12, 15), "decision.money.no_cost"),
)


@cache
def invented_results(code: str = "17.71", asks: tuple[Ask, ...] = ASKS) -> dict[str, Result]:
    """Every result that a run hands to the report, of invented children of a district."""
    areas = areas_of(code)
    frame = _children(areas)
    registered = pd.DataFrame(
        [
            {
                "area_code": a.code,
                "month": m,
                "registered": round(n / (0.72 + 0.26 * (areas.kecamatan.index(areas.by_code[a.parent]) % 4) / 3)),
            }
            for m in MONTHS
            for a in areas.desa
            for n in [max(12, int(((frame["period"] == m) & (frame["area"] == a.code)).sum()))]
        ]
    )
    rng = np.random.default_rng(7)
    tall = pd.Series(np.round(rng.normal(84, 9, 6000), 1)).where(rng.random(6000) > 0.25, lambda x: x.round())
    heavy = pd.Series(np.round(rng.normal(11, 2, 6000), 1))
    checks = tuple(digit_preference(MONTHS[-1], v, w) for v, w in ((tall, "lenhei"), (heavy, "weight")))
    facts = Facts(
        month=MONTHS[-1],
        areas=areas,
        coverage=coverage(frame, registered, MONTHS, areas),
        stunting=stunting(frame, MONTHS, areas),
        severity=severity(frame, MONTHS[-1], areas),
        flags=flags(frame, MONTHS),
        checks=checks,
    )
    sources = (
        SourceRows("eppgbm-februari", 6230, 6171, 59, {"bukan_data": 41, "tanggal_tak_terbaca": 18}),
        SourceRows("eppgbm-agustus", 6518, 6433, 85, {"bukan_data": 44, "tanggal_tak_terbaca": 41}),
    )
    results: tuple[Result, ...] = (
        headline(facts),
        *decide(facts, asks),
        facts.stunting,
        stunting_age_sex(frame, MONTHS[-1]),
        facts.severity,
        severity_by_age(frame, MONTHS[-1]),
        case_funnel(frame, facts.coverage, MONTHS[-1], areas),
        stunted_by_group(frame, MONTHS[-1], areas),
        LineList("stunted_children", pd.DataFrame(LINES, columns=list(LINE_COLUMNS))),
        row_accounting(CYCLE, sources),
        linkage(CYCLE, Linking(records=12_604, visits=12_572, merged=14, undated=18, children=7_912, to_decide=37)),
        facts.coverage,
        _rows_rate("missing", "column", COLUMNS, (3, 0, 12, 41, 96, 2310, 7755), 12_590, value="missing"),
        facts.flags,
        *checks,
        _rows_rate("agreement", "exported", ("haz", "waz", "whz"), (11_982, 12_214, 11_870), 12_301, agrees="yes"),
    )
    return {r.id: r for r in results}


def _children(areas: Areas) -> pd.DataFrame:
    rng = np.random.default_rng(2025)
    parts = []
    for month in MONTHS:
        for desa in areas.desa:
            n = int(rng.integers(15, 175))
            share = 0.13 + 0.09 * (desa.parent == areas.kecamatan[1].code) + rng.normal(0, 0.02)
            age = rng.choice(list(AGE_BANDS_MONTHS), n, p=[0.08, 0.1, 0.22, 0.22, 0.2, 0.18])
            risk = np.clip(share + np.where(age == "12-23", 0.08, 0) - np.where(age == "00-05", 0.07, 0), 0.005, 0.6)
            stunted = rng.random(n) < risk
            severe = stunted & (rng.random(n) < 0.22)
            status = np.where(severe, "severely_stunted", np.where(stunted, "moderately_stunted", "not_stunted"))
            status = np.where(rng.random(n) < 0.006, "haz_flagged", status)
            parts.append(
                pd.DataFrame(
                    {
                        "period": month,
                        "area": desa.code,
                        "sex": rng.choice(["m", "f"], n),
                        "age": age,
                        "status": status,
                        "waz_state": np.where(rng.random(n) < 0.002, "flagged", "known"),
                        "whz_state": np.where(rng.random(n) < 0.004, "flagged", "known"),
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def _rows_rate(
    id: str, attribute: str, levels: tuple[str, ...], counts: tuple[int, ...], of: int, **mark: str
) -> RateTable:
    cells = tuple(Cell.of(CYCLE, **{attribute: level}) for level in levels)
    marked = tuple(Cell.of(CYCLE, **{attribute: level}, **mark) for level in levels)
    return RateTable(
        id,
        CountTable(id, marked, counts, personal=False),
        CountTable(f"{id}.of", cells, (of,) * len(cells), personal=False),
    )


def context_of(results: dict[str, Result]) -> ReportContext:
    """Release results together and put the invented frame around them."""
    pattern = solve_pattern(results.values())
    return ReportContext(
        released={id: release(r, pattern) for id, r in results.items()},
        district_code="17.71",
        district_name="Kota Bengkulu",
        areas=areas_of("17.71"),
        cycle=CYCLE,
        months=MONTHS,
        as_of=date(2025, 9, 5),
        forum=Forum("diseminasi", date(2025, 9, 24)),
        sample=True,
        sources=(
            SourceRecord("eppgbm-februari", "Dinas Kesehatan Kota Bengkulu", date(2025, 2, 28), "BA-12/2025", "eppgbm"),
            SourceRecord("eppgbm-agustus", "Dinas Kesehatan Kota Bengkulu", date(2025, 8, 31), "BA-31/2025", "eppgbm"),
            SourceRecord("sasaran", "Dinas Kesehatan Kota Bengkulu", date(2025, 8, 31), kind="registered"),
        ),
        published=(
            PublishedFigure(2023, "SKI 2023", "survei", 6.7, url="https://contoh.example/ski"),
            PublishedFigure(2024, "SSGI 2024", "survei", 13.8, url="https://contoh.example/a"),
            PublishedFigure(
                2024, "SSGI 2024", "survei", 16.1, note="Berbeda.", said_by="Dinas Kesehatan Kota Bengkulu"
            ),
            PublishedFigure(2023, "e-PPGBM Oktober 2023", "admin", 0.81, 71, 8739),
            PublishedFigure(2025, "e-PPGBM Februari 2025", "cakupan", 72.0),
        ),
        target=TargetRecord("survey_prevalence", 2026, "RPJMD contoh", 12.0),
        programmes=(Programme("genting", "Genting", "DPPKB"), Programme("baas", "BAAS", "Sekretariat Daerah")),
        run_key="0123456789abcdef",
    )


@cache
def _context() -> ReportContext:
    return context_of(invented_results())


@pytest.fixture(scope="session")
def context() -> ReportContext:
    """Give the invented audit, public and Indonesian."""
    return _context()


@pytest.fixture(scope="session")
def make_context() -> Callable[..., ReportContext]:
    """Return a function: the invented audit with some fields changed."""
    return lambda **changes: replace(_context(), **changes)


@pytest.fixture(scope="session")
def rates() -> Callable[..., Released[ShownTable]]:
    """Return a function: a released rate table of ``{area: (n, of, low, high) or None}`` in the newest month."""

    def make(id: str, places: Mapping[str | None, tuple[int, int, float, float] | None]) -> Released[ShownTable]:
        rows = []
        for area, figures in places.items():
            cell = Cell.of(MONTHS[-1], area=area, status="stunted")
            if figures is None:
                rows.append(ShownRow(cell, None, hidden=True))
            else:
                n, of, low, high = figures
                rows.append(ShownRow(cell, n, of, n / of, low, high))
        table = ShownTable(id, "rate", tuple(rows), "wilson")
        return _seal(id, table, table)

    return make
