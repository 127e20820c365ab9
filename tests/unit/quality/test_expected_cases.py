"""Expected from a survey beside listed, and months beside the months before, in a district of sound areas."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.quality.expected_cases import SurveyPrevalence, expected_cases
from audit.quality.month_consistency import month_consistency
from audit.reference.areas import areas_of

AREAS = areas_of("17.71")
MONTH = "2025-08"
SURVEY = SurveyPrevalence("SSGI 2024", 0.2, 0.15, 0.25)
A, B, C = (desa.code for desa in AREAS.desa[:3])


def frame(*parts: tuple[str, str, str, int]) -> pd.DataFrame:
    rows = [(month, area, status) for month, area, status, n in parts for _ in range(n)]
    return pd.DataFrame(rows, columns=["period", "area", "status"])


def registered(**children: int) -> pd.DataFrame:
    return pd.DataFrame(
        [{"area_code": code.replace("_", "."), "month": MONTH, "registered": n} for code, n in children.items()],
        columns=["area_code", "month", "registered"],
    ).astype({"registered": "Int64"})


def test_expected_is_prevalence_times_registered_with_its_interval():
    listed = frame(
        (MONTH, A, "moderately_stunted", 20), (MONTH, B, "severely_stunted", 2), (MONTH, C, "not_stunted", 9)
    )
    children = registered(**{A.replace(".", "_"): 100, B.replace(".", "_"): 100})
    check = expected_cases(MONTH, listed, children, SURVEY, AREAS)
    assert check.table is not None
    by = check.table.set_index("area_code")
    assert by.loc[A, ["registered", "listed", "expected"]].tolist() == [100, 20, 20]
    # se of the survey 0.05 / 1.96; variance 100 x .2 x .8 + (100 x se)^2 = 16 + 6.5079 -> 1.95996 x 4.7442
    assert by.loc[A, "low"] == pytest.approx(20 - 9.2985, abs=1e-3)
    assert by.loc[A, "verdict"] == ""
    assert by.loc[B, "verdict"] == "fewer"
    assert pd.isna(by.loc[C, "expected"])
    assert by.loc[C, "verdict"] == ""
    assert check.value == pytest.approx(100 * 22 / 40)
    assert (check.n, check.status) == (200, "fair")


def test_without_registered_children_nothing_is_expected():
    check = expected_cases(MONTH, frame((MONTH, A, "moderately_stunted", 3)), registered(), SURVEY, AREAS)
    assert (check.status, check.value, check.n) == ("not_assessable", None, 0)


@pytest.mark.parametrize("values", [(0.2, 0.25, 0.3), (0.2, 0.1, 1.5), (0.2, -0.1, 0.3)])
def test_a_prevalence_outside_its_interval_is_a_bug(values):
    with pytest.raises(ValueError, match="SSGI"):
        SurveyPrevalence("SSGI", *values)


MONTHS = ("2025-05", "2025-06", "2025-07", "2025-08")


def consistency(*measured: int, stunted: tuple[int, ...] = (3, 2, 3, 2)) -> pd.DataFrame:
    parts = [
        part
        for month, n, s in zip(MONTHS, measured, stunted, strict=True)
        for part in ((month, A, "not_stunted", n - s), (month, A, "moderately_stunted", s))
    ]
    table = month_consistency(frame(*parts), MONTHS, AREAS).table
    assert table is not None
    return table[table["area_code"].eq(AREAS.by_code[A].code.rpartition(".")[0])].set_index(["what", "month"])


def test_a_month_within_a_third_of_those_before_has_no_remark():
    found = consistency(100, 110, 90, 100)
    assert found.loc[("measured", "2025-08"), ["n", "before", "ratio", "remark"]].tolist() == [100, 100, 1.0, ""]
    assert set(found.loc["measured", "remark"]) == {""}


def test_a_jump_and_a_copy_are_told():
    found = consistency(100, 100, 100, 140, stunted=(3, 3, 2, 3))
    assert found.loc["measured", "remark"].tolist() == ["same", "", "jump"]
    assert found.loc[("measured", "2025-08"), "ratio"] == pytest.approx(1.4)


def test_one_month_cannot_be_compared():
    check = month_consistency(frame((MONTH, A, "not_stunted", 9)), [MONTH], AREAS)
    assert (check.status, check.value, check.n) == ("not_assessable", None, 0)
