"""Results about assistance: nothing of what nobody handed in, and what was handed in from end to end."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.people import people_of
from audit.cases.rules import screen
from audit.pipeline.results_companions import companion_results
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.results import Cell, LineList
from audit.schemas import (
    BODIES,
    CHILD_HISTORY,
    CHILDREN,
    COMPANION_CONTACTS,
    COMPANION_TEAMS,
    HOUSEHOLDS,
    REGISTERED,
    SERVICES,
    VISITS,
    WOMEN,
)

AREAS, AS_OF = areas_of("17.71"), date(2025, 9, 15)
DESA = AREAS.desa[0].code


@pytest.fixture
def ask(load):
    children = CHILDREN.conform(
        pd.DataFrame(
            {"child_id": list("abc"), "birth_date": ["2024-03-01"] * 3, "area_code": [DESA] * 3,
             "life_status": ["hidup", "hidup", "meninggal"], "life_status_date": [None, None, "2025-07-01"]}
        )
    )  # fmt: skip

    def asked(**programme: pd.DataFrame):
        tables = Tables(
            children, VISITS.empty(), REGISTERED.empty(), (), None, programme=programme  # pyright: ignore[reportArgumentType]
        )  # fmt: skip
        people = people_of(
            children, VISITS.empty(), WOMEN.empty(), HOUSEHOLDS.empty(), SERVICES.empty(), CHILD_HISTORY.empty(),
            as_of=AS_OF, areas=AREAS,
        )  # fmt: skip
        screening = screen(people, rule_set("risk_practice_2026"))
        return {one.id: one for one in companion_results(tables, None, screening, load())}  # pyright: ignore

    return asked


def contacts(*rows: dict) -> pd.DataFrame:
    made = [{"contact_id": f"k{i}", "team_id": "t", "duty": "penyuluhan", **row} for i, row in enumerate(rows)]
    return COMPANION_CONTACTS.conform(pd.DataFrame(made))


def test_nothing_is_said_of_what_nobody_handed_in(ask):
    assert ask() == {}


def test_bodies_alone_say_nothing_of_assistance(ask):
    bodies = BODIES.conform(pd.DataFrame([{"area_code": "17.71", "quarter": "2025-Q2"}]))
    assert list(ask(bodies=bodies)) == ["bodies", "bodies_list", "supervisions_list"]


def test_from_rows_to_counts_and_lists(ask):
    teams = COMPANION_TEAMS.conform(pd.DataFrame([{"team_id": "t", "area_code": DESA}]))
    noted = contacts(
        {
            "person_id": "a",
            "contact_date": "2025-04-01",
            "risk_found": True,
            "newly_found": True,
            "found_source": "kua",
        },
        {"person_id": "a", "contact_date": "2025-04-05", "newly_found": True},  # found once
        {"person_id": "c", "contact_date": "2025-04-01", "risk_found": True},  # has died: waits for nothing
        {"contact_date": "2025-04-02", "newly_found": True},  # without a name she is one more
    )
    found = ask(companion_contacts=noted, companion_teams=teams)
    whole = Cell.of("2025-2", person="person")
    assisted = found["companions_contacts"]
    assert (assisted.numerator[whole.replace("assisted", "assisted")], assisted.denominator[whole]) == (1, 2)
    assert found["companions_found"][Cell.of("2025-2", found="found")] == 2
    assert found["companions_found"][Cell.of("2025-2", found="found_kua", area=DESA[:8])] == 1
    assert found["companions_waiting"][Cell.of("2025-2", found_risk="waiting_long")] == 1
    assert found["companions_support"][Cell.of("2025-2", team="team", area=DESA[:8])] == 1  # placed by its team
    assert isinstance(found["companions_risk_list"], LineList)
    assert found["companions_risk_list"].rows["person_id"].tolist() == ["a"]


def test_teams_alone_have_no_contacts_to_speak_of(ask):
    teams = COMPANION_TEAMS.conform(pd.DataFrame([{"team_id": "t", "area_code": DESA}]))
    assert set(ask(companion_teams=teams)) == {"companions_support", "companions_team_list"}
