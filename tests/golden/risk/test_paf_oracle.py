"""Every row of oracle/risk_paf.csv: R 4.2.2, AF 0.1.5 (AFglm) and closed formulas (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm, miettinen, paf, paf_average
from audit.risk.two_by_two import TwoByTwo
from audit.survey import Design

pytestmark = pytest.mark.shared

FORMULA = {
    "washb": "stunted ~ male + age_m + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash"
    " + crowd + mom_teen + nutr_arm + poor40",
    "zambia": "low ~ male + age_m + mom_thin + mom_work + mom_edu + urban",
}
CLUSTER = {"washb": "cluster", "zambia": "district"}
METHODS = {
    "levin_crude": 11,
    "miettinen_adjPR_poisson": 11,
    "gcomp_poisson": 11,
    "gcomp_logit_AFglm_iid": 11,
    "gcomp_logit_AFglm_cluster": 11,
    "gcomp_logit_joint_all_zero": 2,
    "average_PAF_logit": 6,
}
EXACT, ERROR = 1e-8, 1e-5  # what README_risk.md asks of estimates and, relatively, of their errors


@pytest.fixture(scope="module")
def expected(shared):
    table = pd.read_csv(shared("oracle/risk_paf.csv"))
    return table.assign(kind=table["method"].str.partition(":")[0])


@pytest.fixture(scope="module")
def model(analysed):
    fitted = {}

    def fit(dataset, family, *, cluster=False):
        key = (dataset, family, cluster)
        if key not in fitted:
            design = Design(cluster=CLUSTER[dataset]) if cluster else None
            fitted[key] = fit_glm(analysed(dataset), FORMULA[dataset], family=family, design=design)
        return fitted[key]

    return fit


def test_every_row_of_the_oracle_is_compared(expected):
    assert expected["kind"].value_counts().to_dict() == METHODS


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
@pytest.mark.parametrize(
    ("method", "family", "cluster"),
    [
        ("gcomp_poisson", "poisson", False),
        ("gcomp_logit_AFglm_iid", "logit", False),
        ("gcomp_logit_AFglm_cluster", "logit", True),
    ],
)
def test_a_fraction_and_its_error_equal_afglms(dataset, method, family, cluster, expected, model):
    theirs = expected[(expected["dataset"] == dataset) & (expected["method"] == method)]
    assert len(theirs) > 0
    ours = paf(model(dataset, family, cluster=cluster), list(theirs["exposure"])).tidy()
    np.testing.assert_allclose(ours["est"], theirs["estimate"], rtol=0, atol=EXACT)
    np.testing.assert_allclose(ours["p_exposed"], theirs["p_exposed"], rtol=0, atol=EXACT)
    np.testing.assert_allclose(ours["p_exposed_cases"], theirs["p_exposed_cases"], rtol=0, atol=EXACT)
    if family == "logit":
        np.testing.assert_allclose(ours["se"], theirs["se"], rtol=ERROR)


def test_clusters_given_to_the_fraction_alone_are_those_of_afglms_clusterid(expected, model, analysed):
    theirs = expected[(expected["dataset"] == "washb") & (expected["method"] == "gcomp_logit_AFglm_cluster")]
    by_block = Design(cluster=analysed("washb")["cluster"].to_numpy())
    ours = paf(model("washb", "logit"), list(theirs["exposure"]), design=by_block).tidy()
    np.testing.assert_allclose(ours["se"], theirs["se"], rtol=ERROR)


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
def test_formulas_from_figures_alone(dataset, expected, model, analysed):
    data, result = analysed(dataset), model(dataset, "poisson")
    outcome = result.formula.outcome
    rows = expected[expected["dataset"] == dataset].set_index(["kind", "exposure"])
    for exposure, theirs in rows.loc["miettinen_adjPR_poisson"].iterrows():
        ratio = float(np.exp(result.coef[result.terms.index(exposure)]))
        ours = paf(result, exposure).fractions[0]
        assert miettinen(ours.p_exposed_cases, ratio) == pytest.approx(theirs["estimate"], abs=EXACT)
        assert ratio == pytest.approx(theirs["pr"], rel=EXACT)
    for exposure, theirs in rows.loc["levin_crude"].iterrows():
        table = TwoByTwo.of(data[exposure], data[outcome])
        assert table.crude_fraction == pytest.approx(theirs["estimate"], abs=EXACT)
        assert table.ratio().estimate == pytest.approx(theirs["pr"], rel=EXACT)


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
def test_factors_taken_away_together(dataset, expected, model):
    theirs = expected[(expected["dataset"] == dataset) & (expected["kind"] == "gcomp_logit_joint_all_zero")].iloc[0]
    ours = paf(model(dataset, "logit"), theirs["exposure"].split("+"), joint=True).fractions
    assert [one.exposure for one in ours] == [theirs["exposure"]]
    assert ours[0].estimate == pytest.approx(theirs["estimate"], abs=EXACT)


def test_the_average_over_all_orders(expected, model):
    theirs = expected[expected["kind"] == "average_PAF_logit"]
    ours = paf_average(model("washb", "logit"), list(theirs["exposure"])).tidy()
    np.testing.assert_allclose(ours["est"], theirs["estimate"], rtol=0, atol=EXACT)
