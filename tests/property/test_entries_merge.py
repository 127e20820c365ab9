"""Whatever order copies are taken in, the records are the same once conflicts are decided; nothing is ever lost."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.schemas import ENTRIES, FOLLOW_UPS
from audit.store.entries import changes, conflicts, current, decide

NOTHING = ENTRIES.conform(pd.DataFrame())
WRITES = st.lists(
    st.tuples(
        st.sampled_from(["r1", "r2"]),
        st.sampled_from(["belum", "proses", "selesai", None]),
        st.sampled_from(["opd", "kecamatan"]),
        st.integers(1, 3),
    ),
    max_size=4,
)


def union(*parts):
    return ENTRIES.conform(pd.concat(parts, ignore_index=True).drop_duplicates("entry_id"))


def write(entries, writes):
    for plan, status, role, day in writes:
        rows = pd.DataFrame({"rtl_id": [plan], "status": pd.array([status], dtype="string")})
        new = changes(entries, FOLLOW_UPS, rows, role=role, filled_on=date(2025, 8, day), source_system="uji")
        entries = union(entries, new)
    return entries


def settle(entries):
    """Decide every conflict by a rule that looks at the values alone."""
    while len(found := conflicts(entries)):
        first = found.assign(value=found["value"].fillna("")).groupby(["table", "record_id", "field"])["value"].max()
        chosen = first.reset_index().assign(value=lambda rows: rows["value"].replace("", None))
        entries = union(entries, decide(entries, chosen, role="ketua", filled_on=date(2025, 9, 1)))
    return entries


@settings(max_examples=20)
@given(WRITES, WRITES, WRITES, WRITES)
def test_order_of_taking_in_does_not_matter(before, a, b, c):
    start = write(NOTHING, before)
    copies = [write(start, writes) for writes in (a, b, c)]
    forward, backward = union(*copies), union(*reversed(copies))
    assert set(forward["entry_id"]) == set(backward["entry_id"])
    assert current(forward, FOLLOW_UPS).equals(current(backward, FOLLOW_UPS))
    left, right = settle(forward), settle(backward)
    assert current(left, FOLLOW_UPS).equals(current(right, FOLLOW_UPS))
    assert set(forward["entry_id"]) <= set(left["entry_id"])


@settings(max_examples=20)
@given(WRITES)
def test_without_copies_there_is_no_conflict_and_the_last_word_stands(writes):
    entries = write(NOTHING, writes)
    assert conflicts(entries).empty
    last = {plan: status for plan, status, _, _ in writes}
    now = current(entries, FOLLOW_UPS).set_index("rtl_id")["status"].to_dict()
    assert now == {plan: status for plan, status in last.items() if status is not None}


@settings(max_examples=20)
@given(WRITES, WRITES)
def test_reading_what_stands_again_says_nothing(a, b):
    start = write(NOTHING, a)
    entries = union(write(start, a), write(start, b))
    records = current(entries, FOLLOW_UPS)[["rtl_id", "status"]]
    again = changes(entries, FOLLOW_UPS, records, role="lain", filled_on=date(2025, 12, 1), source_system="lain")
    assert again.empty
