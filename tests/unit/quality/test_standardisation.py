"""A standardisation session: classes, doubtful readings, who would be helped; nobody is ranked or named in public."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.quality.standardisation import (
    SUPERVISOR,
    doubtful_readings,
    perlu_penyegaran,
    session_results,
    standardisation,
)

DAY = "2025-08-14"
LENGTHS = np.array([70.1, 75.3, 80.2, 84.9, 90.4, 95.8, 73.3, 78.7, 99.6, 103.2])


def session(errors: dict[int, tuple[float, float]], *, children: int = 10) -> pd.DataFrame:
    """Readings of each measurer: ``errors`` is how much is added in the first and the second round (cm)."""
    rows = [
        (measurer, child + 1, turn, 10 + child, LENGTHS[child] + error[turn - 1], 14.0 + child / 10)
        for measurer, error in errors.items()
        for child in range(children)
        for turn in (1, 2)
    ]
    columns = ["measurer", "child", "round", "weight_kg", "lenhei_cm", "muac_cm"]
    return pd.DataFrame(rows, columns=columns).astype({"weight_kg": "float64"})


def lengths(readings: pd.DataFrame) -> pd.DataFrame:
    results = session_results(readings)
    return results[results["measure"].eq("lenhei_cm")].set_index("measurer")


@pytest.fixture
def smart(shared) -> pd.DataFrame:
    """SMART's own training data, of which anthrocheckr's README says what is wrong with it."""
    raw = pd.read_csv(shared("oracle/tem_input_smart_standardisation.csv"))
    rounds = [
        pd.DataFrame(
            {
                "measurer": raw["observer"], "child": raw["subject"], "round": turn, "weight_kg": raw[f"weight{turn}"],
                "lenhei_cm": raw[f"height{turn}"], "muac_cm": raw[f"muac{turn}"] / 10,
            }
        )
        for turn in (1, 2)
    ]  # fmt: skip
    return pd.concat(rounds, ignore_index=True)


def test_the_classes_are_smarts_and_the_bias_is_against_the_supervisor():
    # The same difference d in every child gives TEM = d / sqrt(2).
    results = lengths(session({0: (0, 0), 1: (0, 0.4), 2: (0, 0.8), 3: (0, 1.3), 4: (0, 2.0), 5: (0.9, 0.9)}))
    assert results["tem"].round(6).tolist() == pytest.approx([0, 0.282843, 0.565685, 0.919239, 1.414214, 0], abs=1e-6)
    assert results["level"].tolist() == ["good", "good", "acceptable", "poor", "reject", "good"]
    assert results["bias"].round(6).tolist()[1:] == [0.2, 0.4, 0.65, 1.0, 0.9]
    assert np.isnan(results["bias"][SUPERVISOR])
    assert results["bias_level"][5] == "poor"


@pytest.mark.shared
def test_the_gross_error_of_smarts_data_is_kept_marked_and_not_classed(smart):
    doubtful = doubtful_readings(smart)
    typed = doubtful[doubtful["measurer"].eq(1)]
    assert typed[["child", "round", "measure", "value"]].to_numpy().tolist() == [
        [6, 2, "lenhei_cm", 19.2], [7, 2, "lenhei_cm", 14.1],
    ]  # fmt: skip
    results = lengths(smart)
    assert results["tem"][1] == pytest.approx(23.556591)  # still in the figure, as anthrocheckr has it
    assert results["level"][1] == "check"
    assert pd.isna(results["bias_level"][1])


@pytest.mark.shared
def test_nobody_is_held_against_a_supervisor_whose_own_readings_differ(smart):
    results = session_results(smart)
    muac = results[results["measure"].eq("muac_cm")].set_index("measurer")
    assert muac["level"][SUPERVISOR] == "reject"
    assert muac["bias_level"].isna().all()


def test_a_reading_that_no_child_has_is_doubtful_even_where_all_agree():
    readings = session({0: (0, 0), 1: (0, 0)})
    readings["muac_cm"] *= 10  # everybody wrote millimetres
    assert len(doubtful_readings(readings)) == len(readings)


def test_too_few_children_give_no_class():
    assert lengths(session({0: (0, 0), 1: (0, 0)}, children=9))["level"].tolist() == ["incomplete"] * 2
    gap = session({0: (0, 0), 1: (0, 0)})
    gap.loc[gap["measurer"].eq(1) & gap["child"].eq(4) & gap["round"].eq(2), "lenhei_cm"] = np.nan
    assert lengths(gap)["level"].tolist() == ["good", "incomplete"]
    assert lengths(gap)["n"].tolist() == [10, 9]


def test_the_list_is_by_number_and_says_what_would_help():
    readings = session({0: (0, 0), 9: (0, 2.0), 3: (0.9, 0.9), 5: (0, 0)})
    readings.loc[readings["measurer"].eq(5) & readings["child"].eq(1) & readings["round"].eq(1), "weight_kg"] = 100.0
    people = pd.DataFrame({"measurer": [0, 3, 5, 9], "name": list("abcd"), "posyandu": "Melati"})
    rows = perlu_penyegaran(session_results(readings), people).rows
    assert rows[["measurer", "name", "measure", "reason"]].to_numpy().tolist() == [
        [3, "b", "lenhei_cm", "bias"], [5, "c", "weight_kg", "check"], [9, "d", "lenhei_cm", "tem"],
    ]  # fmt: skip
    assert not {"rank", "tem", "percent"} & set(rows.columns)


def test_the_public_form_counts_and_names_nobody():
    checks = standardisation(DAY, session({0: (0, 0)} | dict.fromkeys(range(1, 26), (0, 0.1))))
    pattern = solve_pattern(checks, k=5, min_width=5)
    for check in checks:
        public = release(check, pattern).public
        assert (check.status, check.n) == ("good", 25)
        assert public.table is None
        assert {row.numerator for table in public.tables for row in table.rows if not row.hidden} <= {0, 25}


def test_a_few_cadres_are_not_counted_in_public():
    checks = standardisation(DAY, session({0: (0, 0)} | {m: (0, 0.1 if m < 24 else 2.0) for m in range(1, 26)}))
    lenhei = checks[1]
    assert (
        dict(zip(lenhei.tables[0].cells, lenhei.tables[0].counts, strict=True))[
            lenhei.tables[0].cells[0].replace("tem_lenhei", "reject")
        ]
        == 2
    )
    shown = release(lenhei, solve_pattern(checks, k=5, min_width=5)).public
    assert 2 not in {row.numerator for table in shown.tables for row in table.rows}


def test_the_supervisor_alone_is_nothing_to_judge():
    for check in standardisation(DAY, session({0: (0, 0)})):
        assert (check.status, check.value, check.n) == ("not_assessable", None, 0)
