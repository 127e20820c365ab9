"""What was promised, by when, by which document? Targets with a type, and what counts of children say of them.

A target has a type and a document that sets it; the nation's target is no district's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from audit.reference.targets import SINGLE_DIGIT_PERCENT
from audit.results import CountValue, Sentence, Value

__all__ = ["Counted", "Target", "TargetType", "case_sentences", "new_case_sentence"]

TargetType = Literal["survey_prevalence", "single_digit", "cases", "no_new_cases"]
_PREVALENCE = ("survey_prevalence", "single_digit")


@dataclass(frozen=True, slots=True)
class Target:
    """A target for a ``year`` that a ``document`` sets.

    "survey_prevalence": ``percent`` by the named ``survey``; "single_digit": below 10.0 percent by the named survey;
    "cases": at most ``cases`` children; "no_new_cases": none newly found in the year. ``ValueError`` where a part of
    the type is missing or another stands there: a figure without a type, survey or document is no target.
    """

    type: TargetType
    year: int
    document: str
    survey: str | None = None
    percent: float | None = None
    cases: int | None = None

    def __post_init__(self) -> None:
        wrong = (
            not self.document.strip(),
            (self.type == "survey_prevalence") != (self.percent is not None),
            (self.type == "cases") != (self.cases is not None),
            self.type in _PREVALENCE and not self.survey,
            self.percent is not None and not 0 < self.percent < 100,
            self.cases is not None and self.cases < 1,
        )
        if any(wrong):
            raise ValueError(f"not a target: {self}")

    @property
    def proportion(self) -> float | None:
        """Prevalence to reach (0-1): at most this, below it for "single_digit"; ``None`` for counts."""
        percent = SINGLE_DIGIT_PERCENT if self.type == "single_digit" else self.percent
        return None if percent is None else percent / 100

    def met_by(self, proportion: float) -> bool:
        """Whether a prevalence (0-1) meets a target of prevalence. ``ValueError`` for counts."""
        if self.proportion is None:
            raise ValueError(f"a target of the type {self.type} is no prevalence")
        return proportion < self.proportion if self.type == "single_digit" else proportion <= self.proportion


@dataclass(frozen=True, slots=True)
class Counted:
    """Stunted children found in a month (``"2025-08"``) among those who were measured."""

    month: str
    stunted: CountValue
    measured: CountValue


def case_sentences(target: Target, counts: Sequence[Counted]) -> tuple[Sentence, ...]:
    """Set the newest count, with how many were measured, beside a target of a number of children.

    ``counts`` by month; the oldest is told too, with its own number measured: fewer cases among fewer children are no
    progress. No sentence without a count. ``ValueError`` for another type of target. Where a count is hidden,
    ``target.<id>.disamarkan`` says no more than the target.
    """
    if target.cases is None:
        raise ValueError(f"a target of the type {target.type} is no number of cases")
    if not counts:
        return ()
    counts = sorted(counts, key=lambda c: c.month)
    now, first = counts[-1], counts[0]
    values: dict[str, Value] = {
        "cases": target.cases,
        "year": str(target.year),
        "document": target.document,
        "month": now.month,
        "stunted": now.stunted,
        "measured": now.measured,
    }
    left, years = now.stunted.value - target.cases, target.year - int(now.month[:4])
    if left <= 0 or years < 1:
        said = [Sentence("target.cases_within" if left <= 0 else "target.cases_above", values)]
    else:
        said = [Sentence("target.cases_pace", values | {"fewer": ceil(left / years)})]
    if len(counts) > 1:
        before: dict[str, Value] = {"month": first.month, "stunted": first.stunted, "measured": first.measured}
        said.append(Sentence("target.cases_before", before))
    return tuple(said)


def new_case_sentence(target: Target, new: CountValue, *, since: str, until: str) -> Sentence:
    """Say how many new cases were found between two months against a target of none.

    ``ValueError`` for another type. A new case is a child not stunted at the count before and stunted now; who was not
    measured is in neither, so coverage must stand beside it.
    """
    if target.type != "no_new_cases":
        raise ValueError(f"a target of the type {target.type} is about other things than new cases")
    values: dict[str, Value] = {"year": str(target.year), "document": target.document, "since": since, "until": until}
    return Sentence("target.new_cases" if new.value else "target.no_new_cases", values | {"new": new})
