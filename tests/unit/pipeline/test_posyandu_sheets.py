"""Each posyandu gets only its own people, of the lists as they stand; who is gone or a bride-to-be is on none."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.pipeline.posyandu_sheets import posyandu_sheets
from audit.reference.areas import areas_of
from audit.results import LineList
from audit.store import IDENTITIES

AREAS = areas_of("64.74")
HERE, BESIDE, FAR = "64.74.01.1001", "64.74.01.1002", "64.74.02.1001"
DAY = date(2025, 9, 15)
PEOPLE = {  # name, posyandu, desa, born
    "a": ("ANI", "MELATI", HERE, "2024-07-16"),
    "b": ("BUDI", "Melati ", HERE, "2024-07-15"),
    "c": ("CITRA", "MELATI", BESIDE, None),
    "d": ("DEWI", "MELATI", HERE, "1995-01-01"),
    "e": ("EKO", None, HERE, "2025-04-20"),
    "f": ("FITRI", "ANGGREK", FAR, "2023-01-01"),
}


def identities() -> pd.DataFrame:
    rows = [
        {"child_id": id, "name": name, "posyandu": posyandu, "area_code": area, "birth_date": pd.Timestamp(born),
         "parent_name": "AMINAH" if id == "a" else pd.NA, "rt": "3" if id == "a" else pd.NA, "rw": pd.NA,
         "nik": "6474994508230001"}
        for id, (name, posyandu, area, born) in PEOPLE.items()
    ]  # fmt: skip
    return IDENTITIES.conform(pd.DataFrame(rows))


def lines(id: str, rows: list[dict]) -> dict[str, LineList]:
    return {id: LineList(id, pd.DataFrame(rows))}


def visit(person: str, group: str = "falls_and_risk") -> dict:
    return {"child_id": person, "area_code": PEOPLE[person][2], "group": group, "posyandu": "elsewhere"}


def due(person: str, service: str = "complementary_food", group: str = "baduta") -> dict:
    return {"person_id": person, "area_code": PEOPLE[person][2], "group": group, "service": service}


def referral(person: str, step: str = "found", referred: str | None = None, **more) -> dict:
    row = {"person_id": person, "area_code": PEOPLE[person][2], "group": "baduta", "step": step, "open": True,
           "referred_on": pd.Timestamp(referred), "rule_id": "severely_thin", "value": "-3.4"}  # fmt: skip
    return row | more


def made(results, gone=()):
    return posyandu_sheets(results, identities(), AREAS, gone=set(gone), as_of=DAY)


def named(sheet) -> list[str]:
    return [one.name for part in sheet.parts for one in part.people]


def test_a_posyandu_is_its_desa_and_its_name_however_it_is_written():
    sheets = made(lines("visit_first", [visit(id) for id in "abc"]))
    assert {path: named(sheet) for path, sheet in sheets.items()} == {
        "posyandu/64.74.01/1001-melati.pdf": ["ANI", "BUDI"],
        "posyandu/64.74.01/1002-melati.pdf": ["CITRA"],
    }
    assert sheets["posyandu/64.74.01/1001-melati.pdf"].desa == f"Kelurahan {AREAS.by_code[HERE].name}"


def test_nobody_of_another_posyandu_stands_on_a_sheet():
    results = lines("visit_first", [visit(id) for id in "abcf"]) | lines("due_list", [due(id) for id in "abcdef"])
    for sheet in made(results).values():
        for name in named(sheet):
            (person,) = (id for id, who in PEOPLE.items() if who[0] == name)
            assert (PEOPLE[person][1] or "").strip().casefold() == sheet.posyandu.casefold()


def test_only_the_first_group_of_the_list_of_visits():
    assert made(lines("visit_first", [visit("a", "risk"), visit("b", "falls")])) == {}


def test_who_is_gone_is_on_no_sheet_and_an_empty_posyandu_has_none():
    results = lines("visit_first", [visit("a"), visit("f")])
    assert [named(sheet) for sheet in made(results, gone="f").values()] == [["ANI"]]
    assert made(results, gone="af") == {}
    assert made({}) == {}


def test_a_bride_to_be_is_on_no_sheet():
    results = lines("due_list", [due("d", "before_wedding", "catin")]) | lines(
        "urgent_referrals", [referral("d", group="catin")]
    )
    assert made(results) == {}


def test_of_a_referral_the_state_is_told_and_never_the_reason():
    rows = [
        referral("a"),
        referral("a", rule_id="oedema", value="y"),
        referral("b", "referred", "2025-09-02"),
        referral("e", "arrived", "2025-09-02"),
        referral("f", "closed", "2025-09-02", open=False),
    ]
    (sheet,) = made(lines("urgent_referrals", rows)).values()
    (part,) = sheet.parts
    said = {one.name: one.about[-1] for one in part.people}
    assert said == {"ANI": "belum tercatat dirujuk", "BUDI": "dirujuk 02/09/2025, belum tercatat tiba"}
    assert "-3.4" not in str(sheet)


def test_to_measure_again_says_what_was_written():
    row = {"person_id": "a", "area_code": HERE, "visit_date": pd.Timestamp("2025-08-12"), "weight_kg": float("nan"),
           "lenhei_cm": 55.05, "what": "haz"}  # fmt: skip
    (sheet,) = made(lines("remeasure_list", [row])).values()
    assert sheet.parts[0].people[0].about[-1] == "tertulis 55,1 cm pada 12/08/2025"


@pytest.mark.parametrize(("person", "age"), [("a", "13 bulan"), ("b", "14 bulan"), ("d", ""), ("c", "")])
def test_age_in_completed_months_of_children_alone(person, age):
    """Born on the 16th a month is not complete on the 15th; a woman has no age in months, nor has an unknown day."""
    (sheet,) = made(lines("due_list", [due(person)])).values()
    assert sheet.parts[0].people[0].about[0] == age


def test_how_to_find_a_child_and_no_number_of_hers():
    (sheet,) = made(lines("visit_first", [visit("a")])).values()
    assert sheet.parts[0].people[0].about == ("13 bulan", "orang tua: AMINAH", "RT\N{NO-BREAK SPACE}3", "")
    assert "6474" not in str(sheet.parts)


def test_services_stand_in_the_order_of_life():
    rows = [due("d", "post_partum", "nifas"), due("a", "measles_rubella"), due("b"), due("a")]
    (sheet,) = made(lines("due_list", rows)).values()
    assert [(part.group, [one.name for one in part.people]) for part in sheet.parts] == [
        ("complementary_food", ["ANI", "BUDI"]), ("measles_rubella", ["ANI"]), ("post_partum", ["DEWI"]),
    ]  # fmt: skip


def test_people_without_a_posyandu_have_a_sheet_of_their_desa():
    sheets = made(lines("due_list", [due("e")]))
    assert list(sheets) == ["posyandu/64.74.01/1001-tanpa.pdf"]
    assert sheets["posyandu/64.74.01/1001-tanpa.pdf"].posyandu == ""


def test_somebody_whom_the_vault_does_not_hold_keeps_a_line():
    row = {"child_id": "x", "area_code": HERE, "group": "falls_and_risk"}
    (sheet,) = made(lines("visit_first", [row])).values()
    assert named(sheet) == [""]


def test_names_of_files_are_short_and_keep_their_number(monkeypatch):
    long = ["Melati Indah Permai Raya II", "Melati Indah Permai Raya III", "Melati Indah Jaya III", "Kenanga"]
    people = {str(i): (f"ANAK {i}", name, HERE, None) for i, name in enumerate(long)}
    monkeypatch.setattr(f"{__name__}.PEOPLE", people)
    paths = list(made(lines("visit_first", [visit(id) for id in people])))
    stems = [path.rpartition("/")[2].removesuffix(".pdf") for path in paths]
    assert len(set(stems)) == len(long)
    assert max(len(stem.removeprefix("1001-")) for stem in stems) <= 13
    assert {stem.rpartition("-")[2] for stem in stems} >= {"ii", "iii", "kenanga"}
