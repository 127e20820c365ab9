"""The case balance of any history: it adds up everywhere, and what it calls open is open day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases.case_balance import Period, balance_table, case_balance
from audit.cases.states import HOW_IN, HOW_OUT, case_spells
from audit.reference.areas import areas_of
from audit.results import Cell
from audit.schemas import CHILDREN

AREAS = areas_of("17.71")
DESA = [a.code for a in AREAS.desa[:4]]
START = date(2024, 1, 1)
DAYS = 730
day = st.integers(0, DAYS).map(lambda n: START + timedelta(days=n))
place = st.sampled_from([*DESA, None])


@st.composite
def histories(draw):
    n = draw(st.integers(1, 5))
    children, heights, exams, moves = [], [], [], []
    for i in range(n):
        status = draw(st.sampled_from(["hidup", "meninggal", "pindah", "menolak", "lulus_umur", None]))
        born = START + timedelta(days=draw(st.integers(-1800, 0)))
        children.append((f"c{i}", born, draw(st.sampled_from(DESA)), status, draw(st.none() | day)))
        heights += [(f"c{i}", d, draw(st.booleans())) for d in draw(st.lists(day, max_size=9, unique=True))]
        exams += [(f"c{i}", d, draw(st.sampled_from([True, False, None]))) for d in draw(st.lists(day, max_size=2))]
        moves += [(f"c{i}", d, draw(place), draw(place)) for d in draw(st.lists(day, max_size=2, unique=True))]
    frame = pd.DataFrame(children, columns=["child_id", "birth_date", "area_code", "life_status", "life_status_date"])
    tall = pd.DataFrame(heights, columns=["child_id", "visit_date", "stunted"])
    return (
        CHILDREN.conform(frame.assign(**{c: pd.to_datetime(frame[c]) for c in ("birth_date", "life_status_date")})),
        tall.assign(visit_date=pd.to_datetime(tall["visit_date"]), stunted=tall["stunted"].astype(bool)),
        pd.DataFrame(exams, columns=["child_id", "examined_date", "confirmed"]).astype({"confirmed": "boolean"}),
        pd.DataFrame(moves, columns=["child_id", "move_date", "from_area", "to_area"]),
    )


PERIODS = [
    Period(date(2024, 1, 1), date(2024, 6, 30)),
    Period(date(2024, 7, 1), date(2024, 7, 31)),
    Period(date(2024, 8, 1), date(2025, 9, 15)),
]


@settings(max_examples=25)
@given(histories())
def test_every_desa_and_every_period_balances(history):
    children, heights, exams, moves = history
    spells = case_spells(children, heights, until=date(2025, 12, 31), examinations=exams, moves=moves)
    balance = case_balance(spells, heights, PERIODS, AREAS)  # asserts the balance itself
    rows = balance.rows
    came, went = rows[["opening", *HOW_IN]].sum(axis=1), rows[[*HOW_OUT, "closing"]].sum(axis=1)
    assert (came == went).all()
    assert (rows["waiting"] <= rows["closing"]).all()
    for period in PERIODS:  # the evening of the last day, counted child by child
        last = pd.Timestamp(period.last)
        is_open = [s.start <= last and (pd.isna(s.stop) or s.stop > last) for s in spells.itertuples()]
        assert rows.loc[rows["last"] == last, "closing"].sum() == sum(is_open)
    table = balance_table(balance)
    for period in PERIODS:
        assert table[Cell.of("neraca", case=period.level("closing"))] == sum(
            table[Cell.of("neraca", case=period.level("closing"), area=place)] for place in AREAS.partition.below(None)
        )


@settings(max_examples=25)
@given(histories())
def test_spells_of_a_child_follow_each_other_and_have_their_reasons(history):
    children, heights, exams, moves = history
    spells = case_spells(children, heights, until=date(2025, 12, 31), examinations=exams, moves=moves)
    short = {(h.child_id, h.visit_date) for h in heights.itertuples() if h.stunted}
    normal = {(h.child_id, h.visit_date) for h in heights.itertuples() if not h.stunted}
    for _, mine in spells.groupby("child_id"):
        rows = list(mine.itertuples())
        assert all(a.stop <= b.start for a, b in pairwise(rows))
        assert sum(r.how_in == "new" for r in rows) <= 1
        for row in rows:
            assert pd.isna(row.stop) == (row.how_out == "")
            assert pd.isna(row.stop) or row.start <= row.stop
            if row.how_in == "new":
                assert (row.child_id, row.start) in short
            if row.how_out == "recovered":
                assert (row.child_id, row.stop) in normal
                since = max(d for c, d in short if c == row.child_id and d <= row.stop)
                firsts = [d for c, d in normal if c == row.child_id and since <= d <= row.stop]
                assert min(firsts) + pd.DateOffset(months=1) <= row.stop
        gone = children.set_index("child_id").loc[mine["child_id"].iloc[0]]
        assert (mine["start"] <= gone["birth_date"] + pd.DateOffset(months=60)).all()
