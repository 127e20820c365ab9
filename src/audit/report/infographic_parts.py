"""What the infographic says: the district's figure, places, services and what each of us can do, in plain values.

Everything comes from the public forms of released results; what is hidden or not known is said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from audit.disclosure.released import ShownRow
from audit.language.numbers import half_up
from audit.reference.presentation import COVERAGE_SHOWN, PREVALENCE_CLASSES
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.figures.canvas import CLASSES
from audit.report.figures.prevalence_look import DARK
from audit.report.indicator_rows import IndicatorRow, indicator_rows, period_words
from audit.report.packs.places import missing
from audit.report.sections.decisions import PREFIX, decision_of
from audit.report.sections.desa_points import DesaPoint, area_points
from audit.report.tables import by_area
from audit.report.view import HIDDEN, NONE, View, enough
from audit.results import Cell

__all__ = ["cards", "dots", "figure", "head", "places", "services", "source"]

HUNDRED = 100
_NAMED = 2  # services not recorded that a line names
_MEASURED = ("eppgbm", "mapped", "registered")  # kinds of sources
_DECISIONS = 2  # that a card has room for
Part = dict[str, Any]


def head(view: View) -> Part:
    """Headline and the sentence under it: children of a hundred, and who has not been measured."""
    row, came = _district(view, "stunting", status="stunted"), _district(view, "coverage")
    if row is None or not enough(row):
        title = view.words(f"infographic.headline.{_why(row)}")
    else:
        n = int(half_up((row.value or 0.0) * HUNDRED))
        title = view.words("infographic.headline.found", n=n) if n else view.words("infographic.headline.few")
    left = missing(came)
    if came is not None and came.hidden:
        sub = view.words("infographic.sub.hidden")
    elif came is None or left is None:
        sub = view.words("infographic.sub.unknown")
    elif left:
        sub = view.words("infographic.sub.missing", n=left, registered=came.denominator)
    else:
        sub = view.words("infographic.sub.all")
    return {"title": title, "sub": sub}


def figure(view: View) -> Part:
    """The percentage in large type, what it is of, its range in plain words, and that it may change where it may."""
    row = _district(view, "stunting", status="stunted")
    if row is None or not enough(row):
        mark = HIDDEN if row is not None and row.hidden else NONE
        return {"number": mark, "lines": [view.words(f"infographic.number.{_why(row)}")]}
    lines = [view.words("infographic.number.of", n=row.numerator, total=row.denominator)]
    if row.low is not None and row.high is not None:
        low, high = view.percent(row.low), view.percent(row.high)
        lines.append(view.words("infographic.number.range", low=low, high=high))
    if _place_note(view, places(view)["tiles"]):
        lines.append(view.words("infographic.number.doubted"))
    return {"number": view.percent(row.value or 0.0), "lines": lines}


def dots(view: View) -> Part:
    """A hundred children by state, rounded half up so that they add up; none where the share is not shown."""
    row, severe = _district(view, "stunting", status="stunted"), _district(view, "severity", status="severely_stunted")
    if row is None or not enough(row) or not row.denominator:
        return {"groups": [], "caption": "", "alt": view.words("infographic.alt.dots_none")}
    short = int(half_up((row.value or 0.0) * HUNDRED))
    if severe is None or severe.numerator is None:
        parts = [("short", short)]
    else:
        of_hundred = min(int(half_up(severe.numerator / row.denominator * HUNDRED)), short)
        parts = [("severe", of_hundred), ("moderate", short - of_hundred)]
    parts.append(("rest", HUNDRED - short))
    groups = [{"look": look, "n": n, "words": view.words(f"infographic.dots.{look}", n=n)} for look, n in parts]
    alt = view.words("infographic.alt.dots", parts=view.join([str(group["words"]) for group in groups]))
    return {"groups": groups, "caption": view.words("infographic.dots.caption"), "alt": alt}


def places(view: View) -> Part:
    """A tile a kecamatan in the order of codes, with WHO's fixed classes: no order of values, no place picked out."""
    points = area_points(view, [area.code for area in view.context.areas.kecamatan])
    tiles = [_tile(view, point) for point in points]
    return {
        "tiles": tiles,
        "groups": list(_groups(view, tiles)),
        "classes": [{"fill": CLASSES[c.id], "words": _limits(view, c.low, c.high)} for c in PREVALENCE_CLASSES],
        "marks": [
            {"look": look, "words": view.words(f"infographic.where.{look}")}
            for look in ("unassessed", "withheld", "few")
            if any(tile["look"] == look for tile in tiles)
        ],
        "sub": view.words("infographic.where.percent" if tiles else "infographic.where.none"),
        "counted": view.words("infographic.where.counted"),
        "note": _place_note(view, tiles),
        "alt": _place_alt(view, tiles),
    }


def _tile(view: View, point: DesaPoint) -> Part:
    name, row = view.area(point.code), point.row
    if not enough(row):
        look = "withheld" if row.hidden else "few"
        return {"name": name, "value": HIDDEN if row.hidden else NONE, "look": look, "fill": "", "dark": False}
    value = row.value or 0.0
    if not point.assessable:
        return {"name": name, "value": view.percent(value), "look": "unassessed", "fill": "", "dark": False}
    kind = next(c.id for c in reversed(PREVALENCE_CLASSES) if value >= c.low)
    return {
        "name": name, "value": view.percent(value), "look": kind, "fill": CLASSES[kind], "dark": kind in DARK,
    }  # fmt: skip


def _groups(view: View, tiles: Sequence[Part]) -> Iterator[Part]:
    """How many kecamatan are in each class: for a district of more than a picture can name."""
    looks = [tile["look"] for tile in tiles]
    for c in PREVALENCE_CLASSES:
        words = view.words(
            "infographic.where.class",
            name=view.label("prevalence_class", c.id),
            limits=_limits(view, c.low, c.high),
        )
        yield {"look": c.id, "fill": CLASSES[c.id], "n": looks.count(c.id), "words": words[0].upper() + words[1:]}
    for look in ("unassessed", "withheld", "few"):
        if look in looks:
            yield {
                "look": look, "fill": "", "n": looks.count(look), "words": view.words(f"infographic.where.{look}"),
            }  # fmt: skip


def _limits(view: View, low: float, high: float) -> str:
    below, above = (view.tick(x).removesuffix("%") for x in (low, high))
    if low == 0:
        return view.words("infographic.where.under", high=above)
    if high == 1:
        return view.words("infographic.where.from", low=below)
    return view.words("infographic.where.limits", low=below, high=above)


def _place_note(view: View, tiles: Sequence[Part]) -> str:
    if not tiles or any(tile["look"] != "unassessed" for tile in tiles):
        return ""
    return view.words("infographic.where.unassessed_all", limit=view.percent(COVERAGE_ASSESSABLE, 0))


def _place_alt(view: View, tiles: Sequence[Part]) -> str:
    if not tiles:
        return view.words("infographic.alt.where_none")
    values = view.join([f"{tile['name']} {tile['value']}" for tile in tiles])
    return view.words("infographic.alt.where", values=values)


def services(view: View, *, most: int) -> Part:
    """``most`` bars of coverage: who was measured, then services in the order of life; those not known stand last."""
    came = _district(view, "coverage")
    month = view.month(view.context.month)
    first = _bar(view, view.words("infographic.bars.measured"), came)
    rows = {row.indicator.id: row for row in indicator_rows(view)}
    known = [id for id in COVERAGE_SHOWN if id in rows and rows[id].district is not None]
    printed = [id for id in known if enough(_row(rows[id]))][: most - 1]
    absent = [id for id in COVERAGE_SHOWN if id not in known]
    withheld = [id for id in known if _row(rows[id]).hidden]
    filled = [*printed, *withheld, *absent][: most - 1]
    bars = [first, *(_bar(view, _name(view, id), rows[id].district if id in known else None) for id in filled)]
    periods = list(dict.fromkeys(period_words(str(rows[id].told["period"]), view.language) for id in printed))
    sources = list(dict.fromkeys(str(rows[id].told["source"]) for id in printed if rows[id].told["source"]))
    return {
        "bars": bars,
        "sub": view.words("infographic.bars.periods", month=month, periods=view.join(periods)) if periods else month,
        "notes": [
            *_named(view, "missing", [id for id in absent if id not in filled]),
            *_named(view, "withheld", [id for id in withheld if id not in filled]),
        ],
        "source": view.words("infographic.source.services", sources=view.join(sources)) if sources else "",
        "alt": view.words("infographic.alt.bars", values="; ".join(f"{bar['name']}: {bar['value']}" for bar in bars)),
    }


def _row(row: IndicatorRow) -> ShownRow:
    if row.district is None:
        raise ValueError("an indicator without a row of the district")
    return row.district


def _name(view: View, id: str) -> str:
    return view.words(f"infographic.service.{id}")


def _named(view: View, kind: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield view.words(f"infographic.bars.{kind}", names=view.join([_low(_name(view, id)) for id in ids[:_NAMED]]))


def _bar(view: View, name: str, row: ShownRow | None) -> Part:
    if row is None or not enough(row):
        hidden = row is not None and row.hidden
        words = view.words(f"infographic.bars.{'hidden' if hidden else 'unknown'}")
        return {"name": name, "value": words, "share": None}
    return {"name": name, "value": view.percent(row.value or 0.0), "share": min(row.value or 0.0, 1.0)}


def source(view: View) -> str:
    """Who measured the children and up to which day; everybody who gave data where no source says that it did."""
    measured = [s for s in view.context.sources if s.kind in _MEASURED] or list(view.context.sources)
    if not measured:
        return ""
    named = list(dict.fromkeys(s.producer for s in measured))
    return view.words("infographic.source", producers=view.join(named), date=max(s.cut_off for s in measured))


def cards(view: View) -> list[Part]:
    """What cadres, families, heads of places and journalists can do, from released figures where there are any."""
    left = missing(_district(view, "coverage"))
    cadres = view.words("infographic.cards.cadres.missing", n=left) if left else ""
    said = {
        "cadres": (view.words("infographic.cards.cadres"), cadres or view.words("infographic.cards.cadres.all")),
        "family": (view.words("infographic.cards.family"), view.words("infographic.cards.family.do")),
        "heads": (view.words(f"infographic.cards.heads.{_heads(view)}"), _asked(view)),
        "media": (view.words("infographic.cards.media"), view.words("infographic.cards.media.do")),
    }
    return [{"title": title, "words": words} for title, words in said.values()]


def _heads(view: View) -> str:
    kinds = {area.kind for area in view.context.areas.desa}
    return "both" if len(kinds) > 1 else next(iter(kinds), "both")


def _asked(view: View) -> str:
    """The decisions of page one, the first with its day: a card has room for no more."""
    asked = [decision_of(view, found) for found in view.findings(PREFIX)]
    if not asked:
        return view.words("infographic.cards.heads.none")
    first = view.words("infographic.cards.heads.by", action=_low(asked[0].action), by_when=asked[0].by_when)
    rest = [_low(decision.action) for decision in asked[1:_DECISIONS]]
    return view.words("infographic.cards.heads.asked", decisions=view.join([first, *rest]))


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _district(view: View, id: str, **at: str) -> ShownRow | None:
    """The district's row of a table in the newest month."""
    table = view.table(id)
    if table is None:
        return None
    if not at:
        return by_area(table.rows, view.context.month).get(None)
    cell = Cell.of(view.context.month, **at)
    return next((row for row in table.rows if row.cell == cell), None)


def _why(row: ShownRow | None) -> str:
    return "hidden" if row is not None and row.hidden else "unknown"
