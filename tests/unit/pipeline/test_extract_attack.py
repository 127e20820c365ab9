"""Whoever holds the vault cannot name a row; where it could be done, nothing is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from extract_universe import extract_params, universe

from audit.errors import DisclosureError
from audit.pipeline.extract_attack import attack_extract
from audit.pipeline.extract_tables import make_tables
from audit.store import IDENTITIES

KEY = b"kunci"
LEVELS = extract_params().levels.model_dump() | {"age": "years", "sex": "exact", "area": "district"}


def vault(one):
    children = one.tables.children[["child_id", "birth_date", "area_code"]]
    return IDENTITIES.conform(children.assign(name="Nama Contoh"))


def test_the_vault_and_every_day_of_weighing_name_nobody():
    one = universe(levels=LEVELS, suppress_percent=20)
    by_vault, by_days = attack_extract(one, make_tables(one, KEY), vault(one))[:2]
    assert by_vault.knows == ("sex", "age", "area", "welfare")
    assert by_days.knows[-2:] == ("time", "exit")
    for attack in (by_vault, by_days):
        assert attack.people > 300
        assert attack.unique == 0
        assert attack.most_likely <= 1 / 5


def test_an_extract_that_was_not_enforced_is_found_out():
    one = universe(levels=LEVELS | {"age": "weeks"})
    made = make_tables(universe(levels=LEVELS, suppress_percent=20), KEY)
    fine = one.persons(one.extract.levels.model_dump())
    careless = replace(
        made.enforced["persons"], frame=fine, levels={name: LEVELS[name] for name in one.quasi} | {"age": "weeks"}
    )
    with pytest.raises(DisclosureError) as refused:
        attack_extract(one, replace(made, enforced={"persons": careless}), vault(one))
    assert refused.value.id == "disclosure.extract_linked"


def test_birth_dates_are_taken_from_the_vault():
    one = universe(levels=LEVELS, suppress_percent=20)
    other = vault(one)
    other["birth_date"] = other["birth_date"].min()  # a vault in which all are of one age fits no row of the others
    real = attack_extract(one, make_tables(one, KEY), vault(one))[0]
    assert attack_extract(one, make_tables(one, KEY), other)[0].most_likely <= real.most_likely


def test_services_and_z_scores_are_measured_and_said():
    one = universe(levels=LEVELS | {"exposures": "each"}, suppress_percent=20, z="tenth", z_agreed="Pasal 3")
    attacks = attack_extract(one, make_tables(one, KEY), vault(one))
    assert [attack.knows[-1] for attack in attacks[2:]] == ["exposures", "person_time"]
    assert attacks[3].unique >= attacks[2].unique >= 0
    assert attacks[3].unique > 0  # tenths of z over several visits are nearly one's own: so the codebook says


def test_a_selection_frame_alone_knows_nobody_by_name():
    one = universe(tables=["selection"])
    assert attack_extract(one, make_tables(one, KEY), vault(one)) == []
