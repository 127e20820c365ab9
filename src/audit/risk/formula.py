"""Formulas of models: an outcome and the columns that go with it, ``stunted ~ male + mom_edu + rcs(age_m)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.errors import InputError
from audit.reference.risk_rules import SPLINE_KNOTS

__all__ = ["Formula", "Term", "Variable", "parse"]

_DEFAULT_KNOTS = 4
_NAME = r"[^\W\d][\w.]*"
_SPLINE = re.compile(rf"rcs\(\s*({_NAME})\s*(?:,\s*(\d+)\s*)?\)")


@dataclass(frozen=True, slots=True)
class Variable:
    """A column, as it is or as a restricted cubic spline of so many knots."""

    column: str
    knots: int | None = None

    @property
    def label(self) -> str:
        """What stands in the formula."""
        return self.column if self.knots is None else f"rcs({self.column}, {self.knots})"


Term = tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula: ``terms`` hold one variable, or two or more for an interaction, in R's order."""

    text: str
    outcome: str
    terms: tuple[Term, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Outcome and covariates, each once."""
        return tuple(dict.fromkeys([self.outcome, *(part.column for term in self.terms for part in term)]))


def parse(text: str) -> Formula:
    """Read ``y ~ a + b``; also ``rcs(x)``, ``rcs(x, 5)``, ``a:b`` for a product, ``a*b`` for both and their product.

    The intercept is always there; ``y ~ 1`` is the intercept alone. Terms that stand twice count once, and products
    come after single columns, as in R.

    Raises
    ------
    InputError : no ``~``, an empty side, anything else in it.
    """
    outcome, tilde, right = (part.strip() for part in text.partition("~"))
    if not tilde or not re.fullmatch(_NAME, outcome):
        raise InputError("risk.formula", formula=text, part=outcome or text)
    terms: list[Term] = []
    for part in re.split(r"\+", right):
        if part.strip() != "1":
            terms += _terms(part.strip(), text)
    unique = sorted(dict.fromkeys(terms), key=len)
    if any(part.column == outcome for term in unique for part in term):
        raise InputError("risk.outcome_explains_itself", column=outcome)
    return Formula(text, outcome, tuple(unique))


def _terms(part: str, text: str) -> list[Term]:
    crossed = [_product(side, text) for side in part.split("*")]
    found: list[Term] = [()]
    for product in crossed:
        found += [(*before, *product) for before in found]
    return found[1:]


def _product(part: str, text: str) -> Term:
    return tuple(_variable(side.strip(), text) for side in part.split(":"))


def _variable(part: str, text: str) -> Variable:
    spline = _SPLINE.fullmatch(part)
    if spline:
        knots = int(spline[2] or _DEFAULT_KNOTS)
        if knots in SPLINE_KNOTS:
            return Variable(spline[1], knots)
    elif re.fullmatch(_NAME, part):
        return Variable(part)
    raise InputError("risk.formula", formula=text, part=part or text)
