"""Entries: what people write, the records that the newest make, conflicts, and reading a workbook again."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.schemas import CASES, ENTRIES, FOLLOW_UPS, GATES, RECORDS, REFERRALS
from audit.store.entries import changes, conflicts, current, decide, entry_ids, heads, typed, written

NOTHING = ENTRIES.conform(pd.DataFrame())
DAY, LATER = date(2025, 8, 1), date(2025, 8, 9)


def plans(*rows, **columns):
    return pd.DataFrame([dict(zip(columns["names"], row, strict=True)) for row in rows])


def told(entries, *rows, names=("rtl_id", "activity", "status"), role="tim_teknis", on=DAY, **more):
    return changes(entries, FOLLOW_UPS, plans(*rows, names=names), role=role, filled_on=on, source_system="uji", **more)


def both(*parts):
    return ENTRIES.conform(pd.concat(parts, ignore_index=True).drop_duplicates("entry_id"))


def test_nothing_written_gives_empty_records_of_every_table():
    for table in RECORDS:
        assert current(NOTHING, table).equals(table.conform(pd.DataFrame()))
    assert conflicts(NOTHING).empty
    assert heads(NOTHING).empty


def test_what_was_written_is_read_back_with_its_types():
    rows = FOLLOW_UPS.conform(
        pd.DataFrame(
            {
                "rtl_id": ["a", "b"],
                "due_on": pd.to_datetime(["2025-11-30", None]),
                "ceiling_rupiah": [25_000_000.5, None],
                "budget_year": [2025, None],
                "spj_complete": [True, False],
                "activity": ['Membangun jamban; "sehat"', "Kunjungan\nrumah"],
            }
        )
    )
    entries = changes(NOTHING, FOLLOW_UPS, rows, role="x", filled_on=DAY, source_system="uji", only_given=True)
    assert current(entries, FOLLOW_UPS).equals(rows)


@pytest.mark.parametrize(
    ("value", "dtype", "text"),
    [
        (0.1, "float64", "0.1"), (1e12, "float64", "1000000000000."), (3.0, "float64", "3."),
        (True, "boolean", "y"), (False, "boolean", "n"), (7, "Int64", "7"),
        (pd.Timestamp("2025-02-28"), "datetime64[s]", "2025-02-28"), ("0012", "string", "0012"),
    ],
)  # fmt: skip
def test_a_value_survives_being_written(value, dtype, text):
    column = pd.Series([value, None]).astype(dtype)
    said = written(column, dtype)
    assert said.to_list()[0] in (text, text.rstrip("."))
    assert typed(said, dtype).equals(column)


def test_a_text_that_is_no_value_of_its_column_is_a_bug():
    with pytest.raises(ValueError, match="besok"):
        typed(pd.Series(["besok"], dtype="string"), "datetime64[s]")


def test_saying_the_same_again_adds_nothing_on_any_day_by_anybody():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    assert told(first, ("r1", "jamban", "belum"), role="opd", on=LATER).empty


def test_a_change_takes_the_place_of_the_older_value_and_of_it_alone():
    first = told(NOTHING, ("r1", "jamban", "belum"), ("r2", "kelas ibu", "proses"))
    second = told(first, ("r1", "jamban", "proses"), on=LATER)
    assert second[["record_id", "field", "value"]].to_numpy().tolist() == [["r1", "status", "proses"]]
    now = current(both(first, second), FOLLOW_UPS).set_index("rtl_id")
    assert now["status"].to_dict() == {"r1": "proses", "r2": "proses"}
    assert conflicts(both(first, second)).empty


def test_forth_and_back_on_one_day_ends_where_it_ended():
    entries = NOTHING
    for status in ("belum", "proses", "belum", "proses", "selesai", "proses"):
        entries = both(entries, told(entries, ("r1", "jamban", status)))
        assert current(entries, FOLLOW_UPS)["status"].to_list() == [status]
        assert conflicts(entries).empty


def test_a_missing_value_takes_back_unless_only_what_is_given_counts():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    assert told(first, ("r1", "jamban", None), only_given=True).empty
    gone = both(first, told(first, ("r1", "jamban", None), on=LATER))
    assert current(gone, FOLLOW_UPS)["status"].isna().all()
    assert told(gone, ("r1", "jamban", None)).empty


def test_a_record_whose_every_field_was_taken_back_is_no_longer_there():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    gone = both(first, told(first, ("r1", None, None), on=LATER))
    assert current(gone, FOLLOW_UPS).empty


def two_copies():
    """Two people change the status of one plan on copies of the same entries, on the same day."""
    first = told(NOTHING, ("r1", "jamban", "belum"))
    ours = told(first, ("r1", "jamban", "proses"), role="opd", on=LATER)
    theirs = told(first, ("r1", "jamban", "selesai"), role="kecamatan", on=LATER)
    return both(first, ours, theirs)


def test_two_values_in_one_place_are_a_conflict_and_both_are_kept():
    found = conflicts(two_copies())
    assert sorted(found["value"]) == ["proses", "selesai"]
    assert set(found["role"]) == {"opd", "kecamatan"}


def test_two_who_said_the_same_are_no_conflict():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    same = [told(first, ("r1", "jamban", "proses"), role=role, on=LATER) for role in ("opd", "kecamatan")]
    assert conflicts(both(first, *same)).empty
    assert told(both(first, *same), ("r1", "jamban", "proses")).empty


def test_the_value_written_last_stands_until_somebody_decides():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    newer = told(first, ("r1", "jamban", "proses"), on=date(2025, 9, 1))
    older = told(first, ("r1", "jamban", "selesai"), on=LATER)
    assert current(both(first, newer, older), FOLLOW_UPS)["status"].to_list() == ["proses"]


def test_reading_a_workbook_that_repeats_one_side_decides_nothing():
    entries = two_copies()
    for value in ("proses", "selesai"):
        assert told(entries, ("r1", "jamban", value)).empty


def test_a_decision_ends_the_conflict_whichever_value_it_takes():
    entries = two_copies()
    for value in ("proses", "selesai", "batal"):
        chosen = pd.DataFrame([{"table": "follow_ups", "record_id": "r1", "field": "status", "value": value}])
        decided = both(entries, decide(entries, chosen, role="ketua", filled_on=LATER))
        assert conflicts(decided).empty
        assert current(decided, FOLLOW_UPS)["status"].to_list() == [value]
        assert len(decided) == len(entries) + 1


def test_only_conflicts_are_decided():
    chosen = pd.DataFrame([{"table": "follow_ups", "record_id": "r1", "field": "activity", "value": "x"}])
    with pytest.raises(ValueError, match="conflict"):
        decide(two_copies(), chosen, role="ketua", filled_on=LATER)


def test_a_workbook_handed_out_earlier_does_not_undo_what_another_wrote_meanwhile():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    given = current(first, FOLLOW_UPS)[["rtl_id", "activity", "status"]]
    changed = both(first, told(first, ("r1", "jamban", "proses"), role="opd", on=LATER))
    assert told(changed, ("r1", "jamban", "belum"), handed_out=given).empty


def test_two_workbooks_that_change_one_cell_are_a_conflict():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    given = current(first, FOLLOW_UPS)[["rtl_id", "activity", "status"]]
    one = both(first, told(first, ("r1", "jamban", "proses"), role="opd", on=LATER, handed_out=given))
    two = told(one, ("r1", "jamban", "selesai"), role="kecamatan", on=LATER, handed_out=given)
    assert sorted(conflicts(both(one, two))["value"]) == ["proses", "selesai"]
    assert told(both(one, two), ("r1", "jamban", "selesai"), on=date(2025, 9, 9), handed_out=given).empty


def test_an_old_workbook_read_again_after_a_decision_opens_nothing():
    first = told(NOTHING, ("r1", "jamban", "belum"))
    given = current(first, FOLLOW_UPS)[["rtl_id", "activity", "status"]]
    one = both(first, told(first, ("r1", "jamban", "proses"), on=LATER, handed_out=given))
    two = both(one, told(one, ("r1", "jamban", "selesai"), role="opd", on=LATER, handed_out=given))
    chosen = pd.DataFrame([{"table": "follow_ups", "record_id": "r1", "field": "status", "value": "proses"}])
    decided = both(two, decide(two, chosen, role="ketua", filled_on=LATER))
    again = told(decided, ("r1", "jamban", "selesai"), role="lain", on=date(2025, 9, 9), handed_out=given)
    assert again.empty


def test_a_new_record_in_a_workbook_is_a_change_though_nothing_was_handed_out():
    given = pd.DataFrame(columns=["rtl_id", "activity", "status"])
    assert len(told(NOTHING, ("r9", "jamban", "belum"), handed_out=given)) == 2


def test_tables_do_not_mix():
    entries = both(
        told(NOTHING, ("1", "jamban", "belum")),
        changes(
            NOTHING, GATES, pd.DataFrame({"gate_id": ["1"], "document": ["SK 1"]}), role="x", filled_on=DAY,
            source_system="uji",
        ),
    )  # fmt: skip
    assert len(current(entries, FOLLOW_UPS)) == len(current(entries, GATES)) == 1
    assert current(entries, CASES).empty
    assert current(entries, REFERRALS).empty


def test_an_id_is_made_of_everything_that_an_entry_says():
    entries = told(NOTHING, ("r1", "jamban", "belum"))
    assert entries["entry_id"].equals(entry_ids(entries))
    for column in ("table", "record_id", "field", "value", "source_system", "role", "replaces"):
        other = entries.assign(**{column: "lain"})
        assert not entry_ids(other).isin(entries["entry_id"]).any(), column
    other = entries.assign(filled_on=pd.Timestamp(LATER))
    assert not entry_ids(other).isin(entries["entry_id"]).any()
