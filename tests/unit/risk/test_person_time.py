"""Person-time of a few invented children whose lives can be told in one line each."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.reference.extract_rules import DAYS_OF
from audit.risk.person_time import EVENTS, EXITS, person_time, seen
from audit.schemas import CHILDREN, VISITS

AS_OF = date(2025, 9, 15)
LOW, FINE = -3.0, 0.0


def lengths(**lives: dict[str, float]) -> pd.DataFrame:
    """z by day of each child."""
    rows = [(child, pd.Timestamp(day), haz) for child, life in lives.items() for day, haz in life.items()]
    types = {"child_id": "string", "visit_date": "datetime64[s]", "haz": "float64"}
    return pd.DataFrame(rows, columns=["child_id", "visit_date", "haz"]).astype(types)


def children(*ids: str, born: str = "2024-01-01", **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"child_id": list(ids), "sex": "m", "birth_date": pd.Timestamp(born), **columns})
    return CHILDREN.conform(frame)


def followed(who: pd.DataFrame, rows: pd.DataFrame, level: str = "months"):
    return person_time(who, rows, unit_days=DAYS_OF[level], as_of=AS_OF)


def told(rows: pd.DataFrame) -> list[tuple[float, float, str, str | None]]:
    events = rows["event"].astype(object).where(rows["event"].notna(), None)
    return list(zip(rows["start"], rows["stop"], rows["state"], events, strict=True))


def test_new_stunting_recovery_and_relapse_stand_where_they_were_seen():
    life = {"2025-01-01": FINE, "2025-02-01": LOW, "2025-03-01": FINE, "2025-04-01": LOW, "2025-05-01": LOW}
    out = followed(children("a"), lengths(a=life))
    assert told(out.intervals) == [
        (0, 1, "not_stunted", "new_stunting"),
        (1, 2, "stunted", "recovery"),
        (2, 3, "not_stunted", "relapse"),
        (3, 4, "stunted", None),
    ]
    row = out.people.iloc[0]
    assert (row["visits"], row["followed"], row["exit_reason"]) == (5, 4, "last_seen")
    assert (row["stunted_first"], row["stunted_last"], row["stunted_ever"]) == (False, True, True)
    assert row["history"] == "0;1;2;3;4"


def test_stunted_at_the_first_length_is_no_new_stunting_and_a_second_time_is_a_relapse():
    out = followed(children("a"), lengths(a={"2025-01-01": LOW, "2025-02-01": FINE, "2025-03-01": LOW}))
    assert out.intervals["event"].tolist() == ["recovery", "relapse"]


@pytest.mark.parametrize(("status", "event"), [("meninggal", "died"), ("pindah", "moved")])
def test_a_known_exit_ends_the_time_on_its_day(status, event):
    who = children("a", life_status=status, life_status_date=pd.Timestamp("2025-06-01"))
    out = followed(who, lengths(a={"2025-02-01": LOW}))
    assert told(out.intervals) == [(0, 4, "stunted", event)]
    assert out.people["exit_reason"].tolist() == [event]


def test_an_exit_without_a_day_or_in_the_same_unit_is_half_a_unit_later():
    who = children("a", "b", life_status="pindah", life_status_date=[pd.NaT, pd.Timestamp("2025-02-03")])
    out = followed(who, lengths(a={"2025-02-01": FINE}, b={"2025-02-01": FINE}))
    assert out.intervals["stop"].tolist() == [0.5, 0.5]


def test_an_exit_after_the_day_of_the_audit_has_not_happened_yet():
    who = children("a", life_status="meninggal", life_status_date=pd.Timestamp("2025-10-01"))
    out = followed(who, lengths(a={"2025-02-01": FINE}))
    assert (len(out.intervals), out.people["exit_reason"].tolist()) == (0, ["last_seen"])


def test_the_fifth_birthday_ends_the_time_of_whoever_is_there():
    out = followed(children("a", born="2020-06-01"), lengths(a={"2025-02-01": FINE}))
    assert told(out.intervals) == [(0, 4, "not_stunted", "aged_out")]


def test_whoever_died_before_the_fifth_birthday_died():
    who = children("a", born="2020-06-01", life_status="meninggal", life_status_date=pd.Timestamp("2025-03-01"))
    out = followed(who, lengths(a={"2025-02-01": FINE}))
    assert out.people["exit_reason"].tolist() == ["died"]


def test_of_several_lengths_in_one_unit_the_last_counts():
    out = followed(children("a"), lengths(a={"2025-01-01": FINE, "2025-01-05": LOW, "2025-02-01": LOW}))
    assert told(out.intervals) == [(0, 1, "stunted", None)]


def test_two_mass_weighings_are_a_half_year_apart():
    out = followed(children("a"), lengths(a={"2025-02-06": FINE, "2025-08-06": FINE}), "half_years")  # 181 days
    assert told(out.intervals) == [(0, 1, "not_stunted", None)]


def test_nobody_gives_empty_tables_with_their_columns():
    out = followed(children("a"), lengths(a={}))
    assert (len(out.people), len(out.intervals)) == (0, 0)
    assert "event" in out.intervals


def test_every_exit_that_is_an_event_has_its_name_among_them():
    assert set(EXITS) - {"last_seen"} <= set(EVENTS)


def test_only_usable_lengths_up_to_the_day_count():
    visits = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": "a",
                "visit_date": pd.to_datetime(["2025-02-01", "2025-03-01", "2025-04-01", "2025-10-01"]),
                "seq": 1,
                "lenhei_cm": [78.0, 20.0, None, 85.0],  # good, flagged by WHO, missing, too late
                "measure": "l",
            }
        )
    )
    assert seen(children("a"), visits, as_of=AS_OF)["visit_date"].tolist() == [pd.Timestamp("2025-02-01")]
