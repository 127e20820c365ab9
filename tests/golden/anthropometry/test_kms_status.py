"""Outside source: the literal reading of the KMS in ../shared/oracle (growth_kms_nt, growth_kbm_table), row for row."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.anthropometry.growth import kms_status
from audit.reference.growth_rules import kbm_g
from audit.schemas import CHILDREN, VISITS

SEX = {"L": "m", "P": "f"}


@pytest.mark.shared
def test_least_gains_are_those_of_the_table(shared):
    table = pd.read_csv(shared("oracle/growth_kbm_table.csv"))
    for (sex, month), gain in table.set_index(["sex", "age_month"])["kbm_g"].items():
        assert kbm_g(SEX[sex])[month] == gain
    assert [len(kbm_g(sex)) - 1 for sex in "mf"] == [60, 60]


@pytest.mark.shared
def test_every_status_and_every_series_of_t(shared):
    oracle = pd.read_csv(shared("oracle/growth_kms_nt.csv.gz"), parse_dates=["dob", "visit_date"], dtype={"child": str})
    first = oracle.drop_duplicates("child")
    children = CHILDREN.conform(
        pd.DataFrame({"child_id": first["child"], "sex": first["sex"].map(SEX), "birth_date": first["dob"]})
    )
    visits = VISITS.conform(oracle[["visit_date", "weight_kg"]].assign(child_id=oracle["child"], seq=1))
    ours = kms_status(children, visits)
    both = oracle.merge(ours, left_on=["child", "visit_date"], right_on=["child_id", "visit_date"], how="left")
    assert len(both) == len(oracle) == 3557
    assert both["status_y"].fillna("").tolist() == both["status_x"].fillna("").tolist()
    assert both["two_t_y"].fillna(False).tolist() == both["two_t_x"].eq(1).tolist()
    assert len(ours) == oracle["status"].notna().sum()
    weighed = both[both["status_x"].notna()]
    assert (weighed["age_months"] == weighed["age_completed_months"]).all()
