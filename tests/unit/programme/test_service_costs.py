"""Cost a person reached: by ingredient, volunteers apart, and "at least" where something was not written."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.language import has
from audit.programme.service_costs import ServiceCost, cost_findings, cost_people, service_costs
from audit.reference.money_rules import INGREDIENTS
from audit.results import CountValue, TiedValue
from audit.schemas import COST_INGREDIENTS

MEAL = {"kind": "food", "quantity": 5600.0, "price_rupiah": 15_000.0, "unit": "porsi"}
STAFF = {"kind": "personnel", "quantity": 12.0, "price_rupiah": 3_500_000.0, "fixed": True}
TIME = {"kind": "volunteer_time", "quantity": 1400.0, "unit": "jam"}


def costs(*rows: dict) -> tuple[ServiceCost, ...]:
    base = {"area_code": "64.74", "service": "local_food_child", "year": 2025, "persons_reached": 100}
    made = [base | {"ingredient_id": f"{n}"} | row for n, row in enumerate(rows)]
    return service_costs(COST_INGREDIENTS.conform(pd.DataFrame(made)), 2025)


def rupiah(cost: ServiceCost) -> dict[str, float | None]:
    values = cost_findings((cost,))[0].values
    return {name: value.value for name, value in values.items() if isinstance(value, TiedValue)}


def test_a_cost_is_quantity_times_price_over_persons():
    """5,600 portions at Rp15,000 and twelve months of Rp3.5 million for 100 children: Rp840,000 and Rp420,000 each."""
    (cost,) = costs(MEAL, STAFF, TIME)
    found = rupiah(cost)
    assert (found["food"], found["personnel"], found["total"]) == (840_000, 420_000, 1_260_000)
    assert cost.complete
    assert cost_findings((cost,))[0].sentence.id == "money.cost.said"


def test_time_of_volunteers_is_in_no_sum_even_where_somebody_wrote_a_price():
    (cost,) = costs(MEAL, TIME | {"price_rupiah": 20_000.0})
    found = rupiah(cost)
    assert found["total"] == 840_000
    assert found["volunteer"] == 14.0
    assert found["volunteer_rupiah"] == 280_000
    assert "volunteer_rupiah" not in rupiah(costs(MEAL, TIME)[0])


def test_time_in_two_units_is_not_added():
    (cost,) = costs(MEAL, TIME, TIME | {"unit": "hari"})
    assert cost.volunteer_quantity is None
    assert costs(MEAL, TIME)[0].volunteer_quantity == 1400


def test_a_unit_of_somebodys_own_words_is_not_shown():
    (cost,) = costs(MEAL, TIME | {"unit": "jam Bu Siti"})
    assert (cost.volunteer_quantity, cost.volunteer_unit) == (None, "")


def test_a_price_or_quantity_that_is_not_written_is_not_zero():
    (cost,) = costs(MEAL, {"kind": "transport", "quantity": 10.0})
    assert cost.incomplete == ("transport",)
    assert not cost.complete
    assert "transport" not in rupiah(cost)
    assert cost_findings((cost,))[0].sentence.id == "money.cost.at_least"
    (none,) = costs({"kind": "food"})
    assert cost_findings((none,))[0].sentence.id == "money.cost.no_amount"


def test_volunteers_without_a_price_leave_a_cost_complete():
    assert costs(MEAL, TIME)[0].complete


@pytest.mark.parametrize(
    ("reached", "sentence"), [((None, None), "nobody"), ((0, 0), "nobody"), ((100, 90), "conflict")]
)
def test_without_one_number_of_persons_there_is_no_cost_a_person(reached, sentence):
    (cost,) = costs(*({**MEAL, "persons_reached": n} for n in reached))
    assert cost_findings((cost,))[0].sentence.id == f"money.cost.{sentence}"
    assert rupiah(cost) == {}


def test_a_number_of_persons_written_once_holds_for_the_service():
    (cost,) = costs(MEAL, STAFF | {"persons_reached": None})
    assert cost.persons == 100


def test_a_range_that_does_not_hold_its_price_is_widened_to_it():
    (cost,) = costs(MEAL | {"price_low_rupiah": 16_000.0, "price_high_rupiah": 18_000.0})
    (one,) = cost.ingredients
    assert (one.low, one.rupiah, one.high) == (5600 * 15_000, 5600 * 15_000, 5600 * 18_000)


def test_other_years_and_kinds_that_nobody_knows_are_left_out():
    assert costs(MEAL | {"year": 2024}, MEAL | {"kind": "lainlain"}) == ()
    assert service_costs(COST_INGREDIENTS.empty(), 2025) == ()
    assert cost_people(()).cells == ()


def test_few_persons_hide_the_cost_that_would_give_them_away():
    shown = {}
    for n in (3, 300):
        found = costs(MEAL | {"persons_reached": n})
        results = (cost_people(found), *cost_findings(found))
        pattern = solve_pattern(results)
        shown[n] = [release(result, pattern) for result in results]
    table, finding = shown[3]
    assert table.public.rows[0].hidden
    assert finding.public.sentence.id == "money.cost.said.disamarkan"
    assert not {"total", "food", "persons"} & set(finding.public.values)
    assert finding.restricted.values["persons"] == 3
    assert shown[300][1].public.values["persons"] == 300


def test_each_number_of_a_finding_is_tied_to_the_persons():
    (cost,) = costs(MEAL, STAFF, TIME)
    values = cost_findings((cost,))[0].values
    tied = [v for v in values.values() if isinstance(v, TiedValue)]
    assert len(tied) == 4
    assert all(v.cells == (cost.cell,) for v in tied)
    assert values["persons"] == CountValue(cost.cell, 100)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_ingredient_has_a_name(language):
    assert [id for id in INGREDIENTS if not has(f"money.ingredient.{id}", language)] == []
