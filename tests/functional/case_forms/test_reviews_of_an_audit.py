"""Who gets which cases to review: readers of params, consent, life status, and a draw that is kept."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from audit.errors import InputError
from audit.pipeline import reviewing
from audit.pipeline.params_cases import CasesParams
from audit.pipeline.project import Project
from audit.pipeline.reviewing import DRAWN, hand_out_reviews
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.schemas import CHILDREN, CONSENTS, REGISTERED, VISITS
from audit.store.cycles import CycleStore

AS_OF = date(2025, 9, 15)
SP_A, SECOND = "telaah-pakar-sp-a-pertama.xlsx", "telaah-pakar-sp-a-kedua.xlsx"
THERE, DEAD = ("orang3", "orang4", "orang9"), "orang8"  # children among the ten cases


def params(**cases: object) -> SimpleNamespace:
    district = SimpleNamespace(code="17.71", name="Kota Bengkulu", folder="17.71-kota-bengkulu")
    asked = CasesParams.model_validate(cases)
    return SimpleNamespace(district=district, cycle="2025-2", as_of=AS_OF, language="id", seed=7, cases=asked)


@pytest.fixture
def audit(tmp_path, book, monkeypatch):
    """A prepared audit in which four children of the cases are known, one of whom has died; consents are given."""
    project = Project(tmp_path)
    CycleStore(project.cycle(params())).add(book.entries)
    children = [*THERE, DEAD]
    table = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": children, "sex": "f", "area_code": book.areas.desa[3].code,
                "birth_date": pd.to_datetime(["2024-06-01", "2022-06-01", "2022-06-01", "2024-06-01"]),
                "life_status": ["hidup"] * 3 + ["meninggal"], "life_status_date": pd.Timestamp("2025-09-10"),
            }
        )
    )  # fmt: skip
    visits = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": children, "visit_date": pd.Timestamp("2025-08-11"), "seq": 1, "weight_kg": 8.9,
                "lenhei_cm": 71.3, "measure": "l",
            }
        )
    )  # fmt: skip

    def given(*consents: tuple[str, bool]) -> Project:
        rows = [(who, "review", pd.Timestamp("2025-09-01"), yes) for who, yes in consents]
        frame = pd.DataFrame(rows, columns=["person_id", "purpose", "decided_on", "given"])
        linking = Linking(**dict.fromkeys(Linking.__dataclass_fields__, 0))
        said = CONSENTS.conform(frame)
        tables = Tables(table, visits, REGISTERED.conform(pd.DataFrame()), (), linking, consents=said)
        monkeypatch.setattr(reviewing, "is_prepared", lambda *_: True)
        monkeypatch.setattr(reviewing, "load_tables", lambda _: tables)
        return project

    return given


def cases_of(given, file: str) -> set[str]:
    return {id.replace("kasus000", "orang") for id in given.books[file].cases["case_id"]}


def test_every_demanded_discipline_gets_a_workbook_and_the_dead_are_in_none(audit):
    given = hand_out_reviews(params(), audit())
    assert cases_of(given, SP_A) == set(THERE)
    assert cases_of(given, "telaah-pakar-gizi-pertama.xlsx") == set(THERE)
    assert (given.cases, given.drawn, given.left_out) == (3, 1, {})
    assert len(cases_of(given, SECOND)) == 1
    facts = given.books[SP_A].facts
    assert {"haz", "weight_kg"} <= set(facts["name"])
    assert len(given.books[SP_A].visits) == 3


def test_the_draw_is_kept_as_entries_of_its_own(audit):
    project = audit()
    first = hand_out_reviews(params(), project)
    store = CycleStore(project.cycle(params()))
    drawn = store.entries()["source_system"].eq(DRAWN)
    assert set(store.entries().loc[drawn, "field"]) == {"case_id", "discipline", "reader"}
    again = params()
    again.seed = 1234
    assert cases_of(hand_out_reviews(again, project), SECOND) == cases_of(first, SECOND)
    assert store.entries()["source_system"].eq(DRAWN).sum() == drawn.sum()


def test_an_expert_from_outside_gets_only_who_agreed(audit):
    expert = {"discipline": "sp_a", "institution": "RSUP", "mode": "daring", "outside": True}
    project = audit(("orang3", True), ("orang4", False))
    given = hand_out_reviews(params(experts=[expert]), project)
    assert list(given.books) == [SP_A]
    assert cases_of(given, SP_A) == {"orang3"}
    assert given.left_out == {SP_A: 2}
    assert (given.books[SP_A].institution, given.books[SP_A].mode) == ("RSUP", "daring")
    assert given.drawn == 0


def test_a_refusal_counts_for_experts_of_the_team_too(audit):
    given = hand_out_reviews(params(experts=[{"discipline": "sp_a"}]), audit(("orang4", False)))
    assert cases_of(given, SP_A) == {"orang3", "orang9"}
    assert given.left_out == {SP_A: 1}


def test_where_nobody_agreed_there_is_no_workbook(audit):
    given = hand_out_reviews(params(experts=[{"discipline": "sp_a", "outside": True}]), audit())
    assert (given.books, given.left_out) == ({}, {SP_A: 3})


def test_without_cases_nothing_is_handed_out(audit, tmp_path):
    project = audit()
    other = params()
    other.cycle = "2026-1"
    with pytest.raises(InputError) as refusal:
        hand_out_reviews(other, project)
    assert refusal.value.id == "case_form.no_cases"
