"""From the JSON of blocks to what one edition draws, section by section: shared by every kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from audit.disclosure.released import Edition
from audit.report.content import SCHEMA, SECTIONS

__all__ = ["drawn", "drawn_sections"]


def drawn(block: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """One form of a block: the public edition reads ``public`` alone. ``ValueError`` where the form is not there."""
    form = "restricted" if edition == "terbatas" else "public"
    if form not in block:
        raise ValueError(f"block {block['id']} has no {form} form")
    return {"id": block["id"], "kind": block["kind"], **block[form]}


def drawn_sections(blocks: Sequence[Mapping[str, Any]], *, language: str, edition: Edition) -> list[dict[str, Any]]:
    """Every block's form by section, in the order of the sections; blocks keep theirs, empty sections are left out.

    Tables are numbered through the whole edition (``number``), and each decision says in which of them a reader finds
    what it rests on (``found``: block and numbers; a block without a table here is left out).

    Raises ``ValueError`` for a block of another schema or language, an id that stands twice, and a restricted edition
    from blocks without that form: each is a bug of the caller.
    """
    found: dict[str, list[dict[str, Any]]] = {section: [] for section in SECTIONS}
    ids: set[str] = set()
    for block in blocks:
        if block["schema"] != SCHEMA or block["language"] != language or block["id"] in ids:
            raise ValueError(f"block {block['id']} cannot stand in this report")
        ids.add(block["id"])
        found[block["section"]].append(drawn(block, edition))
    _number(found)
    return [{"id": section, "blocks": parts} for section, parts in found.items() if parts]


def _number(sections: Mapping[str, list[dict[str, Any]]]) -> None:
    numbers = count(1)
    blocks = [block for parts in sections.values() for block in parts]
    for block in blocks:
        block["tables"] = [table | {"number": next(numbers)} for table in block["tables"]]
    tables = {block["id"]: [table["number"] for table in block["tables"]] for block in blocks}
    for block in blocks:
        block["decisions"] = [
            decision | {"found": [{"id": id, "tables": tables[id]} for id in decision["rests_on"] if tables.get(id)]}
            for decision in block["decisions"]
        ]
