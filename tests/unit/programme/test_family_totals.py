"""Totals of families as an office hands them in: one period, one source, and no sum that hides a gap."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.programme.family_totals import family_totals
from audit.reference.areas import areas_of
from audit.schemas import FAMILY_TOTALS

AREAS = areas_of("64.74")
WHOLE = AREAS.district.code
KECAMATAN = [area.code for area in AREAS.kecamatan]
DAY = date(2025, 9, 15)


def totals(*told) -> pd.DataFrame:
    names = ["area_code", "period", "source", "at_risk", "target_families"]
    return FAMILY_TOTALS.conform(pd.DataFrame(told, columns=names))


def of_all(period: str = "2025", source: str = "PK", at_risk: int = 10) -> list[tuple]:
    return [(code, period, source, at_risk, 100) for code in KECAMATAN]


def found(*told):
    return family_totals(totals(*told), AREAS, as_of=DAY)


def test_nothing_of_nothing():
    assert family_totals(FAMILY_TOTALS.empty(), AREAS, as_of=DAY) is None
    assert found((WHOLE, "tahun ini", "PK", 1, 2)) is None
    assert found((WHOLE, "2025", "PK", -1, 2)) is None


def test_the_newest_period_and_in_it_the_source_of_most_areas():
    got = found(*of_all("2024", at_risk=90), *of_all(), (WHOLE, "2025", "Aplikasi", 1, 2))
    assert (got.period, got.source, got.others) == ("2025", "PK", ("Aplikasi",))
    assert got.rows["at_risk"].sum() == 10 * len(KECAMATAN)


def test_of_sources_with_as_many_areas_the_first_by_name():
    assert found(*of_all(source="B"), *of_all(source="A")).source == "A"


def test_the_district_is_the_sum_of_all_kecamatan():
    got = found(*of_all(), (WHOLE, "2025", "PK", 1, 2))
    assert got.district["at_risk"] == 10 * len(KECAMATAN)
    assert got.share["share"].iloc[0] == 0.1


def test_with_a_kecamatan_missing_it_is_its_own_row_or_unknown():
    assert found(*of_all()[1:], (WHOLE, "2025", "PK", 40, 200)).share["share"].iloc[0] == 0.2
    assert found(*of_all()[1:]).share["share"].isna().iloc[0]


def test_nobody_to_count_has_no_share():
    got = found(*((code, "2025", "PK", 0, 0) for code in KECAMATAN))
    assert got.share["share"].isna().all()
    assert got.identities.table["state"].isin(["holds", "unknown"]).all()
