"""Five slides for a mini lokakarya, from the blocks of its pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.language import text
from audit.programme.forum_record import PROMISE
from audit.report.context import ReportContext
from audit.report.figures.canvas import BRAND, QUIET
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.packs.pack_pdf import Page
from audit.report.packs.places import found_of, said
from audit.report.sections.places import source_line
from audit.report.slides.deck import render_deck
from audit.report.slides.forum_plans import agreement, marked
from audit.report.slides.look import BODY, LEFT, beside
from audit.report.slides.pptx_parts import fewer_rows
from audit.report.slides.slide import Box, GridCell, Line, Part, Series, Slide, Words
from audit.report.slides.told import COUNT, Told, chart, counted, grid, grid_of, hidden_line, told_of, unsaid

__all__ = ["mini_slides", "render_mini_deck"]

_DECISION, _PROMISE, _OBSTACLE = (0.6, 3.0, 8.5), (3.0, 2.8, 1.7, 2.2, 2.2), (2.0, 3.6, 2.0, 2.0, 2.2)
_ROWS = 4  # promises on their slide, and obstacles
_HEAD, _NOTE = 0.4, 0.7  # inches of a chart's heading, and of what is said under it
_UPPER, _LOWER_HEAD, _LOWER = (
    Box(LEFT, 2.0, BODY.width, 2.4), Box(LEFT, 4.5, BODY.width, 0.35), Box(LEFT, 4.9, BODY.width, 1.95)
)  # fmt: skip
Placed = tuple[Box, Part]


def render_mini_deck(context: ReportContext, pages: Sequence[Page]) -> bytes:
    """Write them as PowerPoint; ``pages`` are those of the pack. Raises ``ValueError`` where no kecamatan is named."""
    place = context.areas.by_code[context.kecamatan].name if context.kecamatan else ""
    slides = mini_slides(context, pages)
    return render_deck(slides, context, title=text("slides.mini.file", context.language, place=place))


def mini_slides(context: ReportContext, pages: Sequence[Page] = ()) -> tuple[Slide, ...]:
    """What is asked, what was promised, who is seen, what falls due, and lines for what is agreed."""
    if not context.kecamatan:
        raise ValueError("a deck of a mini lokakarya is about one kecamatan")
    blocks = [block.to_json() for _, page in pages or mini_workshop_pages(context) for block in page]
    told = told_of(context, blocks)
    return (_opening(told), _promises(told), _people(told), _care(told), agreement(told))


def _opening(told: Told) -> Slide:
    view, block = told.view, told.blocks["kecamatan_decisions"]
    place = view.area(view.context.kecamatan)
    subtitle = told.words("slides.mini.subtitle", place=place, period=view.context.period)
    notes = told.notes("mini.opening", told.words("slides.agree.meaning"), source_line(view))
    if not block["decisions"]:
        lines = Words(tuple(Line(words) for words in block["paragraphs"]))
        return Slide("opening", block["title"], subtitle, ((BODY, lines),), notes)
    heads = [told.words(name) for name in ("slides.decide.no", "slides.decide.what", "slides.mini.asked")]
    rows = [
        (GridCell(f"{n}."), GridCell(one["action"], strong=True), GridCell(one["sentence"]))
        for n, one in enumerate(block["decisions"], start=1)
    ]
    table = grid(told, block["title"], heads, rows, _DECISION, least=1.1)
    return Slide("opening", block["title"], subtitle, ((Box(LEFT, 2.1, BODY.width, 4.3), table),), notes)


def _promises(told: Told) -> Slide:
    """Promises of the last meeting, and open obstacles under them."""
    view, block, other = told.view, told.blocks["forum_promises"], told.blocks["forum_obstacles"]
    notes = told.notes("mini.promises", told.words("slides.plans.meaning"), source_line(view))
    promised = [
        (
            GridCell(words["activity"], strong=True), *(GridCell(words[name]) for name in ("office", "due", "money")),
            marked(str(found.values["state"]), words["state"]),
        )
        for found in found_of(view, PROMISE) for words in (said(view, found),)
    ]  # fmt: skip
    parts: list[Placed] = []
    if promised:
        heads = [told.words(f"slides.plans.{name}") for name in ("what", "who", "due", "money", "state")]
        parts.append((_UPPER, fewer_rows(grid(told, block["title"], heads, promised[:_ROWS], _PROMISE), _UPPER)))
    else:
        parts.append((_UPPER, Words(tuple(Line(words) for words in block["paragraphs"]))))
    parts.append((_LOWER_HEAD, Words((Line(other["title"], strong=True),))))
    if other["tables"]:
        parts.append((_LOWER, fewer_rows(grid_of(told, other["title"], other["tables"][0], _OBSTACLE, _ROWS), _LOWER)))
    else:
        parts.append((_LOWER, Words(tuple(Line(words) for words in other["paragraphs"]))))
    last = " ".join(block["paragraphs"]) if promised else ""
    return Slide("promises", block["title"], last, tuple(parts), notes)


def _people(told: Told) -> Slide:
    """How many were measured of those on the list, and what people need."""
    view, block, needs = told.view, told.blocks["kecamatan_recorded"], told.blocks["kecamatan_needs"]
    left, right = beside(0.5)
    parts: list[Placed] = []
    if block["tables"]:
        table = block["tables"][0]
        names, missing, hidden = counted(table, "missing")
        listed = dict(zip(*counted(table, "registered")[:2], strict=True))
        head = told.words("slides.mini.missing", month=view.month(view.context.month))
        words = {at: view.words("case_block.patterns.of", k=round(n), n=view.number(listed[name]))
                 for at, (name, n) in enumerate(zip(names, missing, strict=True)) if name in listed}  # fmt: skip
        series = [Series(head, tuple(missing), BRAND)]
        if names:
            parts += _headed(told, left, head, chart(told, head, "bars", names, series, COUNT, words), hidden)
    if needs["tables"]:
        names, people, hidden = counted(needs["tables"][0], "people")
        head = told.words("slides.mini.need")
        series = [Series(told.words("slides.mini.people"), tuple(people), QUIET)]
        if names:
            parts += _headed(told, right, head, chart(told, head, "bars", names, series, COUNT), hidden)
    subtitle = needs["title"]
    meaning = str(needs["tables"][0]["notes"][-1]) if needs["tables"] and needs["tables"][0]["notes"] else ""
    if not parts:
        why = [*block["paragraphs"], *needs["paragraphs"]]
        return unsaid(told, "mini.people", block["title"], why)
    return Slide(
        "people", block["title"], subtitle, tuple(parts), told.notes("mini.people", meaning, source_line(view))
    )


def _care(told: Told) -> Slide:
    """Services that fall due next month, and what waits: referrals and companions, without a name."""
    view, due = told.view, told.blocks["kecamatan_due"]
    left, right = beside(0.55)
    parts: list[Placed] = []
    if due["tables"]:
        names, people, hidden = counted(due["tables"][0], "people")
        series = [Series(told.words("slides.mini.people"), tuple(people), QUIET)]
        if names:
            caption = due["tables"][0]["caption"]
            parts += _headed(told, left, caption, chart(told, caption, "bars", names, series, COUNT), hidden)
    if not parts:
        parts.append((left, Words(tuple(Line(words) for words in due["paragraphs"]))))
    parts.append((right, Words(tuple(_waiting(told)))))
    return Slide(
        "care", due["title"], told.words("slides.mini.care.title"), tuple(parts),
        told.notes("mini.care", "", source_line(view)),
    )  # fmt: skip


def _waiting(told: Told) -> Iterator[Line]:
    """Findings of the other pages of the pack; a block that only has its name says nothing."""
    for id in ("kecamatan_referrals", "kecamatan_teams", "kecamatan_couples", "kecamatan_verification"):
        title = told.title(id)
        if title != told.view.words(f"report.{id}.name"):
            yield Line(f"{title}.")


def _headed(told: Told, place: Box, heading: str, it: Part, hidden: Sequence[str] = ()) -> list[Placed]:
    """A chart under its heading; who is left out of it stands below."""
    note = _NOTE if hidden else 0.0
    chart_at = Box(place.left, place.top + _HEAD, place.width, place.height - _HEAD - note)
    below = Box(place.left, place.top + place.height - note, place.width, note)
    said_below = [(below, Words(hidden_line(told, list(hidden)), quiet=True))] if hidden else []
    head = (Box(place.left, place.top, place.width, _HEAD), Words((Line(heading, strong=True),)))
    return [head, (chart_at, it), *said_below]
