"""Acceleration teams by level: what is known of a year of quarters, and what is not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.companion_bodies import bodies_by_level, body_rows
from audit.reference.areas import areas_of
from audit.results import Cell
from audit.schemas import BODIES, SUPERVISIONS

AREAS = areas_of("35.71")
CITY, KECAMATAN = AREAS.district.code, AREAS.kecamatan[0].code
AS_OF = date(2025, 9, 15)


def rows(bodies: list[dict], visits: list[dict] | None = None, as_of: date = AS_OF) -> pd.DataFrame:
    noted = [{"supervision_id": f"v{i}", **visit} for i, visit in enumerate(visits or [])]
    columns = ["supervision_id", "area_code", "visited_on", "has_finding", "answered_on"]
    return body_rows(
        BODIES.conform(pd.DataFrame(bodies, columns=list(BODIES.names))),
        SUPERVISIONS.conform(pd.DataFrame(noted, columns=columns)),
        AREAS,
        as_of,
    ).set_index("area_code")


def share(table, level, measure):
    at = table.numerator.cells.index(Cell.of("2025-2", body=level, measure=measure))
    return table.numerator.counts[at], table.denominator.counts[at]


def test_the_last_four_quarters_that_have_ended_are_summed():
    quarters = ["2024-Q2", "2024-Q3", "2025-Q2", "2025-Q3"]
    bodies = [{"area_code": CITY, "quarter": q, "meetings_planned": 3, "meetings_held": 2} for q in quarters]
    city = rows(bodies).loc[CITY]
    assert (city["meetings_held"], city["meetings_planned"]) == (4, 6)
    assert pd.isna(city["minutes"])
    at_end = rows(bodies, as_of=date(2025, 9, 30)).loc[CITY]
    assert at_end["meetings_held"] == 4  # the third quarter has ended, the third of last year has left


@pytest.mark.parametrize(
    ("decree", "valid"),
    [
        ({"sk_from": "2024-01-01", "sk_until": "2025-09-15"}, True),
        ({"sk_from": "2024-01-01", "sk_until": "2025-09-14"}, False),
        ({"sk_from": "2024-01-01", "open_ended": True}, True),
        ({"sk_from": "2024-01-01"}, None),
        ({"sk_from": "2025-09-16", "sk_until": "2026-01-01"}, False),
        ({"sk_until": "2025-01-01"}, False),
        ({}, None),
    ],
)
def test_a_decree_is_in_force_over_or_not_known(decree, valid):
    said = rows([{"area_code": CITY, "quarter": "2025-Q2", **decree}]).loc[CITY, "sk_valid"]
    assert (None if pd.isna(said) else bool(said)) is valid


def test_a_body_is_called_what_its_decree_says_else_by_the_day():
    found = rows(
        [{"area_code": CITY, "quarter": "2025-Q2", "name": "tpps"}, {"area_code": KECAMATAN, "quarter": "2025-Q2"}]
    )
    assert found.loc[[CITY, KECAMATAN], "name"].tolist() == ["tpps", "tp3s"]


def test_measures_by_level_rest_on_what_is_known():
    bodies = [
        {
            "area_code": KECAMATAN,
            "quarter": "2025-Q2",
            "rtl_agreed": 4,
            "rtl_done": 1,
            "sk_from": "2024-01-01",
            "sk_until": "2026-01-01",
        },
        {"area_code": AREAS.kecamatan[1].code, "quarter": "2025-Q2", "rtl_done": 5},  # of how many nobody wrote
    ]
    visits = [
        {"area_code": KECAMATAN, "visited_on": "2025-05-01", "has_finding": True, "answered_on": "2025-06-01"},
        {"area_code": KECAMATAN, "visited_on": "2025-06-01", "has_finding": True, "answered_on": "2025-09-16"},
        {"area_code": KECAMATAN, "visited_on": "2025-06-02", "has_finding": False},
        {"area_code": KECAMATAN, "visited_on": "2024-06-30", "has_finding": True},  # before the four quarters
        {"area_code": "17.71.01", "visited_on": "2025-06-02"},  # of another district
    ]  # fmt: skip
    table = bodies_by_level(rows(bodies, visits).reset_index(), "2025-2")
    assert share(table, "kecamatan", "known") == (2, 3)
    assert share(table, "kecamatan", "sk_valid") == (1, 1)
    assert share(table, "kecamatan", "rtl") == (1, 4)
    assert share(table, "kecamatan", "meetings") == (0, 0)
    assert share(table, "kecamatan", "visited") == (1, 3)
    assert share(table, "kecamatan", "findings") == (2, 3)
    assert share(table, "kecamatan", "answers") == (1, 2)
    assert share(table, "desa", "known") == (0, len(AREAS.desa))
    assert not table.numerator.personal


def test_a_finding_that_was_written_down_is_one():
    noted = [{"area_code": CITY, "visited_on": "2025-05-01"}]
    frame = SUPERVISIONS.conform(pd.DataFrame([{"supervision_id": "v", "finding": "Notulen", **noted[0]}]))
    found = body_rows(BODIES.empty(), frame, AREAS, AS_OF).set_index("area_code")
    assert found.loc[CITY, "with_finding"] == 1
