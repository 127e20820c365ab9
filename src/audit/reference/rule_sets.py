"""Rule sets: who is at risk, who needs a doctor now, as versioned data with source and confidence.

A rule asks one thing of one field of a person. Sources conflict on thresholds, so a district chooses a set in its
params, its panel may set other bounds, and the report prints what was used. The words of a rule are in the catalogue
(``rules.rule.<id>``, ``audit.report.rule_words``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

import yaml

from audit.errors import ReferenceDataError

__all__ = ["GROUPS", "Cause", "Condition", "Confidence", "Rule", "RuleSet", "rule_set", "rule_set_ids"]

GROUPS = ("catin", "bumil", "nifas", "busui", "baduta", "balita_24_59")  # target groups in the order of reading
FAMILY = "family"  # the group of rules that are asked of a household
Test = Literal["below", "at_most", "above", "at_least", "is", "is_not", "any_of"]
Cause = Literal["direct", "indirect", "basic"]
Kind = Literal["risk", "screening"]  # screening: shown, never alone a reason to choose somebody
Confidence = Literal["H", "M", "L"]
Bound = float | bool | str | tuple[str, ...]
_TESTS: tuple[Test, ...] = get_args(Test)
_NUMERIC = ("below", "at_most", "above", "at_least")


@dataclass(frozen=True, slots=True)
class Condition:
    """One question of one field: ``muac_cm below 23.5``."""

    field: str
    test: Test
    bound: Bound


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. It is asked of people of ``groups`` who meet every condition of ``where``.

    ``cause`` is the level of the UNICEF framework, "" for rules of urgency; ``needs`` are ids of
    ``audit.reference.needs``; ``unit`` is that of the bound, "" where it has none.
    """

    id: str
    groups: tuple[str, ...]
    asks: Condition
    where: tuple[Condition, ...]
    unit: str
    cause: Cause | Literal[""]
    kind: Kind
    needs: tuple[str, ...]
    source: str
    confidence: Confidence
    source_en: str = ""  # where the source is named otherwise in English

    @property
    def fields(self) -> tuple[str, ...]:
        """The field that is judged, then those that say of whom it is asked."""
        return (self.asks.field, *(condition.field for condition in self.where))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules under one name and version.

    ``changed`` are ids of rules whose bound the panel of a district set. ``keeps_implausible``: a value that cannot be
    true is judged all the same, to be measured again first; other sets leave it as not assessable.
    """

    id: str
    title: Mapping[str, str]
    rules: tuple[Rule, ...]
    changed: tuple[str, ...] = ()
    keeps_implausible: bool = False

    @property
    def year(self) -> str:
        """Its version as people read it: the year at the end of its id."""
        return self.id.rpartition("_")[2]

    @property
    def is_of_families(self) -> bool:
        """Whether families are judged by it, not persons."""
        return all(rule.groups == (FAMILY,) for rule in self.rules)

    def __getitem__(self, id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == id)

    def with_bounds(self, bounds: Mapping[str, float]) -> RuleSet:
        """The same rules with other numbers. Raises ``ReferenceDataError`` for a rule without one of that name."""
        numeric = {rule.id for rule in self.rules if rule.asks.test in _NUMERIC}
        if unknown := sorted(set(bounds) - numeric):
            raise ReferenceDataError("reference.no_bound", rule=unknown[0], rules=self.id)
        rules = tuple(
            replace(rule, asks=replace(rule.asks, bound=float(bounds[rule.id]))) if rule.id in bounds else rule
            for rule in self.rules
        )
        return replace(self, rules=rules, changed=tuple(sorted(bounds)))


def rule_set_ids() -> tuple[str, ...]:
    """Ids of every rule set that the package holds."""
    names = (file.name for file in (files("audit.reference") / "tables" / "rule_sets").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def rule_set(id: str) -> RuleSet:
    """Return a rule set by its id; one with a ``base`` is that set ``without`` some rules, others in their place.

    Raises ``ReferenceDataError`` (exit 12) for one that is not there.
    """
    if id not in rule_set_ids():
        raise ReferenceDataError("reference.no_rule_set", rules=id, known=", ".join(rule_set_ids()))
    text = (files("audit.reference") / "tables" / "rule_sets" / f"{id}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    base = rule_set(data["base"]).rules if "base" in data else ()
    rules = {rule.id: rule for rule in base if rule.id not in data.get("without", ())}
    rules |= {rule.id: rule for rule in map(_rule, data["rules"])}
    return RuleSet(
        data["id"],
        MappingProxyType(data["title"]),
        tuple(rules.values()),
        keeps_implausible=data.get("keeps_implausible", False),
    )


def _rule(row: dict[str, Any]) -> Rule:
    row = dict(row)
    where = tuple(_condition(row.pop(name)) for name in ("where", "and_where") if name in row)
    condition = _condition({name: row.pop(name) for name in ("field", *_TESTS) if name in row})
    return Rule(
        id=row.pop("id"),
        groups=tuple(row.pop("groups")),
        asks=condition,
        where=where,
        unit=row.pop("unit", ""),
        cause=row.pop("cause", ""),
        kind=row.pop("kind", "risk"),
        needs=tuple(row.pop("needs", ())),
        source=row.pop("source"),
        confidence=row.pop("confidence"),
        **row,
    )


def _condition(row: Mapping[str, Any]) -> Condition:
    tests: list[Test] = [name for name in _TESTS if name in row]
    (test,) = tests
    bound = row[test]
    if test in _NUMERIC:
        return Condition(row["field"], test, float(bound))
    return Condition(row["field"], test, tuple(bound) if test == "any_of" else bound)
