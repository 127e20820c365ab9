"""The scorecard of a real survey, from canonical tables on, against mwana 2.2 (sample anthro.01) and ENA's points."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.quality import scorecard
from audit.schemas import CHILDREN, VISITS

ASKED = {"sex_ratio": "sex_ratio", "age_ratio": "age_ratio", "digits.weight": "dps_wgt", "digits.lenhei": "dps_hgt"}


@pytest.mark.shared
def test_tests_of_sex_age_and_digits_are_those_of_mwana_by_area(shared):
    sample = pd.read_csv(shared("oracle/dq_input_mwana_anthro01.csv.gz"))
    expected = pd.read_csv(shared("oracle/dq_expected.csv.gz"))
    expected = expected[expected["dataset"].eq("mwana_anthro01") & expected["args"].str.startswith("grouped;area=")]
    day = np.datetime64("2025-06-15")
    ids = [f"c{i}" for i in sample["row"]]
    born = day - np.ceil(sample["age_days"].to_numpy()).astype("timedelta64[D]")  # keeps completed months
    children = CHILDREN.conform(
        pd.DataFrame({"child_id": ids, "sex": sample["sex"].map({1: "m", 2: "f"}), "birth_date": born})
    )
    visits = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": ids,
                "visit_date": day,
                "seq": 1,
                "weight_kg": sample["weight"],
                "lenhei_cm": sample["height"],
                "muac_cm": sample["muac"] / 10,
            }
        )
    ).assign(team=sample["area"])
    checks = {(c.subject, c.id): c for c in scorecard(children, visits, by="team", rules="ena2020")}
    compared = 0
    for area in sample["area"].unique():
        theirs = expected[expected["args"].eq(f"grouped;area={area}")].set_index("stat")
        for id, stat in ASKED.items():
            ours = checks[(area, id)]
            table = ours.table
            assert table is not None
            if stat.startswith("dps"):
                assert round(ours.value or 0, 2) == theirs.loc[stat, "value"]
            else:
                assert table["p"].item() == pytest.approx(theirs.loc[stat, "value"], rel=1e-9)
            assert theirs.loc[f"{stat}_class", "label"] == "Excellent"
            assert ours.status == "good"
            compared += 1
    assert compared == 8
    # ENA adds points for MUAC digits beyond mwana's score, and none here: all three digit scores are below 8.
    assert all(checks[(area, "ena_score")].status == "good" for area in sample["area"].unique())
