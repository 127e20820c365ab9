"""From the JSON of blocks to what one edition draws, chapter by chapter: shared by every kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from string import ascii_uppercase
from typing import Any

from audit.disclosure.released import Edition
from audit.language import text
from audit.language.catalogue import Language
from audit.report.content import SCHEMA, SECTIONS
from audit.report.orders import FORMAL, Chapter, Order, Part

__all__ = ["drawn", "drawn_sections"]

_ROMAN = ("I", "II", "III", "IV", "V")
_SUMMARIES = ("ringkasan", "summary")  # page one, in either order
_LAST = frozenset({"reporting_checklists"})  # blocks that close their section, whichever notebook shows them
Drawn = dict[str, Any]


def drawn(block: Mapping[str, Any], edition: Edition) -> Drawn:
    """One form of a block: the public edition reads ``public`` alone. ``ValueError`` where the form is not there."""
    form = "restricted" if edition == "terbatas" else "public"
    if form not in block:
        raise ValueError(f"block {block['id']} has no {form} form")
    return {"id": block["id"], "kind": block["kind"], "heading": "", **block[form]}


def drawn_sections(
    blocks: Sequence[Mapping[str, Any]], *, language: Language, edition: Edition, order: Order = "ringkas"
) -> list[Drawn]:
    """Every block's form by chapter, in the order asked for; what has no block is left out and not counted.

    A chapter has ``id``, ``label`` ("BAB I", empty for most), ``title``, ``summary`` (page one), ``blocks`` (all of
    them) and ``parts``; a part the same and ``lead``, the block that speaks under its heading, or ``None``; a block
    ``heading`` where another than its title stands over it. Tables and figures are numbered through the whole edition
    (``number``), and each decision says in which tables a reader finds what it rests on (``found``: block and numbers;
    a block without a table here is left out).

    Raises ``ValueError`` for a block of another schema or language, an id that stands twice, a block without a place
    in the order, and a restricted edition from blocks without that form: each is a bug of the caller.
    """
    forms: dict[str, Drawn] = {}
    for block in blocks:
        if block["schema"] != SCHEMA or block["language"] != language or block["id"] in forms:
            raise ValueError(f"block {block['id']} cannot stand in this report")
        forms[block["id"]] = drawn(block, edition)
    outline = FORMAL if order == "resmi" else _by_section(blocks)
    left = dict(forms)
    chapters = [chapter for planned in outline if (chapter := _chapter(planned, left))["parts"]]
    if left:
        raise ValueError(f"no place in this report for {', '.join(left)}")
    _call(chapters, order, language)
    _number([block for chapter in chapters for block in chapter["blocks"]])
    return chapters


def _by_section(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Chapter]:
    for section in SECTIONS:
        ids = sorted((block["id"] for block in blocks if block["section"] == section), key=lambda id: id in _LAST)
        yield Chapter(section, "title", (Part(blocks=tuple(ids)),))


def _chapter(chapter: Chapter, left: dict[str, Drawn]) -> Drawn:
    """A chapter with its parts that hold something; blocks are taken out of ``left``."""
    parts = [_part(part, left) for part in chapter.parts]
    filled = [part for part in parts if part["lead"] or part["blocks"]]
    blocks = [block for part in filled for block in (part["lead"], *part["blocks"]) if block]
    return {"id": chapter.id, "numbering": chapter.numbering, "parts": filled, "blocks": blocks}


def _part(part: Part, left: dict[str, Drawn]) -> Drawn:
    blocks = [left.pop(id) for id in part.blocks if id in left]
    return {"id": part.id, "label": "", "title": "", "lead": left.pop(part.lead, None), "blocks": blocks}


def _call(chapters: Sequence[Drawn], order: Order, language: Language) -> None:
    """Give chapters, parts and blocks their titles, their labels, and addresses that no block has."""
    numbers = {"chapter": iter(_ROMAN), "annex": map(str, count(1))}
    for chapter in chapters:
        id, numbering = chapter["id"], chapter["numbering"]
        chapter["summary"] = id in _SUMMARIES
        chapter["label"] = ""
        if order == "ringkas":
            chapter["title"] = text(f"report.section.{id}", language)
            continue
        if numbering in numbers:
            chapter["label"] = text(f"formal.{numbering}", language, n=next(numbers[numbering]))
        chapter["title"] = text(f"formal.chapter.{id}", language)
        chapter["id"] = f"chapter-{id}"
        for letter, part in zip(ascii_uppercase, chapter["parts"], strict=False):
            if part["id"]:
                part["label"], part["title"] = f"{letter}.", text(f"formal.part.{part['id']}", language)
                part["id"] = f"part-{part['id']}"
            if not chapter["summary"]:
                _head(part["blocks"], language, above=part["title"] if part["id"] else chapter["title"])


def _head(blocks: Sequence[Drawn], language: Language, *, above: str) -> None:
    """Blocks of a chapter are headed by their names, with numbers unless there is but one; the title, a finding that
    often begins with a number itself, follows. A lone block named as what stands ``above`` has its title alone."""
    for n, block in enumerate(blocks, start=1):
        name = text(f"report.{block['id']}.name", language)
        block["heading"] = f"{n}. {name}" if len(blocks) > 1 else "" if name == above else name


def _number(blocks: Sequence[Drawn]) -> None:
    numbers, figures = count(1), count(1)
    for block in blocks:
        block["tables"] = [table | {"number": next(numbers)} for table in block["tables"]]
        if block["figure"]:
            block["figure"] = block["figure"] | {"number": next(figures)}
    tables = {block["id"]: [table["number"] for table in block["tables"]] for block in blocks}
    for block in blocks:
        block["decisions"] = [
            decision | {"found": [{"id": id, "tables": tables[id]} for id in decision["rests_on"] if tables.get(id)]}
            for decision in block["decisions"]
        ]
