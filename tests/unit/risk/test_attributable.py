"""What the report may say of attributable fractions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.language import text
from audit.reference.risk_framework import RISK_FACTORS
from audit.risk import Fraction, attributable, fit_glm
from audit.risk.attributable import statement

MODIFIABLE = [id for id, factor in RISK_FACTORS.items() if factor.modifiable]
CAUSAL = {
    "id": {"karena", "akibat", "menyebabkan", "disebabkan", "penyebab", "dampak", "menurunkan", "mengurangi", "berkat"},
    "en": {"because", "caused", "causes", "due", "impact", "reduce", "reduces", "prevents", "thanks", "results"},
}


@pytest.fixture(scope="module")
def model():
    rng = np.random.default_rng(3)
    n = 6000
    factors = {name: rng.random(n) < 0.3 for name in ("unsafe_water", "household_smoker", "preterm", "teen_mother")}
    y = rng.random(n) < 0.1 + 0.2 * factors["unsafe_water"] + 0.1 * factors["household_smoker"]
    rare = np.arange(n) < 6
    y[:6] = [True, False] * 3
    frame = pd.DataFrame({"stunted": y, **factors, "anc_below_6": rare, "ttd_below_90": True}, dtype=np.int64)
    return fit_glm(frame, "stunted ~ " + " + ".join(frame.columns[1:]))


@pytest.fixture(scope="module")
def found(model):
    return attributable(model, list(model.formula.columns[1:]))


def test_the_greatest_comes_first_and_what_cannot_be_changed_not_at_all(found):
    assert [one.factor for one in found.factors] == ["unsafe_water", "household_smoker", "teen_mother"]
    assert {one.factor: one.statement.id for one in found.left_out} == {
        "preterm": "attributable.not_modifiable",
        "anc_below_6": "attributable.too_few_children",
        "ttd_below_90": "attributable.everybody",
    }
    assert all(one.single is None and one.average is None for one in found.left_out)


def test_the_sentence_holds_the_figures_in_children_of_a_hundred(found):
    first = found.factors[0]
    assert first.statement.id == "attributable.unsafe_water"
    assert first.statement.values["count"] == round(100 * first.single.estimate)
    assert found.factors[-1].statement.id in ("attributable.unclear", "attributable.below_one")
    words = text(first.statement.id, **first.statement.values)
    assert words.startswith(f"Dari 100 anak pendek, kira-kira {first.statement.values['count']} (rentang perkiraan ")


@pytest.mark.parametrize(
    ("estimate", "low", "high", "id"),
    [
        (0.12, 0.06, 0.18, "unsafe_water"),
        (0.02, 0.004, 0.04, "weak"),
        (0.004, 0.001, 0.007, "below_one"),
        (0.02, -0.01, 0.05, "unclear"),
        (-0.02, -0.05, 0.01, "unclear"),
        (-0.05, -0.08, -0.02, "opposite"),
        (0.02, np.nan, np.nan, "no_interval"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_size_and_sureness_has_its_own_words(estimate, low, high, id, language):
    one = Fraction(("unsafe_water",), estimate, 0.0, low, high, 0.3, 0.4, 300, 90)
    sentence = statement(one)
    assert sentence.id == f"attributable.{id}"
    words = text(sentence.id, language, **sentence.values)
    assert "\N{MINUS SIGN}" not in words
    if id == "weak":
        assert "kurang dari 1 sampai 4" in words or "fewer than 1 to 4" in words


def test_the_text_says_that_figures_are_not_added_up_and_what_they_are(found):
    assert [one.id for one in found.statements] == [
        "attributable.about", "attributable.no_sum", "attributable.together", "attributable.average",
    ]  # fmt: skip
    said = " ".join(text(one.id, **one.values) for one in found.statements)
    assert "tidak boleh dijumlahkan" in said
    assert said.startswith("Fraksi yang dapat diatribusikan (asosiasi) ")
    joint = next(one for one in found.statements if one.id == "attributable.together")
    assert joint.values["count"] == round(100 * found.joint.estimate)


def test_a_protective_looking_factor_is_said_to_be_no_protection(model):
    frame = model.frame.assign(household_smoker=1 - model.frame["household_smoker"])
    (one,) = attributable(fit_glm(frame, "stunted ~ household_smoker"), ["household_smoker"]).factors
    assert one.statement.id == "attributable.opposite"


def test_without_any_factor_to_show_that_is_said(model):
    for factors in ([], ["preterm"]):
        found = attributable(model, factors)
        assert (found.factors, found.joint) == ((), None)
        assert [one.id for one in found.statements] == ["attributable.nothing"]


def test_one_factor_needs_no_joint_figure(model):
    found = attributable(model, ["unsafe_water"])
    assert found.joint is None
    assert [one.id for one in found.statements] == ["attributable.about"]


def test_a_factor_outside_the_framework_is_refused(model):
    with pytest.raises(InputError) as refused:
        attributable(model, ["shoe_size"])
    assert refused.value.id == "attributable.not_declared"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_factor_has_a_name_and_every_one_that_can_be_changed_its_counterfactual(language):
    values = {"count": 12, "low": 3, "high": 21}
    for factor in RISK_FACTORS:
        assert text(f"attributable.name_{factor}", language)
    for factor in MODIFIABLE:
        words = text(f"attributable.{factor}", language, **values)
        assert all(str(value) in words for value in values.values())
        assert ("Pembandingnya" if language == "id" else "The comparison") in words


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("topic", ["attributable", "interaction"])
def test_no_word_of_cause_stands_in_these_texts(language, topic):
    from audit.language.catalogue import ids

    words = {id: str(entry).lower() for id, entry in ids(language).items() if id.startswith(f"{topic}.")}
    assert len(words) > 10
    assert [(id, word) for id, said in words.items() for word in CAUSAL[language] if word in said.split()] == []
