"""People do not depend on the order of rows, and what is dated after the day changes nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases.people import People, people_of
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, SERVICES, VISITS, WOMEN, Table

AREAS = areas_of("64.74")
DAY = date(2025, 8, 31)
FIRST = pd.Timestamp("2024-01-01")
DAYS = st.integers(0, 700).map(lambda n: FIRST + pd.Timedelta(days=n))  # to December 2025: some after the day
WHO = st.sampled_from(["a", "b", "c"])
MAYBE = st.none() | st.booleans()
VISIT = st.fixed_dictionaries(
    {"child_id": WHO, "visit_date": DAYS, "seq": st.integers(1, 2), "weight_kg": st.none() | st.floats(3, 20),
     "lenhei_cm": st.none() | st.floats(50, 110), "muac_cm": st.none() | st.floats(9, 18),
     "development": st.sampled_from([None, "S", "M", "P", "-"]), "vitamin_a": st.sampled_from([None, "1", "-"])}
)  # fmt: skip
CONTACT = st.fixed_dictionaries(
    {"woman_id": WHO, "contact_date": DAYS, "group": st.sampled_from(["catin", "bumil", "nifas", "busui"]),
     "gestation_weeks": st.none() | st.integers(4, 40), "delivery_date": st.none() | DAYS, "breastfeeding": MAYBE,
     "wedding_date": st.none() | DAYS, "height_cm": st.none() | st.floats(140, 170), "smoke_at_home": MAYBE}
)  # fmt: skip
TOLD = st.fixed_dictionaries({"child_id": WHO, "recorded_on": DAYS, "vitamin_a": MAYBE, "immunised_for_age": MAYBE})


def made(table: Table, rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(table.names))
    return table.conform(frame.drop_duplicates(list(table.key)))


def people(visits: pd.DataFrame, women: pd.DataFrame, history: pd.DataFrame) -> People:
    born = {"a": "2021-01-01", "b": "2024-06-01", "c": "2025-03-01"}
    rows = [{"child_id": who, "sex": "f", "birth_date": pd.Timestamp(day)} for who, day in born.items()]
    none = {table.name: made(table, []) for table in (HOUSEHOLDS, SERVICES)}
    return people_of(
        made(CHILDREN, rows), visits, women, none["households"], none["services"], history, as_of=DAY, areas=AREAS,
        groups=GROUPS,
    )  # fmt: skip


@settings(max_examples=25)
@given(
    st.lists(VISIT, max_size=8), st.lists(CONTACT, max_size=8), st.lists(TOLD, max_size=6), st.integers(0, 2**32 - 1)
)
def test_order_and_what_is_not_known_yet_change_nothing(visits, women, history, seed):
    tables = made(VISITS, visits), made(WOMEN, women), made(CHILD_HISTORY, history)
    expected = people(*tables)
    shuffled = people(*(table.sample(frac=1, random_state=seed).reset_index(drop=True) for table in tables))
    known = people(
        *(
            table[table[day] <= pd.Timestamp(DAY)].reset_index(drop=True)
            for table, day in zip(tables, ("visit_date", "contact_date", "recorded_on"), strict=True)
        )
    )
    for other in (shuffled, known):
        for frame in ("frame", "outdated"):
            left, right = (getattr(who, frame).sort_values("person_id", ignore_index=True) for who in (other, expected))
            pd.testing.assert_frame_equal(left, right)
    women_there = set(made(WOMEN, [row for row in women if row["contact_date"] <= pd.Timestamp(DAY)])["woman_id"])
    listed = expected.frame[expected.frame["group"].isin(["catin", "bumil", "nifas", "busui"])]["person_id"]
    assert listed.is_unique
    assert set(listed) | set(expected.outdated["person_id"]) <= women_there
