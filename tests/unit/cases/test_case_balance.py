"""The case balance: a small district by hand, what disclosure makes of it, birthdays in words, rates."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.case_balance import Period, balance_lines, balance_table, birthdays_sentence, case_balance
from audit.cases.case_rates import case_rates, person_time
from audit.disclosure import release, solve_pattern
from audit.language import has
from audit.reference.areas import areas_of
from audit.results import Cell

AREAS = areas_of("17.71")
A, B = AREAS.desa[0].code, AREAS.desa[-1].code
PERIOD = Period(date(2025, 1, 1), date(2025, 6, 30))
NEXT = Period(date(2025, 7, 1), date(2025, 12, 31))
EMPTY = pd.DataFrame({"child_id": [], "visit_date": pd.to_datetime([]), "stunted": []})


def spells(*rows):
    frame = pd.DataFrame(rows, columns=["area_code", "start", "how_in", "stop", "how_out"])
    frame.insert(0, "child_id", [f"c{i}" for i in range(len(frame))])
    return frame.assign(start=pd.to_datetime(frame["start"]), stop=pd.to_datetime(frame["stop"]))


def many(n, *row):
    return [row] * n


STORY = spells(
    *many(40, A, "2024-05-01", "new", "2025-03-01", "aged_out"),
    *many(30, A, "2024-05-01", "new", None, ""),
    *many(20, B, "2025-02-01", "new", None, ""),
    *many(9, B, "2024-05-01", "new", "2025-04-01", "recovered"),
    *many(2, B, "2024-05-01", "new", "2025-04-01", "died"),
)


def test_a_balance_by_hand():
    rows = case_balance(STORY, EMPTY, [PERIOD], AREAS).rows.set_index("area")
    b = rows.loc[B, ["opening", "new", "recovered", "died", "aged_out", "closing", "waiting"]]
    assert b.tolist() == [11, 20, 9, 2, 0, 20, 20]
    assert rows.loc[A, ["opening", "aged_out", "closing"]].tolist() == [70, 40, 30]


def test_a_child_short_at_its_first_height_is_told_from_one_that_became_short():
    days = pd.to_datetime(["2025-01-05", "2025-02-01", "2025-02-01"])
    heights = pd.DataFrame({"child_id": ["c0", "c0", "c1"], "visit_date": days, "stunted": [False, True, True]})
    two = spells(*many(2, A, "2025-02-01", "new", None, ""))
    rows = case_balance(two, heights, [PERIOD], AREAS).rows.set_index("area")
    assert rows.loc[A, ["new", "first_seen", "closing", "waiting"]].tolist() == [2, 1, 2, 0]


def test_a_case_measured_normal_once_waits_for_the_second():
    days = pd.to_datetime(["2025-01-05", "2025-03-01", "2025-07-08", "2025-02-01", "2024-12-01"])
    who = ["once", "once", "once", "short", "before"]
    heights = pd.DataFrame({"child_id": who, "visit_date": days, "stunted": [True, False, True, True, False]})
    three = spells(*many(3, A, "2024-05-01", "new", None, "")).assign(child_id=["once", "short", "before"])
    rows = case_balance(three, heights, [PERIOD, NEXT], AREAS).rows
    rows = rows[rows["area"].eq(A)][["closing", "waiting", "normal_once"]]
    assert rows.to_numpy().tolist() == [[3, 1, 1], [3, 2, 0]]


def test_lines_of_desa_add_up_to_the_table():
    balance = case_balance(STORY, EMPTY, [PERIOD], AREAS)
    lines, table = balance_lines(balance).rows.set_index("area"), balance_table(balance)
    for kecamatan in AREAS.kecamatan:
        parts = lines[[place.startswith(f"{kecamatan.code}.") for place in lines.index]]
        assert lines.loc[kecamatan.code, "closing"] == parts["closing"].sum()
        assert table[Cell.of("neraca", area=kecamatan.code, case=PERIOD.level("died"))] == parts["died"].sum()
    assert not set(AREAS.unknown_parts) & set(lines.index)
    assert lines.loc[[a.code for a in AREAS.desa], "closing"].sum() == 50


def test_unknown_desa_count_in_the_part_that_is_not_known():
    lost = spells((pd.NA, "2025-02-01", "new", None, ""), (AREAS.kecamatan[0].code, "2025-02-01", "new", None, ""))
    rows = case_balance(lost, EMPTY, [PERIOD], AREAS).rows.set_index("area")
    assert rows.loc[list(AREAS.unknown_parts[:2]), "closing"].tolist() == [1, 1]


def test_periods_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="do not meet"):
        case_balance(STORY, EMPTY, [PERIOD, Period(date(2025, 8, 1), date(2025, 8, 31))], AREAS)


def test_what_closes_one_period_opens_the_next_as_one_cell():
    assert PERIOD.level("closing") == NEXT.level("opening")
    table = balance_table(case_balance(STORY, EMPTY, [PERIOD, NEXT], AREAS))
    assert table[Cell.of("neraca", case=PERIOD.level("closing"))] == 50
    assert len(set(table.cells)) == len(table.cells)


def test_disclosure_knows_by_which_sums_a_hidden_flow_could_be_recomputed():
    table = balance_table(case_balance(STORY, EMPTY, [PERIOD], AREAS))
    pattern = solve_pattern([table])
    cell = Cell.of("neraca", case=PERIOD.level("died"))
    assert table[cell] == 2
    assert pattern.hides(cell)
    ways = [p.children[PERIOD.level("cases")] for p in PERIOD.partitions]
    hidden = [[level for level in way if pattern.hides(Cell.of("neraca", case=level))] for way in ways]
    assert len(hidden[1]) > 1  # never alone in its sum
    assert release(table, pattern) is not None


@pytest.mark.parametrize(
    ("rows", "id"),
    [
        (many(8, A, "2024-05-01", "new", "2025-03-01", "aged_out"), "balance.fall_all_birthdays"),
        (
            [*many(6, A, "2024-05-01", "new", "2025-03-01", "aged_out"),
             *many(6, A, "2024-05-01", "new", "2025-03-01", "recovered")],
            "balance.fall_some_birthdays",
        ),
        (many(6, A, "2024-05-01", "new", "2025-03-01", "recovered"), "balance.fall_without_birthdays"),
        (many(6, A, "2024-05-01", "new", None, ""), "balance.no_fall"),
        ([], "balance.no_fall"),
    ],
)  # fmt: skip
def test_a_fall_by_birthdays_is_said_so(rows, id):
    sentence = birthdays_sentence(case_balance(spells(*rows), EMPTY, [PERIOD], AREAS), PERIOD)
    assert sentence.id == id
    assert all(has(name, language) for name in (id, f"{id}.disamarkan") for language in ("id", "en"))


def test_rates_by_hand():
    heights = pd.DataFrame(
        [
            ("never", "2025-01-01", False), ("never", "2026-01-01", False),
            ("falls", "2025-01-01", False), ("falls", "2025-07-02", True), ("falls", "2026-01-01", True),
            ("born_short", "2025-01-01", True), ("born_short", "2025-07-02", False),
        ],
        columns=["child_id", "visit_date", "stunted"],
    )  # fmt: skip
    heights["visit_date"] = pd.to_datetime(heights["visit_date"])
    some = spells((A, "2025-07-02", "new", None, ""), (A, "2025-01-01", "new", "2025-07-02", "recovered"))
    some["child_id"] = ["falls", "born_short"]
    incidence, recovery, relapse = case_rates(person_time(some, heights), date(2025, 1, 1), date(2025, 12, 31))
    assert (incidence.events, recovery.events, relapse.events) == (1, 1, 0)
    assert incidence.child_years == pytest.approx((364 + 182) / 365.25)
    assert recovery.child_years == pytest.approx((182 + 182) / 365.25)
    assert incidence.per_100 == pytest.approx(100 / incidence.child_years)
    # Garwood's exact limits of one event: 0.0253 and 5.5716.
    assert incidence.low == pytest.approx(2.53178 / incidence.child_years, rel=1e-4)
    assert incidence.high == pytest.approx(557.1643 / incidence.child_years, rel=1e-4)
    assert (relapse.child_years, relapse.per_100, relapse.low, relapse.high) == (0, None, None, None)
