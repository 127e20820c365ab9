"""Who takes part: the five sectors (pentahelix), the actors below them, and the actor that an office's name means.

Sectors: reference/domain.md 1.8; actors: practice notes U5, with the sector of each and its source in the table. What a
plan itself says of its sector goes before the table. Words: ``sectors.actor.<id>``, ``rtl.plan.sector.<id>``.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.reference.follow_up_rules import SECTORS

__all__ = ["SECTORS", "UNASSIGNED", "Actor", "actor_of", "actors"]

UNASSIGNED = "unknown"  # no sector, or no actor, is said: "belum ditetapkan"


@dataclass(frozen=True, slots=True)
class Actor:
    """One kind of actor, its sector, and the words by which a name is known to mean it."""

    id: str
    sector: str
    words: tuple[str, ...]
    source: str
    confidence: str


@cache
def actors() -> tuple[Actor, ...]:
    """Every actor, in the order of the table."""
    text = (files("audit.reference") / "tables" / "actors.csv").read_text(encoding="utf-8")
    return tuple(
        Actor(row["actor"], row["sector"], tuple(row["words"].split(";")), row["source"], row["confidence"])
        for row in csv.DictReader(io.StringIO(text))
    )


def actor_of(name: str | None) -> Actor | None:
    """The actor whom a name means, e.g. "Dinas Kesehatan Kota Kediri"; ``None`` where no word of it is known.

    Of several in one name ("Camat bersama TPK") it is the first, who leads; of words that begin at the same place the
    longest ("kader PKK" is TP PKK, not TPK). Names are never kept or shown by this.
    """
    plain = f" {re.sub(r'[^a-z0-9]+', ' ', (name or '').casefold()).strip()} "
    found = [
        (at, -len(word), actor) for actor in actors() for word in actor.words if (at := plain.find(f" {word} ")) >= 0
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None
