"""Twins and children of one name stay apart where least is known of them: no NIK, no birth weight, names that rhyme."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.register.linkage import link_visits
from audit.store import SAMPLE_KEY

SEEDS = (1, 2, 3)
PRECISION, RECALL, ASKED = 0.995, 0.98, 0.02


def link(register):
    return link_visits(register.records, key=SAMPLE_KEY, areas=areas_of("17.71"))


def merged(register, found: pd.Series, pairs) -> list[tuple[int, int]]:
    children = pd.DataFrame({"truth": register.truth, "found": found}).groupby("truth")["found"].agg(frozenset)
    return [(a, b) for a, b in pairs if a in children and b in children and children[a] & children[b]]


def misspelt_as_the_twin(register, a: int, b: int) -> bool:
    """A row of one child bears the very name of the other: nothing in the records tells whose it is."""
    written = register.records.set_index("source_row")["name"].str.upper().groupby(register.truth).agg(set)
    return register.names[a].upper() in written[b] or register.names[b].upper() in written[a]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_twins_and_no_namesakes_are_merged(invent, hard, measure, found_ids, seed):
    register = invent(2000, 3, seed, hard)
    linked = link(register)
    found = found_ids(linked)
    assert len(register.twins) > 15
    assert len(register.namesakes) > 10
    assert not merged(register, found, register.namesakes)
    assert not [pair for pair in merged(register, found, register.twins) if not misspelt_as_the_twin(register, *pair)]

    precision, recall = measure(register, linked)
    sizes = register.truth.value_counts()
    assert precision >= PRECISION
    assert recall >= RECALL
    assert linked.summary.to_decide <= ASKED * int((sizes * (sizes - 1) // 2).sum())


def test_children_of_one_name_and_birth_date_are_told_by_their_parents(invent, namesakes_of_one_day, found_ids):
    register = invent(1200, 3, 2, namesakes_of_one_day)
    assert len(register.namesakes) > 20
    assert not merged(register, found_ids(link(register)), register.namesakes)
