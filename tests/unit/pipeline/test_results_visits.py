"""Whom to visit first as results: nobody stunted on the list, its order, counts add up, nothing of it in public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.disclosure.printed import printed_by
from audit.pipeline.results_visits import visit_results
from audit.reference.areas import areas_of
from audit.reference.visit_rules import LISTED_FROM, VISIT_GROUPS, VISITS_SHOWN
from audit.results import CountValue, LineList, RateTable, TiedValue
from audit.schemas import CHILDREN, CONSENTS, HOUSEHOLDS, VISITS

AS_OF = date(2025, 8, 31)
AREAS = areas_of("17.71")
MONTH = "2025-08"


def register(n: int = 3000, seed: int = 0, *, desa: int = 30) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Invented children with a length every second month of a year; height for age falls until two years."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"c{i:06d}" for i in range(n)], dtype=object)
    born = pd.Timestamp(AS_OF) - pd.to_timedelta(rng.integers(60, 1700, n), unit="D")
    of = rng.integers(0, desa, n)
    level, slope = rng.normal(-0.6, 0.8, n), rng.normal(-0.9, 0.5, n)
    codes = np.array([area.code for area in AREAS.desa], dtype=object)
    children = pd.DataFrame(
        {
            "child_id": ids, "sex": rng.choice(["m", "f"], n), "birth_date": born, "posyandu": "Melati",
            "birth_weight_kg": rng.normal(3.1, 0.4, n).round(1), "area_code": codes[of], "life_status": "hidup",
            "household_id": [f"h{i}" for i in range(n)],
        }
    )  # fmt: skip
    parts = []
    for days_ago in range(15, 375, 60):
        day = pd.Timestamp(AS_OF) - pd.to_timedelta(days_ago + rng.integers(0, 15, n), unit="D")
        age = (day - born).days.to_numpy()
        here = (age > 0) & (rng.random(n) < 0.8)
        haz = level + slope * np.minimum(age / 730, 1) + rng.normal(0, 0.25, n)
        parts.append(
            pd.DataFrame(
                {
                    "child_id": ids[here], "visit_date": day[here], "seq": 1,
                    "lenhei_cm": np.round(value_at_z("haz", children["sex"][here], age[here], haz[here]), 1),
                    "weight_kg": np.round(value_at_z("waz", children["sex"][here], age[here], haz[here] * 0.7), 1),
                    "measure": np.where(age[here] < 730, "l", "h"),
                }
            )
        )  # fmt: skip
    return CHILDREN.conform(children), VISITS.conform(pd.concat(parts, ignore_index=True))


HOMES = HOUSEHOLDS.conform(
    pd.DataFrame(
        {
            "household_id": [f"h{i}" for i in range(0, 3000, 2)], "recorded_on": pd.Timestamp("2025-01-10"),
            "welfare_rank": [i % 10 + 1 for i in range(1500)], "welfare_source": "DTSEN",
        }
    )
)  # fmt: skip


def results(children, visits, consents=None, **changes):
    params = SimpleNamespace(**({"months": (MONTH,), "as_of": AS_OF, "seed": 0, "visits_per_month": None} | changes))
    said = CONSENTS.conform(pd.DataFrame()) if consents is None else consents
    found = visit_results(children, visits, HOMES, said, params, AREAS)  # pyright: ignore[reportArgumentType]
    return {result.id: result for result in found}


@pytest.fixture(scope="module")
def tables():
    return register()


@pytest.fixture(scope="module")
def found(tables):
    return results(*tables)


def test_the_list_holds_nobody_stunted_and_stands_in_its_order(found):
    rows = found["visit_first"].rows
    assert rows["haz"].min() >= -2
    place = rows["group"].map({name: i for i, name in enumerate(VISIT_GROUPS)})
    assert place.is_monotonic_increasing
    for group, part in rows.groupby("group"):
        assert part["risk"].is_monotonic_decreasing, group
        assert part["risk"].ge(LISTED_FROM).all() == (group != "falls")
        assert part["faltering"].fillna(False).astype(bool).all() == group.startswith("falls")
    assert set(rows["group"]) == set(VISIT_GROUPS)


def test_the_average_child_and_what_is_added_make_the_risk_exactly(found):
    rows = found["visit_first"].rows
    log_odds = rows["intercept"] + rows.filter(like="adds_").sum(axis=1)
    assert np.allclose(1 / (1 + np.exp(-log_odds)), rows["risk"], atol=1e-12)


def test_who_refused_the_audit_is_on_no_list(tables, found):
    child = found["visit_first"].rows["child_id"].iloc[0]
    said = {"person_id": [child], "purpose": ["audit"], "given": [False], "decided_on": [pd.Timestamp("2025-08-01")]}
    again = results(*tables, CONSENTS.conform(pd.DataFrame(said)))["visit_first"].rows
    assert child not in set(again["child_id"])
    assert len(again) == len(found["visit_first"].rows) - 1


def test_tenths_bands_and_groups_are_the_same_children(found):
    learnt = found["visit_learnt"]
    for id in ("visit_tenths", "visit_order", "visit_bands"):
        assert sum(found[id].numerator.counts) == learnt.numerator.counts[1], id
        assert sum(found[id].denominator.counts) == learnt.denominator.counts[1], id
    groups = found["visit_groups"]
    for attribute in ("sex", "risk.poorest_40_percent", "area"):
        own = [n for cell, n in zip(groups.denominator.cells, groups.denominator.counts, strict=True)
               if cell.level(attribute)]  # fmt: skip
        assert sum(own) == learnt.denominator.counts[1], attribute
    asked, unknown = found["visit_asked"].counts
    assert asked - unknown == learnt.denominator.counts[0]


def test_more_visits_reach_no_fewer_cases_and_end_sooner(found, tables):
    table = found["visit_capacity"].rows
    assert table["visits"].tolist() == list(VISITS_SHOWN)
    assert table["caught"].is_monotonic_increasing
    assert table["months"].is_monotonic_decreasing
    own = results(*tables, visits_per_month=10**5)["visit_capacity"].rows
    assert (own["caught"].tolist(), own["months"].tolist()) == ([1.0], [1])


def test_every_public_number_rests_on_cells_and_the_list_has_no_public_form(found):
    pattern = solve_pattern(found.values())
    ids = set(found["visit_first"].rows["child_id"])
    for result in found.values():
        public = release(result, pattern).public
        if isinstance(result, LineList):
            assert public is None
        assert not any(child in repr(public) for child in ids)
        for value in getattr(result, "values", {}).values() if not isinstance(result, RateTable) else ():
            assert not isinstance(value, float | int)
            assert not isinstance(value, TiedValue) or value.cells


def found_by_attack(found, pattern):
    facts = [fact for result in found.values() for fact in release(result, pattern).facts]
    return attack(facts, printed_by(found.values()).partitions).found


def test_an_attack_over_all_public_counts_finds_nothing_and_would_find_a_lone_hidden_tenth(found):
    pattern = solve_pattern(found.values())
    assert found_by_attack(found, pattern) == ()
    small = {key: why for key, why in pattern.hidden.items() if why == "small"}
    assert 0 < len(small) < len(pattern.hidden)
    naked = replace(pattern, hidden=small, shown=pattern.shown | (pattern.hidden.keys() - small.keys()))
    assert found_by_attack(found, naked) != ()


def test_a_small_tenth_takes_its_risk_along_and_one_that_is_shown_does_not(found):
    pattern = solve_pattern(found.values())
    table = found["visit_tenths"]
    hidden = [c.level("risk_tenth") for c in table.numerator.cells if pattern.hides(c)]
    assert 0 < len(hidden) < 10
    for cell in table.numerator.cells:
        tenth = cell.level("risk_tenth")
        shown = release(found[f"visit_tenth.{tenth}"], pattern).public
        assert ("risk" in shown.values) == (tenth not in hidden)


def test_with_few_desa_performance_is_for_the_team_alone(found):
    few = results(*register(desa=6))
    pattern = solve_pattern(few.values())
    released = release(few["visit_performance"], pattern)
    assert "auc" not in released.public.values
    assert released.public.sentence.id == "visit_block.measured.disamarkan"
    assert "auc" in released.restricted.values
    assert "auc" in release(found["visit_performance"], solve_pattern(found.values())).public.values


def test_a_small_register_is_refused_in_one_sentence_whose_counts_may_be_hidden():
    (refused,) = results(*register(200)).values()
    assert refused.sentence.id == "visit_block.why.too_few"
    assert isinstance(refused.sentence.values["n"], CountValue)
    assert refused.sentence.values["needed"].value > refused.sentence.values["n"].value > 0
    shown = release(refused, solve_pattern([refused]))
    assert shown.public.sentence.id == "visit_block.why.too_few.disamarkan"
    assert shown.public.sentence.values == {}
    assert set(shown.restricted.sentence.values) == {"n", "needed"}


def test_an_empty_register_and_one_in_which_nobody_becomes_stunted_are_refused_too(tables):
    empty = CHILDREN.conform(pd.DataFrame()), VISITS.conform(pd.DataFrame())
    (nobody,) = results(*empty).values()
    assert nobody.sentence.id == "visit_block.why.no_earlier_length"
    children, visits = tables
    tall = visits.assign(lenhei_cm=visits["lenhei_cm"] + 12)
    (same,) = results(children, tall).values()
    assert same.sentence.id == "visit_block.why.one_outcome"


def test_which_way_to_learn_was_taken_is_said_with_both_figures(found):
    said = found["visit_choice"].sentence
    assert said.id == "visit_block.choice.gain"
    assert said.values["boosting"].value < said.values["splines"].value + 0.01
