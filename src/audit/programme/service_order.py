"""Which service reaches one more person for least money, and how firm that order is.

Money to reach everybody who is still to be reached, over those of them who are then reached:
(fixed + g x variable) / (g x u), with g the persons still to be reached, u the share of those offered who take it up,
and variable the rupiah a person that grow with numbers. Prices, g and u are drawn from their ranges (triangular, the
written value its peak) ``DRAWS`` times with one seed; how often a service is among the first ``TOP`` is what may be
said. Nothing is optimised: a cheap service does not replace one that a person needs. Not for use across services that
answer different needs without saying so. Source of the rule: anchors of the project's notes, "use of funds".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.programme.service_costs import Ingredient, ServiceCost
from audit.reference.money_rules import DRAWS, LIKELY, OF_100, TOP
from audit.results import Cell, CountTable, Finding, Partition, Sentence, TiedValue, Value

__all__ = [
    "NOT_COMPARED", "Option", "Place", "ServiceGap", "gap_table", "options", "order_findings", "order_of",
    "service_gaps",
]  # fmt: skip

# Why a service is not compared (``money.not_compared.<reason>``), the first that applies.
NOT_COMPARED = (
    "no_cost", "cost_incomplete", "persons_unknown", "gap_unknown", "no_gap", "uptake_unknown", "uptake_unsourced",
)  # fmt: skip
_PERCENT = 100

Draws = NDArray[np.float64]
Range = tuple[float, float, float]  # least, as written, most


@dataclass(frozen=True, slots=True)
class ServiceGap:
    """Persons of a year who need a service and are reached. ``gap`` and ``uptake`` are ranges, ``None`` if unknown.

    ``uptake``: shares (0-1) of those offered the service who are then reached.
    """

    service: str
    year: int
    needed: int | None
    reached: int | None
    gap: Range | None
    uptake: Range | None
    sourced: bool

    def cell(self, of: str) -> Cell:
        """Persons who are ``needed``, ``reached`` or in the ``gap``."""
        return Cell.of(str(self.year), service_gap=f"{self.service}.{of}")


@dataclass(frozen=True, slots=True)
class Option:
    """A service with everything that a comparison needs."""

    cost: ServiceCost
    gap: ServiceGap


@dataclass(frozen=True, slots=True)
class Place:
    """How a service stands: rupiah for one more person (as written; range of the draws) and how often it is first.

    ``top`` is the share (0-1) of draws in which it is among the first ``TOP``.
    """

    option: Option
    rupiah: float
    low: float
    high: float
    top: float


def service_gaps(rows: pd.DataFrame, year: int) -> dict[str, ServiceGap]:
    """Gaps of a year by service (table SERVICE_GAPS); of a service that stands twice the first row counts.

    Without a range of its own the gap is needed less reached, exactly. More reached than needed is no gap, not less
    than none.
    """
    own = rows[(rows["year"].eq(year) & rows["service"].notna()).fillna(False).astype(bool)]
    found = own.sort_values(["service", "gap_id"]).drop_duplicates("service")
    return {str(row["service"]): _gap(row, year) for row in found.to_dict("records")}


def _gap(row: dict, year: int) -> ServiceGap:  # pyright: ignore[reportMissingTypeArgument]
    needed, reached = _whole(row["needed"]), _whole(row["reached"])
    gap = None if needed is None or reached is None else float(max(needed - reached, 0))
    low, high = (_whole(row[name]) for name in ("gap_low", "gap_high"))
    of_gap = None if gap is None else (min(gap, gap if low is None else low), gap, max(gap, high or 0))
    said = [row[f"taken_up{name}_percent"] for name in ("_low", "", "_high")]
    # Shares that are not ordered or not within 0 and 100 are slips; without a range nothing is known of their firmness.
    sound = not any(pd.isna(x) for x in said) and 0 <= said[0] <= said[1] <= said[2] <= _PERCENT and said[1] > 0
    of_uptake = (said[0] / _PERCENT, said[1] / _PERCENT, said[2] / _PERCENT) if sound else None
    sourced = not pd.isna(row["source"]) and bool(str(row["source"]).strip())
    return ServiceGap(str(row["service"]), year, needed, reached, of_gap, of_uptake, sourced)


def options(costs: Sequence[ServiceCost], gaps: dict[str, ServiceGap]) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Services that can be compared, by name, and the reason (``NOT_COMPARED``) of each that cannot."""
    by_name = {cost.service: cost for cost in costs}
    able, left = [], {}
    for service in sorted({*by_name, *gaps}):
        cost, gap = by_name.get(service), gaps.get(service)
        reason = _reason(cost, gap)
        if reason is None and cost is not None and gap is not None:
            able.append(Option(cost, gap))
        elif reason is not None:
            left[service] = reason
    return tuple(able), left


def _reason(cost: ServiceCost | None, gap: ServiceGap | None) -> str | None:
    if cost is None or not cost.rupiah:
        return "no_cost"
    if not cost.complete:
        return "cost_incomplete"
    if not cost.persons:
        return "persons_unknown"
    if gap is None or gap.gap is None:
        return "gap_unknown"
    if not gap.gap[1]:
        return "no_gap"
    if gap.uptake is None:
        return "uptake_unknown"
    return None if gap.sourced else "uptake_unsourced"


def order_of(able: Sequence[Option], *, seed: int, draws: int = DRAWS, top: int = TOP) -> tuple[Place, ...]:
    """Services by rupiah for one more person, the least first; equal ones by name.

    The same seed and services give the same places, whatever their order. Of no more than ``top`` services each is
    always among the first: that says nothing, and a caller should say so.
    """
    able = sorted(able, key=lambda one: one.cost.service)
    if not able:
        return ()
    rng = np.random.default_rng(seed)
    drawn = np.stack([_drawn(one, rng, draws) for one in able])
    rank = drawn.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    share = (rank < top).mean(axis=1)
    low, high = np.quantile(drawn, LIKELY, axis=1, method="inverted_cdf")  # draws that were made: some may be infinite
    places = [Place(one, _written(one), float(low[i]), float(high[i]), float(share[i])) for i, one in enumerate(able)]
    return tuple(sorted(places, key=lambda place: (place.rupiah, place.option.cost.service)))


def _drawn(one: Option, rng: np.random.Generator, draws: int) -> Draws:
    fixed, variable = (
        sum((_triangle((i.low, i.rupiah, i.high), rng, draws) for i in _part(one, is_fixed)), np.zeros(draws))
        for is_fixed in (True, False)
    )
    assert one.gap.gap and one.gap.uptake and one.cost.persons
    gap, uptake = (_triangle(of, rng, draws) for of in (one.gap.gap, one.gap.uptake))
    return _per_person(fixed, variable / one.cost.persons, gap, uptake)


def _written(one: Option) -> float:
    """Rupiah for one more person with every value as written."""
    assert one.gap.gap and one.gap.uptake and one.cost.persons
    fixed, variable = (sum(i.rupiah for i in _part(one, is_fixed)) for is_fixed in (True, False))
    gap, uptake = (np.array([of[1]]) for of in (one.gap.gap, one.gap.uptake))
    return float(_per_person(np.array([fixed]), np.array([variable / one.cost.persons]), gap, uptake)[0])


def _per_person(fixed: Draws, variable: Draws, gap: Draws, uptake: Draws) -> Draws:
    """Rupiah for one more person; infinite where nobody is left, or nobody takes it up."""
    reached = gap * uptake
    out = np.full(reached.shape, np.inf)
    return np.divide(fixed + gap * variable, reached, out=out, where=reached > 0)


def _part(one: Option, is_fixed: bool) -> list[Ingredient]:
    return [ingredient for ingredient in one.cost.ingredients if ingredient.fixed == is_fixed]


def _triangle(of: Range, rng: np.random.Generator, draws: int) -> Draws:
    low, peak, high = of
    return np.full(draws, peak) if low == high else rng.triangular(low, peak, high, draws)


def gap_table(gaps: dict[str, ServiceGap]) -> CountTable:
    """Persons who need each service, are reached by it, and are still to be reached. Services are never added."""
    children: dict[str, tuple[str, ...]] = {}
    rows: list[tuple[Cell, int]] = []
    for service, gap in gaps.items():
        needed, reached = gap.needed, gap.reached
        # With more reached than needed the numbers count different people: no part of one another.
        if needed is None or reached is None or reached > needed:
            continue
        children[f"{service}.needed"] = (f"{service}.reached", f"{service}.gap")
        rows += [(gap.cell("needed"), needed), (gap.cell("reached"), reached), (gap.cell("gap"), needed - reached)]
    cells, counts = tuple(cell for cell, _ in rows), tuple(n for _, n in rows)
    return CountTable("service_gap", cells, counts, (Partition("service_gap", children),))


def order_findings(places: Sequence[Place], left: dict[str, str]) -> tuple[Finding, ...]:
    """``service_order.<service>`` of each compared service in order, ``service_left.<service>`` of the others.

    Rupiah are tied to the persons whom they rest on.
    """
    found = []
    for place in places:
        service, cell = place.option.cost.service, place.option.cost.cell
        cells = (cell, place.option.gap.cell("gap"))
        values: dict[str, Value] = {
            "service": f"needs.activity.{service}",
            **{
                name: TiedValue(cells, value if np.isfinite(value) else None, 0)
                for name, value in (("rupiah", place.rupiah), ("low", place.low), ("high", place.high))
            },
            "top": TiedValue(cells, place.top * OF_100, 0),
        }
        found.append(Finding(f"service_order.{service}", Sentence("money.order.said", values), values=values))
    for service, reason in left.items():
        values = {"service": f"needs.activity.{service}", "reason": f"money.not_compared.{reason}"}
        found.append(Finding(f"service_left.{service}", Sentence("money.order.left", values), values=values))
    return tuple(found)


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # pyright: ignore[reportArgumentType, reportCallIssue]
