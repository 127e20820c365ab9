"""Families are named by those of their members whom the vault knows."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.programme_lists import Known
from audit.reference.areas import areas_of


def test_a_family_is_named_by_its_known_members_each_once_in_the_order_of_letters():
    people = {"b": "Budi Contoh", "a": "Ani Contoh", "twin": "Ani Contoh", "lone": "Citra Contoh"}
    identities = pd.DataFrame({"child_id": list(people), "name": list(people.values())})
    members = pd.DataFrame(
        [("b", "h1"), ("a", "h1"), ("twin", "h1"), ("nobody", "h1"), ("nobody", "h2"), ("lone", None)],
        columns=["person_id", "household_id"],
    )
    homes = Known(identities, pd.DataFrame(), members, areas_of("17.71")).homes
    assert homes.to_dict() == {"h1": "Ani Contoh, Budi Contoh"}
