"""What page one and notebook 40 show of the target: paces, what may come of them, and children fewer by kecamatan.

Figures of surveys are published ones, about no child; only children fewer by kecamatan rest on counts of the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from audit.language import LANGUAGES, join, number
from audit.language.catalogue import Language
from audit.pipeline.params import TargetParams
from audit.programme.survey_points import SurveyPoint, survey_points
from audit.programme.target_averted import Averted, children_to_avert
from audit.programme.target_pace import ToldSurvey, change_sentences, pace_sentences, told_surveys
from audit.programme.target_trend import Aarr, Trend, aarr, fit_trend, required_aarr, scenarios
from audit.programme.targets import Counted, Target, case_sentences, new_case_sentence
from audit.reference.areas import Areas
from audit.reference.published import PublishedPrevalence
from audit.reference.targets import SCENARIO_PACES, YEARS_AHEAD
from audit.results import Cell, CheckResult, CountValue, Finding, RateTable, Result, Sentence, TiedValue, Value

__all__ = ["target_results"]

_NEW_CASES = "case_rates.incidence"  # children measured before and short for the first time (cases.case_rates)
# Sentences that stand beside the chart alone, and those of what may come; all others say the pace.
_NOTES = frozenset(
    {"target.disputed", "target.surveys_differ", "target.precision_unknown", "survey.change_assumed"}
)  # fmt: skip
_OUTLOOK = frozenset({"target.trend_refused", "target.trend_disputed", "target.reached"})


def target_results(
    target: TargetParams | None,
    figures: Sequence[PublishedPrevalence],
    *,
    months: Sequence[str],
    stunting: RateTable,
    coverage: RateTable,
    others: Iterable[Result] = (),
    areas: Areas,
    seed: int,
) -> tuple[Result, ...]:
    """Findings of a target, or of what surveys say where no document sets one.

    ``target_front.<language>.<n>`` (paces) and ``target_outlook.<language>.<n>`` (no trend, scenarios) are sentences of
    page one, ``target_note.<language>.<n>`` stand beside the chart;
    ``target_goal`` the prevalence to reach; ``target_point.<n>`` a survey as it was told; ``target_ahead.<year>`` a fan
    of the trend, or ``target_scenario.<n>``, a pace and year each, where the trend is refused; ``target_rates`` rates
    of reduction and the probability of reaching the target; ``target_averted.<area>`` children fewer, of the whole
    under ``all``, tied to all the counts that they are divided by, or ``target_averted_none`` with why there are none.

    ``figures`` are published ones of the district; ``others`` results that may hold new cases (``case_rates``).
    """
    goal = target and _target(target)
    prevalence = goal if goal and goal.proportion is not None else None
    surveys = told_surveys(figures)
    trend = _trend(figures, surveys)
    years = _years(prevalence, surveys)
    counted = _counted(goal, months, stunting, others) if goal and prevalence is None else ()
    return (
        *_sentences(prevalence, counted, figures, surveys, trend),
        *_goal(prevalence),
        *_points(surveys),
        *_ahead(trend, prevalence, surveys, years),
        *_rates(trend, prevalence, surveys),
        *_averted(prevalence, surveys, stunting, coverage, months[-1], areas, seed),
    )


def _target(params: TargetParams) -> Target:
    return Target(
        params.type, params.year, params.document, survey=params.survey, percent=params.percent, cases=params.cases
    )


def _trend(figures: Sequence[PublishedPrevalence], surveys: Sequence[ToldSurvey]) -> Trend | Sentence | None:
    """The line through what offices agree on; refused where it would pass over the newest survey. ``None``: none."""
    if not surveys:
        return None
    points = survey_points(figures)
    told_otherwise = any(len(s.points) > 1 for s in surveys)
    if len(surveys[-1].points) > 1 or (told_otherwise and isinstance(fit_trend(points), Sentence)):
        return Sentence("target.trend_disputed", {"n": len({p.year for p in points})})
    return fit_trend(points)


def _years(goal: Target | None, surveys: Sequence[ToldSurvey]) -> range:
    """Every year after the newest survey, to the target's year and the length of a plan at least."""
    if not surveys:
        return range(0)
    newest = surveys[-1].year
    return range(newest + 1, max(newest + YEARS_AHEAD, goal.year if goal else 0) + 1)


def _counted(
    goal: Target, months: Sequence[str], stunting: RateTable, others: Iterable[Result]
) -> tuple[Sentence, ...]:
    """What counts of the run say of a target of counts; that there are none where there are none."""
    said: tuple[Sentence, ...] = ()
    if goal.type == "cases":
        counts = [c for month in months if (c := _count(stunting, month)) is not None]
        said = case_sentences(goal, counts)
    else:
        found = next((r for r in others if isinstance(r, CheckResult) and r.id == _NEW_CASES), None)
        if found is not None:
            table = found.tables[0]
            table = table.numerator if isinstance(table, RateTable) else table
            new = CountValue(table.cells[0], table.counts[0])
            said = (new_case_sentence(goal, new, since=months[0], until=months[-1]),)
    return said or (Sentence("target.no_count", {"year": str(goal.year), "document": goal.document}),)


def _count(stunting: RateTable, month: str) -> Counted | None:
    cell = Cell.of(month, status="stunted")
    at = stunting.numerator.cells.index(cell)
    measured = stunting.denominator.counts[at]
    if not measured:
        return None
    of = CountValue(stunting.denominator.cells[at], measured)
    return Counted(month, CountValue(cell, stunting.numerator.counts[at]), of)


def _sentences(
    goal: Target | None,
    counted: tuple[Sentence, ...],
    figures: Sequence[PublishedPrevalence],
    surveys: Sequence[ToldSurvey],
    trend: Trend | Sentence | None,
) -> Iterator[Finding]:
    """Sentences in every language: decimals inside them are already words."""
    refused = (trend,) if isinstance(trend, Sentence) else ()
    notes = trend.notes if isinstance(trend, Trend) else ()
    for language in LANGUAGES:
        if goal is not None:
            said = pace_sentences(goal, figures, language=language)
        else:
            changed = change_sentences(figures, language=language)
            said = (*counted, *changed[1:]) if counted else changed
        scenarios_said = () if isinstance(trend, Trend) else _reached(goal, surveys, language)
        every = (*said, *refused, *scenarios_said, *notes)
        front = [s for s in every if s.id not in _NOTES | _OUTLOOK]
        outlook = [s for s in every if s.id in _OUTLOOK]
        beside = {(s.id, str(s.values.get("source"))): s for s in every if s.id in _NOTES}.values()
        for place, sentences in (("front", front), ("outlook", outlook), ("note", beside)):
            for i, sentence in enumerate(sentences):
                yield Finding(f"target_{place}.{language}.{i:02d}", sentence)


def _reached(goal: Target | None, surveys: Sequence[ToldSurvey], language: Language) -> Iterator[Sentence]:
    """When each scenario would arrive; nothing where the newest survey meets the target already, or may."""
    if goal is None or goal.proportion is None or not surveys:
        return
    newest = surveys[-1]
    if any(goal.met_by(point.proportion) for point in newest.points):
        return
    years: list[str] = []
    for pace in SCENARIO_PACES:
        found = [
            int(scenarios(point, [newest.year], target=goal.proportion, paces=[pace])["reached"].iloc[0])
            for point in newest.points
        ]
        years.append("\N{EN DASH}".join(dict.fromkeys(str(year) for year in (min(found), max(found)))))
    paces = [_pace_words(pace, language) for pace in SCENARIO_PACES]
    values: dict[str, Value] = {
        "source": newest.source,
        "years": join(years, language=language),
        "paces": join(paces, language=language),
    }
    yield Sentence("target.reached", values)


def _pace_words(pace: float, language: Language) -> str:
    percent = round(pace * 100, 1)
    return f"{number(percent, 0 if percent.is_integer() else 1, language=language)}%"


def _free(value: float | None, digits: int = 1) -> TiedValue:
    """A number about no child of the run."""
    return TiedValue((), None if value is None or not np.isfinite(value) else float(value), digits)


def _finding(id: str, message: str, values: Mapping[str, Value]) -> Finding:
    return Finding(id, Sentence(f"target_block.{message}"), values=values)


def _goal(goal: Target | None) -> Iterator[Finding]:
    if goal is not None:
        yield _finding("target_goal", "goal", {"year": str(goal.year), "goal": _free(goal.proportion)})


def _points(surveys: Sequence[ToldSurvey]) -> Iterator[Finding]:
    points = [(survey, point) for survey in surveys for point in survey.points]
    for i, (survey, point) in enumerate(points):
        low, high = _limits(point)
        values: dict[str, Value] = {
            "year": str(survey.year),
            "source": survey.source,
            "survey": point.survey,
            "told": "one" if len(survey.points) == 1 else "several",
            "p": _free(point.proportion),
            "low": _free(low),
            "high": _free(high),
        }
        yield _finding(f"target_point.{i:02d}", "point", values)


def _limits(point: SurveyPoint) -> tuple[float | None, float | None]:
    return point.estimate.limits() if point.logit_se is not None else (None, None)


def _ahead(
    trend: Trend | Sentence | None, goal: Target | None, surveys: Sequence[ToldSurvey], years: Sequence[int]
) -> Iterator[Finding]:
    """Rows of the fan, or of the scenarios from the newest survey, from low to high where it is told differently."""
    if isinstance(trend, Trend):
        for row in trend.fan(years).drop(columns="p_reach").to_dict("records"):
            values: dict[str, Value] = {str(name): _free(float(x)) for name, x in row.items() if name != "year"}
            yield _finding(f"target_ahead.{int(row['year'])}", "ahead", {"year": str(int(row["year"]))} | values)
        return
    if not surveys:
        return
    aim = goal.proportion if goal else None
    told = [
        scenarios(p, years, target=aim or p.proportion).set_index(["pace", "year"])["proportion"]
        for p in surveys[-1].points
    ]
    for i, (pace, year) in enumerate(product(SCENARIO_PACES, years)):
        ends = sorted(float(table.loc[(pace, year)]) for table in told)
        values = {"year": str(year), "pace": _free(pace), "low": _free(ends[0]), "high": _free(ends[-1])}
        yield _finding(f"target_scenario.{i:03d}", "ahead", values)


def _rates(trend: Trend | Sentence | None, goal: Target | None, surveys: Sequence[ToldSurvey]) -> Iterator[Finding]:
    """Required and actual average annual rate of reduction; the probability where a trend may be drawn."""
    if not surveys:
        return
    newest = surveys[-1]
    values: dict[str, Value] = {"last": newest.source, "first": surveys[0].source, "surveys": str(len(surveys))}
    found = [aarr(points) for points in product(*(s.points for s in surveys))]
    actual = [a for a in found if isinstance(a, Aarr)]
    if actual:
        ends = sorted(a.value for a in actual)
        values |= {"actual": _free(ends[0]), "actual_to": _free(ends[-1])}
        if len(actual) == 1 and np.isfinite(actual[0].low):
            values |= {"low": _free(actual[0].low), "high": _free(actual[0].high), "df": str(actual[0].df)}
    if goal is not None and goal.proportion is not None and goal.year > newest.year:
        values["year"] = str(goal.year)
        need = sorted(required_aarr(p.proportion, goal.proportion, goal.year - newest.year) for p in newest.points)
        values |= {"required": _free(need[0]), "required_to": _free(need[-1])}
        if isinstance(trend, Trend):
            values["p_reach"] = _free(float(trend.fan([goal.year], target=goal.proportion)["p_reach"].iloc[0]))
    yield _finding("target_rates", "rates", values)


def _averted(
    goal: Target | None,
    surveys: Sequence[ToldSurvey],
    stunting: RateTable,
    coverage: RateTable,
    month: str,
    areas: Areas,
    seed: int,
) -> Iterator[Finding]:
    """Children fewer by kecamatan, of every telling of the newest survey: estimates and limits from low to high."""
    if goal is None or not surveys:
        return
    codes = [a.code for a in areas.kecamatan]
    cells = [Cell.of(month, area=code) for code in codes]
    short, known, listed = (
        [cell.replace(*level) for cell in cells]
        for level in (("status", "stunted"), ("status", "haz_known"), ("population", "registered"))
    )
    registered = dict(zip(coverage.denominator.cells, coverage.denominator.counts, strict=True))
    children = [registered.get(cell) for cell in listed]
    if any(n is None for n in children) or not sum(n or 0 for n in children):
        yield Finding("target_averted_none", Sentence("target_block.no_list"))
        return
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "children": children,
            "stunted": [stunting.numerator[cell] for cell in short],
            "measured": [stunting.denominator[cell] for cell in known],
        }
    )
    told = [children_to_avert(goal, point, frame, seed=seed) for point in surveys[-1].points]
    found = [t for t in told if isinstance(t, Averted)]
    if not found:
        yield Finding("target_averted_none", next(t for t in told if isinstance(t, Sentence)))
        return
    zero = len(found) < len(told)  # a telling that meets the target: nobody fewer
    tied = (*short, *known, *listed)
    tables = {code: [a.areas.iloc[i] for a in found] for i, code in enumerate(codes)}
    rows = {code: [(r["fewer"], r["low"], r["high"]) for r in rows] for code, rows in tables.items()}
    rows |= {"all": [(a.total, a.total_low, a.total_high) for a in found]}
    for code, parts in rows.items():
        fewer, low, high = (sorted([*column, *([0.0] * zero)]) for column in zip(*parts, strict=True))
        ends = {"fewer": fewer[0], "fewer_to": fewer[-1], "low": low[0], "high": high[-1]}
        values: dict[str, Value] = {name: TiedValue(tied, float(x), 0) for name, x in ends.items()}
        yield _finding(f"target_averted.{code}", "averted", {"area": code, "source": surveys[-1].source} | values)
