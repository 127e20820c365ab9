"""Contacts made and expected: by target group, in whole months, nothing where no source gives a rule."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.errors import ReferenceDataError
from audit.programme.companion_people import assisted_people, contacts_due, window_of
from audit.reference.companion_rules import BODY_NAMES, CONTACT_RULES, contact_rules, name_on
from audit.reference.rule_sets import GROUPS
from audit.schemas import COMPANION_CONTACTS

AS_OF = date(2025, 9, 15)
WINDOW = window_of("2025-08", AS_OF)  # 1 March to 31 August: 184 days
RULES = contact_rules(AS_OF)


def people(*rows: dict) -> pd.DataFrame:
    names = ("person_id", "group", "birth_date", "delivery_date", "gestation_weeks", "visit_on", "area_code")
    frame = pd.DataFrame([{name: row.get(name) for name in names} for row in rows], columns=list(names))
    days = dict.fromkeys(("birth_date", "delivery_date", "visit_on"), "datetime64[s]")
    return frame.astype(days | {"gestation_weeks": "float64", "person_id": "string", "group": "string"})


def contacts(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame([{"contact_id": f"c{i}", "duty": "penyuluhan", **row} for i, row in enumerate(rows)])
    return COMPANION_CONTACTS.conform(frame)


def test_the_window_holds_whole_months_and_never_the_future():
    assert WINDOW.months == ("2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08")
    assert (str(WINDOW.first.date()), str(WINDOW.last.date())) == ("2025-03-01", "2025-08-31")
    assert str(window_of("2025-12", AS_OF).last.date()) == "2025-09-15"


@pytest.mark.parametrize(
    ("person", "due"),
    [
        ({"group": "catin"}, 1),
        ({"group": "baduta", "birth_date": "2024-06-01"}, 2),  # 184 days of 91 each
        ({"group": "baduta", "birth_date": "2025-06-02"}, 1),  # 91 days, the last of August among them
        ({"group": "baduta", "birth_date": "2025-06-03"}, 0),
        ({"group": "bumil", "gestation_weeks": 20, "visit_on": "2025-07-14"}, 5),  # from 24 February: 184 of 280 days
        ({"group": "bumil", "gestation_weeks": 4, "visit_on": "2025-08-25"}, 1),  # from 28 July: 35 days
        ({"group": "bumil", "gestation_weeks": 4, "visit_on": "2025-08-26"}, 0),
        ({"group": "nifas", "delivery_date": "2025-08-11"}, 1),  # 21 of 42 days
        ({"group": "nifas", "delivery_date": "2025-08-12"}, 0),
        ({"group": "nifas", "delivery_date": "2025-06-01"}, 2),  # never more than the whole time holds
        ({"group": "nifas"}, np.nan),
        ({"group": "bumil", "visit_on": "2025-08-01"}, np.nan),
        ({"group": "busui"}, np.nan),
        ({"group": "balita_24_59", "birth_date": "2022-06-01"}, np.nan),
    ],
)
def test_whole_contacts_expected_in_the_window(person, due):
    assert contacts_due(people(person), RULES, WINDOW).tolist() == pytest.approx([due], nan_ok=True)


def test_contacts_count_once_for_whom_and_when_they_were():
    everybody = people(
        {"person_id": "a", "group": "baduta", "birth_date": "2024-06-01"},
        {"person_id": "b", "group": "baduta", "birth_date": "2024-06-01"},
        {"person_id": "c", "group": "nifas", "delivery_date": "2025-08-01"},
        {"person_id": "d", "group": "balita_24_59", "birth_date": "2022-06-01"},
    )
    noted = contacts(
        {"person_id": "a", "contact_date": "2025-03-01", "team_id": "t1", "group": "baduta", "topics": "gizi"},
        {"person_id": "a", "contact_date": "2025-08-31", "team_id": "t2", "topics": "gizi;rokok"},
        {"person_id": "a", "contact_date": "2025-02-28", "team_id": "t9"},  # before
        {"person_id": "a", "contact_date": "2025-09-01", "team_id": "t9", "referred": True},  # after, known by the day
        {"person_id": "c", "contact_date": "2025-05-01", "team_id": "t1", "group": "bumil"},  # in another group then
        {"person_id": "d", "contact_date": "2025-09-16", "team_id": "t1", "referred": True},  # not known yet
        {"person_id": "x", "contact_date": "2025-05-01", "team_id": "t1"},  # of no target group
        {"contact_date": "2025-05-01", "team_id": "t1", "group": "baduta"},  # a session
    )
    found = assisted_people(everybody, noted, RULES, WINDOW)
    assert found["person_id"].tolist() == ["a", "b", "c", "d"]
    assert found["made"].tolist() == [2, 0, 0, 0]
    assert found["contacts"].tolist() == ["as_often", "less_often", "less_often", "due.unknown"]
    assert found["assisted"].tolist() == [True, False, True, False]
    assert found["team_id"].fillna("").tolist() == ["t2", "", "t1", ""]
    assert found["referred"].tolist() == [True, False, False, False]
    assert found["topic.gizi"].tolist() == [True, False, False, False]
    assert found["topic.rokok"].tolist() == [True, False, False, False]
    assert not found["topic.sanitasi"].any()


def test_without_people_and_without_contacts():
    nobody = assisted_people(people(), contacts(), RULES, WINDOW)
    assert not len(nobody)
    alone = assisted_people(people({"person_id": "a", "group": "catin"}), contacts(), RULES, WINDOW)
    assert alone["contacts"].tolist() == ["less_often"]
    assert not alone["assisted"].any()


def test_rules_are_dated_and_every_group_has_one_or_is_left_open():
    for since, rules in CONTACT_RULES.values():
        assert [rule.group for rule in rules] == list(GROUPS)
        assert all(rule.source and rule.confidence in ("H", "M", "L") for rule in rules)
        assert since <= AS_OF
    with pytest.raises(ReferenceDataError):
        contact_rules(date(2022, 12, 31))
    with pytest.raises(ReferenceDataError):
        contact_rules(AS_OF, "buku_2030")


def test_the_name_of_the_acceleration_team_changes_with_the_day():
    assert name_on(date(2024, 12, 31)) == "tpps"
    assert name_on(date(2025, 1, 1)) == "tp3s"
    assert name_on(date(2020, 1, 1)) == "tpps"
    assert [name.id for name in BODY_NAMES] == ["tpps", "tp3s"]
