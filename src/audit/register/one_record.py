"""Several rows about one thing: joined where they do not contradict each other, else the first stays."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

__all__ = ["CONTRADICTS", "one_each"]

CONTRADICTS = "isi_bertentangan"


def one_each(rows: pd.DataFrame, key: Sequence[str], fields: Sequence[str]) -> tuple[pd.DataFrame, dict[int, str]]:
    """Return one row each key, and the reason for every row (by index) that says something else than one before it.

    A field that one row leaves open is taken from the next that knows it. ``fields`` are those that must agree; every
    other column is that of the first row.
    """
    fields = [name for name in fields if name in rows and name not in key]
    several = rows.duplicated(list(key), keep=False)
    if not several.any():
        return rows, {}
    kept: dict[tuple[Hashable, ...], int] = {}
    values: dict[int, dict[str, object]] = {}
    contrary: dict[int, str] = {}
    for index, row in zip(rows.index[several], rows.loc[several, [*key, *fields]].to_dict("records"), strict=True):
        known = values.setdefault(kept.setdefault(tuple(row[name] for name in key), index), {})
        said = {name: row[name] for name in fields if not pd.isna(row[name])}
        if any(name in known and known[name] != value for name, value in said.items()):
            contrary[index] = CONTRADICTS
        else:
            known.update(said)
    out = rows.drop(index=[i for i in rows.index[several] if i not in values]).copy()
    joined = pd.DataFrame.from_dict(values, orient="index", columns=fields)
    for name in fields:
        said = joined[name].dropna()
        out.loc[said.index, name] = said
    return out, contrary
