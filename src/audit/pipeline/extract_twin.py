"""A synthetic twin of an extract: the same tables and columns, made of how often single values stand and nothing else.

No function here sees a row: ``marginals`` counts each column by itself, rounds the counts and leaves rare values out,
and ``twin`` draws from these counts. Numbers that are nobody's to count (scores) are drawn from the bounds of their
column. Code written on the twin runs on the extract; figures from it say nothing about children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.disclosure.extract_schema import TABLES, Column
from audit.reference.extract_rules import TWIN_PEOPLE, TWIN_ROUNDED_TO
from audit.store import keyed_id

__all__ = ["Marginals", "marginals", "twin"]

_DRAWN_FROM_BOUNDS = ("number",)
_NOTHING_KNOWN = {"yes": False, "whole": 0}
_TIMED = ("seq", "start", "stop", "state", "event")


@dataclass(frozen=True)
class Marginals:
    """Rounded counts of the values of each column by (table, column), and the columns of each table in order."""

    counts: Mapping[tuple[str, str], Mapping[object, int]]
    columns: Mapping[str, tuple[str, ...]]


def marginals(tables: Mapping[str, pd.DataFrame]) -> Marginals:
    """Count every column alone; counts are rounded to a multiple, values that round to nothing left out."""
    counts: dict[tuple[str, str], dict[object, int]] = {}
    for name, frame in tables.items():
        for column in TABLES[name]:
            if column.name in frame and column.kind not in ("id", *_DRAWN_FROM_BOUNDS):
                counts[name, column.name] = _rounded(frame[column.name])
    return Marginals(counts, {name: tuple(map(str, frame.columns)) for name, frame in tables.items()})


def _rounded(values: pd.Series) -> dict[object, int]:
    base = TWIN_ROUNDED_TO
    found = values.astype(object).where(values.notna(), None).value_counts(dropna=False)
    kept = {value: int(n + base / 2) // base * base for value, n in found.items() if n >= base}
    return dict(sorted(kept.items(), key=lambda pair: str(pair[0])))


def twin(
    known: Marginals, *, lists: Mapping[str, Sequence[str]], seed: int, people: int = TWIN_PEOPLE
) -> dict[str, pd.DataFrame]:
    """Draw tables of ``people`` invented people; equal counts and seeds give equal tables.

    ``lists``: closed lists of categories that have none in ``TABLES``, for where nothing could be counted.
    """
    rng = np.random.default_rng(seed)
    ids = sorted(keyed_id(b"kembar", str(i)) for i in range(people))
    out = {}
    for name, columns in known.columns.items():
        who = ids if name != "exposures" else sorted(rng.choice(ids, size=people))
        drawn: dict[str, object] = {"person_id": pd.Series(who, dtype="string")}
        for column in TABLES[name]:
            if column.name in columns and column.kind != "id":
                drawn[column.name] = _draw(column, known.counts.get((name, column.name), {}), lists, rng, len(who))
        out[name] = pd.DataFrame(drawn)[list(columns)]
    if "persons" in out and "visits" in out["persons"]:
        out["persons"] = _in_order(out["persons"])
    if "person_time" in out:
        out["person_time"] = _lived(out["persons"], out["person_time"])
    if "exposures" in out:
        keys = [name for name in known.columns["exposures"] if name != "dose"]
        out["exposures"] = out["exposures"].drop_duplicates(keys).sort_values(keys, ignore_index=True)
    return out


def _draw(
    column: Column, counts: Mapping[object, int], lists: Mapping[str, Sequence[str]], rng: np.random.Generator, n: int
) -> pd.Series:
    if column.kind in _DRAWN_FROM_BOUNDS:
        most = min(column.most, float(n))
        return pd.Series(rng.uniform(column.least, most, n).round(column.digits))
    values = list(counts) or list(lists.get(column.name, column.values)) or [_NOTHING_KNOWN.get(column.kind, 0)]
    weights = np.array([counts.get(value, 1) for value in values], dtype=np.float64)
    picked = rng.choice(len(values), size=n, p=weights / weights.sum())
    dtype = {"category": "string", "yes": "bool", "whole": "Int64"}[column.kind]
    return pd.Series([values[i] for i in picked], dtype=dtype)


def _in_order(persons: pd.DataFrame) -> pd.DataFrame:
    """Columns that hang together by their meaning made to: time is as long as visits are many, ever is either."""
    visits = persons["visits"].astype("float64")
    either = persons["stunted_first"] | persons["stunted_last"]
    once = visits.eq(1)
    return persons.assign(
        followed=visits - 1,
        stunted_last=persons["stunted_last"].where(~once, persons["stunted_first"]),
        stunted_ever=either.where(~once, persons["stunted_first"]),
    )


def _lived(persons: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """An interval of one unit between every two visits of each invented child, with the events that states make."""
    rows = []
    for person in persons.astype(object).to_dict("records"):
        visits, first, last = int(person["visits"]), bool(person["stunted_first"]), bool(person["stunted_last"])
        states = [first] * (visits - 1) + [last] if visits > 1 else [first]
        for at in range(visits - 1):
            event = {(0, 1): "new_stunting", (1, 0): "recovery"}.get((int(states[at]), int(states[at + 1])))
            state = "stunted" if states[at] else "not_stunted"
            rows.append((person["person_id"], at + 1, float(at), float(at + 1), state, event))
        reason = person.get("exit_reason")
        if isinstance(reason, str) and reason != "last_seen":
            state = "stunted" if last else "not_stunted"
            rows.append((person["person_id"], visits, visits - 1.0, visits - 0.5, state, reason))
    out = pd.DataFrame(rows, columns=["person_id", *_TIMED])
    if "haz" in drawn:
        out["haz"] = np.resize(drawn["haz"].to_numpy(), len(out))
    types = {"person_id": "string", "seq": "Int64", "state": "string", "event": "string"}
    return out.astype(types)[list(map(str, drawn.columns))]
