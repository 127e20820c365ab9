"""The model card: what TRIPOD+AI asks of a prediction model, filled in from the run; what only people know is named.

Source: Collins et al., TRIPOD+AI statement, BMJ 2024;385:e078378: 27 items.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.language import join, number, percent, text
from audit.language.catalogue import Language, has
from audit.risk.prediction import Performance
from audit.risk.prediction_over_time import RegisterPrediction

__all__ = ["ITEMS", "ModelCard", "card_items", "card_text", "model_card", "unfilled_words"]

ITEMS = tuple(range(1, 28))
# What no computation knows: abstract, ethics, open science (funding, interests, protocol, data), involvement of the
# public, interpretation beside other studies.
_ONLY_PEOPLE = frozenset({2, 17, 18, 19, 25})
_OF_PERFORMANCE = {16: "temporal", 23: "held_out", 26: "new_cases"}
_SHARES = frozenset({"share"})
_DIGITS = 2
Fact = int | float | date | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ModelCard:
    """``filled``: items (1-27) that the run answers; ``unfilled``: those that people must; ``facts`` by name."""

    filled: tuple[int, ...]
    unfilled: tuple[int, ...]
    facts: Mapping[str, Fact]


def model_card(prediction: RegisterPrediction) -> ModelCard:
    """Fill in what the run knows. An item whose figures could not be computed is not filled in.

    For the restricted edition: counts are raw.
    """
    model, window = prediction.model, prediction.window
    own = model.performance
    judged = {"held_out": own, "new_cases": prediction.new_cases, "temporal": prediction.temporal}
    facts: dict[str, Fact] = {
        "as_of": prediction.as_of, "learnt_on": prediction.learnt_on, "horizon": window.horizon, "gap": window.gap,
        "look_back": window.look_back, "n": own.n, "events": own.events, "share": own.events / own.n,
        "needed": model.needed, "groups": model.groups, "penalty": model.penalty, "method": model.chosen,
        "intercept": model.splines.intercept, "left_out": model.left_out,
        "features": tuple(name for name in model.features if name not in model.left_out),
        "unmeasured": int(prediction.today["risk"].isna().sum()),
    }  # fmt: skip
    tried = {f"auc_{learner}": found.auc for learner, found in model.held_out.items()}
    for name in ("auc_splines", "auc_boosting"):
        area = tried.get(name)
        facts[name] = area.value if area else ()
    facts |= _figures(own, "") | _figures(prediction.new_cases, "_new") | _figures(prediction.temporal, "_later")
    empty = {item for item, whose in _OF_PERFORMANCE.items() if not _whole(judged[whose])}
    unfilled = tuple(item for item in ITEMS if item in _ONLY_PEOPLE | empty)
    return ModelCard(tuple(item for item in ITEMS if item not in unfilled), unfilled, facts)


def _whole(found: Performance | None) -> bool:
    """Whether every figure that is printed of a performance is there."""
    if found is None or found.auc is None or found.calibration is None:
        return False
    return found.auc.low is not None and found.calibration.slope is not None


def _figures(found: Performance | None, suffix: str) -> dict[str, Fact]:
    if found is None or found.auc is None or found.calibration is None:
        return {}
    area, risks = found.auc, found.calibration
    figures = {
        "auc": area.value, "auc_low": area.low, "auc_high": area.high, "slope": risks.slope, "ratio": risks.ratio,
        "brier": risks.brier,
    }  # fmt: skip
    names = {"auc": f"auc{suffix}", "auc_low": f"auc{suffix}_low", "auc_high": f"auc{suffix}_high"}
    return {names.get(name, name + suffix): value for name, value in figures.items() if value is not None}


def card_items(card: ModelCard, language: Language = "id") -> tuple[tuple[int, str, str], ...]:
    """Number, heading and words of each item that is filled in."""
    values = {name: _worded(name, fact, language) for name, fact in card.facts.items()}
    return tuple(
        (item, text(f"model_card.item.{item}", language), text(f"model_card.say.{item}", language, **values))
        for item in card.filled
    )


def unfilled_words(card: ModelCard, language: Language = "id") -> str:
    """Names of the items that people must fill in."""
    names = [text(f"model_card.item.{item}", language) for item in card.unfilled]
    return text("model_card.unfilled", language, items=join(names, language=language))


def card_text(card: ModelCard, language: Language = "id") -> str:
    """Title, one line an item that is filled in, and the names of those that are not."""
    lines = [
        text("model_card.line", language, number=item, item=heading, said=said)
        for item, heading, said in card_items(card, language)
    ]
    return "\n".join([text("model_card.title", language), *lines, unfilled_words(card, language)])


def _worded(name: str, fact: Fact, language: Language) -> object:
    if isinstance(fact, tuple):
        named = (f"model_card.feature.{one}" for one in fact)
        words = [text(id, language) if has(id, language) else one for one, id in zip(fact, named, strict=True)]
        return join(words, language=language) or text("model_card.none", language)
    if name == "method":
        return text(f"model_card.method.{fact}", language)
    if isinstance(fact, float):
        return percent(fact, language=language) if name in _SHARES else number(fact, _DIGITS, language=language)
    return fact
