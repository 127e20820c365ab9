"""Families at risk of Kabupaten Subang 2025, 30 kecamatan, summed: figures of the public table (domain notes, 2)."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.family_identities import check_family_totals, families_share
from audit.reference.areas import areas_of
from audit.reference.family_identities import OFFICIAL_COLUMNS
from audit.schemas.indicators import FAMILY_TOTALS

SUBANG = areas_of("32.13")
SUMS = {
    "jumlah_keluarga": 484_838,
    "jumlah_keluarga_sasaran": 291_611,
    "kesejahteraan_1": 4_268,
    "kesejahteraan_2": 2_382,
    "kesejahteraan_3": 2_082,
    "kesejahteraan_4": 1_694,
    "kesejahteraan_lebih_4": 13_918,
    "total_krs": 24_344,
    "tidak_berisiko": 291_611 - 24_344,
    "air_minum_tidak_layak": 1_713,
    "jamban_tidak_layak": 11_291,
    "terlalu_muda": 982,
    "terlalu_tua": 52_200,
    "terlalu_dekat": 915,
    "terlalu_banyak": 34_922,
}


def totals(**other: int | None) -> pd.DataFrame:
    row = {OFFICIAL_COLUMNS[name]: n for name, n in (SUMS | other).items()}
    return FAMILY_TOTALS.conform(pd.DataFrame([{"area_code": "32.13", "period": "2025", "source": "PK", **row}]))


def test_the_published_sums_hold_though_wives_too_old_exceed_families_at_risk():
    found = check_family_totals(totals(), SUBANG)
    assert found.findings == ()
    assert found.table["state"].eq("holds").all()
    assert len(found.table) == 5


def test_the_columns_are_those_of_the_published_table():
    assert set(SUMS) <= set(OFFICIAL_COLUMNS)
    assert set(OFFICIAL_COLUMNS.values()) <= set(FAMILY_TOTALS.names)


@pytest.mark.parametrize(
    ("changed", "identity"),
    [
        ({"tidak_berisiko": 267_266}, "at_risk_and_not"),
        ({"kesejahteraan_1": 4_269}, "ranks"),
        ({"air_minum_tidak_layak": 24_345}, "water"),
        ({"jamban_tidak_layak": 24_345}, "latrine"),
        ({"jumlah_keluarga": 291_610}, "target"),
    ],
)
def test_one_family_off_is_found(changed, identity):
    (finding,) = check_family_totals(totals(**changed), SUBANG).findings
    assert finding.id == f"family_identity.{identity}.32.13"


def test_the_share_of_the_district_is_that_of_its_sums():
    """8.3 % of target families: the sums split over kecamatan as unevenly as can be give the same."""
    codes = [area.code for area in SUBANG.kecamatan]
    assert len(codes) == 30
    at_risk = [24_344 - 29, *[1] * 29]
    target = [291_611 - 29 * 100, *[100] * 29]
    rows = pd.DataFrame({"area_code": codes, "at_risk": at_risk, "target_families": target})
    share = families_share(rows.assign(period="2025", source="PK"), SUBANG).set_index("area_code")["share"]
    assert round(share["32.13"] * 100, 1) == 8.3
    assert share[codes].mean() < 0.02
