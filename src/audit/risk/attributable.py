"""Attributable fractions for the report: of factors that can be changed, in children of a hundred, never added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from audit.errors import InputError
from audit.language import half_up
from audit.reference.attributable_rules import AVERAGED_FACTORS
from audit.reference.risk_framework import RISK_FACTORS
from audit.reference.risk_rules import MINIMUM_CELL
from audit.results import Sentence
from audit.risk.fractions import Fraction
from audit.risk.glm import GlmResult
from audit.risk.paf import paf
from audit.risk.paf_average import paf_average
from audit.survey import Design

__all__ = ["Attributable", "FactorFraction", "attributable", "statement"]

_PER = 100  # children in the sentences


@dataclass(frozen=True, slots=True)
class FactorFraction:
    """What is said of one factor.

    ``single`` and ``average`` are ``None`` where a factor cannot be changed or too few children are in a cell to
    compare, ``average`` also where more factors are asked for than can be averaged. ``name`` and ``statement`` are
    words.
    """

    factor: str
    name: Sentence
    single: Fraction | None
    average: Fraction | None
    statement: Sentence


@dataclass(frozen=True, slots=True)
class Attributable:
    """Attributable fractions (association) of stunting: each factor, the greatest first, and all together.

    ``factors`` are shown, ``left_out`` only named with the reason. ``joint`` is ``None`` without two factors to take
    together. ``statements`` say what the figures mean, what all together come to and that they are not added up.
    """

    factors: tuple[FactorFraction, ...]
    left_out: tuple[FactorFraction, ...]
    joint: Fraction | None
    statements: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]


def attributable(result: GlmResult, factors: Sequence[str], *, design: Design | None = None) -> Attributable:
    """Attributable fractions of the factors that the report may print.

    Parameters
    ----------
    result : a model of stunting that holds the factors under their ids: of one level of the hierarchy with the factors
        of that level, or of all levels, whose fractions then are what goes with a factor beyond those after it.
    factors : ids of ``audit.reference.risk_framework.RISK_FACTORS``. Those that a district cannot change are left out,
        and so are those with fewer than 5 children in a cell of factor by outcome.
    design : as in ``audit.risk.paf``.

    Raises
    ------
    InputError : a factor that the framework does not know, and as ``audit.risk.paf``.
    """
    for factor in factors:
        if factor not in RISK_FACTORS:
            raise InputError("attributable.not_declared", column=factor)
    left_out = [
        _said(factor, "attributable.not_modifiable") for factor in factors if not RISK_FACTORS[factor].modifiable
    ]
    asked = [factor for factor in factors if RISK_FACTORS[factor].modifiable]
    shown: list[Fraction] = []
    for one in paf(result, asked, design=design).fractions if asked else ():
        if isnan(one.estimate):
            left_out.append(FactorFraction(one.exposure, _name(one.exposure), None, None, one.notes[0]))
        elif _smallest_cell(result, one) < MINIMUM_CELL:
            left_out.append(_said(one.exposure, "attributable.too_few_children", least=MINIMUM_CELL))
        else:
            shown.append(one)
    shown.sort(key=lambda one: (-one.estimate, one.exposure))
    names = [one.exposure for one in shown]
    averaged = paf_average(result, names[:AVERAGED_FACTORS], design=design).fractions if len(names) > 1 else ()
    averages = {one.exposure: one for one in averaged}
    joint = paf(result, names, design=design, joint=True).fractions[0] if len(names) > 1 else None
    return Attributable(
        factors=tuple(
            FactorFraction(one.exposure, _name(one.exposure), one, averages.get(one.exposure), statement(one))
            for one in shown
        ),
        left_out=tuple(left_out),
        joint=joint,
        statements=_about(joint, len(shown), len(averages)),
        notes=result.notes,
    )


def _name(factor: str) -> Sentence:
    return Sentence(f"attributable.name_{factor}")


def _said(factor: str, id: str, **values: int) -> FactorFraction:
    return FactorFraction(factor, _name(factor), None, None, Sentence(id, values))


def _smallest_cell(result: GlmResult, one: Fraction) -> int:
    events = int(result.events or 0)
    exposed, unexposed = one.exposed - one.exposed_events, result.n - events - one.exposed + one.exposed_events
    return min(one.exposed_events, exposed, events - one.exposed_events, unexposed)


def _per_hundred(one: Fraction) -> dict[str, int]:
    return {
        name: int(half_up(_PER * value))
        for name, value in (("count", one.estimate), ("low", one.low), ("high", one.high))
    }


def statement(one: Fraction) -> Sentence:
    """What one fraction of stunting says, in children of a hundred; no figure without its interval."""
    if isnan(one.low):
        return Sentence("attributable.no_interval")
    values = _per_hundred(one)
    if one.low > 0:
        if values["low"]:
            return Sentence(f"attributable.{one.exposure}", values)
        return Sentence("attributable.weak" if values["count"] else "attributable.below_one", values)
    if one.high < 0:
        return Sentence("attributable.opposite")
    return Sentence("attributable.unclear", {"high": values["high"]})


def _about(joint: Fraction | None, shown: int, averaged: int) -> tuple[Sentence, ...]:
    if not shown:
        return (Sentence("attributable.nothing"),)
    found = [Sentence("attributable.about")]
    if joint is not None:
        found.append(Sentence("attributable.no_sum"))
        if joint.low > 0:
            found.append(Sentence("attributable.together", _per_hundred(joint)))
        found.append(Sentence("attributable.average", {"count": averaged}))
    return tuple(found)
