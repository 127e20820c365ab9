"""Of those in need the share reached, of those reached the share in need; and whom to offer a sponsor next."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.programme.sponsor_ledger import sponsored
from audit.programme.sponsor_matching import free_places, match_children, match_families
from audit.programme.sponsor_reach import baas_states, genting_states, reach, stunted_before
from audit.reference.areas import areas_of
from audit.results import Cell
from audit.schemas import CHILDREN, DONORS, SPONSORSHIPS, VISITS, WOMEN

AREAS = areas_of("19.71")
DESA = AREAS.desa[0].code
HERE = AREAS.kecamatan[0].code
PERIOD, DAY = "2025-2", date(2025, 8, 31)


def person(id, haz=-2.5, group="baduta", **more):
    row = {
        "person_id": id,
        "haz": haz,
        "haz_flag": False,
        "group": group,
        "age_months": 14.0,
        "household_id": f"h{id}",
        "area_code": DESA,
        "area": DESA,
        "welfare_rank": np.nan,
        "risks": 0,
    }
    return row | more


def people(*rows):
    frame = pd.DataFrame(rows)
    text = dict.fromkeys(("person_id", "group", "household_id", "area_code"), "string")
    return frame.astype(text | {"haz": float, "haz_flag": bool})


def ledger(*rows):
    base = {"donor_id": "d1", "programme": "baas", "months_planned": 6, "started_on": pd.Timestamp("2025-06-01")}
    made = [base | {"sponsorship_id": f"s{n}"} | row for n, row in enumerate(rows)]
    frame = SPONSORSHIPS.conform(pd.DataFrame(made)) if made else SPONSORSHIPS.empty()
    return sponsored(frame, CHILDREN.empty(), WOMEN.empty(), as_of=DAY)


def rate(table, **levels):
    at = table.numerator.cells.index(Cell.of(PERIOD, **levels))
    return table.numerator.counts[at], table.denominator.counts[at]


def test_need_and_reach_of_children_are_counted_both_ways():
    everybody = people(
        person("a"),
        person("b"),
        person("c", haz=-1.0),
        person("d", haz=None),
        person("e", haz=-7.0, haz_flag=True),
        person("w", group="bumil", haz=None),
    )
    rows = ledger({"person_id": "a"}, {"person_id": "c"}, {"person_id": "d"})
    before = pd.Series([True, False, pd.NA], index=["s0", "s1", "s2"], dtype="boolean")
    frame = baas_states(everybody, rows, before)
    assert frame["baas_need"].tolist() == [
        "needed",
        "needed",
        "not_needed",
        "need.unknown",
        "need.unknown",
        "not_needed",
    ]
    assert frame["baas_aid"].tolist()[:4] == ["began_needed", "not_aided", "began_not_needed", "began.unknown"]
    found = reach("baas", frame, PERIOD, AREAS)
    assert rate(found.needed, person="person", baas_need="needed", baas_aid="aided") == (1, 2)
    assert rate(found.aided, person="person", baas_aid="began_needed") == (1, 3)
    assert rate(found.aided, person="person", baas_aid="began_needed", area=HERE) == (1, 3)
    assert found.counts[Cell.of(PERIOD, person="person", baas_need="need.unknown")] == 2
    assert sorted(found.lines.rows["person_id"]) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("reached", "share"), [((), 0.0), (("a", "b"), 1.0)])
def test_nobody_and_everybody_reached(reached, share):
    frame = baas_states(
        people(person("a"), person("b")), ledger(*({"person_id": one} for one in reached)), pd.Series(dtype="boolean")
    )
    assert reach("baas", frame, PERIOD, AREAS).needed.values[0] == share


def test_who_is_no_longer_supported_is_not_reached():
    rows = ledger({"person_id": "a", "started_on": pd.Timestamp("2025-01-01"), "months_planned": 3})
    assert baas_states(people(person("a")), rows, pd.Series(dtype="boolean"))["baas_aid"].tolist() == ["not_aided"]


def test_families_are_in_need_at_risk_with_somebody_of_the_first_thousand_days():
    everybody = people(
        person("a"),
        person("b", age_months=24.0, group="balita_24_59"),
        person("c"),
        person("d", group="bumil"),
        person("e"),
    )
    families = pd.DataFrame(
        {
            "household_id": ["ha", "hb", "hc", "hd", "he"],
            "area_code": DESA,
            "area": DESA,
            "family": ["at_risk", "at_risk", "not_assessable", "at_risk", "not_at_risk"],
        }
    ).astype({"household_id": "string"})
    listed = pd.Series(pd.to_datetime(["2025-07-01"] * 5), index=families["household_id"])
    rows = ledger(
        {"household_id": "ha", "programme": "genting", "at_risk_before": True},
        {"household_id": "he", "programme": "genting", "at_risk_before": True},
        {
            "household_id": "hd",
            "programme": "genting",
            "started_on": pd.Timestamp("2025-08-01"),
            "at_risk_before": True,
        },
        {"household_id": "hb", "programme": "genting"},
    )
    frame = genting_states(families, everybody, rows, listed)
    assert frame["genting_need"].tolist() == ["needed", "not_needed", "need.unknown", "needed", "not_needed"]
    # hd is listed before it began: what became of it is not known, not "still at risk"
    assert frame["genting_aid"].tolist() == [
        "still_at_risk",
        "before.unknown",
        "not_aided",
        "after.unknown",
        "no_longer_at_risk",
    ]
    found = reach("genting", frame, PERIOD, AREAS)
    assert rate(found.needed, family="at_risk", genting_need="needed", genting_aid="aided") == (2, 2)
    assert rate(found.aided, family="at_risk", genting_need="needed", genting_aid="aided", area=HERE) == (2, 4)
    assert found.counts[Cell.of(PERIOD, family="listed", genting_aid="risk_before")] == 3


def test_the_height_before_is_of_the_last_half_year_and_plausible():
    child = CHILDREN.conform(
        pd.DataFrame([{"child_id": c, "sex": "m", "birth_date": pd.Timestamp("2023-01-01")} for c in "abcd"])
    )
    seen = [
        ("a", "2025-05-01", 78.0),
        ("a", "2025-06-02", 95.0),
        ("b", "2024-11-01", 70.0),
        ("c", "2025-05-01", 40.0),
        ("d", "2025-06-01", 92.0),
    ]
    visits = pd.DataFrame(seen, columns=["child_id", "visit_date", "lenhei_cm"]).assign(seq=1, measure="h")
    visits["visit_date"] = pd.to_datetime(visits["visit_date"])
    before = stunted_before(ledger(*({"person_id": c} for c in "abcd")), child, VISITS.conform(visits))
    assert before["s0"]  # of before the day: 78 cm at 28 months
    assert "s1" not in before.index  # seven months old
    assert pd.isna(before["s2"])  # 40 cm cannot be true
    assert not before["s3"]  # of the day itself


def ordered(*rows, agree=("a", "b", "c", "d"), free=None, **more):
    frame = people(*rows).assign(baas_need="needed", baas_aid="not_aided", other_aid=False).assign(**more)
    return match_children(frame, agree, free if free is not None else pd.Series(dtype=int)).rows


def test_the_order_of_need_is_the_stated_one():
    rows = ordered(
        person("a", haz=-2.1, welfare_rank=1),
        person("b", haz=-3.2, group="balita_24_59"),
        person("c", haz=-2.2, welfare_rank=3),
        person("d", haz=-3.1),
    )
    assert rows["id"].tolist() == ["d", "b", "a", "c"]
    assert rows["reasons"].tolist() == ["severely_stunted;baduta", "severely_stunted", "baduta", "baduta"]
    ties = ordered(person("c"), person("a"), person("b", risks=2), person("d", welfare_rank=9))
    assert ties["id"].tolist() == ["d", "b", "a", "c"]  # a rank that is known first, then risks, then the id


def test_only_who_agreed_and_has_nobody_is_listed():
    assert ordered(person("a"), person("b"), agree=())["id"].tolist() == []
    assert ordered(person("a"), person("b"), agree=("b",))["id"].tolist() == ["b"]
    assert ordered(person("a"), person("b"), baas_aid=["began_needed", "not_aided"])["id"].tolist() == ["b"]
    assert ordered(person("a"), person("b"), other_aid=[True, False])["id"].tolist() == ["b"]
    assert ordered(person("a"), person("b"), baas_need=["need.unknown", "needed"])["id"].tolist() == ["b"]


def test_a_family_agrees_where_one_did_and_nobody_refused():
    everybody = people(person("a"), person("b"), person("m", group="bumil", household_id="ha"))
    families = pd.DataFrame(
        {
            "household_id": ["ha", "hb"],
            "area_code": DESA,
            "genting_need": "needed",
            "genting_aid": "not_aided",
            "other_aid": False,
            "welfare_rank": [4.0, 1.0],
            "risks": 1,
        }
    )
    families = families.astype({"household_id": "string"})

    def listed(agree, refuse):
        return match_families(families, everybody, agree, refuse, pd.Series(dtype=int)).rows["id"].tolist()

    assert listed(["a", "b"], []) == ["ha", "hb"]  # a pregnant woman and a child before the lower rank
    assert listed(["a", "b"], ["m"]) == ["hb"]
    assert listed([], []) == []


def test_places_left_are_filled_by_who_joined_first():
    donors = pd.DataFrame(
        [
            ("late", 2, "2025-05-01", "baas"),
            ("early", 2, "2025-01-01", "baas"),
            ("other", 5, "2024-01-01", "genting"),
            ("silent", None, "2024-01-01", "baas"),
        ],
        columns=["donor_id", "places", "joined_on", "programme"],
    )
    donors["joined_on"] = pd.to_datetime(donors["joined_on"])
    free = free_places(DONORS.conform(donors), ledger({"person_id": "x", "donor_id": "early"}), "baas")
    assert free.to_dict() == {"early": 1, "late": 2}
    rows = ordered(*(person(one) for one in "abcd"), free=free)
    assert rows["donor_id"].fillna("").tolist() == ["early", "late", "late", ""]
