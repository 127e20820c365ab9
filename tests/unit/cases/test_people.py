"""Who is on the list of an audit on a day, in which group, and what is known of them: newest answers, changes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.cases.people import People, people_of
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, SERVICES, VISITS, WOMEN, Table

AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code
DAY = date(2025, 8, 31)
TABLES = {
    "children": CHILDREN,
    "visits": VISITS,
    "women": WOMEN,
    "households": HOUSEHOLDS,
    "services": SERVICES,
    "child_history": CHILD_HISTORY,
}


def made(table: Table, rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(table.names))
    for name, dtype in table.columns:
        if dtype.startswith("datetime"):
            frame[name] = pd.to_datetime(frame[name])
    return table.conform(frame)


def people(*, as_of: date = DAY, groups=GROUPS, **rows: list[dict]) -> People:
    tables = {name: made(table, rows.get(name, [])) for name, table in TABLES.items()}
    return people_of(**tables, as_of=as_of, areas=AREAS, groups=groups)


def child(**more) -> dict:
    return {"child_id": "a", "sex": "m", "birth_date": "2024-03-01", "area_code": DESA, **more}


def visit(day: str, **more) -> dict:
    return {"child_id": "a", "visit_date": day, "seq": 1, "measure": "l", "source_file": "ekspor", **more}


def woman(group: str, day: str = "2025-08-01", **more) -> dict:
    return {"woman_id": "w", "contact_date": day, "group": group, "source_system": "elsimil", **more}


def groups_of(who: People) -> list[str]:
    return who.frame["group"].tolist()


# Children ---------------------------------------------------------------------------------------------------------


def test_the_newest_visit_on_or_before_the_day_is_judged_by_who():
    who = people(
        children=[child()],
        visits=[
            visit("2025-06-02", weight_kg=9.0, lenhei_cm=74.0),
            visit("2025-08-04", weight_kg=9.2, lenhei_cm=75.5),
            visit("2025-09-02", weight_kg=20.0, lenhei_cm=99.0),
        ],
    ).frame.iloc[0]
    days = (pd.Timestamp("2025-08-04") - pd.Timestamp("2024-03-01")).days
    z = zscores(sex="m", age=days, weight=9.2, lenhei=75.5, measure="l").iloc[0]
    assert [who["haz"], who["waz"], who["whz"]] == [z["haz"], z["waz"], z["whz"]]
    assert (who["visit_on"], who["visit_source"]) == (pd.Timestamp("2025-08-04"), "ekspor")
    assert who["weight_change_kg"] == pytest.approx(0.2)
    assert (who["weight_change_days"], who["haz_change_days"], who["visits"]) == (63, 63, 2)
    assert who["bmi"] == pytest.approx(9.2 / 0.755**2)


def test_of_one_day_the_last_measurement_counts_and_is_no_change():
    rows = [visit("2025-08-04", weight_kg=9.0), visit("2025-08-04", weight_kg=9.9) | {"seq": 2}]
    who = people(children=[child()], visits=rows).frame.iloc[0]
    assert who["weight_kg"] == 9.9
    assert pd.isna(who["weight_change_kg"])


def test_a_newest_visit_without_height_has_no_height_and_no_change_of_it():
    rows = [visit("2025-06-02", weight_kg=9.0, lenhei_cm=74.0), visit("2025-08-04", weight_kg=9.2)]
    who = people(children=[child()], visits=rows).frame.iloc[0]
    assert pd.isna(who["haz"])
    assert pd.isna(who["haz_change"])
    assert who["weight_change_kg"] == pytest.approx(0.2)


def test_a_change_reaches_back_to_the_last_visit_that_has_what_it_needs():
    rows = [
        visit("2025-04-02", weight_kg=8.8, lenhei_cm=73.0),
        visit("2025-06-02", muac_cm=14.0),
        visit("2025-08-04", weight_kg=9.2, lenhei_cm=75.0),
    ]
    who = people(children=[child()], visits=rows).frame.iloc[0]
    assert who["weight_change_days"] == who["haz_change_days"] == 124


def test_values_that_cannot_be_true_are_marked_and_are_no_change():
    rows = [visit("2025-06-02", weight_kg=9.0, lenhei_cm=74.0), visit("2025-08-04", weight_kg=90.0, lenhei_cm=40.0)]
    who = people(children=[child()], visits=rows).frame.iloc[0]
    assert who["haz_flag"]
    assert who["waz_flag"]
    assert who["weight_change_kg_flag"]
    assert pd.isna(who["haz_change"])
    slipped = people(children=[child()], visits=[visit("2025-08-04", muac_cm=1.4)]).frame.iloc[0]
    assert slipped["muac_cm_flag"]


def test_a_child_without_a_visit_is_there_with_nothing_known():
    who = people(children=[child()], visits=[visit("2025-09-02", weight_kg=9.0)]).frame.iloc[0]
    assert who["group"] == "baduta"
    assert who[["haz", "weight_kg", "visit_on", "oedema"]].isna().all()
    assert not who["haz_flag"]


@pytest.mark.parametrize(
    ("status", "day", "there"),
    [
        ("meninggal", "2025-08-31", False),
        ("pindah", None, False),
        ("menolak", "2025-01-01", False),
        ("lulus_umur", None, False),
        ("hidup", None, True),
        ("meninggal", "2025-09-01", True),
        (None, None, True),
    ],
)
def test_whoever_is_gone_is_on_no_list(status, day, there):
    gone = {"life_status": status, "life_status_date": day}
    who = people(children=[child(**gone)], women=[woman("bumil", gestation_weeks=20, **gone)])
    assert groups_of(who) == (["bumil", "baduta"] if there else [])
    assert who.outdated.empty


def test_children_are_parted_by_age_and_leave_at_five():
    def born(day: str) -> list[str]:
        return groups_of(people(children=[child(birth_date=day)]))

    assert born("2023-09-01") == ["baduta"]  # 730 days: under 24 months
    assert born("2023-08-31") == ["balita_24_59"]
    assert born("2020-09-01") == ["balita_24_59"]
    assert born("2020-08-31") == []  # fifth birthday
    assert born("2025-09-01") == []  # not born yet


def test_a_child_of_unknown_age_is_asked_for():
    who = people(children=[child(birth_date=None)])
    assert who.frame.empty
    assert who.outdated[["person_id", "reason"]].to_numpy().tolist() == [["a", "age_unknown"]]


def test_of_two_systems_the_newer_answer_counts():
    history = {"child_id": "a", "recorded_on": "2025-07-20", "development": "sesuai", "vitamin_a": False}
    seen = visit("2025-08-04", development="P", vitamin_a="1")
    later = people(children=[child()], visits=[seen], child_history=[history | {"source_system": "riwayat"}])
    assert later.frame.iloc[0][["development", "development_source", "vitamin_a"]].tolist() == [
        "penyimpangan",
        "ekspor",
        True,
    ]
    newer = history | {"recorded_on": "2025-08-20", "source_system": "riwayat"}
    who = people(children=[child()], visits=[seen], child_history=[newer])
    assert who.frame.iloc[0][["development", "development_source", "vitamin_a"]].tolist() == [
        "sesuai",
        "riwayat",
        False,
    ]
    silent = people(
        children=[child()], visits=[visit("2025-08-04", development="-", vitamin_a="")], child_history=[newer]
    )
    assert silent.frame["development"].tolist() == ["sesuai"]


def test_a_history_of_after_the_day_is_not_known_yet():
    rows = [
        {"child_id": "a", "recorded_on": "2025-08-31", "immunised_for_age": False},
        {"child_id": "a", "recorded_on": "2025-09-01", "immunised_for_age": True},
    ]
    assert people(children=[child()], child_history=rows).frame["immunised_for_age"].tolist() == [False]


# Women ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "group", "outdated"),
    [
        (woman("catin", wedding_date="2025-08-31"), "catin", None),
        (woman("catin", wedding_date="2025-08-30"), None, "catin_over"),
        (woman("catin"), "catin", None),
        (woman("bumil", "2025-08-31", gestation_weeks=44), "bumil", None),
        (woman("bumil", "2025-08-30", gestation_weeks=44), None, "bumil_over"),
        (woman("bumil", "2024-10-01"), None, "bumil_over"),  # weeks unknown, but past any pregnancy
        (woman("bumil", "2025-06-01", gestation_weeks=30, delivery_date="2025-08-20"), "nifas", None),
        (woman("bumil", "2025-06-01", gestation_weeks=30, delivery_date="2025-09-20"), "bumil", None),
        (woman("nifas", delivery_date="2025-07-20"), "nifas", None),  # 42 days
        (woman("nifas", delivery_date="2025-07-19", breastfeeding=True), "busui", None),
        (woman("nifas", delivery_date="2025-07-19", breastfeeding=False), None, None),
        (woman("nifas", delivery_date="2025-07-19"), None, "nifas_over"),
        (woman("nifas", "2025-07-20"), "nifas", None),
        (woman("nifas", "2025-07-19"), None, "nifas_over"),
        (woman("busui", delivery_date="2024-09-01", breastfeeding=True), "busui", None),
        (woman("busui", delivery_date="2023-08-31", breastfeeding=True), None, None),
    ],
)
def test_the_group_of_a_woman_follows_from_the_calendar(contact, group, outdated):
    who = people(women=[contact])
    assert groups_of(who) == ([group] if group else [])
    assert who.outdated["reason"].tolist() == ([outdated] if outdated else [])


def test_the_newest_contact_counts_and_an_older_delivery_is_remembered():
    rows = [
        woman("bumil", "2025-05-01", gestation_weeks=38, hb_g_dl=10.0),
        woman("nifas", "2025-06-10", delivery_date="2025-06-01", breastfeeding=True, hb_g_dl=11.0),
        woman("busui", "2025-08-05", breastfeeding=True, hb_g_dl=12.0),
        woman("bumil", "2025-09-05", gestation_weeks=5),
    ]
    who = people(women=rows)
    assert groups_of(who) == ["busui"]
    assert who.frame["hb_g_dl"].tolist() == [12.0]
    assert who.frame["delivery_date"].tolist() == [pd.Timestamp("2025-06-01")]
    assert groups_of(people(women=rows, as_of=date(2025, 6, 30))) == ["nifas"]
    assert groups_of(people(women=rows, as_of=date(2025, 9, 30))) == ["bumil"]


def test_a_delivery_before_the_contact_of_a_pregnant_woman_is_of_an_earlier_pregnancy():
    before = woman("bumil", "2024-05-01", gestation_weeks=38, delivery_date="2024-05-20", fetuses=2)
    now = people(women=[before, woman("bumil", gestation_weeks=12)])
    assert groups_of(now) == ["bumil"]
    assert now.frame["fetuses"].isna().all()
    assert groups_of(people(women=[woman("bumil", gestation_weeks=12, delivery_date="2024-05-20")])) == ["bumil"]


def test_what_stays_is_remembered_within_a_pregnancy_and_what_changes_is_not():
    rows = [
        woman("bumil", "2025-02-01", gestation_weeks=8, height_cm=144.0, hb_g_dl=10.0, fetuses=2),
        woman("bumil", "2025-06-01", gestation_weeks=25, weight_kg=50.0),
    ]
    who = people(women=rows).frame.iloc[0]
    assert (who["height_cm"], who["fetuses"]) == (144.0, 2)
    assert pd.isna(who["hb_g_dl"])
    assert who["bmi"] == pytest.approx(50 / 1.44**2)
    next_one = [*rows, woman("nifas", "2025-10-01"), woman("bumil", "2026-08-01", gestation_weeks=9)]
    later = people(women=next_one, as_of=date(2026, 8, 31)).frame.iloc[0]
    assert pd.isna(later["fetuses"])


def test_age_in_whole_years_and_body_mass_index():
    who = people(women=[woman("catin", birth_date="2005-09-01", weight_kg=45.0, height_cm=150.0)]).frame.iloc[0]
    assert who["age_years"] == 19
    assert who["bmi"] == pytest.approx(20.0)


# Together ---------------------------------------------------------------------------------------------------------


def test_household_facts_come_by_household_and_the_newer_word_on_smoke_counts():
    home = {"household_id": "h", "recorded_on": "2025-06-01", "safe_water": False, "smoke_at_home": False}
    rows = {"households": [home | {"source_system": "PK"}], "children": [child(household_id="h")]}
    who = people(women=[woman("bumil", gestation_weeks=9, household_id="h", smoke_at_home=True)], **rows)
    frame = who.frame.set_index("group")
    assert frame["safe_water"].tolist() == [False, False]
    assert frame["smoke_at_home"].tolist() == [True, False]
    assert frame["smoke_at_home_source"].tolist() == ["elsimil", "PK"]
    assert people(children=[child()], households=rows["households"]).frame["safe_water"].isna().all()
    later = people(**rows, as_of=date(2025, 5, 31))
    assert later.frame["safe_water"].isna().all()


def test_a_district_names_its_groups():
    rows = {"children": [child()], "women": [woman("busui", delivery_date="2025-06-01", breastfeeding=True)]}
    assert groups_of(people(**rows)) == ["busui", "baduta"]
    tables = {name: made(table, rows.get(name, [])) for name, table in TABLES.items()}
    assert groups_of(people_of(**tables, as_of=DAY, areas=AREAS)) == ["baduta"]
    assert groups_of(people(groups=("bumil",), **rows)) == []
    with pytest.raises(ValueError, match="remaja"):
        people(groups=("remaja",), **rows)


def test_what_was_received_counts_from_the_day_it_was():
    rows = [
        {"person_id": "a", "date": "2025-07-01", "service_code": "pmt", "stage": "received"},
        {"person_id": "a", "date": "2025-08-01", "service_code": "pmt", "stage": "offered"},
        {"person_id": "a", "date": "2025-09-01", "service_code": "pmt", "stage": "received"},
    ]
    who = people(children=[child()], services=rows).frame
    assert who["received_on"].tolist() == [pd.Timestamp("2025-07-01")]


def test_places_are_leaves_of_the_district():
    who = people(children=[child(), child(child_id="b", area_code=None), child(child_id="c", area_code="64.74.01")])
    assert who.frame["area"].tolist() == [DESA, "64.74.00", "64.74.01.00"]


def test_nobody_gives_an_empty_frame_with_every_column():
    assert list(people().frame) == list(people(children=[child()], women=[woman("catin")]).frame)
    assert people().frame.empty
