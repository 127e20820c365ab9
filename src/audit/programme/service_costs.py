"""What reaching one person costs, ingredient by ingredient; time that volunteers give stands apart.

A cost is of the year and of those whom the service reached. An ingredient without quantity or price is not zero: the
cost of its kind is then "at least", and the service enters no comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from audit.reference.money_rules import CASH, INGREDIENTS, VOLUNTEER, VOLUNTEER_UNITS
from audit.results import Cell, CountTable, CountValue, Finding, Partition, Sentence, TiedValue, Value

__all__ = ["Ingredient", "ServiceCost", "cost_findings", "cost_people", "service_costs"]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Rupiah of one ingredient: as written and its range, equal where none was given. ``fixed``: for however many."""

    rupiah: float
    low: float
    high: float
    fixed: bool


@dataclass(frozen=True)
class ServiceCost:
    """A service of a year. ``persons`` is ``None`` where nobody wrote it, or where its rows differ (``conflict``).

    ``rupiah`` by kind of what is paid; ``incomplete``: kinds with a row that lacks quantity or price.
    ``volunteer_quantity`` in the unit that was written, where all its rows have the same of ``VOLUNTEER_UNITS``.
    """

    service: str
    year: int
    persons: int | None
    conflict: bool
    rupiah: Mapping[str, float]
    incomplete: tuple[str, ...]
    ingredients: tuple[Ingredient, ...]
    volunteer_quantity: float | None
    volunteer_unit: str
    volunteer_rupiah: float | None

    @property
    def total(self) -> float:
        """Rupiah of everything that is paid and known."""
        return sum(self.rupiah.values())

    @property
    def complete(self) -> bool:
        """Whether every ingredient that is paid has its quantity and price."""
        return bool(self.rupiah) and not set(self.incomplete) & set(CASH)

    @property
    def cell(self) -> Cell:
        """The persons whom it reached."""
        return Cell.of(str(self.year), cost=self.service)


def service_costs(ingredients: pd.DataFrame, year: int) -> tuple[ServiceCost, ...]:
    """Costs of every service of a year (table COST_INGREDIENTS), by service; rows of no known kind are left out."""
    known = ingredients["kind"].isin(INGREDIENTS) & ingredients["service"].notna()
    rows = ingredients[(ingredients["year"].eq(year) & known).fillna(False).astype(bool)]
    return tuple(_cost(str(service), year, own) for service, own in rows.groupby("service", sort=True))


def _cost(service: str, year: int, rows: pd.DataFrame) -> ServiceCost:
    said = rows["persons_reached"].dropna().unique()
    quantity, price = (rows[name].where(rows[name].ge(0)) for name in ("quantity", "price_rupiah"))
    cost = quantity * price
    paid = rows["kind"].ne(VOLUNTEER)
    incomplete = rows["kind"][cost.isna() & paid].unique()
    amounts = cost[paid].groupby(rows["kind"][paid]).sum(min_count=1).dropna()
    volunteer = rows["kind"].eq(VOLUNTEER)
    units = rows["unit"][volunteer].fillna("").unique()
    hours = quantity[volunteer]
    known = len(units) == 1 and units[0] in VOLUNTEER_UNITS
    return ServiceCost(
        service,
        year,
        int(said[0]) if len(said) == 1 else None,
        len(said) > 1,
        {kind: float(amounts[kind]) for kind in CASH if kind in amounts},
        tuple(kind for kind in CASH if kind in incomplete),
        tuple(_ingredients(rows[paid & cost.notna()])),
        float(hours.sum()) if known and hours.notna().all() else None,
        str(units[0]) if known else "",
        float(cost[volunteer].sum()) if volunteer.any() and cost[volunteer].notna().all() else None,
    )


def _ingredients(rows: pd.DataFrame) -> list[Ingredient]:
    found = []
    for row in rows.to_dict("records"):
        quantity, price = float(row["quantity"]), float(row["price_rupiah"])
        # A range that does not hold the price is a slip: the price stands.
        low = min(price, _or(row["price_low_rupiah"], price))
        high = max(price, _or(row["price_high_rupiah"], price))
        fixed = not pd.isna(row["fixed"]) and bool(row["fixed"])
        found.append(Ingredient(quantity * price, quantity * low, quantity * high, fixed))
    return found


def _or(value: object, otherwise: float) -> float:
    return otherwise if pd.isna(value) else float(value)  # pyright: ignore[reportArgumentType, reportCallIssue]


def cost_people(costs: tuple[ServiceCost, ...]) -> CountTable:
    """Persons whom each service reached, where that is known. Counts of persons; services overlap and are not added."""
    known = [(cost.cell, cost.persons) for cost in costs if cost.persons is not None]
    cells, counts = tuple(cell for cell, _ in known), tuple(n for _, n in known)
    return CountTable("cost_people", cells, counts, (Partition("cost", {}),))


def cost_findings(costs: tuple[ServiceCost, ...]) -> tuple[Finding, ...]:
    """One finding ``service_cost.<service>`` each: rupiah a person, all and by kind, tied to the persons reached."""
    return tuple(Finding(f"service_cost.{cost.service}", _sentence(cost), values=_values(cost)) for cost in costs)


def _sentence(cost: ServiceCost) -> Sentence:
    name = f"needs.activity.{cost.service}"
    if cost.conflict or not cost.persons or not cost.rupiah:
        reason = "conflict" if cost.conflict else "nobody" if not cost.persons else "no_amount"
        return Sentence(f"money.cost.{reason}", {"service": name})
    values: dict[str, Value] = {
        "service": name,
        "rupiah": _per(cost, cost.total),
        "persons": CountValue(cost.cell, cost.persons),
    }
    return Sentence("money.cost.said" if cost.complete else "money.cost.at_least", values)


def _values(cost: ServiceCost) -> dict[str, Value]:
    """``total``, one a kind, ``volunteer`` (units a person) and ``volunteer_rupiah``; absent where not known."""
    if not cost.persons:
        return {"unit": cost.volunteer_unit}
    values: dict[str, Value] = {kind: _per(cost, rupiah) for kind, rupiah in cost.rupiah.items()}
    if cost.rupiah:
        values["total"] = _per(cost, cost.total)
    if cost.volunteer_quantity is not None:
        values["volunteer"] = TiedValue((cost.cell,), cost.volunteer_quantity / cost.persons, 1)
    if cost.volunteer_rupiah is not None:
        values["volunteer_rupiah"] = _per(cost, cost.volunteer_rupiah)
    return values | {"persons": CountValue(cost.cell, cost.persons), "unit": cost.volunteer_unit}


def _per(cost: ServiceCost, rupiah: float) -> TiedValue:
    assert cost.persons
    return TiedValue((cost.cell,), rupiah / cost.persons, 0)
