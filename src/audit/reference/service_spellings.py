"""What offices call the services of the scorecard: free words to the id of a fact (``tables/service_spellings.csv``).

Spellings are ours, from the headers of forms 2A and 2B and from how puskesmas and village apps name the same services
(confidence M); a spelling that is not there means no fact, and is shown, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["facts_of", "spellings"]

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def facts_of(words: str) -> tuple[str, ...]:
    """The facts that some words mean, whatever their case, dots and dashes; none where nobody has said.

    Several only where mothers and children have a fact of that name each: nobody is asked for both.
    """
    return spellings().get(_plain(words), ())


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Every known spelling without case and marks, with its facts; the ids of the facts among them."""
    text = (files("audit.reference") / "tables" / "service_spellings.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for words in (row["fact"], row["spelling"]):
            of = found.setdefault(_plain(words), [])
            if row["fact"] not in of:
                of.append(row["fact"])
    return {words: tuple(facts) for words, facts in found.items()}


def _plain(words: str) -> str:
    return _NOT_WORD.sub(" ", words.lower()).strip()
