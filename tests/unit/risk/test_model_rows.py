"""Columns made once serve every model of the same children, and give what each would give made anew."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import difference, fit_glm, hierarchical_models, standardised
from audit.risk.columns import complete, encoding_of
from audit.risk.formula import parse
from audit.risk.irls import combined, summed
from audit.risk.model_rows import model_rows
from audit.survey import Design

CLOSE = 1e-12
FACTORS = {"underlying": ["household_smoker", "edu"], "immediate": ["frequent_diarrhoea"]}
ALWAYS = ["rcs(age)", "male"]


@pytest.fixture(scope="module")
def children():
    rng = np.random.default_rng(11)
    n = 12_000  # so many that rows are joined
    frame = pd.DataFrame({name: rng.integers(0, 2, n).astype(float) for name in ("household_smoker", "male")})
    frame = frame.assign(
        frequent_diarrhoea=(rng.random(n) < 0.2).astype(float),
        edu=pd.Categorical.from_codes(rng.integers(-1, 3, n), ["more", "some", "none"]),
        age=rng.uniform(0, 59, n),
        desa=rng.integers(0, 60, n),
    )
    chance = 0.15 * np.exp(0.4 * frame["household_smoker"] + 0.2 * frame["frequent_diarrhoea"] + 0.2 * frame["male"])
    return frame.assign(stunted=(rng.random(n) < chance).astype(float))


def test_every_figure_of_a_hierarchy_is_that_of_its_own_model(children):
    design = Design("desa")
    table = hierarchical_models(children, levels=FACTORS, always=ALWAYS, design=design).table
    assert len(table) == 4
    before = list(ALWAYS)
    for level, factors in FACTORS.items():
        before += factors
        whole = children.dropna()
        formula = f"stunted ~ {' + '.join(before)}"
        adjusted, odds = (fit_glm(whole, formula, family=family, design=design) for family in ("poisson", "logit"))
        for row in table[table["level"] == level].to_dict("records"):
            factor = row["factor"]
            term = f"edu{row['category']}" if factor == "edu" else factor
            crude = fit_glm(whole, f"stunted ~ {factor}", design=design)
            for model, names in (
                (crude, ("crude_pr", "crude_low", "crude_high")),
                (adjusted, ("pr", "low", "high")),
                (odds, ("odds_ratio", "or_low", "or_high")),
            ):
                alone = model.tidy().set_index("term").loc[term, ["exp_coef", "conf_low", "conf_high"]]
                np.testing.assert_allclose([row[name] for name in names], alone.astype(float), rtol=CLOSE)
            for name, value in (("of_100_exposed", row["category"]), ("of_100_reference", row["reference"])):
                alone = 100 * standardised(adjusted, factor, value).estimate
                assert row[name] == pytest.approx(alone, rel=CLOSE)
            apart = difference(adjusted, factor, row["category"], row["reference"])
            alone = (apart.estimate, apart.low, apart.high)
            assert (row["ard"], row["ard_low"], row["ard_high"]) == pytest.approx(alone, rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("right", ["edu", "male + edu", "rcs(age)", "1"])
def test_a_part_of_a_model_has_the_columns_of_that_part(children, right):
    rows = model_rows(children, "stunted ~ rcs(age) + male + edu", None)
    part, alone = rows.only(right), model_rows(children.where(children["edu"].notna()), f"stunted ~ {right}", None)
    assert part.encoding.names == alone.encoding.names
    assert part.y.size == int(children["edu"].notna().sum())
    np.testing.assert_array_equal(part.columns, model_rows(children.dropna(), f"stunted ~ {right}", None).columns)


@pytest.mark.parametrize(
    ("column", "value"), [("edu", "some"), ("edu", "more"), ("age", 24.5), ("male", 1), ("male", True), ("male", 0.0)]
)
def test_everybody_at_one_value_is_a_frame_in_which_everybody_has_it(children, column, value):
    formula = parse("stunted ~ rcs(age)*male + edu*age + male")
    used = complete(formula, children)
    encoding = encoding_of(formula, children, used)
    columns = encoding.matrix(children, used)
    rows = children[used]
    values = pd.Series([value] * len(rows), rows.index, dtype=rows[column].dtype)
    anew = encoding.matrix(rows.assign(**{column: values}))
    np.testing.assert_array_equal(encoding.with_value(columns, children, used, column, value), anew)
    assert not np.array_equal(columns, anew)


def test_a_value_that_is_none_is_refused(children):
    model = fit_glm(children, "stunted ~ edu + male")
    with pytest.raises(InputError):
        standardised(model, "edu", "unheard of")
    with pytest.raises(InputError):
        standardised(model, "age", 3)


@pytest.mark.parametrize("k", [1, 2, 16, 300])
def test_sums_a_few_rows_at_a_time_are_the_sums(k):
    rng = np.random.default_rng(k)
    columns, beta, values = rng.normal(size=(k, 10_001)), rng.normal(size=k), rng.normal(size=10_001)
    np.testing.assert_allclose(combined(beta, columns), np.einsum("k,kn->n", beta, columns), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(summed(columns, values), np.einsum("kn,n->k", columns, values), rtol=1e-10, atol=1e-10)
