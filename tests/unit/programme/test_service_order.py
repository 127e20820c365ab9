"""Order of services: what one more person costs, how firm the order is, and what is not compared and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.language import has
from audit.programme.service_costs import Ingredient, ServiceCost
from audit.programme.service_order import (
    NOT_COMPARED,
    Option,
    ServiceGap,
    gap_table,
    options,
    order_findings,
    order_of,
    service_gaps,
)
from audit.results import Cell, TiedValue
from audit.schemas import SERVICE_GAPS

SEED = 7


def cost(service: str, *parts: Ingredient, persons: int | None = 100, incomplete: tuple[str, ...] = ()) -> ServiceCost:
    total = {"food": sum(part.rupiah for part in parts)} if parts else {}
    return ServiceCost(service, 2025, persons, False, total, incomplete, parts, None, "", None)


def exact(rupiah: float, *, fixed: bool = False) -> Ingredient:
    return Ingredient(rupiah, rupiah, rupiah, fixed)


def gap(service: str, persons: float = 50, uptake=(0.5, 0.5, 0.5), *, sourced: bool = True) -> ServiceGap:
    return ServiceGap(service, 2025, 100, 100 - int(persons), (persons, persons, persons), uptake, sourced)


def option(service: str, *parts: Ingredient, persons: float = 50, uptake=(0.5, 0.5, 0.5)) -> Option:
    return Option(cost(service, *parts), gap(service, persons, uptake))


def gaps(**row: object) -> ServiceGap:
    base = {
        "gap_id": "1", "area_code": "64.74", "service": "sanitation", "year": 2025, "needed": 120, "reached": 20,
        "taken_up_percent": 80.0, "taken_up_low_percent": 70.0, "taken_up_high_percent": 90.0, "source": "catatan",
    }  # fmt: skip
    frame = SERVICE_GAPS.conform(pd.DataFrame([base | row]))
    return service_gaps(frame, 2025)["sanitation"]


def test_rupiah_for_one_more_person_by_hand():
    """Rp10 million fixed, Rp2 million for the 100 reached (Rp20,000 each); 50 left, half of whom take it up:
    (10,000,000 + 50 x 20,000) / 25 = Rp440,000."""
    (place,) = order_of([option("a", exact(10_000_000, fixed=True), exact(2_000_000))], seed=SEED)
    assert place.rupiah == 440_000
    assert (place.low, place.high) == (440_000, 440_000)


def test_without_fixed_costs_the_gap_does_not_matter_and_uptake_does():
    few, many = (order_of([option("a", exact(2_000_000), persons=n)], seed=SEED)[0].rupiah for n in (5, 50))
    assert few == many == 40_000
    (sure,) = order_of([option("a", exact(2_000_000), uptake=(1.0, 1.0, 1.0))], seed=SEED)
    assert sure.rupiah == 20_000


def test_services_that_are_known_exactly_keep_their_place_in_every_draw():
    able = [option(name, exact(n * 1_000_000)) for n, name in enumerate("abcde", start=1)]
    places = order_of(able[::-1], seed=SEED)
    assert [place.option.cost.service for place in places] == list("abcde")
    assert [place.top for place in places] == [1, 1, 1, 0, 0]


def test_two_services_alike_share_the_last_place_about_equally():
    """Same triangular ranges: each is third in half of the draws (binomial, 1,000 draws, six standard errors)."""
    wide = Ingredient(2_000_000, 1_000_000, 3_000_000, False)
    able = [option("a", exact(1)), option("b", exact(2)), option("c", wide), option("d", wide)]
    top = {place.option.cost.service: place.top for place in order_of(able, seed=SEED)}
    assert top["a"] == top["b"] == 1
    assert top["c"] + top["d"] == pytest.approx(1)
    assert abs(top["c"] - 0.5) < 6 * (0.25 / 1000) ** 0.5


def test_a_range_is_drawn_as_a_triangle():
    """Mean of a triangular distribution: (low + peak + high) / 3; its 5 and 95 % limits in closed form."""
    low, peak, high = 1_000_000, 2_000_000, 6_000_000
    (place,) = order_of([option("a", Ingredient(peak, low, high, False), uptake=(1.0,) * 3)], seed=SEED, draws=200_000)
    expected_low = (low + (0.05 * (high - low) * (peak - low)) ** 0.5) / 100
    expected_high = (high - (0.05 * (high - low) * (high - peak)) ** 0.5) / 100
    assert place.low == pytest.approx(expected_low, rel=0.01)
    assert place.high == pytest.approx(expected_high, rel=0.01)
    assert place.rupiah == peak / 100


def test_the_same_seed_gives_the_same_places_and_another_seed_others():
    wide = [option(name, Ingredient(2e6, 1e6, 3e6 + n, False)) for n, name in enumerate("abcd")]
    assert order_of(wide, seed=1) == order_of(wide[::-1], seed=1)
    assert order_of(wide, seed=1) != order_of(wide, seed=2)
    assert order_of([], seed=1) == ()


def test_nobody_who_takes_it_up_in_a_draw_costs_without_end_and_never_leads():
    able = [option(name, exact(1_000_000)) for name in "abc"]
    able.append(option("d", exact(1), uptake=(0.0, 0.0, 0.0)))
    place = next(place for place in order_of(able, seed=SEED) if place.option.cost.service == "d")
    assert place.top == 0
    assert np.isinf(place.rupiah)
    finding = next(f for f in order_findings([place], {}) if f.id == "service_order.d")
    assert isinstance(finding.values["rupiah"], TiedValue)
    assert finding.values["rupiah"].value is None


def test_the_gap_is_needed_less_reached_and_never_below_none():
    assert gaps().gap == (100, 100, 100)
    assert gaps(gap_low=80, gap_high=130).gap == (80, 100, 130)
    assert gaps(reached=150).gap == (0, 0, 0)
    assert gaps(reached=None).gap is None


@pytest.mark.parametrize(
    "change",
    [
        {"taken_up_percent": None},
        {"taken_up_low_percent": None},
        {"taken_up_low_percent": 85.0},
        {"taken_up_high_percent": 101.0},
        {"taken_up_low_percent": -1.0},
    ],
)
def test_a_share_without_a_sound_range_is_not_known(change):
    assert gaps().uptake == pytest.approx((0.7, 0.8, 0.9))
    assert gaps(**change).uptake is None


def test_what_cannot_be_compared_says_why():
    part = exact(1_000_000)
    costs = (
        cost("able", part), cost("cost_incomplete", part, incomplete=("food",)),
        cost("persons_unknown", part, persons=None), cost("gap_unknown", part), cost("no_gap", part),
        cost("uptake_unknown", part), cost("uptake_unsourced", part),
    )  # fmt: skip
    found = {
        name: gap(name) for name in ("able", "no_cost", "cost_incomplete", "persons_unknown", "uptake_unknown")
    } | {"no_gap": gap("no_gap", 0), "uptake_unsourced": gap("uptake_unsourced", sourced=False)}
    found["uptake_unknown"] = gap("uptake_unknown", uptake=None)
    able, left = options(costs, found)
    assert [one.cost.service for one in able] == ["able"]
    assert left == {name: name for name in NOT_COMPARED}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_words(language):
    assert [id for id in NOT_COMPARED if not has(f"money.not_compared.{id}", language)] == []


def test_gaps_are_parts_of_those_who_need_and_contrary_counts_are_no_parts():
    table = gap_table({"sanitation": gaps()})
    assert {cell.level("service_gap"): n for cell, n in zip(table.cells, table.counts, strict=True)} == {
        "sanitation.needed": 120, "sanitation.reached": 20, "sanitation.gap": 100,
    }  # fmt: skip
    assert table.partitions[0].children == {"sanitation.needed": ("sanitation.reached", "sanitation.gap")}
    assert gap_table({"sanitation": gaps(reached=150)}).cells == ()
    assert table.personal


def test_what_is_said_of_a_service_is_tied_to_its_people():
    (place,) = order_of([option("sanitation", exact(2_000_000))], seed=SEED)
    (finding,) = order_findings([place], {})
    cells = {cell for value in finding.values.values() if isinstance(value, TiedValue) for cell in value.cells}
    assert cells == {Cell.of("2025", cost="sanitation"), Cell.of("2025", service_gap="sanitation.gap")}
