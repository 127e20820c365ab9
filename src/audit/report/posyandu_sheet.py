"""A sheet for the cadres of one posyandu, shaped like a phone: whom to weigh first, measure again, accompany, serve.

Restricted: it names people. Each posyandu gets only its own; no measure of anybody's state beside what she wrote down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from audit.language import date_text, month_text, text
from audit.language.catalogue import Language
from audit.report.typesetting import typeset_each

__all__ = ["PARTS", "Listed", "PosyanduSheet", "SheetPart", "SheetSettings", "render_posyandu_sheets"]

_BETWEEN = "\N{NO-BREAK SPACE}· "  # no line begins with the dot
PartId = Literal["weigh", "again", "referred", "due"]
PARTS: tuple[PartId, ...] = ("weigh", "again", "referred", "due")


@dataclass(frozen=True, slots=True)
class Listed:
    """One person: the name ("" where the vault has none), and what else a cadre needs to find her or him."""

    name: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One thing to do, and for whom; ``group`` is a service by its id in the part of services, else ""."""

    id: PartId
    people: tuple[Listed, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class PosyanduSheet:
    """What the cadres of a posyandu do next; ``posyandu`` is "" for people of a desa without one on the register."""

    posyandu: str
    desa: str
    kecamatan: str
    parts: tuple[SheetPart, ...]


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """What all sheets of a run share; ``month`` is that of the services (``"2025-10"``), "" where no list is made.

    ``lists`` are the parts that this run has a list for: an empty one says so, a missing one is not recorded.
    """

    as_of: date
    month: str
    lists: frozenset[PartId]
    sample: bool = False
    language: Language = "id"


def render_posyandu_sheets(sheets: Iterable[PosyanduSheet], settings: SheetSettings) -> Iterator[bytes]:
    """A PDF (PDF/UA-1) for each sheet in order; the same sheets give the same bytes."""
    return typeset_each("posyandu_sheet.typ", (_data(sheet, settings) for sheet in sheets))


def _data(sheet: PosyanduSheet, settings: SheetSettings) -> dict[str, Any]:
    def say(id: str, /, **values: object) -> str:
        return text(f"posyandu_sheet.{id}", settings.language, **values)

    day = settings.as_of
    whom = say("for", posyandu=sheet.posyandu) if sheet.posyandu else say("for_desa", desa=sheet.desa)
    title = say("title", posyandu=sheet.posyandu) if sheet.posyandu else say("title_desa", desa=sheet.desa)
    return {
        "language": settings.language,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "title": title,
        "place": say("place", desa=sheet.desa, kecamatan=sheet.kecamatan),
        "as_of": text("report.as_of", settings.language, date=date_text(day, language=settings.language)),
        "sample": text("report.sample_short", settings.language) if settings.sample else "",
        "for": whom,
        "own": say("own"),
        "thanks": say("thanks") if sheet.posyandu else say("thanks_desa"),
        "page_of": text("report.page_of", settings.language),
        "parts": list(_parts(sheet, settings, say)),
        "rest": list(_rest(sheet, settings, say)),
    }


def _parts(sheet: PosyanduSheet, settings: SheetSettings, say: Any) -> Iterator[Mapping[str, Any]]:
    month = month_text(settings.month, language=settings.language) if settings.month else ""
    for id in PARTS:
        own = [part for part in sheet.parts if part.id == id and part.people]
        if own:
            n = sum(len(part.people) for part in own)
            yield {
                "title": say(f"{id}.title", month=month),
                "n": say("services" if id == "due" else "people", n=n),
                "how": say(f"{id}.how"),
                "groups": [
                    {
                        "name": text(f"forum_pack.due.{part.group}", settings.language) if part.group else "",
                        "people": [
                            {
                                "name": one.name or say("unnamed"),
                                "about": _BETWEEN.join(filter(None, one.about)),
                            }
                            for one in part.people
                        ],
                    }
                    for part in own
                ],
            }


def _rest(sheet: PosyanduSheet, settings: SheetSettings, say: Any) -> Iterator[str]:
    """What nobody is listed for, and what no list was made for: the two are not the same."""
    named = {part.id for part in sheet.parts if part.people}
    for kind, ids in (
        ("none", [id for id in PARTS if id in settings.lists and id not in named]),
        ("unknown", [id for id in PARTS if id not in settings.lists]),
    ):
        if ids:
            yield say(kind, parts=", ".join(say(f"{id}.short") for id in ids))
