"""What people write about cases: entries that are only ever added, and the tables that the newest of them make.

An entry gives one field of one record a value and names the entry that it takes the place of. Its id is made of its
content, so the same entry read twice is one entry, and a changed file is noticed. Two entries that take the place of
the same one are a conflict: both are kept, and a person decides by a third that replaces both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd

from audit.schemas import ENTRIES, Table

__all__ = ["changes", "conflicts", "current", "decide", "entry_ids", "heads", "typed", "written"]

_PARTS = tuple(name for name in ENTRIES.names if name != "entry_id")
_ID_DIGITS = 16
_BETWEEN, _MISSING = "\x1f", "\x1e"
_RECORD = ["table", "record_id", "field"]


def entry_ids(entries: pd.DataFrame) -> pd.Series:
    """The id of each entry, made of all its other columns."""
    parts = [_text_of(entries[name]) for name in _PARTS]
    joined = (_BETWEEN.join(row) for row in zip(*parts, strict=True))
    ids = [hashlib.sha256(row.encode()).hexdigest()[:_ID_DIGITS] for row in joined]
    return pd.Series(ids, index=entries.index, dtype="string")


def _text_of(column: pd.Series) -> list[str]:
    texts = column.dt.strftime("%Y-%m-%d") if column.name == "filled_on" else column
    return texts.astype("string").fillna(_MISSING).to_list()


def written(values: pd.Series, dtype: str) -> pd.Series:
    """Values of a table as entries write them: dates ISO, yes and no as ``y`` and ``n``, missing as missing."""
    if dtype == "datetime64[s]":
        return pd.to_datetime(values).dt.strftime("%Y-%m-%d").astype("string")
    if dtype == "boolean":
        return values.astype("boolean").map({True: "y", False: "n"}).astype("string")
    if dtype == "float64":
        return (
            values.astype("Float64")
            .map(lambda value: np.format_float_positional(value, trim="-"), "ignore")
            .astype("string")
        )
    return values.astype("string")


def typed(values: pd.Series, dtype: str) -> pd.Series:
    """The reverse of ``written``. Raises ``ValueError`` for a text that is no such value."""
    if dtype == "datetime64[s]":
        return pd.to_datetime(values, format="%Y-%m-%d").astype(dtype)
    if dtype == "boolean":
        return values.map({"y": True, "n": False}).astype("boolean")
    return pd.to_numeric(values).astype(dtype) if dtype in ("float64", "Int64") else values.astype("string")


def heads(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries whose place none has taken, oldest first; more than one a field is a conflict or the same said twice."""
    replaced = entries["replaces"].fillna("").str.split(";").explode()
    free = entries[~entries["entry_id"].isin(replaced)]
    return free.sort_values([*_RECORD, "filled_on", "entry_id"]).reset_index(drop=True)


def conflicts(entries: pd.DataFrame) -> pd.DataFrame:
    """Fields for which different values stand side by side: every such entry, by table, record and field."""
    free = heads(entries)
    several = free.assign(value=free["value"].fillna(_MISSING)).groupby(_RECORD)["value"].transform("nunique") > 1
    return free[several.to_numpy(dtype=bool)].reset_index(drop=True)


def current(entries: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The records of a table as the newest entries have them, by key.

    Of values in conflict the one written last stands until a person decides (``conflicts``). A record whose every
    field was taken back is no longer there. The key has one column, as those of all tables of entries do.
    """
    (key,) = table.key
    own = entries[entries["table"].eq(table.name)]
    if own.empty:
        return table.empty()
    own = heads(own)
    newest = own.sort_values(["filled_on", "entry_id"]).drop_duplicates(["record_id", "field"], keep="last")
    fields = {str(field): rows.set_index("record_id")["value"] for field, rows in newest.groupby("field")}
    wide = pd.DataFrame(fields).sort_index()
    wide = wide[wide.notna().any(axis=1)].rename_axis(key).reset_index()
    dtypes = dict(table.columns)
    return table.conform(pd.DataFrame({name: typed(wide[name], dtypes[name]) for name in wide.columns}))


def changes(
    entries: pd.DataFrame,
    table: Table,
    records: pd.DataFrame,
    *,
    role: str,
    filled_on: date,
    source_system: str,
    handed_out: pd.DataFrame | None = None,
    only_given: bool = False,
) -> pd.DataFrame:
    """The entries that make the records of a table say what ``records`` says, none where they say it already.

    Only columns of ``records`` are compared; a value that is missing there takes an older one back, or says nothing
    with ``only_given``. Records that ``records`` does not hold stay as they are. A field that is in conflict stays so
    where ``records`` repeats one of its values: only a third value, or ``decide``, ends it.

    ``handed_out`` are the records as the workbook gave them to whoever filled it in. A field that still says what was
    handed out is no change, whatever others have written since; one that was changed takes the place of what was
    handed out, so that the change of another person to it becomes a conflict and is not overwritten.
    """
    long = _long(table, records)
    if only_given:
        long = long[long["value"].notna()]
    own = entries[entries["table"].eq(table.name)]
    stand, ever = _by_field(heads(own)), _by_field(own)
    given = {} if handed_out is None else _values(_long(table, handed_out))
    before = {(*place, value, replaces) for place, value, replaces in _said(own)}
    rows = []
    for place, value in _values(long).items():
        standing = stand.get(place, {})
        if value in (standing.values() or {_MISSING}) or given.get(place) == value:
            continue
        replaces = ";".join(standing)
        if place in given and set(standing.values()) - {given[place]}:
            replaces = next((id for id, said in reversed(ever.get(place, {}).items()) if said == given[place]), "")
        if (*place, value, replaces) not in before:
            rows.append((*place, None if value == _MISSING else value, replaces))
    new = pd.DataFrame(rows, columns=["record_id", "field", "value", "replaces"]).assign(
        table=table.name, source_system=source_system, filled_on=pd.Timestamp(filled_on), role=role
    )
    new = new.astype(dict.fromkeys(("record_id", "field", "value", "replaces"), "string"))
    return ENTRIES.conform(new.assign(entry_id=entry_ids(new)))


def _by_field(entries: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """For each field of a record what each entry says, by id, oldest first."""
    out: dict[tuple[str, str], dict[str, str]] = {}
    rows = entries.sort_values(["filled_on", "entry_id"])
    columns = (rows[name].fillna(_MISSING) for name in ("record_id", "field", "entry_id", "value"))
    for record, field, id, value in zip(*columns, strict=True):
        out.setdefault((record, field), {})[id] = value
    return out


def _values(long: pd.DataFrame) -> dict[tuple[str, str], str]:
    return dict(zip(zip(long["record_id"], long["field"], strict=True), long["value"].fillna(_MISSING), strict=True))


def _said(entries: pd.DataFrame) -> Iterator[tuple[tuple[str, str], str, str]]:
    columns = (entries[name].fillna(_MISSING) for name in ("record_id", "field", "value"))
    for record, field, value, replaces in zip(*columns, entries["replaces"].fillna(""), strict=True):
        yield (record, field), value, replaces


def _long(table: Table, records: pd.DataFrame) -> pd.DataFrame:
    """Records as ``record_id field value``, written as entries write them."""
    (key,) = table.key
    dtypes: Mapping[str, str] = dict(table.columns)
    told = records.set_index(key)
    wanted = pd.DataFrame({name: written(told[name], dtypes[name]) for name in told.columns}, index=told.index)
    long = wanted.rename_axis("record_id").reset_index().melt("record_id", var_name="field", value_name="said")
    return long.rename(columns={"said": "value"}).astype("string")  # a table may have a column called value


def decide(
    entries: pd.DataFrame, chosen: pd.DataFrame, *, role: str, filled_on: date, source_system: str = "keputusan"
) -> pd.DataFrame:
    """The entries that end conflicts as a person decided: ``chosen`` holds ``table record_id field value``, as written.

    Each takes the place of every value that stands. Raises ``ValueError`` for a field that is not in conflict.
    """
    free = conflicts(entries).groupby(_RECORD)["entry_id"].agg(";".join)
    at = pd.MultiIndex.from_frame(chosen[_RECORD])
    if not at.isin(free.index).all():
        raise ValueError("only fields in conflict are decided")
    new = chosen[[*_RECORD, "value"]].assign(
        source_system=source_system, filled_on=pd.Timestamp(filled_on), role=role, replaces=free.reindex(at).to_numpy()
    )
    return ENTRIES.conform(new.assign(entry_id=entry_ids(new)))
