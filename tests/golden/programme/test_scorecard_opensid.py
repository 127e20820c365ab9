"""The village scorecard by the rules of forms 2A and 2B (reference/domain.md 4.1; OpenSID `Rekap.php`), by hand.

Quarter July to September 2025, one desa, forms filed every month. The arithmetic of every figure stands beside it.
"""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.household_receipt import household_receipt
from audit.programme.quarter import Quarter
from audit.programme.scorecard import scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.reference.areas import areas_of
from audit.reference.service_packages import package_set
from audit.results import Cell
from audit.schemas import CHILDREN, PACKAGE_RECEIPT, WOMEN

AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code
QUARTER, PACKAGES = Quarter(2025, 3), package_set()

# Home: family 1 a mother at risk and a child, family 2 a mother and a child, family 3 a newborn.
CHILDREN_ROWS = [
    ("c20", "2024-01-10", "h1"),  # 20 months on 30 September
    ("c08", "2025-01-15", "h2"),  # 8 months
    ("c02", "2025-07-20", "h3"),  # 2 months
]
WOMEN_ROWS = [
    ("m8", "2025-09-01", "bumil", 31, None, "h1"),  # 31 weeks + 29 days: 246 days, 8.1 months: third trimester
    ("m4", "2025-09-01", "bumil", 14, None, "h2"),  # 98 + 29 days: 4.2 months: second trimester
    ("mn", "2025-09-10", "nifas", None, "2025-07-20", "h3"),  # forty-two days are over on 31 August
]
# Times by month (July, August, September); of the child of 20 months what was before July in `BEFORE`.
FORMS = {
    "m8": {
        "antenatal": (1, 0, 1), "iron_tablets": (1, 0, 0), "nutrition_counselling": (0, 1, 0), "home_visit": (0, 0, 0),
        "safe_water": (1, 1, 1), "latrine": (0, 0, 0), "health_insurance": (1, 1, 1),
    },
    "m4": {
        "antenatal": (0, 1, 0), "iron_tablets": (1, 1, 1), "nutrition_counselling": (1, 0, 0), "home_visit": (0, 0, 0),
        "safe_water": (1, 1, 1), "latrine": (1, 1, 1), "health_insurance": (1, 1, 1),
    },
    "mn": {"postnatal": (1, 1, 0), "safe_water": (1, 1, 1), "latrine": (1, 1, 1), "health_insurance": (1, 1, 1)},
    "c20": {
        "immunisation_basic": (1, 1, 1), "immunisation_measles": (0, 0, 0), "weighing": (1, 1, 1), "length": (0, 1, 0),
        "parent_counselling": (1, 0, 0), "home_visit": (1, 1, 0), "safe_water": (1, 1, 1), "latrine": (0, 0, 0),
        "birth_certificate": (1, 1, 1), "health_insurance": (1, 1, 1), "parenting": (1, 1, 1),
    },
    "c08": {
        "immunisation_basic": (0, 1, 0), "weighing": (1, 1, 1), "length": (0, 0, 1), "parent_counselling": (1, 1, 1),
        "home_visit": (1, 0, 1), "safe_water": (1, 1, 1), "latrine": (1, 1, 1), "birth_certificate": (0, 1, 1),
        "health_insurance": (1, 1, 1), "parenting": (1, 1, 1),
    },
    "c02": {
        "length": (0, 0, 1), "home_visit": (0, 1, 0), "safe_water": (1, 1, 1), "latrine": (1, 1, 1),
        "birth_certificate": (0, 0, 1), "health_insurance": (0, 0, 0),
    },
}  # fmt: skip
MONTHS = ("2025-07", "2025-08", "2025-09")
# c20: weighed in 12 of the 18 months before (12 + 3 = 15), counselled in 10 (10 + 1 = 11), parenting twice in the year.
BEFORE = {
    ("c20", "weighing"): (12, "2024-01", 18), ("c20", "parent_counselling"): (10, "2024-01", 18),
    ("c20", "parenting"): (2, "2024-01", 18),
    ("c08", "weighing"): (2, "2025-01", 6), ("c08", "parent_counselling"): (1, "2025-01", 6),
    ("c08", "parenting"): (1, "2025-01", 6),
}  # fmt: skip
# Mothers: antenatal, iron, postnatal, counselling, home visit, water, latrine, insurance.
# Children: immunisation, weight, length, counselling, home visit, water, latrine, certificate, insurance, parenting.
EXPECTED = {
    "m8": "Y Y TS T T Y T Y",  # counselled once of two; at risk and not visited
    "m4": "Y Y TS Y TS Y Y Y",  # not at risk: no home visit is due
    "mn": "TS TS T TS TS Y Y Y",  # two postnatal visits of three
    "c20": "T Y Y T Y Y T Y Y Y",  # no measles; 15 of 15; 11 of 15; 2 visits; parenting 3 + 2 = 5 of 5
    "c08": "Y Y Y T Y Y Y Y Y T",  # 2 + 3 = 5 of 5; 1 + 3 = 4 of 5; parenting 1 + 3 = 4 of 5
    "c02": "TS TS Y TS T Y Y Y T TS",  # one home visit of two; no insurance
}
WORDS = {1: "Y", 0: "T", -1: "?", -2: "TS", -3: "TS?"}


@pytest.fixture(scope="module")
def found():
    children = CHILDREN.conform(
        pd.DataFrame(CHILDREN_ROWS, columns=["child_id", "birth_date", "household_id"]).assign(area_code=DESA)
    )
    columns = ["woman_id", "contact_date", "group", "gestation_weeks", "delivery_date", "household_id"]
    women = WOMEN.conform(pd.DataFrame(WOMEN_ROWS, columns=columns).assign(area_code=DESA))
    at_risk = pd.Series({"m8": True, "m4": False, "mn": False}, dtype="boolean")
    people = scorecard_people(children, women, QUARTER, PACKAGES, at_risk=at_risk)
    rows = [
        (person, month, fact, times)
        for person, facts in FORMS.items()
        for fact, filed in facts.items()
        for month, times in zip(MONTHS, filed, strict=True)
    ]
    for (person, fact), (done, first, months) in BEFORE.items():
        # The newest months first, so that parenting falls into the twelve months.
        names = [str(month) for month in pd.period_range(first, periods=months, freq="M")][::-1]
        rows += [(person, month, fact, int(i < done)) for i, month in enumerate(names)]
    receipt = PACKAGE_RECEIPT.conform(pd.DataFrame(rows, columns=["person_id", "month", "fact", "times"]))
    return scorecard(people, receipt_evidence(people, [QUARTER], receipt=receipt), QUARTER, PACKAGES, AREAS)


def test_every_person_has_y_t_and_ts_as_the_forms_say(found):
    rows = found.states.set_index(pd.Index(found.people["person_id"]))
    for person, expected in EXPECTED.items():
        target = "mother" if person.startswith("m") else "child"
        states = rows.loc[person, [service.id for service in PACKAGES.of(target)]]
        assert " ".join(WORDS[state] for state in states) == expected, person


def test_a_persons_percentage_is_y_over_what_applies(found):
    shares = found.persons.rows.set_index("person_id")["share"]
    # m8: 4 of 8 - 1 TS; m4: 6 of 8 - 2; mn: 3 of 8 - 4; c20: 7 of 10; c08: 8 of 10; c02: 4 of 10 - 4.
    assert shares.to_dict() == pytest.approx(
        {"m8": 4 / 7, "m4": 6 / 6, "mn": 3 / 4, "c20": 7 / 10, "c08": 8 / 10, "c02": 4 / 6}
    )


@pytest.mark.parametrize(
    ("level", "y", "of"),
    [
        ("mother.antenatal", 2, 2),  # 3 mothers - 1 TS
        ("mother.home_visit", 0, 1),  # only the mother at risk
        ("mother.postnatal", 0, 1),
        ("mother.latrine", 2, 3),
        ("child.immunisation", 1, 2),  # 3 children - 1 TS
        ("child.home_visit", 2, 3),
        ("child.parenting", 1, 2),
        ("mother", 13, 17),  # 4 + 6 + 3 of 3 x 8 - 7 TS (1 + 2 + 4)
        ("child", 19, 26),  # 7 + 8 + 4 of 3 x 10 - 4 TS
        ("pairs", 32, 43),  # 13 + 19 of 17 + 26: row "Total" of form 4
    ],
)
@pytest.mark.parametrize("place", [None, DESA])
def test_services_and_desa_are_sums_of_y_over_sums_of_what_applies(found, level, y, of, place):
    at = found.received.numerator.cells.index(Cell.of("2025-Q3", area=place, service=level, receipt="received"))
    assert (found.received.numerator.counts[at], found.received.denominator.counts[at]) == (y, of)


def test_a_desa_without_anybody_has_no_percentage(found):
    other = Cell.of("2025-Q3", area=AREAS.desa[1].code, service="pairs", receipt="received")
    assert found.received.values[found.received.numerator.cells.index(other)] is None


def test_nobody_is_unknown_where_every_form_was_filed(found):
    assert set(found.unknown.numerator.counts) == {0}


def test_the_list_names_what_each_child_lacks(found):
    lacks = found.missing.rows.set_index("person_id")["missing"].to_dict()
    assert lacks == {
        "c20": "child.immunisation;child.parent_counselling;child.latrine",
        "c08": "child.parent_counselling;child.parenting",
        "c02": "child.home_visit;child.health_insurance",
    }


def test_no_household_had_all_though_most_services_reached_most(found):
    homes = household_receipt(found, AREAS)
    assert (homes.all_received.numerator.counts[0], homes.all_received.denominator.counts[0]) == (0, 3)
    # Sanitation: h2 and h3, h1 has no latrine. Social protection: h1 and h2, the newborn of h3 has no insurance.
    # Parenting: of h1 and h2, since for h3 none is due, h1 alone is complete. Mother and child services: h2 alone.
    whole = {id: (r.numerator.counts[0], r.denominator.counts[0]) for id, r in homes.packages.items()}
    assert whole == {"kia": (1, 3), "gizi": (0, 3), "sanitasi": (2, 3), "perlindungan_sosial": (2, 3), "paud": (1, 2)}
