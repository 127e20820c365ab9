"""What in sound params is probably a slip: dates that do not go together, names that are nearly others.

Nothing here stops a report: each is a sentence for a person to look at. The limits only say when to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from itertools import combinations
from pathlib import Path

from audit.language import date_text, month_text, percent
from audit.pipeline.params import AuditParams
from audit.programme.statements import read_statements, statement_slips
from audit.quality import lint_files
from audit.reference.published import survey_names
from audit.results import Sentence

__all__ = ["doubts", "wrong_percentages"]

_MONTHS_TO_REPORT = 6  # months from the last weighing to as_of, and from as_of to the forum: one cycle
_MONTHS_BETWEEN = 24  # months from the first weighing to the last: a child's growth under two
_PERCENT_DIGITS = 1  # decimals that a corrected percentage has at least
_LETTERS, _ALIKE = 5, 0.8  # letters from which one word may be another mistyped; share of them that agree


def doubts(params: AuditParams) -> list[Sentence]:
    """Every doubt about one file, in the order of its keys."""
    return [*_dates(params), *_sources(params), *_names(params)]


def wrong_percentages(params: AuditParams, path: Path, root: Path) -> list[Sentence]:
    """Percentages that do not follow from the numbers beside them, in the file of params and in what was stated."""
    figures = list(lint_files([path]))
    for source in params.sources:
        if source.kind == "statements" and (root / source.path).is_file():
            figures += statement_slips(read_statements(root / source.path), source.path)
    return [
        Sentence(
            "params.doubt_percent",
            {
                "where": figure.file,
                "line": str(figure.line),
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "said": percent(figure.percent / 100, figure.digits),
                "computed": percent(figure.computed / 100, max(figure.digits, _PERCENT_DIGITS)),
            },
        )
        for figure in figures
    ]


def _dates(params: AuditParams) -> Iterator[Sentence]:
    first, last, as_of = params.months[0], params.months[-1], date_text(params.as_of)
    if params.cycle[:4] != last[:4]:
        yield Sentence("params.doubt_cycle", {"cycle": params.cycle, "month": month_text(last)})
    if _months(first, f"{last}-01") > _MONTHS_BETWEEN:
        yield Sentence("params.doubt_span", {"first": month_text(first), "last": month_text(last)})
    if _months(last, params.as_of.isoformat()) > _MONTHS_TO_REPORT:
        yield Sentence("params.doubt_as_of", {"as_of": as_of, "month": month_text(last)})
    forum = {"forum": date_text(params.forum.date), "as_of": as_of}
    if params.forum.date < params.as_of:
        yield Sentence("params.doubt_forum_before", forum)
    elif _months(f"{params.as_of:%Y-%m}", params.forum.date.isoformat()) > _MONTHS_TO_REPORT:
        yield Sentence("params.doubt_forum_late", forum)
    for decision in params.decisions:
        if decision.by < params.as_of:
            yield Sentence("params.doubt_by", {"rule": decision.rule, "by": date_text(decision.by), "as_of": as_of})


def _months(start: str, end: str) -> int:
    """Calendar months from ``2025-08`` to the month of an ISO date."""
    first, last = (date.fromisoformat(f"{day[:7]}-01") for day in (start, end))
    return (last.year - first.year) * 12 + last.month - first.month


def _sources(params: AuditParams) -> Iterator[Sentence]:
    for source in params.sources:
        if source.cut_off > params.as_of:
            values = {"source": source.id, "cut_off": date_text(source.cut_off), "as_of": date_text(params.as_of)}
            yield Sentence("params.doubt_cut_off", values)
    measured = [source.cut_off for source in params.sources if source.kind in ("eppgbm", "mapped")]
    if measured and f"{max(measured):%Y-%m}" < params.months[-1]:
        values = {"month": month_text(params.months[-1]), "cut_off": date_text(max(measured))}
        yield Sentence("params.doubt_no_source", values)


def _names(params: AuditParams) -> Iterator[Sentence]:
    offices = {
        *(source.producer for source in params.sources),
        *(programme.owner for programme in params.programmes),
        *(decision.who for decision in params.decisions),
    }
    for one, other in combinations(sorted(offices), 2):
        if _one_word_mistyped(one, other):
            yield Sentence("params.doubt_office", {"one": one, "other": other})
    survey = params.target.survey if params.target else None
    if survey and (near := _nearly(survey.split()[0])):
        yield Sentence("params.doubt_survey", {"survey": survey, "near": near})


def _nearly(survey: str) -> str | None:
    """The survey that a name nearly is, where it is none; other surveys are a district's own affair."""
    known = {name.casefold(): name for name in survey_names()}
    near = get_close_matches(survey.casefold(), known, n=1)
    return known[near[0]] if near and survey.casefold() not in known else None


def _one_word_mistyped(one: str, other: str) -> bool:
    """Whether two names differ in one long word only, and there by little: Kesehatan and Kesehtan, not I and II."""
    words = one.split(), other.split()
    if len(words[0]) != len(words[1]):
        return False
    different = [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _is_mistyped(*different[0])


def _is_mistyped(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LETTERS and SequenceMatcher(None, one, other).ratio() >= _ALIKE
