"""Cases as entries: ids that tell nothing, numbers that are never given twice, and nothing written is lost."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.case_records import case_changes, case_id
from audit.cases.selection_frame import Selection
from audit.schemas import CASES, ENTRIES, ITEMS, SELECTION_FRAME
from audit.store.entries import changes, current

KEY, FIRST, LATER = b"contoh", date(2025, 9, 15), date(2025, 9, 20)
NOTHING = ENTRIES.conform(pd.DataFrame(columns=list(ENTRIES.names)))


def selection(*people: tuple[str, str, str]) -> Selection:
    frame = pd.DataFrame(people, columns=["person_id", "group", "chosen_by"])
    return Selection(SELECTION_FRAME.conform(frame.assign(cycle="2025-2", rank=1, drawn_probability=0.1)))


def added(entries: pd.DataFrame, chosen: Selection, day=FIRST) -> pd.DataFrame:
    new = case_changes(entries, chosen, key=KEY, chosen_on=day)
    return pd.concat([entries, new], ignore_index=True)


def numbers(entries: pd.DataFrame) -> dict[str, int]:
    cases = current(entries, CASES)
    return dict(zip(cases["person_id"], cases["case_no"], strict=True))


TWO = (("a", "baduta", "score"), ("b", "catin", "random"))


def test_a_selection_becomes_cases_once():
    entries = added(NOTHING, selection(*TWO))
    cases = current(entries, CASES).set_index("person_id")
    assert cases["case_no"].to_dict() == {"b": 1, "a": 2}
    assert cases["chosen_by"].to_dict() == {"a": "score", "b": "random"}
    assert set(cases["chosen_on"]) == {pd.Timestamp(FIRST)}
    assert case_changes(entries, selection(*TWO), key=KEY, chosen_on=LATER).empty


def test_the_id_of_a_case_is_another_in_each_cycle_group_and_office():
    ids = {case_id(KEY, "2025-2", "a", "baduta"), case_id(KEY, "2026-1", "a", "baduta"),
           case_id(KEY, "2025-2", "a", "catin"), case_id(b"lain", "2025-2", "a", "baduta")}  # fmt: skip
    assert len(ids) == 4
    assert not any("a:" in id or "2025" in id for id in ids)


def test_new_cases_get_the_next_numbers_and_keep_their_own_day():
    entries = added(added(NOTHING, selection(*TWO)), selection(*TWO, ("c", "bumil", "override")), LATER)
    assert numbers(entries) == {"b": 1, "a": 2, "c": 3}
    days = current(entries, CASES).set_index("person_id")["chosen_on"]
    assert days.to_dict() == {"a": pd.Timestamp(FIRST), "b": pd.Timestamp(FIRST), "c": pd.Timestamp(LATER)}


def test_a_case_taken_away_is_gone_and_its_number_stays_its_own():
    entries = added(added(NOTHING, selection(*TWO)), selection(TWO[0]), LATER)
    assert numbers(entries) == {"a": 2}
    entries = added(entries, selection(TWO[0], ("c", "catin", "override")), LATER)
    assert numbers(entries) == {"a": 2, "c": 3}
    assert numbers(added(entries, selection(*TWO, ("c", "catin", "override")), LATER)) == {"a": 2, "b": 1, "c": 3}


def test_a_case_on_which_work_has_begun_is_never_taken_away():
    entries = added(NOTHING, selection(*TWO))
    id = case_id(KEY, "2025-2", "b", "catin")
    item = pd.DataFrame({"item_id": [f"{id}:A1"], "case_id": [id], "item_code": ["A1"], "value": ["ya"]})
    told = changes(entries, ITEMS, item, role="bidan", filled_on=LATER, source_system="kertas_kerja")
    entries = pd.concat([entries, told], ignore_index=True)
    assert numbers(added(entries, selection(TWO[0]), LATER)) == {"b": 1, "a": 2}


def test_a_case_left_from_an_earlier_cycle_stays():
    left = pd.DataFrame(
        {"case_id": ["lama"], "cycle": ["2025-1"], "case_no": [4], "person_id": ["z"], "group": ["bumil"]}
    )
    carried = changes(NOTHING, CASES, left, role="siklus_sebelumnya", filled_on=FIRST, source_system="siklus_2025-1")
    assert numbers(added(carried, selection(TWO[0]))) == {"z": 4, "a": 5}


def test_what_people_write_about_a_case_is_not_touched():
    entries = added(NOTHING, selection(*TWO))
    id = case_id(KEY, "2025-2", "b", "catin")
    said = changes(entries, CASES, pd.DataFrame({"case_id": [id], "status": ["pindah"]}), role="pkb",
                   filled_on=LATER, source_system="kertas_kerja")  # fmt: skip
    entries = added(pd.concat([entries, said], ignore_index=True), selection(*TWO), LATER)
    assert current(entries, CASES).set_index("case_id").loc[id, "status"] == "pindah"


def test_nobody_chosen_makes_no_entry():
    assert case_changes(NOTHING, selection(), key=KEY, chosen_on=FIRST).empty
