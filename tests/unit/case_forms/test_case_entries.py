"""What was said as entries: only what is new, and whose place it takes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.register.case_entries import Said, entries_of
from audit.schemas import ENTRIES, ITEMS
from audit.store.entries import conflicts, current, heads

NOBODY = ENTRIES.conform(pd.DataFrame())
DAY = date(2025, 9, 1)


def said(value: str | None, record: str = "k1:weight_kg", *, role: str = "bidan", day: date = DAY) -> Said:
    return Said("items", record, "value", value, role, day)


def add(entries: pd.DataFrame, *what: Said, seen=None) -> pd.DataFrame:
    new = entries_of(what, entries, source_system="kertas_kerja", seen=seen)
    return pd.concat([entries, new], ignore_index=True)


def value_of(entries: pd.DataFrame) -> str:
    return current(entries, ITEMS).set_index("item_id").loc["k1:weight_kg", "value"]


def test_a_new_value_takes_the_place_of_the_one_that_was_seen():
    first = add(NOBODY, said("8.9"))
    second = add(first, said("9.1"), seen=set(first["entry_id"]))
    assert second["replaces"].tolist() == ["", first["entry_id"].iloc[0]]
    assert value_of(second) == "9.1"
    assert len(conflicts(second)) == 0


def test_a_value_that_nobody_had_seen_is_not_replaced():
    first = add(NOBODY, said("8.9", role="bidan"))
    second = add(first, said("9.1", role="petugas_gizi"), seen=())
    assert sorted(conflicts(second)["value"]) == ["8.9", "9.1"]


def test_saying_the_same_again_adds_nothing_even_after_a_correction():
    first = add(NOBODY, said("8.9"))
    assert len(add(first, said("8.9", day=date(2025, 9, 9)))) == 1
    corrected = add(first, said("9.1"))
    assert len(add(corrected, said("8.9", day=date(2025, 9, 9)), seen=())) == 2


def test_taking_back_needs_something_to_take_back():
    assert len(add(NOBODY, said(None))) == 0
    first = add(NOBODY, said("8.9"))
    gone = add(first, said(None))
    assert heads(gone)["value"].isna().tolist() == [True]
    assert len(add(gone, said(None))) == 2


@pytest.mark.parametrize("seen", [None, ()])
def test_nothing_said_gives_an_empty_table_of_entries(seen):
    assert entries_of([], NOBODY, source_system="x", seen=seen).columns.tolist() == list(ENTRIES.names)


@given(st.lists(st.tuples(st.sampled_from(["a:x", "b:x"]), st.sampled_from(["1", "2", None])), max_size=8))
def test_the_last_thing_said_stands_and_saying_all_again_changes_nothing(told):
    entries = NOBODY
    for n, (record, value) in enumerate(told):
        entries = add(entries, said(value, record, day=date(2025, 9, 1 + n)))
    assert len(conflicts(entries)) == 0
    last = dict(told)
    rows = heads(entries)[["record_id", "value"]].itertuples(index=False, name=None)
    standing = {record: None if pd.isna(value) else value for record, value in rows}
    assert standing == {record: last[record] for record in standing}
    assert {record for record, value in last.items() if value is not None} <= set(standing)
    again = [said(value, record) for record, value in last.items()]
    assert len(add(entries, *again)) == len(entries)
