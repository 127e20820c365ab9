"""Which cases and plans one recipient gets: its desa or its plans, and only of those who allow it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.case_slice import Recipient, slice_cases
from audit.reference.areas import areas_of
from audit.reference.slice_rules import slice_roles
from audit.schemas import CASES, CONSENTS, FOLLOW_UPS

AREAS, AS_OF = areas_of("17.71"), date(2025, 9, 15)
KECAMATAN = AREAS.kecamatan[0].code
FIRST, SECOND = (d.code for d in AREAS.within(KECAMATAN)[:2])
ELSEWHERE = AREAS.within(AREAS.kecamatan[1].code)[0].code
ROLES = slice_roles()


def cases(**groups: str) -> pd.DataFrame:
    """A case a desa: ``a`` in the first, ``b`` in the second, ``c`` elsewhere, ``d`` nowhere."""
    at = {"a": FIRST, "b": SECOND, "c": ELSEWHERE, "d": None}
    rows = [
        {"case_id": id, "person_id": f"p{id}", "group": groups.get(id, "baduta"), "area_code": code}
        for id, code in at.items()
    ]
    return CASES.conform(pd.DataFrame(rows))


def plans(*rows: dict[str, object]) -> pd.DataFrame:
    usual = {"approved_on": pd.Timestamp("2025-09-10"), "status": "belum"}
    return FOLLOW_UPS.conform(pd.DataFrame([{"rtl_id": f"r{i}", **usual, **row} for i, row in enumerate(rows)]))


def consents(*said: tuple[str, str, str, bool]) -> pd.DataFrame:
    rows = [{"person_id": who, "purpose": what, "decided_on": on, "given": given} for who, what, on, given in said]
    return CONSENTS.conform(pd.DataFrame(rows))


NO_PLANS, NOBODY_ASKED = plans(), consents()


def cut(role: str, *, own=NO_PLANS, said=NOBODY_ASKED, among=None, areas=(), offices=()):
    recipient = Recipient("x", ROLES[role], "Kantor X", frozenset(areas), tuple(offices))
    return slice_cases(cases() if among is None else among, own, said, recipient, areas=AREAS, as_of=AS_OF)


@pytest.mark.parametrize(
    ("areas", "got"),
    [((FIRST,), ["a"]), ((FIRST, ELSEWHERE), ["a", "c"]), ((KECAMATAN,), ["a", "b"]), ((AREAS.desa[-1].code,), [])],
)
def test_by_area_only_cases_of_these_desa(areas, got):
    assert cut("pkb", areas=areas).cases["case_id"].tolist() == got


def test_every_kecamatan_together_still_leaves_out_whoever_has_no_desa():
    assert cut("puskesmas", areas=[k.code for k in AREAS.kecamatan]).cases["case_id"].tolist() == ["a", "b", "c"]


def test_a_bride_is_told_of_only_to_whom_the_whole_kecamatan_belongs():
    among = cases(a="catin")
    every = [d.code for d in AREAS.within(KECAMATAN)]
    assert "a" not in set(cut("pkb", among=among, areas=every[:-1]).cases["case_id"])
    assert "a" in set(cut("pkb", among=among, areas=every).cases["case_id"])
    assert "a" in set(cut("pkb", among=among, areas=[KECAMATAN]).cases["case_id"])


def test_the_plans_of_a_part_by_area_are_those_of_its_cases():
    own = plans({"case_id": "a"}, {"case_id": "c"}, {"area_code": FIRST})
    assert cut("pkb", own=own, areas=[FIRST]).plans == {"r0"}


def test_by_plan_only_plans_that_name_the_office_and_their_cases():
    own = plans(
        {"case_id": "a", "opd": "dinas  PU "},
        {"case_id": "a", "leader": "Dinas Sosial"},
        {"case_id": "b", "actor": "Dinas PU Provinsi"},
        {"case_id": "c", "actor": "DINAS PU"},
    )
    said = consents(*((f"p{id}", "audit", "2025-06-01", True) for id in "abcd"))
    part = cut("opd", own=own, said=said, offices=["Dinas PU"])
    assert (part.cases["case_id"].tolist(), part.plans, part.withheld) == (["a", "c"], {"r0", "r3"}, 0)


@pytest.mark.parametrize(
    "change",
    [{"approved_on": None}, {"approved_on": pd.Timestamp("2025-09-16")}, {"status": "batal"}],
    ids=["not approved", "approved later", "cancelled"],
)
def test_a_plan_that_does_not_stand_is_told_to_no_office(change):
    said = consents(("pa", "audit", "2025-06-01", True))
    good = {"case_id": "a", "opd": "Dinas PU"}
    assert cut("opd", own=plans(good), said=said, offices=["Dinas PU"]).plans == {"r0"}
    assert cut("opd", own=plans(good | change), said=said, offices=["Dinas PU"]).cases.empty


def test_an_office_gets_nobody_who_was_not_asked_or_who_took_it_back():
    own = plans(*({"case_id": id, "opd": "Dinas PU"} for id in "abc"))
    said = consents(
        ("pa", "audit", "2025-06-01", True),
        ("pb", "audit", "2025-06-01", True),
        ("pb", "audit", "2025-09-20", False),
    )
    part = cut("opd", own=own, said=said, offices=["Dinas PU"])
    assert (part.cases["case_id"].tolist(), part.withheld) == (["a"], 2)


def test_a_sponsor_needs_a_consent_of_its_own():
    own = plans(*({"case_id": id, "actor": "BAZNAS"} for id in "ab"))
    said = consents(("pa", "audit", "2025-06-01", True), ("pb", "sponsor", "2025-06-01", True))
    assert cut("sponsor", own=own, said=said, offices=["BAZNAS"]).cases["case_id"].tolist() == ["b"]


def test_of_the_audit_team_only_a_refusal_keeps_a_case_back():
    said = consents(("pa", "audit", "2025-06-01", False), ("pb", "sponsor", "2025-06-01", False))
    part = cut("pkb", said=said, areas=[KECAMATAN])
    assert (part.cases["case_id"].tolist(), part.withheld) == (["b"], 1)


def test_without_cases_there_is_nothing_and_no_error():
    part = cut("pkb", among=CASES.empty(), areas=[KECAMATAN])
    assert part.cases.empty
    assert part.plans == frozenset()
    assert cut("opd", among=CASES.empty(), offices=["Dinas PU"]).cases.empty
