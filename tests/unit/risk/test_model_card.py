"""The model card: 27 items, filled in from the run or named as not filled in."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audit.language import text
from audit.risk.model_card import ITEMS, card_text, model_card
from audit.risk.prediction_over_time import predict_register

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
FOR_PEOPLE = (2, 17, 18, 19, 25)


@pytest.fixture(scope="module")
def register():
    """The register of the benchmark, small, and its day."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from whom_to_visit import AS_OF, register
    finally:
        sys.path.remove(str(BENCHMARKS))
    return *register(3000), AS_OF


@pytest.fixture(scope="module")
def prediction(register):
    children, visits, as_of = register
    return predict_register(children, visits, as_of=as_of)


def test_every_item_of_tripod_ai_is_filled_in_or_named(prediction):
    card = model_card(prediction)
    assert len(ITEMS) == 27
    assert sorted(card.filled + card.unfilled) == list(range(1, 28))
    assert card.unfilled == FOR_PEOPLE


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_text_holds_a_line_an_item_and_names_the_others(prediction, language):
    lines = card_text(model_card(prediction), language).splitlines()
    assert len(lines) == 1 + len(ITEMS) - len(FOR_PEOPLE) + 1
    assert all(text(f"model_card.item.{item}", language) in lines[-1] for item in FOR_PEOPLE)
    assert "{" not in "".join(lines)


def test_figures_are_those_of_the_run(prediction):
    card, own = model_card(prediction), prediction.model.performance
    assert (card.facts["n"], card.facts["events"]) == (own.n, own.events)
    assert card.facts["auc"] == own.auc.value
    assert card.facts["auc_later"] == prediction.temporal.auc.value
    assert card.facts["auc_new"] == prediction.new_cases.auc.value
    assert prediction.learnt_on.isoformat() == "2025-03-01"


def test_an_item_whose_figures_are_missing_is_not_filled_in(prediction):
    without = model_card(replace(prediction, temporal=None))
    assert without.unfilled == (2, 16, 17, 18, 19, 25)
    assert text("model_card.item.16") in card_text(without).splitlines()[-1]


def test_the_temporal_hold_out_was_made_without_the_outcomes_it_is_judged_by(prediction):
    assert prediction.temporal is not None
    assert prediction.temporal.n == prediction.model.performance.n
    assert prediction.temporal != prediction.model.performance
    assert prediction.new_cases.n == len(prediction.fresh) < prediction.model.performance.n


def test_the_time_before_may_be_missing_and_is_then_explained(register):
    children, visits, as_of = register
    found = predict_register(children, visits[visits["visit_date"] > "2025-01-01"], as_of=as_of)
    assert found.temporal is None
    assert found.temporal_note.id == "prediction.no_earlier_length"
