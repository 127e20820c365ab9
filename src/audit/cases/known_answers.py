"""What the data of an audit already answer on the worksheets of its cases, so that staff ask for the rest only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from audit.cases.people import People
from audit.reference.worksheet_items import DATA_SOURCES, WorksheetItem, worksheet_items
from audit.register.case_answers import as_written

__all__ = ["KNOWN_ANSWERS", "known_answers"]

KNOWN_ANSWERS = ("case_id", "item_code", "value", "data_source")
_PRESSURE = ("systolic_mmhg", "diastolic_mmhg")


def known_answers(cases: pd.DataFrame, people: People) -> pd.DataFrame:
    """One row a case and item that the data answer: ``KNOWN_ANSWERS``, values as entries write them.

    ``cases`` are ``CASES``. A person who is no longer among ``people`` (moved, grown out) has no row. The source of
    data is that of the fact where it is one of ``DATA_SOURCES``, else the usual one of the item.
    """
    facts = people.frame.drop_duplicates("person_id").set_index("person_id")
    rows: list[tuple[str, str, str, str]] = []
    known = cases[cases["person_id"].isin(facts.index) & cases["group"].notna()]
    for case, person, group in known[["case_id", "person_id", "group"]].itertuples(index=False, name=None):
        fact = facts.loc[person]
        for item in worksheet_items(group):
            rows.extend((case, item.code, value, _source(item, fact, people)) for value in _values(item, fact))
    return pd.DataFrame(rows, columns=list(KNOWN_ANSWERS), dtype="string")


def _values(item: WorksheetItem, fact: pd.Series) -> Iterator[str]:
    names = _PRESSURE if item.kind == "pressure" else (item.field,)
    values: list[Any] = [fact[name] for name in names if name in fact.index and pd.notna(fact[name])]
    if len(values) == len(names):
        yield as_written(
            values if item.kind == "pressure" else values[0], "number" if item.kind == "shown" else item.kind
        )


def _source(item: WorksheetItem, fact: pd.Series, people: People) -> str:
    origin = people.origins.get(_PRESSURE[0] if item.kind == "pressure" else item.field)
    said = fact.get(f"{origin}_source") if origin else None
    return str(said) if isinstance(said, str) and said in DATA_SOURCES else item.data_source
