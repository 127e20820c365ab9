"""Slides 1 to 5: what is asked, how many, where, who, and how far the target is."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.language import date_text
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.identity import COLOURS
from audit.report.figures.canvas import BRAND, GRID, QUIET, SEVERITY
from audit.report.sections.places import kecamatan_rows, source_line, unassessed_kecamatan
from audit.report.sections.stunting_by_kecamatan import apart_from_district
from audit.report.slides.look import BODY, LEFT, beside
from audit.report.slides.slide import Box, Card, Chart, GridCell, Line, Part, Series, Slide, Words
from audit.report.slides.told import COUNT, SHARE, Told, chart, grid, hidden_line, unsaid
from audit.report.view import enough
from audit.results import Cell

__all__ = ["figures", "opening", "where", "who"]

_ASKED = 3  # decisions on the first slide
_DECISION = (0.6, 3.4, 3.0, 1.7, 1.25, 2.3)
_FOUR = Box(LEFT, 2.0, BODY.width, 2.15)
_BELOW = Box(LEFT, 4.35, BODY.width, 2.5)
_CHART, _UNDER = Box(LEFT, 2.0, BODY.width, 4.2), Box(LEFT, 6.25, BODY.width, 0.6)
# Of kecamatan that the title names, and of the district: light enough for the line of an interval to be seen on them.
_NAMED, _WHOLE = COLOURS["teal"], COLOURS["join"]
_HEAD = 0.4  # inches of the heading of one of two charts
Placed = tuple[Box, Part]
_PARTS = ("severely_stunted", "moderately_stunted")


def opening(told: Told) -> Slide:
    """The state in one sentence, and what the forum is asked to decide: at most three."""
    view, decisions = told.view, told.blocks.get("decisions", {}).get("decisions", ())
    row = stunted_row(told)
    values = {"area": view.context.district_name, "n": len(decisions)}
    if row is None or row.value is None or not enough(row):
        title = told.words("slides.opening.title_unsaid", **values)
    else:
        name = "slides.opening.title" if decisions else "slides.opening.title_none"
        title = told.words(name, percent=view.percent(row.value), **values)
    day, period = view.context.forum.date, view.context.period
    subtitle = (
        told.words("slides.opening.subtitle_dated", date=date_text(day, language=view.language), period=period)
        if day and view.context.forum.kind == "diseminasi"
        else told.words("slides.opening.subtitle", period=period)
    )
    notes = told.notes("opening", view.words("report.methods.stunted.meaning"), source_line(view))
    if not decisions:
        return Slide("opening", title, subtitle, ((BODY, Words((Line(told.words("slides.opening.nothing")),))),), notes)
    heads = [told.words(f"slides.decide.{name}") for name in ("no", "what", "who", "due", "children", "money")]
    rows = [
        (
            GridCell(f"{n}."), GridCell(one["action"], strong=True), GridCell(one["who"]), GridCell(one["by_when"]),
            GridCell(one["children"], end=True), GridCell(one["money"]),
        )
        for n, one in enumerate(decisions[:_ASKED], start=1)
    ]  # fmt: skip
    table = grid(told, told.title("decisions"), heads, rows, _DECISION, least=1.05)
    more = len(decisions) - _ASKED
    below = [Line(told.words("slides.decide.more", n=more))] if more > 0 else []
    under = ((_UNDER, Words((*below, Line(view.words("report.headline.no_blame"))), quiet=True)),)
    place = Box(BODY.left, BODY.top + 0.1, BODY.width, 4.0)
    return Slide("opening", title, subtitle, ((place, table), *under), notes)


def figures(told: Told) -> Slide:
    """Four figures, how sure they are, and why another figure may have been heard."""
    view = told.view
    block = told.blocks.get("key_figures", {})
    cards = tuple(Card(card["label"], card["value"], card["detail"]) for card in block.get("cards", ()))
    month = view.month(view.context.month)
    lines = [Line(words, told.words("slides.figures.sure")) for words in told.paragraphs("confidence")[:1]]
    why = told.paragraphs("why_figures_differ")
    lines += [Line(" ".join(why[-3:-1]), told.words("slides.figures.why"))] if len(why) > 1 else []
    parts = (*(((_FOUR, cards),) if cards else ()), *(((_BELOW, Words(tuple(lines))),) if lines else ()))
    if not parts:
        return unsaid(told, "figures", _figures_title(told), [view.words("report.not_available")])
    notes = told.notes("figures", told.words("slides.figures.meaning"), source_line(view))
    return Slide("figures", _figures_title(told), told.words("slides.figures.subtitle", month=month), parts, notes)


def _figures_title(told: Told) -> str:
    row, came = stunted_row(told), told.view.table("coverage")
    if row is None or row.numerator is None or row.denominator is None:
        return told.title("key_figures")
    cell = Cell(told.view.context.month)
    seen = next((r for r in came.rows if r.cell == cell), None) if came else None
    values = {"n": row.numerator, "of": row.denominator}
    if seen and seen.numerator is not None and seen.denominator is not None and seen.denominator > seen.numerator:
        return told.words("slides.figures.title", absent=seen.denominator - seen.numerator, **values)
    return told.words("slides.figures.title_all_came", **values)


def stunted_row(told: Told) -> ShownRow | None:
    """The district's share of stunted children in the newest month."""
    table, cell = told.view.table("stunting"), Cell.of(told.view.context.month, status="stunted")
    return next((row for row in table.rows if row.cell == cell), None) if table else None


def where(told: Told) -> Slide:
    """Shares by kecamatan with their intervals; what is hidden or rests on too few is left out and named."""
    view, table = told.view, told.view.table("stunting")
    rows = kecamatan_rows(view, table) if table else []
    drawn = [(name, row) for name, row in rows if enough(row)]
    meaning = told.words("slides.where.meaning")
    left_out = [name for name, row in rows[1:] if not enough(row)]
    if len(drawn) < 2:
        why = [line.words for line in hidden_line(told, left_out)] or [told.words("slides.who.missing")]
        return unsaid(told, "where", told.words("slides.where.title_none"), why, meaning=meaning)
    title, month = told.title("stunting_by_kecamatan"), view.month(view.context.month)
    higher, lower = apart_from_district(view)
    unassessed = unassessed_kecamatan(view)
    colours = dict.fromkeys(unassessed, GRID) | dict.fromkeys((*higher, *lower), _NAMED) | {rows[0][0]: _WHOLE}
    tints = {at: colours[name] for at, (name, _) in enumerate(drawn) if name in colours}
    series = Series(
        told.words("slides.where.series"),
        tuple(row.value for _, row in drawn),
        QUIET,
        low=tuple(row.low for _, row in drawn),
        high=tuple(row.high for _, row in drawn),
        tints=tints,
    )
    said = (Line(told.words("slides.where.unassessed", names=view.join(unassessed))),) if unassessed else ()
    bars = chart(told, title, "bars", [name for name, _ in drawn], [series], SHARE)
    parts = ((_CHART, bars), (_UNDER, Words((*said, *hidden_line(told, left_out)), quiet=True)))
    return Slide(
        "where", title, told.words("slides.where.subtitle", month=month),
        parts if said or left_out else parts[:1], told.notes("where", meaning, source_line(view)),
    )  # fmt: skip


def who(told: Told) -> Slide:
    """How many by age and severity, and what share at each age."""
    view, month = told.view, told.view.month(told.view.context.month)
    whole = Box(BODY.left, BODY.top, BODY.width, 4.2)
    left, right = beside(0.5, place=whole)
    counts, shares = _severity(told, left), _shares(told, right)
    parts = [*counts, *shares] if counts and shares else [*_severity(told, whole), *_shares(told, whole)]
    title = told.title("stunted_by_group") if parts else told.words("slides.who.title_none")
    meaning = view.words("report.methods.stunted.meaning")
    if not parts:
        return unsaid(told, "who", title, [told.words("slides.who.missing")], meaning=meaning)
    hidden = [line for _, part in parts if isinstance(part, Words) and part.quiet for line in part.lines]
    missing = list(dict.fromkeys(hidden))
    shown = [(place, part) for place, part in parts if not (isinstance(part, Words) and part.quiet)]
    under = [(_UNDER, Words(tuple(missing), quiet=True))] if missing else []
    notes = told.notes("who", meaning, source_line(view))
    return Slide("who", title, told.words("slides.who.subtitle", month=month), (*shown, *under), notes)


def _severity(told: Told, place: Box) -> list[Placed]:
    """Stunted children of each age, severely and moderately; an age with a part that is withheld is not drawn."""
    view, table = told.view, told.view.table("severity_by_age")
    rows = {row.cell: row.numerator for row in table.rows} if table else {}
    month = view.context.month
    parts = {age: [rows.get(Cell.of(month, age=age, status=part)) for part in _PARTS] for age in AGE_BANDS_MONTHS}
    found = {age: [n for n in counts if n is not None] for age, counts in parts.items() if None not in counts}
    if not found:
        return []
    left_out = [view.label("age", age) for age in parts if age not in found]
    names = [view.words(f"group.age_short.{age}") for age in found]
    series = [
        Series(view.label("status", part), tuple(float(found[age][at]) for age in found), SEVERITY[part])
        for at, part in enumerate(_PARTS)
    ]
    heading = told.words("slides.who.counts")
    return _headed(told, place, heading, chart(told, heading, "stacked", names, series, COUNT), left_out)


def _shares(told: Told, place: Box) -> list[Placed]:
    view, table = told.view, told.view.table("stunting_age_sex")
    rows = {row.cell: row for row in table.rows} if table else {}
    ages = {age: rows.get(Cell.of(view.context.month, status="stunted", age=age)) for age in AGE_BANDS_MONTHS}
    known = {age: row.value for age, row in ages.items() if row is not None and enough(row)}
    if not known:
        return []
    left_out = [view.label("age", age) for age, row in ages.items() if row is not None and age not in known]
    names = [view.words(f"group.age_short.{age}") for age in known]
    most = max(known, key=lambda age: known[age] or 0.0)
    tints = {list(known).index(most): BRAND} if len(known) == len(ages) else {}
    heading = told.words("slides.who.shares")
    series = Series(heading, tuple(known.values()), QUIET, tints=tints)
    return _headed(told, place, heading, chart(told, heading, "columns", names, [series], SHARE), left_out)


def _headed(told: Told, place: Box, heading: str, it: Chart, left_out: list[str]) -> list[Placed]:
    """A chart under its own heading, and who is not in it."""
    below = Box(place.left, place.top + _HEAD, place.width, place.height - _HEAD)
    head = Box(place.left, place.top, place.width, _HEAD)
    said: list[Placed] = [(place, Words(hidden_line(told, left_out), quiet=True))] if left_out else []
    return [(head, Words((Line(heading, strong=True),))), (below, it), *said]
