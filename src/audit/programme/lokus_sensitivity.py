"""Would other desa be lokus had the bounds been drawn a little otherwise, or the data judged more or less strictly?

The four criteria stay; what varies are ``THRESHOLD_CHOICES`` and ``QUALITY_CHOICES``, one at a time and all together.
Words: ``lokus.verdict.<verdict>`` and ``lokus.choice.<choice>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from audit.programme.lokus import Lokus
from audit.reference.indicator_rules import KNOWN_SHARE, LowRule
from audit.reference.lokus_rules import QUALITY_CHOICES, THRESHOLD_CHOICES
from audit.results import Sentence

__all__ = ["VERDICTS", "LokusChoice", "LokusSensitivity", "lokus_sensitivity"]

# What a set of choices says of a desa: ``lokus.verdict.<verdict>``.
VERDICTS = ("stays_in", "stays_out", "flips", "undecided", "not_assessable")

_CHOICES = {**THRESHOLD_CHOICES, **QUALITY_CHOICES}
_FOCUS, _NOT, _UNKNOWN = 1, 0, -1
_Columns = Mapping[str, np.ndarray]  # one array a column, a place for each desa
_STATUS = {_FOCUS: "focus", _NOT: "not_focus", _UNKNOWN: "not_assessable"}


@dataclass(frozen=True, slots=True)
class LokusChoice:
    """One way of drawing the bounds; the defaults are those of ``lokus``."""

    average: Any = THRESHOLD_CHOICES["average"][0]
    factor: Any = THRESHOLD_CHOICES["factor"][0]
    low_share: Any = THRESHOLD_CHOICES["low_share"][0]
    low_rule: Any = THRESHOLD_CHOICES["low_rule"][0]
    coverage_floor: Any = QUALITY_CHOICES["coverage_floor"][0]
    heaping: Any = QUALITY_CHOICES["heaping"][0]
    all_indicators: Any = QUALITY_CHOICES["all_indicators"][0]


@dataclass(frozen=True)
class LokusSensitivity:
    """``table``: one row a desa, by code: ``area_code status``, the verdict ``by_thresholds``, ``by_quality`` and
    ``jointly``, and in how many of all ``ways`` it is ``focus``, ``not_focus`` and ``not_assessable``.

    "stays_in": a focus under every choice; "stays_out": under none, and assessable under all; "flips": a focus under
    some and known not to be under others; "undecided": not assessable under some, and of one kind under the rest. A
    desa that is "not_assessable" by the usual bounds remains so, whatever looser ones would say of it.
    ``single``: one row a choice that differs in one thing: ``choice value focus entered left`` (codes joined by ";").
    """

    table: pd.DataFrame
    single: pd.DataFrame
    ways: int

    @property
    def sentence(self) -> Sentence:
        """How firm the list is, in numbers of desa."""
        focus = self.table["status"].eq("focus")
        firm = int((focus & self.table["jointly"].eq("stays_in")).sum())
        values = {
            "focus": int(focus.sum()),
            "firm": firm,
            "ways": self.ways,
            "unknown": int(self.table["status"].eq("not_assessable").sum()),
        }
        return Sentence("lokus.firm" if focus.any() else "lokus.firm_none", values)


def lokus_sensitivity(found: Lokus, low: Mapping[LowRule, pd.DataFrame]) -> LokusSensitivity:
    """Judge every desa again under other choices.

    Parameters
    ----------
    found : of ``lokus``, given ``known_enough(low["short_of_target"])``.
    low : of ``low_indicators`` by rule, one for each of ``LOW_RULES``.

    The first status of a desa is that of ``found``; the same figures go in, so nothing is measured anew. How far chance
    alone moves a desa over a bound is another question, which is not answered here.
    """
    figures = {str(name): found.figures[name].to_numpy() for name in found.figures}
    codes: list[str] = found.figures["area_code"].tolist()
    lows = {
        rule: {name: frame[name].reindex(codes).to_numpy(dtype="float64") for name in ("low", "known", "total")}
        for rule, frame in low.items()
    }
    base = LokusChoice()
    usual = _judge(figures, lows, base)

    def judged(choices: Iterable[LokusChoice]) -> np.ndarray:
        return np.array([_judge(figures, lows, choice) for choice in choices]).reshape(-1, len(codes))

    everything = judged(_ways(_CHOICES))
    table = pd.DataFrame(
        {
            "area_code": codes,
            "status": [_STATUS[state] for state in usual],
            "by_thresholds": _verdicts(usual, judged(_ways(THRESHOLD_CHOICES))),
            "by_quality": _verdicts(usual, judged(_ways(QUALITY_CHOICES))),
            "jointly": _verdicts(usual, everything),
            **{name: (everything == state).sum(axis=0) for state, name in _STATUS.items()},
        }
    )
    rows = []
    for name, values in _CHOICES.items():
        for value in values[1:]:
            other = _judge(figures, lows, replace(base, **{name: value}))
            entered = _codes(codes, (other == _FOCUS) & (usual != _FOCUS))
            left = _codes(codes, (other != _FOCUS) & (usual == _FOCUS))
            rows.append((name, str(value), int((other == _FOCUS).sum()), entered, left))
    single = pd.DataFrame(rows, columns=["choice", "value", "focus", "entered", "left"])
    return LokusSensitivity(table, single, len(everything))


def _ways(choices: Mapping[str, tuple[object, ...]]) -> list[LokusChoice]:
    return [LokusChoice(**dict(zip(choices, values, strict=True))) for values in product(*choices.values())]


def _judge(figures: _Columns, lows: Mapping[Any, _Columns], choice: LokusChoice) -> np.ndarray:
    """State of each desa under one choice: 1 focus, 0 not, -1 not assessable."""
    ok = figures["coverage"] >= choice.coverage_floor
    if choice.heaping:
        ok = ok & ~figures["heaped"].astype(bool)
    measured, short = figures["measured"], figures["short"]
    some = measured > 0
    cases = np.where(some, short, np.nan)
    prevalence = np.divide(short, measured, out=np.full(short.shape, np.nan), where=some & ~np.isnan(short))
    whole = _ratio(short[ok & ~np.isnan(prevalence)], measured[ok & ~np.isnan(prevalence)])
    states = [
        _above(values, choice.factor * (pooled if choice.average == "mean" else _middle(values[ok], np.median)))
        for values, pooled in (
            (figures["families"], _middle(figures["families"][ok], np.mean)),
            (prevalence, whole),
            (cases, _middle(cases[ok], np.mean)),
        )
    ]
    states.append(_low(lows[choice.low_rule], choice))
    lowest, highest = np.min(states, axis=0), np.max(states, axis=0)
    known_not = (np.array(states) == _NOT).any(axis=0)
    status = np.where(known_not, _NOT, np.where(lowest == _UNKNOWN, _UNKNOWN, highest))
    return np.where(ok, status, _UNKNOWN)


def _low(low: _Columns, choice: LokusChoice) -> np.ndarray:
    """Whether more than a share of the indicators is low."""
    few, known, total = (low[name] for name in ("low", "known", "total"))
    if choice.all_indicators:
        surely, never = few > choice.low_share * total, few + total - known <= choice.low_share * total
        return np.where(total == 0, _UNKNOWN, np.where(surely, _FOCUS, np.where(never, _NOT, _UNKNOWN)))
    enough = known > KNOWN_SHARE * total
    return np.where(enough, np.where(few > choice.low_share * known, _FOCUS, _NOT), _UNKNOWN)


def _above(values: np.ndarray, bound: float) -> np.ndarray:
    known = ~np.isnan(values) & ~np.isnan(bound)
    return np.where(known, np.where(values > bound, _FOCUS, _NOT), _UNKNOWN)


def _middle(values: np.ndarray, of: Any) -> float:
    known = values[~np.isnan(values)]
    return float(of(known)) if known.size else np.nan


def _ratio(numerator: np.ndarray, denominator: np.ndarray) -> float:
    return float(numerator.sum() / denominator.sum()) if denominator.sum() else np.nan


def _verdicts(usual: np.ndarray, states: np.ndarray) -> list[str]:
    some_focus, some_not, some_unknown = ((states == state).any(axis=0) for state in (_FOCUS, _NOT, _UNKNOWN))
    names = np.select(
        [usual == _UNKNOWN, some_focus & some_not, some_unknown, some_focus],
        ["not_assessable", "flips", "undecided", "stays_in"],
        "stays_out",
    )
    return names.tolist()


def _codes(codes: list[str], chosen: np.ndarray) -> str:
    return ";".join(code for code, is_in in zip(codes, chosen, strict=True) if is_in)
