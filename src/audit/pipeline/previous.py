"""What earlier cycles have made public, so that a new report cannot be subtracted from an old one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from audit.disclosure import Fact, facts_of_rows
from audit.pipeline.keys import canonical

__all__ = ["FACTS", "facts_before", "still_true", "write_facts"]

FACTS = "fakta-publik.json"  # in terbatas: public numbers only, but tied to the cells that they count


def write_facts(facts: Iterable[Fact], path: Path) -> None:
    """Keep the public numbers of a report in the form of ``disclosure.facts_of_rows``."""
    rows = [
        {
            "id": fact.where,
            "sel": fact.cell.key,
            "sel_penyebut": fact.of.key if fact.of else None,
            "pembilang": fact.numerator,
            "penyebut": fact.denominator,
            "nilai": fact.value,
            "disamarkan": fact.hidden,
        }
        for fact in facts
    ]
    path.write_text(canonical(rows) + "\n", encoding="utf-8", newline="\n")


def facts_before(report: Path) -> tuple[Fact, ...]:
    """Read the public numbers of every earlier cycle of a district, oldest first."""
    cycles = sorted(p for p in report.parent.glob("20??-?") if p.name < report.name)
    files = [path for cycle in cycles if (path := cycle / "terbatas" / FACTS).is_file()]
    return tuple(fact for path in files for fact in facts_of_rows(json.loads(path.read_text(encoding="utf-8"))))


def still_true(before: Iterable[Fact], now: Iterable[Fact]) -> tuple[Fact, ...]:
    """Earlier facts of the months in which nothing was corrected since.

    Where one cell of a month has another number now, the data were corrected: old and new numbers then do not add up
    and nothing exact can be worked out from both together.
    """
    earlier = tuple(before)
    numbers = {fact.cell: fact.numerator for fact in now if fact.numerator is not None}
    corrected = {
        fact.cell.period
        for fact in earlier
        if fact.numerator is not None and numbers.get(fact.cell, fact.numerator) != fact.numerator
    }
    return tuple(fact for fact in earlier if fact.cell.period not in corrected)
