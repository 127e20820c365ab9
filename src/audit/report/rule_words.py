"""Rules in the words of people: what a rule is called, its bound, and what it found."""

from __future__ import annotations

from decimal import Decimal

from audit.language import has, number, text
from audit.language.catalogue import Language
from audit.reference.rule_sets import Rule

__all__ = ["bound_words", "rule_label", "value_words"]

_RULE, _UNIT, _CODE = "rules.rule.", "rules.unit.", "rules.code."
_SIGN = {"below": "<", "at_most": "≤", "above": ">", "at_least": "≥"}
_BETWEEN_CODES = ";"
_BEFORE = ("rank",)  # units that a value stands after: the second rank is not two ranks


def rule_label(rule_id: str, language: Language = "id") -> str:
    """What a rule is called, blaming nobody: ``LiLA kecil``."""
    return text(_RULE + rule_id, language)


def bound_words(rule: Rule, language: Language = "id") -> str:
    """The bound with its unit, ``< 23,5 cm``; "" for a rule that has no number."""
    if rule.asks.test not in _SIGN:
        return ""
    return f"{_SIGN[rule.asks.test]} {_amount(str(rule.asks.bound), rule.unit, language)}"


def value_words(value: str, unit: str, language: Language = "id") -> str:
    """A value of ``Screening.findings`` as people read it: ``22,1 cm``, ``diare, TB``.

    "" for yes and no, of which the label of the rule says everything. A word that is no known code stays as it is.
    """
    if value in ("y", "n"):
        return ""
    if unit:
        amount = _amount(value, unit, language)
        return " ".join(reversed(amount.split(" "))) if unit in _BEFORE else amount
    codes = value.split(_BETWEEN_CODES)
    return ", ".join(text(_CODE + code, language) if has(_CODE + code, language) else code for code in codes)


def _amount(value: str, unit: str, language: Language) -> str:
    amount = Decimal(value).normalize()
    digits = max(-int(amount.as_tuple().exponent), 0)
    return f"{number(amount, digits, language=language)} {text(_UNIT + unit, language)}"
