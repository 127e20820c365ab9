"""Slides 7 and 8: what was found in cases, and one case that may be told beside how children here grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.appendix_rules import month_of_age
from audit.reference.identity import COLOURS
from audit.report.appendix_words import number_of
from audit.report.figures.canvas import BRAND, MUTED, QUIET
from audit.report.sections.case_patterns import causes_found
from audit.report.sections.places import source_line
from audit.report.slides.look import BODY, LEFT, beside
from audit.report.slides.slide import Box, Line, Part, Series, Slide, Words
from audit.report.slides.told import COUNT, SCORE, Told, chart, unsaid

__all__ = ["causes", "story"]

_BARS, _STORIES, _TERMS = 8, 3, 4  # that a slide holds
_TABLE, _UNDER = Box(LEFT, 2.0, BODY.width, 4.2), Box(LEFT, 6.25, BODY.width, 0.6)
_STORY, _RIGHT = beside(0.42)
_GROWTH_HEAD = Box(_RIGHT.left, _RIGHT.top, _RIGHT.width, 0.6)
_GROWTH = Box(_RIGHT.left, _RIGHT.top + 0.6, _RIGHT.width, _RIGHT.height - 0.6)
_SHORT = COLOURS["attention-words"]
_ENDS = (-2.5, 0.5)  # z
_STEP, _YEAR = 3, 12  # months


def causes(told: Told) -> Slide:
    """In how many reviewed cases each cause was found, "k dari n"; hidden ones are neither drawn nor ranked."""
    view = told.view
    found, hidden, n = causes_found(view)
    meaning = view.words("case_block.patterns.reading")
    subtitle = told.words("slides.cases.subtitle", cycle=view.context.cycle)
    if not found or n is None:
        why = told.paragraphs("case_patterns")[:1] or (view.words("case_block.patterns.none"),)
        return _no_causes(told, why, subtitle, meaning)
    drawn = found[:_BARS]
    names = [view.words(f"cause.{code}") for code, _ in drawn]
    title = told.words("slides.cases.title", cause=names[0], k=drawn[0][1], n=n)
    words = {at: view.words("case_block.patterns.of", k=k, n=n) for at, (_, k) in enumerate(drawn)}
    series = Series(told.words("slides.cases.series"), tuple(float(k) for _, k in drawn), QUIET)
    bars = chart(told, title, "bars", names, [series], COUNT, words)
    more = len(found) - len(drawn)
    under = [Line(told.words("slides.cases.more", n=more))] if more else []
    under += [Line(told.words("slides.cases.left_out", n=hidden))] if hidden else []
    parts = ((_TABLE, bars), *(((_UNDER, Words(tuple(under), quiet=True)),) if under else ()))
    return Slide("cases", title, subtitle, parts, told.notes("cases", meaning, source_line(view)))


def _no_causes(told: Told, why: Sequence[str], subtitle: str, meaning: str) -> Slide:
    """Why there are no causes yet, how far the choice of cases is, and what does not wait for it."""
    lines = [Line(words) for words in why]
    lines += [Line(f"{told.title(id)}.") for id in ("urgent_referrals", "case_funnel") if id in told.blocks]
    terms = told.blocks.get("case_selection", {}).get("terms", ())
    lines += [Line(term["meaning"], f"{term['term']}.") for term in terms[:_TERMS]]
    slide = unsaid(told, "cases", told.words("slides.cases.none_title"), (), subtitle=subtitle, meaning=meaning)
    return replace(slide, parts=((BODY, Words(tuple(lines))),))


def story(told: Told) -> Slide:
    """One case in computed words, where the family agreed, beside how all measured children grow.

    No curve of one child is public: its points can point at the child. What stands there is the mean of everybody.
    """
    view, stories = told.view, told.paragraphs("case_vignettes")
    growth = _growth(told)
    subtitle, meaning = told.words("slides.story.subtitle"), told.words("slides.story.meaning")
    if view.findings("vignette.") and stories:
        others = " ".join(stories[1:_STORIES])
        lines = [Line(str(told.blocks["case_vignettes"]["reading"]))]
        lines += [Line(others, told.words("slides.story.heard"))] if others else []
        curve = "slides.story.curve" if growth else "slides.story.no_curve"
        lines += [Line(told.words(curve), told.words("slides.story.curve_lead"))]
        title, notes = stories[0], told.notes("story", meaning, source_line(view))
    else:
        why = (*(stories or (view.words("vignette.none"),)), told.words("slides.story.next"))
        lines = [Line(words) for words in why]
        title, notes = told.words("slides.story.none_title"), told.notes("unsaid", meaning)
    beside_it = (_STORY if growth else BODY, Words(tuple(lines)))
    return Slide("story", title, subtitle, (*growth, beside_it), notes)


def _growth(told: Told) -> tuple[tuple[Box, Part], ...]:
    """Mean z-scores of height by completed month of age, of all children; nothing where hardly any is released."""
    view = told.view
    found = {month_of_age(f.id.partition(".")[2]): number_of(f, "mean") for f in view.findings("appendix_height.")}
    known = {age: z for age, z in found.items() if z is not None}
    if len(known) < _YEAR:
        return ()
    ages = range(0, max(known) + 1, _STEP)
    heading = told.words("slides.story.growth", month=view.month(view.context.month))
    lines = (
        Series(told.words("slides.story.mean"), tuple(known.get(age) for age in ages), BRAND, marked=True),
        *(
            Series(view.words(f"risk_appendix.heights_{name}"), (z,) * len(ages), colour, dashed=True, labelled=False)
            for name, z, colour in (("zero", 0.0, MUTED), ("short", STUNTED_BELOW, _SHORT))
        ),
    )
    years = {at: known[age] for at, age in enumerate(ages) if age in known and age and age % _YEAR == 0}
    numbers = {at: view.number(z, 1) for at, z in years.items()}
    names = [str(age) for age in ages]
    drawn = chart(told, heading, "lines", names, lines, SCORE, numbers, ends=_ENDS)
    told_apart = [told.words("slides.alt.value", name=names[at], value=words) for at, words in numbers.items()]
    alt = told.words("slides.alt.chart", title=heading, values="; ".join(told_apart))
    return (_GROWTH_HEAD, Words((Line(heading, strong=True),))), (_GROWTH, replace(drawn, alt=alt))
