"""Has it risen or fallen? A test of change between two published figures, in place of an arrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import hypot
from typing import Literal

from audit.errors import InputError
from audit.reference.area_statistics import SURVEY_CHILDREN_A_DISTRICT, SURVEY_DEFF
from audit.reference.published import Kind, PublishedPrevalence
from audit.survey.intervals import wilson_effective

__all__ = ["Change", "Estimate", "Verdict", "change", "published_changes", "published_estimate"]

Verdict = Literal["naik", "turun", "belum"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A prevalence (0-1) as somebody published it, and what says how precise it is.

    Either its 95 % limits ``low`` and ``high``, or the children ``n`` it rests on with the design effect ``deff``.
    ``assumed``: nobody printed the precision, it was taken from what such a survey usually has.
    """

    source: str
    kind: Kind
    proportion: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    deff: float = 1.0
    assumed: bool = False

    def __post_init__(self) -> None:
        low, high = (self.proportion if limit is None else limit for limit in (self.low, self.high))
        if not 0 <= low <= self.proportion <= high <= 1:
            raise ValueError(f"{self.source}: {low} <= {self.proportion} <= {high} does not hold within 0-1")
        if (self.low is None) != (self.high is None) or self.deff <= 0 or (self.n is not None and self.n <= 0):
            raise ValueError(f"{self.source}: one limit alone, or a design effect or number of children not above 0")

    def limits(self) -> tuple[float, float]:
        """95 % limits: those printed, else Wilson's for n / deff children. ``InputError`` where neither is known."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        if self.n is None:
            raise InputError("survey.change_no_precision", source=self.source)
        low, high = wilson_effective(self.proportion, self.n / self.deff)
        return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Change:
    """Second less first, as a proportion (-1 to 1) with its 95 % limits, and what may be said of it.

    ``verdict``: "naik", "turun", or "belum" (belum dapat disebut naik atau turun) where the limits hold 0.
    """

    first: Estimate
    second: Estimate
    difference: float
    low: float
    high: float
    verdict: Verdict

    @property
    def message(self) -> str:
        """Id of the sentence that says it; ``{a}`` and ``{b}`` are the two figures in percent, without the sign."""
        return f"survey.change_{self.verdict}"

    @property
    def note(self) -> str | None:
        """Id of the sentence that must stand beside it where the precision of either figure was assumed."""
        return "survey.change_assumed" if self.first.assumed or self.second.assumed else None


def change(first: Estimate, second: Estimate) -> Change:
    """Compare two prevalences of different children, the earlier one first.

    The interval of the difference is made from both intervals, so that neither needs to be symmetric (Newcombe's hybrid
    score, for intervals of any kind; no continuity correction). Raises ``InputError`` (exit 11) for a survey figure
    against a routine one and where the precision of either is unknown; ``ValueError`` for a coverage, which is no
    prevalence.

    Not for the same children measured twice: their difference is far more precise. Sources: Newcombe, Stat Med
    1998;17:873-890, method 10; Zou & Donner, Stat Med 2008;27:1693-1702.
    """
    if "cakupan" in (first.kind, second.kind):
        raise ValueError("a coverage is no prevalence")
    if first.kind != second.kind:
        raise InputError("survey.change_kinds_differ", first=first.source, second=second.source)
    (low1, high1), (low2, high2) = first.limits(), second.limits()
    difference = second.proportion - first.proportion
    low = difference - hypot(second.proportion - low2, high1 - first.proportion)
    high = difference + hypot(high2 - second.proportion, first.proportion - low1)
    verdict: Verdict = "naik" if low > 0 else "turun" if high < 0 else "belum"
    return Change(first, second, difference, low, high, verdict)


def published_estimate(figure: PublishedPrevalence) -> Estimate:
    """A published percentage with the precision that such a survey usually has, marked as assumed.

    Only district surveys get one: no page printed an interval (``audit.reference.area_statistics``). A routine figure,
    and that of a province or the nation, stays without. ``ValueError`` for a figure without a percentage.
    """
    if figure.percent is None:
        raise ValueError(f"{figure.source} of {figure.area_code}: no percentage")
    proportion = figure.percent / 100
    if figure.kind == "survei" and "." in figure.area_code:
        n, deff = SURVEY_CHILDREN_A_DISTRICT, SURVEY_DEFF
        return Estimate(figure.source, figure.kind, proportion, n=n, deff=deff, assumed=True)
    return Estimate(figure.source, figure.kind, proportion)


def published_changes(figures: Iterable[PublishedPrevalence]) -> tuple[Change, ...]:
    """Test each survey figure of one district against the one before it; those that offices dispute are in no change.

    ``figures``: of one district (``audit.reference.published.published_for``); routine ones are in no change. Raises
    ``InputError`` where the precision is unknown (province, nation) and ``ValueError`` for figures of several areas.
    """
    figures = sorted(figures, key=lambda f: (f.period, f.source))
    if len({f.area_code for f in figures}) > 1:
        raise ValueError("figures of several areas")
    agreed = [f for f in figures if not f.disputed and f.kind == "survei" and f.percent is not None]
    surveys = [next(same) for _, same in groupby(agreed, key=lambda f: (f.period, f.source))]
    return tuple(change(published_estimate(a), published_estimate(b)) for a, b in pairwise(surveys))
