"""Rules asked of people: at risk, not at risk, not assessable, or not asked at all.

A missing value is never "no": it makes a rule not assessable, which is a reason for a home visit and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.cases.people import People
from audit.programme.rule_states import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, NOT_AT_RISK, implausible, rule_state
from audit.reference.rule_sets import Rule, RuleSet

__all__ = ["AT_RISK", "NOT_ASKED", "NOT_ASSESSABLE", "NOT_AT_RISK", "Screening", "screen"]

FINDING_COLUMNS = (
    "person_id", "group", "area_code", "rule_id", "cause", "kind", "value", "unit", "found_on", "source_system",
    "measure_again",
)  # fmt: skip
_DECIMALS = 2

Flags = np.ndarray


@dataclass(frozen=True)
class Screening:
    """What every rule of a set says of every person: ``states`` has a row a person of ``people`` and a column a rule.

    The states are ``AT_RISK`` 1, ``NOT_AT_RISK`` 0, ``NOT_ASSESSABLE`` -1 and ``NOT_ASKED`` -2.
    """

    people: People
    rules: RuleSet
    states: pd.DataFrame

    def number(self, state: int, *, kind: str | None = "risk") -> np.ndarray:
        """How many rules (of one kind, or all) have a state, by person."""
        chosen = [rule.id for rule in self.rules.rules if kind is None or rule.kind == kind]
        return self.states[chosen].eq(state).to_numpy().sum(axis=1)

    def measure_again(self, rule: Rule) -> np.ndarray:
        """Whether the value that a rule judges is implausible and is to be measured again first, by person."""
        return implausible(self.people.frame, rule.asks.field)

    def findings(self, rows: np.ndarray | None = None) -> pd.DataFrame:
        """One row a person and rule at risk: ``FINDING_COLUMNS``, with value, day and source; as people, then rules.

        ``rows`` are places in ``people.frame`` or a mask of it; without it everybody. ``value`` is text as people read
        it: a number with a point and at most two decimals, ``y`` or ``n``, or the word itself. ``measure_again``: the
        value is implausible (only rule sets that keep such values find them).
        """
        places = np.arange(len(self.states)) if rows is None else np.arange(len(self.states))[rows]
        at, which = np.nonzero(self.states.to_numpy()[places] == AT_RISK)
        person, frame = places[at], self.people.frame
        of_rule = [which == number for number in range(len(self.rules.rules))]
        found_on, source = self._origins(person, of_rule)

        def of(name: str) -> pd.Series:
            return pd.Series([getattr(rule, name) for rule in self.rules.rules], dtype="string").take(which)

        again = np.zeros(len(person), dtype=bool)
        for rule, here in zip(self.rules.rules, of_rule, strict=True):
            again[here] = self.measure_again(rule)[person[here]]
        columns = {
            **{name: frame[name].array.take(person) for name in ("person_id", "group", "area_code")},
            **{name: of(part).array for name, part in (("rule_id", "id"), ("cause", "cause"), ("kind", "kind"))},
            "value": self._values(person, of_rule),
            "unit": of("unit").array,
            "found_on": found_on,
            "source_system": source,
            "measure_again": again,
        }
        return pd.DataFrame(columns, columns=list(FINDING_COLUMNS))

    def _values(self, person: np.ndarray, of_rule: Sequence[Flags]) -> Any:
        """What each finding rests on, as text: every different value is written once."""
        words, code = [], np.zeros(len(person), dtype=np.int64)
        for rule, here in zip(self.rules.rules, of_rule, strict=True):
            if here.any():
                codes, different = _words(self.people.frame[rule.asks.field].array.take(person[here]))
                code[here] = codes + len(words)
                words.extend(different)
        return pd.array(words or [""], dtype="string").take(code)

    def _origins(self, person: np.ndarray, of_rule: Sequence[Flags]) -> tuple[np.ndarray, Any]:
        """Day and source system of each finding, one origin of fields after the other."""
        frame, fields = self.people.frame, [rule.asks.field for rule in self.rules.rules]
        found_on = np.full(len(person), np.datetime64("NaT"), dtype="datetime64[s]")
        source = pd.array([pd.NA], dtype="string").take(np.zeros(len(person), dtype=np.int64))
        for origin in sorted({self.people.origins.get(field, "") for field in fields} - {""}):
            if f"{origin}_on" not in frame:
                continue
            of = [here for here, field in zip(of_rule, fields, strict=True) if self.people.origins.get(field) == origin]
            here = np.flatnonzero(np.logical_or.reduce(of))
            found_on[here] = frame[f"{origin}_on"].to_numpy(dtype="datetime64[s]")[person[here]]
            source[here] = frame[f"{origin}_source"].array.take(person[here])
        return found_on, source


def screen(people: People, rules: RuleSet) -> Screening:
    """Ask every rule of a set of everybody of its groups. A field that ``people`` does not have is missing for all.

    An age that a rule sets a limit to is that of the day on which its field was noted. Implausible values are not
    assessable, unless the set keeps them (``RuleSet.keeps_implausible``).
    """
    frame = people.frame
    groups = {group: frame["group"].eq(group).to_numpy(dtype=bool) for group in frame["group"].unique()}
    nobody = np.zeros(len(frame), dtype=bool)
    states = {}
    for rule in rules.rules:
        of = np.logical_or.reduce([nobody, *(groups[group] for group in rule.groups if group in groups)])
        doubted = nobody if rules.keeps_implausible else implausible(frame, rule.asks.field)
        states[rule.id] = rule_state(
            rule, of, doubted, lambda field, asked=rule.asks.field: _asked_of(people, field, asked)
        )
    return Screening(people, rules, pd.DataFrame(states, index=frame.index, columns=[rule.id for rule in rules.rules]))


def _asked_of(people: People, field: str, asked: str) -> pd.Series | None:
    """The values of a condition's field; an age is that of the day on which the ``asked`` field was noted."""
    if field == "age_months" and "age_months" in people.frame:
        return people.age_months(asked)
    return people.frame.get(field)


def _words(values: Any) -> tuple[np.ndarray, list[str]]:
    """Codes of values, and the text of each different one."""
    if pd.api.types.is_bool_dtype(values.dtype):
        return np.where(np.asarray(values, dtype=bool), 1, 0), ["n", "y"]
    if pd.api.types.is_numeric_dtype(values.dtype):
        codes, different = pd.factorize(np.round(np.asarray(values, dtype=float), _DECIMALS))
        return codes, [np.format_float_positional(value, trim="-") for value in different]
    codes, different = pd.factorize(values)
    return codes, [str(word) for word in different]
