"""``reports/index.html``: which reports there are, what each says in a line, what failed, and the way to every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import groupby
from math import ceil
from typing import Any

from audit.language import half_up, has, month_text, number, percent, text
from audit.language.catalogue import Language
from audit.reference.areas import province_names
from audit.report.index_figures import Figure, Headline, surveys
from audit.report.index_files import IndexFile, file_groups, opened
from audit.report.index_provinces import Sum, province_sum
from audit.report.page import CHART_FACES, environment, font_rules, style

__all__ = ["Entry", "Failure", "render_index"]

_STEP = 0.1  # the scale ends at a round tenth
_STATES = ("draf", "ditelaah", "disahkan")


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: whose, of which cycle, in what state; ``folder`` and ``files`` are relative to the index."""

    district: str
    code: str
    cycle: str
    state: str
    forum: str
    key: str
    folder: str
    files: tuple[IndexFile, ...]
    sample: bool
    headline: Headline


@dataclass(frozen=True, slots=True)
class Failure:
    """A district whose last run gave no report: the sentence that it was refused with, and its exit code.

    ``at``: when, ISO to the minute; empty for one that an older version kept. The page does not show it.
    """

    district: str
    code: str
    cycle: str
    exit_code: int
    sentence: str
    at: str = ""


def render_index(
    entries: Sequence[Entry],
    failures: Sequence[Failure] = (),
    *,
    language: Language = "id",
    elsewhere: tuple[Language, str] | None = None,
) -> str:
    """Draw the page: districts by code, the newest cycle of each first. It points to public files only.

    ``elsewhere`` is the same page in the other language, with its file name.
    Prevalence is on one scale for all of them, and nothing is ranked by it: figures without an interval cannot be.
    The page works from a file, without a server, and as a plain table where scripts are off.
    """
    ordered = sorted(entries, key=lambda e: e.cycle, reverse=True)
    ordered = sorted(ordered, key=lambda e: e.code)
    top = _top(ordered)
    return (
        environment(language)
        .get_template("index.html.j2")
        .render(
            rows=list(_rows(ordered, top, language)),
            provinces=list(_provinces(ordered, language)),
            failures=sorted(failures, key=lambda f: (f.code, f.cycle)),
            sample=any(entry.sample for entry in entries),
            districts=len({entry.code for entry in entries}),
            top=percent(top, 0, language=language),
            w=partial(_words, language),
            language=language,
            states=_STATES,
            fonts=font_rules(CHART_FACES),
            styles=(style("page.css"), style("index.css")),
            script=style("index.js"),
            elsewhere=elsewhere,
        )
    )


@cache
def _month(month: str, language: Language) -> str:
    return month_text(month, language=language)


@cache
def _tenths(rounded: Decimal, language: Language) -> str:
    return number(rounded, 1, language=language)


def _share(share: float, language: Language) -> str:
    """``percent`` with one decimal; a page of all districts writes the same thousand of them many times."""
    return f"{_tenths(half_up(float(Decimal(repr(float(share))) * 100), 1), language)}%"


def _words(language: Language, id: str, /, **values: object) -> str:
    return text(f"index_page.{id}", language, **values)


def _top(entries: Sequence[Entry]) -> float:
    """Where the common scale ends: the next tenth above everything that is drawn."""
    drawn = [share for entry in entries for _, share in surveys(entry.code)]
    drawn += [figure.high or figure.value or 0.0 for entry in entries for figure in entry.headline.stunting]
    return max(ceil(max(drawn, default=0.0) / _STEP), 1) * _STEP


def _rows(entries: Sequence[Entry], top: float, language: Language) -> Iterator[dict[str, Any]]:
    provinces = province_names()
    for code, cycles in groupby(entries, key=lambda e: e.code):
        said = list(cycles)
        for entry, before in zip(said, [*said[1:], None], strict=True):
            year, _, n = entry.cycle.partition("-")
            province = provinces.get(code.partition(".")[0], "")
            yield {
                "entry": entry,
                "province": province,
                "cycle": _words(language, "cycle", number=n, year=year),
                "newest": entry is said[0],
                "files": file_groups(entry.files, language),
                "open": opened(entry.files, language),
                "marks": list(_marks(entry, top, language)),
                "coverage": _coverage(entry, language),
                "brief": list(_brief(entry, language)),
                "news": list(_news(entry, before, language)),
                "search": f"{entry.district} {code} {province}".casefold(),
            }


def _marks(entry: Entry, top: float, language: Language) -> Iterator[dict[str, Any]]:
    """Rows of the small chart: surveys, then weighing; a survey's interval was not published, so it is a mark alone."""
    for name, share in surveys(entry.code):
        yield {"label": name, "kind": "survey", "at": _at(share, top), "said": _share(share, language)}
    for figure in entry.headline.stunting:
        label = _words(language, "weighed", month=_short(figure.period, language))
        if figure.value is None:
            said = _words(language, "hidden" if figure.hidden else "nobody")
            yield {"label": label, "kind": "none", "said": said}
            continue
        mark: dict[str, Any] = {"label": label, "kind": "weighed", "at": _at(figure.value, top)}
        mark["said"] = _share(figure.value, language)
        if figure.low is not None and figure.high is not None:
            mark |= {"low": _at(figure.low, top), "high": _at(figure.high, top), "range": _range(figure, language)}
        yield mark


def _at(share: float, top: float) -> str:
    return f"{share / top * 100:.1f}".removesuffix(".0")


def _range(figure: Figure, language: Language) -> str:
    low, high = (_share(limit or 0.0, language).removesuffix("%") for limit in (figure.low, figure.high))
    return f"{low}–{high}"


def _short(month: str, language: Language) -> str:
    """``Agu 2025``: month names are cut to three letters, which stay clear in both languages."""
    name, _, year = _month(month, language).partition(" ")
    return f"{name[:3]} {year}"


def _coverage(entry: Entry, language: Language) -> list[str]:
    """Children measured of those registered, by month, the newest first."""
    lines = []
    for figure in reversed(entry.headline.coverage):
        month = _month(figure.period, language)
        if figure.hidden or figure.value is None:
            lines.append(_words(language, "coverage_hidden", month=month))
        else:
            k, n = (number(of or 0, language=language) for of in (figure.numerator, figure.denominator))
            share = _share(figure.value, language)
            lines.append(_words(language, "coverage", month=month, share=share, k=k, n=n))
    return lines


def _brief(entry: Entry, language: Language) -> Iterator[tuple[str, str]]:
    """What the forum is to decide, what became of its promises, how the measurements are rated: name and words."""
    said = entry.headline
    asked = [text(id, language) for rule in said.decisions if has(id := f"decision.action.{rule}", language)]
    if asked:
        yield _words(language, "brief.decisions"), f"{'; '.join(asked)}."
    if said.promised is not None:
        done, of = (number(n, language=language) for n in (said.promised.done, said.promised.of))
        yield _words(language, "brief.promises"), _words(language, "promises", done=done, of=of)
    if said.rating:
        yield _words(language, "brief.rating"), f"{text(f'page_one.rating.{said.rating}', language)}."


def _news(entry: Entry, before: Entry | None, language: Language) -> Iterator[str]:
    """What is new since the cycle before: state, newest coverage, newest share with what its interval allows to say."""
    if before is None:
        yield _words(language, "news.first")
        return
    if before.state != entry.state:
        states = {"now": _words(language, f"state.{entry.state}"), "before": _words(language, f"state.{before.state}")}
        yield _words(language, "news.state", **states)
    for name in ("coverage", "stunting"):
        now, then = (_newest(getattr(e.headline, name)) for e in (entry, before))
        if now is None or then is None or now.value is None or then.value is None:
            yield _words(language, f"news.{name}.unknown")
            continue
        shares = {"now": _share(now.value, language), "before": _share(then.value, language)}
        yield _words(language, f"news.{name}", **shares)
        if name == "stunting":
            yield _words(language, f"news.range.{_told(now, then)}")


def _newest(figures: Sequence[Figure]) -> Figure | None:
    return figures[-1] if figures else None


def _told(now: Figure, then: Figure) -> str:
    """What two intervals allow to say: nothing where one is missing or they overlap."""
    if now.low is None or now.high is None or then.low is None or then.high is None:
        return "missing"
    return "apart" if now.low > then.high or then.low > now.high else "overlap"


def _provinces(entries: Sequence[Entry], language: Language) -> Iterator[dict[str, Any]]:
    """One row a province, from the newest report of each of its districts."""
    newest = [next(of) for _, of in groupby(entries, key=lambda e: e.code)]
    names = province_names()
    for code, within in groupby(newest, key=lambda e: e.code.partition(".")[0]):
        districts = list(within)
        parts = [(entry.headline, entry.sample) for entry in districts]
        coverage, stunting = province_sum(parts, lambda h: h.coverage), province_sum(parts, lambda h: h.stunting)
        yield {
            "name": names.get(code, code),
            "districts": number(len(districts), language=language),
            "states": {state: sum(e.state == state for e in districts) for state in _STATES},
            "coverage": _summed(coverage, language),
            "stunting": _summed(stunting, language),
        }


def _summed(one: Sum, language: Language) -> dict[str, str]:
    if one.reason or one.share is None:
        return {"share": _words(language, "not_summed"), "of": _words(language, f"reason.{one.reason or 'absent'}")}
    k, n = (number(of or 0, language=language) for of in (one.numerator, one.denominator))
    month = _month(one.period, language)
    return {"share": _share(one.share, language), "of": _words(language, "of", k=k, n=n, month=month)}
