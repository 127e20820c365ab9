"""One rule asked of many rows: at risk, not at risk, not assessable, not asked.

A missing value is never "no": it makes a rule not assessable, which is a reason for a home visit and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from audit.reference.rule_sets import Condition, Rule

__all__ = [
    "AT_RISK",
    "NOT_ASKED",
    "NOT_ASSESSABLE",
    "NOT_AT_RISK",
    "implausible",
    "rule_state",
    "rules_met",
    "state_levels",
    "worst_state",
]

AT_RISK, NOT_AT_RISK, NOT_ASSESSABLE, NOT_ASKED = 1, 0, -1, -2

Flags = np.ndarray


def rule_state(rule: Rule, asked: Flags, doubted: Flags, values: Callable[[str], pd.Series | None]) -> np.ndarray:
    """States of one rule, int8, one a row.

    ``asked``: rows of the groups of the rule. ``doubted``: rows whose value cannot be true; it is not judged.
    ``values`` gives the values of a field, ``None`` for one that nobody has. Whoever is known not to meet a condition
    of the rule is not asked; where a condition is unknown the rule is not assessable.
    """
    known = ~doubted
    for condition in rule.where:
        meets, told = _answer(values(condition.field), condition)
        asked = asked & (meets | ~told)
        known = known & told
    yes, told = _answer(values(rule.asks.field), rule.asks)
    state = np.where(known & told, np.where(yes, AT_RISK, NOT_AT_RISK), NOT_ASSESSABLE)
    return np.where(asked, state, NOT_ASKED).astype(np.int8)


def implausible(frame: pd.DataFrame, field: str) -> Flags:
    """Where ``<field>_flag`` says that a value cannot be true; nowhere without that column."""
    flags = frame.get(f"{field}_flag")
    return np.zeros(len(frame), dtype=bool) if flags is None else flags.to_numpy(dtype=bool, na_value=False)


def worst_state(states: pd.DataFrame) -> np.ndarray:
    """Of several rules: at risk by any; else not assessable by any; else not at risk, or not asked where none asked."""
    table = states.to_numpy()
    out = np.where((table == NOT_AT_RISK).any(axis=1), NOT_AT_RISK, NOT_ASKED)
    out = np.where((table == NOT_ASSESSABLE).any(axis=1), NOT_ASSESSABLE, out)
    return np.where((table == AT_RISK).any(axis=1), AT_RISK, out).astype(np.int8)


def rules_met(states: pd.DataFrame, rules: Sequence[str]) -> list[str]:
    """For each row the rules by which it is at risk, joined by ";"; "" for none."""
    found = states[list(rules)].to_numpy() == AT_RISK
    kinds, kind = np.unique(found, axis=0, return_inverse=True)
    words = [";".join(rule for rule, yes in zip(rules, row, strict=True) if yes) for row in kinds]
    return [words[i] for i in kind.ravel()]


def state_levels(states: np.ndarray | pd.Series, levels: Mapping[int, str]) -> pd.Categorical:
    """The level of a partition that each state stands for; states of one level may be several."""
    names = sorted(set(levels.values()))
    place = np.full(max(levels) - NOT_ASKED + 1, -1, dtype=np.int8)
    for state, level in levels.items():
        place[state - NOT_ASKED] = names.index(level)
    codes = place[np.asarray(states) - NOT_ASKED]
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(names))  # pyright: ignore[reportReturnType] - of texts


def _answer(values: pd.Series | None, condition: Condition) -> tuple[Flags, Flags]:
    """Whether each person meets a condition, and whether that is known at all."""
    if values is None:
        nobody = np.zeros(1, dtype=bool)
        return nobody, nobody
    bound: Any = condition.bound
    told = values.notna().to_numpy(dtype=bool)
    match condition.test:
        case "is":
            met = values.eq(bound)
        case "is_not":
            met = values.ne(bound)
        case "any_of":
            met = values.isin(list(bound)) if isinstance(bound, tuple) else values.eq(bound)
        case "below":
            met = values.lt(bound)
        case "at_most":
            met = values.le(bound)
        case "above":
            met = values.gt(bound)
        case "at_least":
            met = values.ge(bound)
    return met.to_numpy(dtype=bool, na_value=False) & told, told
