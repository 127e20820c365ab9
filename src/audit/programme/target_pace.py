"""How fast would prevalence have to fall to reach the target, and how fast did it? Sentences of published figures.

Page one says the first sentence; the others belong beside it. None holds a probability: those are for the annex
(``audit.programme.target_trend``), and none says why a figure changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from audit.language import join, number, text
from audit.language.catalogue import Language
from audit.programme.survey_points import SurveyPoint
from audit.programme.targets import Target
from audit.reference.published import PublishedPrevalence
from audit.reference.targets import SINGLE_DIGIT_PERCENT, TREND_FROM
from audit.results import Sentence, Value
from audit.survey.change import change, published_estimate

__all__ = [
    "Moved",
    "Pace",
    "ToldSurvey",
    "change_sentences",
    "moved",
    "pace",
    "pace_sentences",
    "told_surveys",
]

_EN_DASH = "\N{EN DASH}"
_LEAST_PRINTED = 0.1  # percentage points a year; a pace that is needed is never printed as none


@dataclass(frozen=True, slots=True)
class ToldSurvey:
    """One survey of an area as it was told: one point, or several from low to high where offices differ."""

    year: int
    source: str
    points: tuple[SurveyPoint, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """How prevalence changed from the oldest survey ``first`` to the newest ``last``, in percentage points a year.

    ``actual`` is below 0 where it falls; from low to high where a survey is told differently. ``verdict``: "turun",
    "naik", or "belum" where the change is within the precision of the surveys or their tellings differ on it; ``None``
    where the precision is unknown. ``assumed``: the precision was not printed with the surveys.
    """

    first: ToldSurvey
    last: ToldSurvey
    actual: tuple[float, float]
    verdict: str | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """Percentage points a year from the newest survey ``last`` to the target in its year, below 0 where it must fall.

    From low to high where ``last`` is told differently. ``moved``: what was, ``None`` with surveys of one year alone.
    """

    last: ToldSurvey
    required: tuple[float, float]
    moved: Moved | None


def told_surveys(figures: Iterable[PublishedPrevalence], *, since: int = TREND_FROM) -> tuple[ToldSurvey, ...]:
    """Surveys of one area from the year ``since`` on, by year; ``ValueError`` for figures of several areas."""
    figures = sorted(figures, key=lambda f: (f.year, f.source, f.percent or 0.0))
    if len({f.area_code for f in figures}) > 1:
        raise ValueError("figures of several areas")
    surveys = [f for f in figures if f.kind == "survei" and f.percent and f.year >= since]
    return tuple(
        ToldSurvey(year, source, tuple(SurveyPoint(year, published_estimate(f)) for f in same))
        for (year, source), same in groupby(surveys, key=lambda f: (f.year, f.source))
    )


def moved(surveys: Sequence[ToldSurvey]) -> Moved | None:
    """Change from the oldest to the newest survey; ``None`` where they are of one year, or none."""
    if len({s.year for s in surveys}) <= 1:
        return None
    first, last = surveys[0], surveys[-1]
    pairs = list(product(first.points, last.points))
    actual = _ends((b.proportion - a.proportion) * 100 / (b.year - a.year) for a, b in pairs)
    if any(p.logit_se is None for pair in pairs for p in pair):
        return Moved(first, last, actual, None, assumed=False)
    verdicts = {change(a.estimate, b.estimate).verdict for a, b in pairs}
    assumed = any(p.estimate.assumed for pair in pairs for p in pair)
    return Moved(first, last, actual, verdicts.pop() if len(verdicts) == 1 else "belum", assumed)


def pace(target: Target, surveys: Sequence[ToldSurvey]) -> Pace | None:
    """Compare what a target of prevalence needs with what was; ``None`` without a survey before the target's year.

    Straight from the newest survey to the target, and from the oldest to the newest: arithmetic that anybody can
    repeat. ``ValueError`` for a target of counts.
    """
    if target.proportion is None:
        raise ValueError(f"a target of the type {target.type} is no prevalence")
    before = [s for s in surveys if s.year < target.year]
    if not before:
        return None
    last = before[-1]
    left = target.year - last.year
    required = _ends((target.proportion - p.proportion) * 100 / left for p in last.points)
    return Pace(last, required, moved(before))


def _ends(values: Iterable[float]) -> tuple[float, float]:
    values = sorted(values)
    return values[0], values[-1]


def pace_sentences(
    target: Target, figures: Sequence[PublishedPrevalence], *, language: Language = "id"
) -> tuple[Sentence, ...]:
    """What is said of a target of prevalence; the first sentence always names target, year and document.

    Parameters
    ----------
    figures : published ones of the district. Routine figures never stand beside a survey's target. A survey that
        offices tell differently stands with all its figures, and the pace with its range.
    language : of the decimals inside the sentences.

    ``ValueError`` for a target of counts (``case_sentences``, ``new_case_sentence``).
    """
    surveys = told_surveys(figures)
    first = _first(target, surveys, pace(target, surveys), language)
    if first.id.startswith("target.pace_"):
        return (first, *_notes(surveys, moved(surveys), language))
    return (first, *_changed(surveys, language))


def change_sentences(figures: Sequence[PublishedPrevalence], *, language: Language = "id") -> tuple[Sentence, ...]:
    """What is said where no document sets a target of prevalence: that there is none, and how the surveys changed."""
    return (Sentence("target.none"), *_changed(told_surveys(figures), language))


def _changed(surveys: Sequence[ToldSurvey], language: Language) -> tuple[Sentence, ...]:
    """How the surveys changed, each named with its figure, and what must be known of them."""
    change = moved(surveys)
    if change is None:
        return _notes(surveys, None, language)
    values: dict[str, Value] = {
        "first": change.first.source,
        "a": _told(change.first, language),
        "source": change.last.source,
        "p": _told(change.last, language),
    }
    how, actual = _how(change, language)
    return (Sentence(f"target.moved_{how}", values | actual), *_notes(surveys, change, language))


def _notes(surveys: Sequence[ToldSurvey], change: Moved | None, language: Language) -> tuple[Sentence, ...]:
    said: list[Sentence] = []
    if change is not None:
        names = dict.fromkeys(s.points[0].survey for s in (change.first, change.last))
        if len(names) > 1:
            said.append(Sentence("target.surveys_differ", {"surveys": join(list(names), language=language)}))
        if change.assumed:
            said.append(Sentence("survey.change_assumed"))
    told_differently = [s for s in surveys if len(s.points) > 1]
    values = [
        (s.source, join([f"{_percent(p, language)}%" for p in s.points], language=language)) for s in told_differently
    ]
    return (*said, *(Sentence("target.disputed", {"source": source, "values": both}) for source, both in values))


def _how(change: Moved, language: Language) -> tuple[str, dict[str, Value]]:
    """``fell``, ``rose``, ``same`` or ``unclear``, with the pace as it is printed."""
    if change.verdict == "belum":
        return "unclear", {"actual": _signed(change.actual, language)}
    if max(abs(end) for end in change.actual) < _LEAST_PRINTED / 2:
        return "same", {}
    return "fell" if change.actual[1] < 0 else "rose", {"actual": _points(change.actual, language)}


def _first(target: Target, surveys: Sequence[ToldSurvey], needed: Pace | None, language: Language) -> Sentence:
    values: dict[str, Value] = {
        "target": _goal(target, language),
        "year": str(target.year),
        "document": target.document,
    }
    if not surveys:
        return Sentence("target.no_survey", values)
    reached = [s for s in surveys if s.year >= target.year]
    newest = reached[0] if reached else surveys[-1]
    values |= {"source": newest.source, "p": _told(newest, language)}
    met = {target.met_by(point.proportion) for point in newest.points}
    if len(met) > 1:
        return Sentence("target.met_unclear", values)
    if reached or needed is None:
        return Sentence("target.met" if True in met else "target.not_met", values)
    if True in met:
        return Sentence("target.already_met", values)
    values["required"] = _points(needed.required, language, least=_LEAST_PRINTED)
    if needed.moved is None:
        return Sentence("target.pace_one_survey", values)
    how, actual = _how(needed.moved, language)
    first = {"first": needed.moved.first.source, "a": _told(needed.moved.first, language)}
    return Sentence(f"target.pace_{how}", values | first | actual)


def _goal(target: Target, language: Language) -> str:
    if target.type == "single_digit":
        return text("target.below", language, value=f"{number(SINGLE_DIGIT_PERCENT, language=language)}%")
    return f"{number(target.percent or 0.0, 1, language=language)}%"


def _told(survey: ToldSurvey, language: Language) -> str:
    """``13,8%``, or ``13,8% atau 16,1%`` told in two ways: a dash would look like the survey's precision."""
    told = [f"{percent}%" for percent in dict.fromkeys(_percent(p, language) for p in survey.points)]
    if len(told) == 1:
        return told[0]
    return text(f"target.{'either' if len(told) == 2 else 'range'}", language, low=told[0], high=told[-1])


def _percent(point: SurveyPoint, language: Language) -> str:
    return number(point.proportion * 100, 1, language=language)


def _signed(pace: tuple[float, float], language: Language) -> str:
    """Percentage points a year with a sign, one or from low to high."""
    low, high = (("+" if end > 0 else "") + number(end, 1, language=language) for end in pace)
    return low if low == high else text("target.range", language, low=low, high=high)


def _points(pace: tuple[float, float], language: Language, *, least: float = 0.0) -> str:
    """Percentage points a year without their sign, one or from low to high."""
    ends = sorted(max(abs(end), least) for end in pace)
    return _EN_DASH.join(dict.fromkeys(number(end, 1, language=language) for end in ends))
