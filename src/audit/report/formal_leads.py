"""What only the formal order says: why, by which rules, what for, how far, by whom, and what follows.

Nothing is said about the district here but what its results and its params hold; what is missing is said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from audit.reference.legal_basis import legal_basis
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Kind, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.headline import spoken_headline
from audit.report.sections.methods import target_words
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["formal_blocks"]

_PURPOSES = ("risk", "cause", "advice", "plan")
_LAW_COLUMNS = ("title", "about", "standing")
_TEAM_COLUMNS = ("role", "office")


def formal_blocks(context: ReportContext) -> tuple[Block, ...]:
    """Every block that leads a part of the formal order, beside those that the notebooks show."""
    builders: tuple[tuple[str, Kind, Callable[[View], Content]], ...] = (
        ("background", "note", _background),
        ("legal_basis", "table", _legal_basis),
        ("purpose", "note", _purpose),
        ("scope", "note", _scope),
        ("team", "table", _team),
        ("conclusion", "note", _conclusion),
        ("closing", "note", _closing),
    )
    return tuple(make_block(context, f"formal_{name}", "resmi", kind, build) for name, kind, build in builders)


def _background(view: View) -> Content:
    paragraphs = [
        view.words("formal.background.what"),
        view.words("formal.background.no_blame"),
        view.words("formal.background.measured"),
        *spoken_headline(view)[:1],
        _target(view),
        *view.context.formal.background,
    ]
    return Content(view.words("formal.part.background"), paragraphs=tuple(paragraphs))


def _target(view: View) -> str:
    if view.context.target is None:
        return view.words("formal.background.target_none")
    return view.words("formal.background.target", target=target_words(view))


def _legal_basis(view: View) -> Content:
    laws, own = legal_basis(), view.context.formal.regulations
    rows = [(law.title, *(view.words(f"formal.law.{law.id}.{part}") for part in ("about", "standing"))) for law in laws]
    rows += [(title, view.words("formal.law.own"), NONE) for title in own]
    columns = tuple(Column(c, view.words(f"formal.law.column.{c}"), "start") for c in _LAW_COLUMNS)
    body = tuple(Row(tuple(text_cell(words) for words in row)) for row in rows)
    read = [view.words("formal.law.read_one", rule=law.short, place=law.read_at) for law in laws if law.read_at]
    notes = (view.words("formal.law.checked"), view.words("formal.law.read_at", places=view.join(read)))
    return Content(
        view.words("formal.part.legal_basis"),
        paragraphs=() if own else (view.words("formal.law.no_own"),),
        tables=(Table(view.words("formal.law.caption"), columns, body, notes=notes),),
    )


def _purpose(view: View) -> Content:
    items = tuple(
        Item(view.words(f"formal.purpose.{p}.term"), view.words(f"formal.purpose.{p}.meaning")) for p in _PURPOSES
    )
    return Content(view.words("formal.part.purpose"), terms=items)


def _scope(view: View) -> Content:
    c = view.context
    groups = view.join([view.words(f"formal.scope.group.{g}") for g in c.formal.groups])
    lines = {
        "area": view.words(
            "formal.scope.areas", area=c.district_name, kecamatan=len(c.areas.kecamatan), desa=len(c.areas.desa)
        ),
        "cycle": c.period,
        "as_of": _day(view, c.as_of),
        "groups": groups or view.words("formal.scope.no_groups"),
        "sources": view.words("formal.scope.source_count", n=len(c.sources)),
        "cases": view.words("formal.scope.no_sample"),
        "privacy": view.words(f"formal.scope.privacy_{view.edition}"),
    }
    items = tuple(Item(view.words(f"formal.scope.{k}.term"), words) for k, words in lines.items())
    return Content(view.words("formal.part.scope"), terms=items)


def _team(view: View) -> Content:
    formal = view.context.formal
    paragraphs = [_decree(view)]
    if not formal.members:
        paragraphs.append(view.words("formal.team.no_members"))
        return Content(view.words("formal.part.team"), paragraphs=tuple(paragraphs))
    rows = [(view.words(f"formal.role.{member.role}"), member.office) for member in formal.members]
    table = Table(
        view.words("formal.team.caption"),
        tuple(Column(c, view.words(f"formal.team.column.{c}"), "start") for c in _TEAM_COLUMNS),
        tuple(Row(tuple(text_cell(words) for words in row)) for row in rows),
        notes=(view.words("formal.team.offices"),),
    )
    return Content(view.words("formal.part.team"), paragraphs=tuple(paragraphs), tables=(table,))


def _decree(view: View) -> str:
    decree = view.context.formal.decree
    if decree is None:
        return view.words("formal.team.no_decree")
    said = {"number": decree.number, "day": _day(view, decree.signed_on)}
    if decree.valid_until is None:
        return view.words("formal.team.decree", **said)
    ended = decree.valid_until < view.context.as_of
    id = "formal.team.decree_ended" if ended else "formal.team.decree_until"
    return view.words(id, **said, until=_day(view, decree.valid_until))


def _conclusion(view: View) -> Content:
    paragraphs = (*spoken_headline(view), view.words("formal.conclusion.where"))
    return Content(view.words("formal.part.conclusion"), paragraphs=paragraphs)


def _closing(view: View) -> Content:
    day = _day(view, view.context.as_of)
    paragraphs = tuple(view.words(f"formal.closing.{id}", day=day) for id in ("as_of", "use", "thanks"))
    return Content(view.words("formal.chapter.closing"), paragraphs=paragraphs)


def _day(view: View, day: date) -> str:
    return view.words("report.value", value=day)
