"""Visits against lists: who stays off every list, who is listed for a decision, and how the decision comes back."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.visit_outcomes import OUTCOMES
from audit.register.life import life_of, read_life, with_life
from audit.register.life_conflicts import found_gone, life_conflicts, write_life_conflicts
from audit.schemas import CHILDREN
from audit.store import IDENTITIES

VISIT, AS_OF = "2025-09-29", date(2025, 10, 31)
BEFORE, AFTER = "2025-09-01", "2025-10-12"


def found(status: str = "meninggal", on: str = VISIT) -> pd.DataFrame:
    row = {"person_id": "a", "status": status, "on": pd.Timestamp(on), "role": "bidan", "source_system": "kertas_kerja"}
    return OUTCOMES.conform(pd.DataFrame([row]))


def listed(*says: tuple[str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(says, columns=["status", "date"]).astype({"status": "string"})
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[s]")
    return frame.set_axis(pd.Index(["a"] * len(frame), dtype="string"))


def children() -> pd.DataFrame:
    return CHILDREN.conform(pd.DataFrame({"child_id": ["a", "b"], "birth_date": pd.Timestamp("2024-01-01")}))


def seen(day: str | None = None) -> pd.Series:
    return pd.Series({"a": pd.Timestamp(day)} if day else {}, dtype="datetime64[s]")


def status(outcomes: pd.DataFrame, says: pd.DataFrame, as_of: date = AS_OF) -> tuple[object, object]:
    frame = found_gone(with_life(children(), says, "child_id"), outcomes, says, "child_id", as_of)
    assert frame["life_status"].isna().tolist()[1], "the other child stays as it was"
    row = frame.iloc[0]
    return row["life_status"], row["life_status_date"]


@pytest.mark.parametrize(
    ("says", "now", "listed_for_decision"),
    [
        ([], ("meninggal", VISIT), []),
        ([("hidup", BEFORE)], ("meninggal", VISIT), []),  # an older list knows no better
        ([("hidup", VISIT)], ("meninggal", VISIT), []),
        ([("hidup", AFTER)], ("meninggal", VISIT), ["daftar_status"]),
        ([("hidup", None)], ("meninggal", VISIT), ["daftar_status"]),
        ([("pindah", AFTER)], ("pindah", AFTER), []),  # gone either way
        ([("pindah", BEFORE)], ("meninggal", VISIT), []),
        ([("kembali", AFTER)], ("hidup", AFTER), []),  # a person made sure
        ([("kembali", BEFORE)], ("meninggal", VISIT), []),
    ],
)
def test_a_visit_and_a_list(says, now, listed_for_decision):
    told = listed(*says)
    value, day = status(found(), told)
    assert (value, day) == (now[0], pd.Timestamp(now[1]))
    assert life_conflicts(found(), told, seen())["shown_by"].tolist() == listed_for_decision


@pytest.mark.parametrize(
    ("what", "day", "speaks"),
    [("meninggal", AFTER, True), ("pindah", AFTER, True), ("menolak", AFTER, False), ("meninggal", VISIT, False),
     ("meninggal", BEFORE, False)],
)  # fmt: skip
def test_a_later_measurement_speaks_against_death_and_move_only(what, day, speaks):
    rows = life_conflicts(found(what), listed(), seen(day))
    assert rows["shown_by"].tolist() == (["pengukuran_atau_kontak"] if speaks else [])
    assert rows["shown_on"].tolist() == ([pd.Timestamp(day)] if speaks else [])


def test_what_was_found_after_the_day_of_the_audit_acts_at_once():
    assert status(found(on="2025-12-01"), listed()) == ("meninggal", pd.Timestamp(AS_OF))


IDENTITY = IDENTITIES.conform(pd.DataFrame({"child_id": ["a"], "name": ["Alya"], "birth_date": ["2024-01-01"]}))


def test_the_list_is_decided_on_and_read_back_as_a_list_of_life_status(tmp_path):
    path = tmp_path / "status-bertentangan.csv"
    write_life_conflicts(life_conflicts(found(), listed(("hidup", AFTER)), seen(AFTER)), IDENTITY, path)
    assert len(read_life(path)) == 0, "nobody has decided yet"
    text = path.read_text(encoding="utf-8-sig")
    assert {"Alya", "bidan", "kertas_kerja", "29/09/2025", "12/10/2025", "daftar_status"} <= set(
        text.replace("\n", ";").split(";")
    )
    head, *rows = text.splitlines()
    at = head.split(";").index("Status")
    cells = rows[0].split(";")
    cells[at : at + 2] = ["Dipastikan ada", "20/10/2025"]
    path.write_text("\n".join([head, ";".join(cells), *rows[1:]]), encoding="utf-8")
    told, nobody = life_of(IDENTITY, read_life(path))
    assert nobody.empty
    assert status(found(), told) == ("hidup", pd.Timestamp("2025-10-20"))
    assert life_conflicts(found(), told, seen(AFTER)).empty


def test_no_conflict_leaves_no_list(tmp_path):
    path = tmp_path / "status-bertentangan.csv"
    path.write_text("dari jalan sebelumnya", encoding="utf-8")
    write_life_conflicts(life_conflicts(found(), listed(), seen()), IDENTITY, path)
    assert not path.exists()
