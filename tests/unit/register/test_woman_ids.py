"""One woman, one id: also when a later list first gives her NIK, mends it, or has another woman of her name."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.register.woman_ids import woman_descriptions, woman_ids
from audit.store import DESCRIPTIONS, read_descriptions, write_descriptions

KEY = b"contoh"
A, B = "17.71.01.1001", "17.71.01.1002"
NIK, OTHER = "1771994508960001", "1771994508960002"
SITI = {"name": "SITI AMINAH", "birth_date": "1996-08-05", "area_code": A}


def rows(*people: dict) -> pd.DataFrame:
    columns = ["nik", "name", "birth_date", "area_code", "kk", "contact_date"]
    frame = pd.DataFrame([SITI | {"contact_date": "2025-03-01"} | who for who in people], columns=columns)
    return frame.astype(object).where(frame.notna(), None)


class Vault:
    """Runs one after the other, each with what the one before left in the vault."""

    def __init__(self) -> None:
        self.known = DESCRIPTIONS.empty()

    def run(self, *people: dict) -> list[str | None]:
        records = rows(*people)
        ids = woman_ids(records, KEY, self.known)
        self.known = woman_descriptions(records.assign(woman_id=ids), KEY, self.known)
        return [None if pd.isna(id) else id for id in ids]


NEW = {"nik": NIK, "contact_date": "2025-09-01"}


def test_an_id_stays_when_a_later_list_first_gives_the_nik():
    vault = Vault()
    (first,) = vault.run({})
    assert vault.run({}, NEW) == [first, first]
    assert vault.run(NEW) == [first], "also when the earlier list is no longer there"
    assert vault.run(NEW | {"name": "Ny. Siti Aminah Putri", "area_code": B}) == [first], "then by the NIK alone"
    assert Vault().run({}, NEW) == [first, first], "and without a vault, by the earliest contact"


def test_two_women_of_one_name_stay_two():
    vault = Vault()
    (first,) = vault.run({})
    one, two = vault.run(NEW, NEW | {"nik": OTHER})
    assert len({first, one, two}) == 3, "which of the two the first was nobody knows"
    vault = Vault()
    (first,) = vault.run({"kk": "1771990101200001"})
    one, two = vault.run(NEW | {"kk": "1771990101200001"}, NEW | {"nik": OTHER, "kk": "1771990101200002"})
    assert one == first != two, "the family card tells"
    assert vault.run(NEW | {"nik": OTHER}, NEW) == [two, one]


def test_of_another_desa_or_birth_date_is_another_woman():
    vault = Vault()
    (first,) = vault.run({})
    assert first not in vault.run(NEW | {"area_code": B}, NEW | {"birth_date": "1996-08-06", "nik": OTHER})


def test_a_mended_nik_is_the_same_woman_where_the_family_card_says_so():
    vault, card = Vault(), {"kk": "1771990101200001"}
    (first,) = vault.run({"nik": NIK} | card)
    assert vault.run(NEW | {"nik": OTHER} | card) == [first]
    assert vault.run(NEW | {"nik": OTHER}) == [first], "and stays so where a later list has no card"
    alone = Vault()
    (first,) = alone.run({"nik": NIK})
    assert alone.run(NEW | {"nik": OTHER}) != [first], "without a card nothing is guessed"


def test_whoever_is_not_named_enough_is_nobody():
    assert Vault().run({"name": None}, {"birth_date": None}, {"name": None, "nik": NIK})[:2] == [None, None]
    assert Vault().run() == []


def test_a_missing_desa_is_the_only_one_that_is_known():
    vault = Vault()
    (first,) = vault.run({})
    assert vault.run({"area_code": None}) == [first]
    (one, two) = Vault().run({}, {"area_code": None})
    assert one == two
    a, b, nowhere = Vault().run({}, {"area_code": B}, {"area_code": None})
    assert len({a, b, nowhere}) == 3


def test_descriptions_are_kept_in_the_vault(tmp_path):
    vault = Vault()
    (first,) = vault.run({})
    write_descriptions(vault.known, tmp_path)
    vault.run(NEW)
    write_descriptions(vault.known, tmp_path)
    kept = read_descriptions(tmp_path)
    assert set(kept["woman_id"]) == {first}
    assert sorted(kept["nik"]) == ["", NIK]
    assert kept["first_on"].min() == pd.Timestamp("2025-03-01")
    assert read_descriptions(tmp_path / "tidak-ada").empty


WHO = st.fixed_dictionaries(
    {
        "nik": st.sampled_from([None, NIK, OTHER]),
        "name": st.sampled_from(["SITI AMINAH", "DEWI"]),
        "area_code": st.sampled_from([None, A, B]),
        "kk": st.sampled_from([None, "1771990101200001", "1771990101200002"]),
        "contact_date": st.sampled_from(["2025-03-01", "2025-09-01"]),
    }
)


@settings(max_examples=60)
@given(st.lists(WHO, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_second_run_of_the_same_lists_gives_the_same_ids_in_any_order(people, random):
    vault = Vault()
    first = vault.run(*people)
    assert vault.run(*people) == first
    order = random.sample(range(len(people)), len(people))
    assert Vault().run(*(people[i] for i in order)) == [first[i] for i in order]


@pytest.mark.parametrize("nik", [NIK, OTHER])
def test_rows_of_one_nik_are_one_woman(nik):
    one, two = Vault().run({"nik": nik}, {"nik": nik, "name": "Siti A.", "birth_date": None})
    assert one == two
