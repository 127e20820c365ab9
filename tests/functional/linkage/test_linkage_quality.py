"""How well a linkage at the dirt of real exports does, against the truth."""

from __future__ import annotations

from time import process_time

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.register.linkage import link_visits
from audit.store import SAMPLE_KEY

PRECISION, RECALL, ASKED = 0.995, 0.98, 0.02
SECONDS = 20.0  # one core, 75,000 rows


@pytest.fixture(scope="module")
def register(invent):
    return invent(n=2500, visits=3, seed=20250211)


@pytest.fixture(scope="module")
def linked(register):
    return link_visits(register.records, key=SAMPLE_KEY, areas=areas_of("17.71"))


def true_pairs(register) -> int:
    sizes = register.truth.value_counts()
    return int((sizes * (sizes - 1) // 2).sum())


def test_precision_and_recall_reach_their_targets(register, linked, measure):
    precision, recall = measure(register, linked)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_few_pairs_are_left_to_a_person(register, linked):
    assert linked.summary.to_decide <= ASKED * true_pairs(register)


def test_twins_are_never_merged(register, linked, found_ids):
    ids = found_ids(linked)
    children = (
        pd.DataFrame({"truth": register.truth, "found": ids}).groupby("truth")["found"].agg(lambda s: frozenset(s))
    )
    assert len(register.twins) > 20
    assert not [pair for pair in register.twins if children[pair[0]] & children[pair[1]]]


def test_every_record_is_accounted_for(register, linked, found_ids):
    summary = linked.summary
    assert summary.records == len(register.records) == summary.visits + summary.merged + summary.undated
    assert sorted(found_ids(linked).index) == sorted(register.records["source_row"])


def test_a_wrong_answer_would_be_seen(register, linked, measure, found_ids):
    """The measure itself: everybody one child, and every record its own child."""
    everybody = linked.visits.assign(child_id="x")
    one = type("Linked", (), {"visits": everybody, "left_out": linked.left_out.assign(child_id="x")})
    precision, recall = measure(register, one)
    assert precision < 0.01
    assert recall == 1.0


@pytest.mark.slow
def test_a_district_is_linked_on_one_core_in_time(invent, measure):
    register = invent(n=25_000, visits=3, seed=7)
    assert len(register.records) > 74_000
    start = process_time()
    linked = link_visits(register.records, key=SAMPLE_KEY, areas=areas_of("17.71"))
    assert process_time() - start < SECONDS
    precision, recall = measure(register, linked)
    assert precision >= PRECISION
    assert recall >= RECALL
    assert linked.summary.to_decide <= ASKED * true_pairs(register)
