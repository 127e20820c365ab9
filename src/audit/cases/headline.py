"""The sentences that a reader meets first, with every number tied to its cell."""

from __future__ import annotations

from audit.cases.decisions import Facts
from audit.results import Cell, CountValue, RateValue, Sentence, Value

__all__ = ["headline"]


def headline(facts: Facts) -> Sentence:
    """How many of the measured children are stunted, and how many registered children were not measured."""
    stunted, known = Cell.of(facts.month, status="stunted"), Cell.of(facts.month, status="haz_known")
    at = facts.stunting.numerator.cells.index(stunted)
    n, of = facts.stunting.numerator.counts[at], facts.stunting.denominator.counts[at]
    values: dict[str, Value] = {
        "month": facts.month,
        "area": facts.areas.district.code,
        "measured": CountValue(known, of),
        "stunted": CountValue(stunted, n),
        "rate": RateValue(stunted, known, n / of if of else None),
    }
    if Cell(facts.month) not in facts.coverage.numerator.cells:
        return Sentence("headline.measured_only", values)
    at = facts.coverage.numerator.cells.index(Cell(facts.month))
    came, registered = facts.coverage.numerator.counts[at], facts.coverage.denominator.counts[at]
    values |= {"came": CountValue(Cell(facts.month), came), "registered": registered}
    return Sentence("headline.measured", values | {"absent": max(0, registered - came)})
