"""Slides 9 and 10: what is asked and was promised, and empty lines for what this meeting agrees."""

from __future__ import annotations

from collections.abc import Iterator

from audit.programme.forum_record import PROMISE
from audit.report.figures.canvas import CLASSES
from audit.report.packs.forum_memory import forum_promises
from audit.report.packs.places import place_code, said
from audit.report.sections.places import producers, source_line
from audit.report.slides.look import BODY, LEFT
from audit.report.slides.pptx_parts import fewer_rows
from audit.report.slides.slide import Box, GridCell, Line, Slide, Words
from audit.report.slides.told import Told, grid, unsaid

__all__ = ["agreement", "marked", "plans"]

_ROWS, _LINES = 8, 4  # that a slide holds; empty lines
_SHARES = (2.9, 3.0, 1.6, 3.2, 1.9)
_AGREE = (0.6, 4.6, 2.8, 1.7, 2.5)
_TABLE, _UNDER = Box(LEFT, 2.0, BODY.width, 4.3), Box(LEFT, 6.4, BODY.width, 0.5)
_FILL_IN, _BELOW = Box(LEFT, 2.0, BODY.width, 3.8), Box(LEFT, 5.9, BODY.width, 0.95)
_HIGH = 0.72  # inches of a line to type in
# A sign beside the word, so that nothing is said by colour alone (reporting notes 7.1).
_SIGNS = {"done": "●", "running": "◐"}
_OPEN, _SOFT = "○", CLASSES["very_low"]
_MEASURED = ("eppgbm", "mapped")  # kinds of sources that hold measurements
_PLAN_STATE = "rtl.plan.state."


def plans(told: Told) -> Slide:
    """Decisions that are asked, then what the last forum promised, with their state: who, what, when."""
    view = told.view
    rows = [*_asked(told), *_promised(told)]
    meaning, follow_up = told.words("slides.plans.meaning"), told.paragraphs("follow_up_tracker")[:1]
    agreed = view.sentence("rtl.agreed") or view.sentence("rtl.agreed_by")
    promised = [one for one in view.findings(PROMISE) if one.values["area"] == place_code(view)]
    asked = len(told.blocks.get("decisions", {}).get("decisions", ()))
    if agreed is not None:
        title = view.spoken(agreed).removesuffix(".")
    elif promised:
        title = forum_promises(view.context).public.title
    else:
        title = told.words("slides.plans.title", n=asked)
    subtitle = "" if agreed is not None else " ".join(follow_up)
    if not rows:
        return unsaid(told, "plans", title, [told.words("slides.plans.nothing")], subtitle=subtitle, meaning=meaning)
    heads = [told.words(f"slides.plans.{name}") for name in ("what", "who", "due", "money", "state")]
    table = fewer_rows(grid(told, title, heads, rows[:_ROWS], _SHARES), _TABLE)
    more = len(rows) - len(table.rows)
    under = ((_UNDER, Words((Line(told.words("slides.plans.more", n=more)),), quiet=True)),) if more > 0 else ()
    return Slide("plans", title, subtitle, ((_TABLE, table), *under), told.notes("plans", meaning, source_line(view)))


def _asked(told: Told) -> Iterator[tuple[GridCell, ...]]:
    for one in told.blocks.get("decisions", {}).get("decisions", ()):
        words = (one["who"], one["by_when"], one["money"])
        yield (
            GridCell(one["action"], strong=True),
            *map(GridCell, words),
            GridCell(told.words("slides.plans.asked"), strong=True),
        )


def _promised(told: Told) -> Iterator[tuple[GridCell, ...]]:
    view = told.view
    for found in view.findings(PROMISE):
        if found.values["area"] == place_code(view):
            words = said(view, found)
            state = marked(str(found.values["state"]), words["state"])
            plain = (GridCell(words[name]) for name in ("office", "due", "money"))
            yield (GridCell(words["activity"]), *plain, state)


def marked(state: str, words: str) -> GridCell:
    """A state with its sign; what is not done lies on a light ground, and nobody is in red."""
    name = state.removeprefix(_PLAN_STATE)
    return GridCell(f"{_SIGNS.get(name, _OPEN)} {words}", fill="" if name in _SIGNS else _SOFT)


def agreement(told: Told) -> Slide:
    """Empty lines to fill in while the forum speaks, whom to ask, and where the figures come from."""
    view = told.view
    office, title = producers(view, _MEASURED) or producers(view), told.words("slides.agree.title")
    heads = [told.words(f"slides.agree.{name}") for name in ("no", "what", "who", "due", "money")]
    rows = [(GridCell(f"{n}."), *(GridCell("") for _ in heads[1:])) for n in range(1, _LINES + 1)]
    lines = [Line(told.words("slides.agree.copy"))]
    lines += [Line(told.words("slides.agree.contact", office=office))] if office else []
    lines.append(Line(told.words("slides.agree.person")))
    return Slide(
        "agreement", title, told.words("slides.agree.subtitle"),
        (
            (_FILL_IN, grid(told, title, heads, rows, _AGREE, least=_HIGH)),
            (_BELOW, Words(tuple(lines), quiet=True)),
        ),
        told.notes("agree", told.words("slides.agree.meaning"), source_line(view)),
    )  # fmt: skip
